"""What is written for whoever works on the project is what is there."""

from __future__ import annotations

import re

from tests.project.test_architecture import PAGES, ROOMS, ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")


def recipe(target: str) -> list[str]:
    """Read the commands of a target of the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found is not None
    return [line.strip() for line in found[1].splitlines()]


def test_the_table_of_rooms_is_the_list_that_is_checked() -> None:
    table = CONTRIBUTING.partition("| room |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    firsts = [room for names, _ in rows for room in re.findall(r"`([\w.]+)`", names)]
    outer = list(dict.fromkeys(room.partition(".")[0] for room in ROOMS))
    assert [room for room in firsts if "." not in room] == outer
    # A page has a folder of its own everywhere; the table says so once.
    inner = [room for room in ROOMS if "." in room and room.partition(".")[2] not in PAGES]
    assert [room for room in inner if f"`{room}`" not in table] == []


def test_hooks_run_what_make_lint_runs_from_the_same_environment() -> None:
    """They have no versions of their own: those of requirements-dev.txt are the only ones."""
    assert re.findall(r"repo: (.*)", HOOKS) == ["local"]
    entries = re.findall(r"entry: \.venv/bin/python -m (.*)", HOOKS)
    assert entries == [line.removeprefix("$(RUN) ") for line in recipe("lint")]


def test_help_lists_every_command() -> None:
    phony = re.search(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)
    assert phony is not None
    listed = re.findall(r'"make (\w+) ', "\n".join(recipe("help")))
    assert [*sorted(listed), "help"] == [
        *sorted(set(phony[1].split()) - {"help", "browser", "postgres"}),
        "help",
    ]


def test_what_runs_for_a_change_elsewhere_is_a_command_of_make() -> None:
    text = (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")
    assert re.findall(r"run: (.*)", text) == ["make quick PYTHON=python", "make test PYTHON=python"]
