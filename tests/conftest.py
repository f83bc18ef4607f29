"""Settings of all tests, and in which order they run."""

from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent
# What a folder of tests needs, as the mark by which `-m` leaves it out. A single file sets its `pytestmark`.
MARKS = {"browser": "browser", "exports": "export"}
# What takes long comes first: the two workers take file after file, and both are busy to the end.
LONG_FIRST = ("browser", "exports", "web", "cli", "project")

# How long an example takes depends on the machine, not on what is tested.
# `--hypothesis-profile thorough` looks further than every run has to.
settings.register_profile("petaprogram", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("petaprogram")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import the tests of a folder that `-m` leaves out: each worker would, for seconds."""
    mark = MARKS.get(collection_path.name) if collection_path.parent == TESTS else None
    return True if mark and f"not {mark}" in config.option.markexpr.split(" and ") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder, and put the folders that take long first."""

    depth = len(TESTS.parts)

    def folder(item: pytest.Item) -> str:
        return item.path.parts[depth]

    for item in items:
        if mark := MARKS.get(folder(item)):
            item.add_marker(mark)
    places = {name: place for place, name in enumerate(LONG_FIRST)}
    items.sort(key=lambda item: places.get(folder(item), len(places)))
