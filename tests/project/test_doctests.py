"""The examples in docstrings are true, and there are enough of them to learn from."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
LEAST = 10

# Only modules with an example are imported: some modules of the web run Streamlit when they are.
MODULES = [
    ".".join(path.relative_to(SRC).with_suffix("").parts)
    for path in sorted(SRC.rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 0
    assert found.failed == 0


def test_at_least_ten_functions_have_an_example() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [
        one.name for name in MODULES for one in finder.find(importlib.import_module(name)) if one.examples
    ]
    assert len(examples) >= LEAST
