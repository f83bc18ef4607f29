"""What the documents say of the code is so: the picture is that of the imports, and every place is there."""

from __future__ import annotations

import re

import pytest
from tools.architecture import PICTURE, draw, floors_of, read_rooms, reduce

from petaprogram.settings import ROOT
from tests.support import recount
from tests.support.real import real_dataset

DOCS = (ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
# Where a place may be named from.
BASES = (ROOT, ROOT / "src" / "petaprogram")


def test_the_picture_is_that_of_the_imports():
    assert PICTURE.read_text("utf-8") == draw(read_rooms()), "run: python -m tools.architecture"


def test_every_room_stands_above_all_that_it_imports():
    graph = read_rooms()
    floor = {room: level for level, rooms in enumerate(floors_of(graph)) for room in rooms}
    assert {"messages", "tables", "measures", "maps", "exports", "pages"} <= set(floor)
    assert [(room, one) for room in graph for one in graph[room] if floor[room] <= floor[one]] == []


def test_an_arrow_that_follows_from_others_is_left_out():
    assert reduce({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_the_tables_hold_more_than_a_document_says(name):
    said = re.search(
        r"more than (\d+) programs, (\d+) records and (\d+)\s+(?:public )?sources",
        (ROOT / name).read_text("utf-8").replace("\n", " "),
    )
    assert said is not None
    held = [len(recount.rows(table)) for table in ("programs", "placements", "sources")]
    assert all(int(least) < count for least, count in zip(said.groups(), held, strict=True))
    assert len(recount.kelurahan(recount.placements())) == len(real_dataset().areas.frame)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_place_that_a_document_names_is_there(path):
    text = path.read_text("utf-8")
    places = set(re.findall(r"`((?:[A-Za-z_.-]+/)+[A-Za-z_.-]*)`", text))
    assert places
    # A name in capitals stands for any.
    named = {place for place in places if not re.search(r"NAME|PAGE", place)}
    assert sorted(place for place in named if not any((base / place).exists() for base in BASES)) == []
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    assert sorted(link for link in links if not (path.parent / link).exists()) == []
