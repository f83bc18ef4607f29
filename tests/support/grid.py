"""A city of square kelurahan in a grid, with tables made in memory: for properties that need many cities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

import geopandas as gpd
import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.site import Site
from tests.support.sample import square

DATA_DATE = dt.date(2026, 11, 24)
PILLARS = ("a", "b", "c")
PROGRAMS = {f"{pillar}{number}": pillar for pillar in PILLARS for number in (1, 2, 3)}
# One of each precision, one without a date, one of today.
SOURCES = {"day": "2020-11-26", "month": "2022-05", "year": "2014", "blank": None, "new": "2026-11-24"}


def kode(position: int, columns: int) -> str:
    """The kode of a cell: the left half of the grid is one kecamatan, the right half another."""
    right = position % columns >= (columns + 1) // 2
    return f"99.01.{'02' if right else '01'}.{1001 + position}"


@cache
def grid_areas(columns: int, rows: int) -> Areas:
    cells = sorted((kode(position, columns), position) for position in range(columns * rows))
    frame = gpd.GeoDataFrame(
        {
            "name": [f"Desa {position}" for _, position in cells],
            "kecamatan": [f"Kecamatan {code[6:8]}" for code, _ in cells],
            "kecamatan_kode": [code[:8] for code, _ in cells],
        },
        geometry=[square(position % columns, position // columns) for _, position in cells],
        index=pd.Index([code for code, _ in cells], name="kode"),
        crs=4326,
    )
    return Areas(frame, city_kode="99.01", city="Kota Petak", metric_crs=32749, version="9a1d00000000")


def make_dataset(
    areas: Areas,
    placements: Iterable[tuple[str | None, str, str, str, str | None]] = (),
    confirmations: Iterable[tuple[str, str | None, str | None]] = (),
    population: Iterable[tuple[str, int, int, str]] = (),
    pillars: Sequence[str] = PILLARS,
) -> Dataset:
    """Make a dataset.

    Placements are (kode, program, status, source, partners), confirmations (kode, pillar, program), and
    population (kode, year, people, basis).
    """
    placed = pd.DataFrame(
        list(placements), columns=["kode", "program_id", "status", "source_id", "partners"], dtype=object
    )
    extra = ["lon", "lat", "site", "start_year", "start_is_upper_bound", "confidence", "note", "note_en"]
    extra += ["status_as_reported", "status_as_reported_en"]
    placed = placed.reindex(columns=[*placed.columns, *extra]).assign(confidence="high", row=0)
    placed.index = pd.Index([f"P{number}" for number in range(len(placed))], name="placement_id")
    confirmed = pd.DataFrame(list(confirmations), columns=["kode", "pillar_id", "program_id"], dtype=object)
    people = pd.DataFrame(list(population), columns=["kode", "year", "population", "basis"], dtype=object)
    people = people.astype({"year": "Int64", "population": "Int64"})
    return Dataset(
        areas=areas,
        site=Site(DATA_DATE, None, "", "", confirm_after_years=100),
        placements=placed,
        confirmations=confirmed.assign(confirmed_by="Lurah", date="2024-03-01", source_id=None),
        population=people.assign(source_id="day", basis_en=None, row=0),
        issues=(),
        version="",
        # What a test writes into one of them is not seen in another.
        **{name: frame.copy(deep=False) for name, frame in _always_the_same(tuple(pillars)).items()},
    )


@cache
def _always_the_same(pillars: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Make the tables that no city differs in."""
    programs = {program: pillar for program, pillar in PROGRAMS.items() if pillar in pillars}
    nothing = pd.DataFrame()
    return {
        "pillars": pd.DataFrame(
            {
                "name": [f"Pilar {pillar.upper()}" for pillar in pillars],
                "letter": [pillar.upper() for pillar in pillars],
                "color": "#000000",
                "order": range(1, len(pillars) + 1),
            },
            index=pd.Index(pillars, name="pillar_id"),
        ),
        "programs": pd.DataFrame(
            {
                "name": [f"Program {program}" for program in programs],
                "kind": "contoh",
                "kind_en": None,
                "pillar_id": list(programs.values()),
                "pillar_basis": "stated",
            },
            index=pd.Index(list(programs), name="program_id"),
        ),
        "partners": pd.DataFrame(
            columns=["kind", "same_as", "unnamed"], index=pd.Index([], name="partner"), dtype=object
        ),
        "sources": pd.DataFrame(
            {
                "title": list(SOURCES),
                "publisher": "Koran",
                "date": list(SOURCES.values()),
                "date_note": None,
                "date_note_en": None,
                "url": None,
                "reliability": "high",
            },
            index=pd.Index(list(SOURCES), name="source_id"),
            dtype=object,
        ),
        "aliases": nothing,
        "homonyms": nothing,
        "pillar_index": nothing,
        "evidence_frame": nothing,
    }
