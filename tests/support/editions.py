"""Two editions of one city: drawn at random, edited by hand, or the first ones of the published tables."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from petaprogram.changes.moments import Moment
from petaprogram.snapshots.snapshot import open_snapshot
from petaprogram.tables.dataset import Dataset
from tests.support.grid import PROGRAMS, SOURCES, grid_areas, make_dataset

# Made of the first edition of the published tables.
FIRST = Path(__file__).parents[1] / "snapshots" / "kept" / "made-by-0.1.0.petaprogram.zip"
AREAS = grid_areas(2, 2)
KODES = (*AREAS.frame.index, "99.01.01", "99.01", None)
NOTES = (
    None,
    "nama tidak disebut",
    "(sumber: new)",
    "nama tidak disebut (sumber: month; blank)",
    "(sumber: x)",
)
IDS = tuple(f"P{number}" for number in range(9))
STATUSES = ("running", "planned", "nominated", "ended", "cancelled")

Record = Mapping[str, object]


def dataset_of(records: Mapping[str, Record]) -> Dataset:
    """Make a dataset of records by their id; what a record does not say is a program that runs somewhere."""
    plain = {"kode": KODES[0], "program_id": "a1", "status": "running", "source_id": "day", "partners": None}
    rows = [plain | dict(record) for record in records.values()]
    first = ("kode", "program_id", "status", "source_id", "partners")
    dataset = make_dataset(AREAS, [tuple(row[name] for name in first) for row in rows])
    more = {
        name: pd.array([row.get(name) for row in rows], dtype="Int64" if name == "start_year" else object)
        for name in ("site", "note", "start_year", "confidence")
    }
    more["confidence"] = pd.array([row.get("confidence", "high") for row in rows], dtype=object)
    index = pd.Index(list(records), name="placement_id", dtype=object)
    return replace(dataset, placements=dataset.placements.assign(**more).set_axis(index))


def moment_of(records: Mapping[str, Record], name: str | None = None) -> Moment:
    return Moment(dataset_of(records), name)


@st.composite
def editions(draw: st.DrawFn, *, own_program: bool = False) -> dict[str, Record]:
    """Any edition; with `own_program` each id has its own program, so that none is taken for another."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True))
    return {
        one: {
            "program_id": list(PROGRAMS)[IDS.index(one)]
            if own_program
            else draw(st.sampled_from(["a1", "b2"])),
            "kode": draw(st.sampled_from(KODES)),
            "site": draw(st.sampled_from([None, "Balai RW 1", "Lapangan"])),
            "status": draw(st.sampled_from(STATUSES)),
            "source_id": draw(st.sampled_from(list(SOURCES))),
            "note": draw(st.sampled_from(NOTES)),
            "start_year": draw(st.sampled_from([None, 2014, 2022])),
            "partners": draw(st.sampled_from([None, "Bank Dua", "Bank Dua; warga"])),
        }
        for one in ids
    }


@cache
def first_edition() -> Moment:
    """The first edition of the published tables, opened as a snapshot."""
    snapshot = open_snapshot(FIRST)
    return Moment(snapshot.edition.dataset, snapshot.manifest.name)


@cache
def first_rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table of the first edition as they are written, by nothing of the program."""
    with zipfile.ZipFile(FIRST) as archive:
        text = archive.read(f"data/{table}.csv").decode()
    return tuple(csv.DictReader(io.StringIO(text)))


def by_key(rows: Iterable[Mapping[str, str]], key: str) -> dict[str, Mapping[str, str]]:
    return {row[key]: row for row in rows}
