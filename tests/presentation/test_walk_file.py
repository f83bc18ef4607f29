"""Editing the steps in their file: nothing but the order changes, and remarks go with their step."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.messages.issues import DataError
from petaprogram.presentation.steps import Step, read_steps
from petaprogram.presentation.walk_file import (
    NoSuchStepError,
    add_step,
    make_id,
    move_step,
    read_walk_text,
)
from petaprogram.settings import ROOT

FILE = """# About the file.

[[step]]
id = "a"
title = "A" # why A

# The second.
[[step]]
id = "b"
title = "B"
notes = [
  "one", # first
]


[[step]]
title = "Tanpa tanda"
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "paparan.toml"
    made.write_bytes(FILE.encode())
    return made


def test_a_step_is_moved_with_its_remark_and_nothing_else_changes(path):
    walk = read_walk_text(path)
    assert walk.ids == ["a", "b", "langkah-3"]
    assert walk.text == FILE
    moved = move_step(walk, "b", 0)
    assert moved.ids[:2] == ["b", "a"]
    assert moved.text.startswith('# About the file.\n\n# The second.\n[[step]]\nid = "b"\n')
    assert sorted(moved.text.splitlines()) == sorted(FILE.splitlines())
    assert move_step(moved, "b", 1).text == FILE


@given(st.permutations(range(14)))
def test_steps_in_any_order_can_be_put_in_order_again(order):
    published = ROOT / "data" / "paparan.toml"
    walk = first = read_walk_text(published)
    for place, number in enumerate(order):
        walk = move_step(walk, first.ids[number], place)
    assert walk.ids == [first.ids[number] for number in order]
    for place, step in enumerate(first.ids):
        walk = move_step(walk, step, place)
    assert walk.text == published.read_text("utf-8")


@pytest.mark.parametrize("content", [FILE.replace("\n", "\r\n"), "\ufeff" + FILE, FILE.rstrip("\n")])
def test_line_ends_and_a_byte_order_mark_stay(path, content):
    path.write_bytes(content.encode())
    walk = read_walk_text(path)
    assert move_step(move_step(walk, "a", 2), "a", 0).text == content
    added = add_step(walk, {"id": "c", "title": "C"}, 1).text
    assert added.count("\r\n") == (added.count("\n") if "\r\n" in content else 0)
    assert added.startswith("\ufeff") == content.startswith("\ufeff")


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_step_is_added_at_its_place_and_read_as_it_was_meant(path, place):
    entry = {"id": "c", "title": 'Kata "C" \\ dan\nbaris', "view": "tampil=living"}
    made = add_step(read_walk_text(path), entry, place)
    said = tomllib.loads(made.text)["step"]
    assert said.pop(place) == entry
    assert said == tomllib.loads(FILE)["step"]
    path.write_text(made.text, "utf-8")
    steps, issues = read_steps(path)
    assert steps[place] == Step(**entry)
    assert {issue.severity for issue in issues} == {"warning"}


def test_the_first_step_of_a_file_is_added_below_its_remarks(path):
    path.write_text("# Only a remark.\n", "utf-8")
    made = add_step(read_walk_text(path), {"title": "A"}, 0)
    assert made.text == '# Only a remark.\n\n[[step]]\ntitle = "A"\n'


@pytest.mark.parametrize("entry", [{"id": "a", "title": "Lagi"}, {"id": "X Y", "title": "A"}, {"title": " "}])
def test_a_step_that_would_be_left_out_is_not_added(path, entry):
    with pytest.raises(DataError):
        add_step(read_walk_text(path), entry, 0)


@pytest.mark.parametrize(
    "content",
    [
        'step = [{ title = "A" }]',
        '[[step]]\ntitle = """\n[[step]]\n"""',
        '[["step"]]\ntitle = "A"',
        "step = 3",
    ],
)
def test_a_file_whose_steps_cannot_be_told_apart_is_left_alone(path, content):
    path.write_text(content, "utf-8")
    with pytest.raises(DataError, match="tulis setiap"):
        read_walk_text(path)


def test_a_step_that_is_not_there_is_named_with_those_that_are(path):
    with pytest.raises(NoSuchStepError, match="'x' tidak ada; pilih: a, b, langkah-3"):
        move_step(read_walk_text(path), "x", 0)


@pytest.mark.parametrize(
    ("title", "made"),
    [("Air bersih!", "air-bersih"), ("\u00c9t\u00e9", "ete"), ("\u4e2d", "langkah"), ("A", "a-2")],
)
def test_an_id_is_made_from_a_title(title, made):
    assert make_id(title, ["a"]) == made
