"""What pointing at a kelurahan says of the programs there: few words, and which records a map shows."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import say_since
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.partner_names import read_partners

# So many programs of a kelurahan, and so many partners of a program, are named; the others are counted.
PROGRAMS, PARTNERS = 3, 2
# About a metre: two records of one site are one point.
_DECIMALS = 5


@lru_cache(maxsize=8)
def tip_rows(dataset: Dataset, language: Language) -> tuple[tuple[str, str], ...]:
    """Say every record of a single kelurahan in two lines: its program, its year and partners.

    In the order of `dataset.records`; the second line is empty where neither is known.
    """
    placed = _placed(dataset)
    return tuple(
        (str(program), " · ".join(filter(None, (year, _partners(partners, language)))))
        for program, year, partners in zip(
            placed["program"], say_since(placed, language), placed["partners"], strict=True
        )
    )


@lru_cache(maxsize=128)
def shown_tips(dataset: Dataset, shown: ThematicMap) -> tuple[tuple[int, ...], ...]:
    """Choose which rows of `tip_rows` pointing at each kelurahan shows.

    Returns
    -------
    tuple
        For each kelurahan, in the order of `areas.frame`: how many further programs there are, then the
        positions of the rows, one for each program.
    """
    order = _ordered(dataset)
    firsts = order[order.index.isin(shown.records.index)].drop_duplicates(["kode", "program_id"])
    by_area = {str(kode): list(group) for kode, group in firsts.groupby("kode", sort=False)["position"]}
    return tuple(
        (max(0, len(found) - PROGRAMS), *map(int, found[:PROGRAMS]))
        for found in (by_area.get(kode, []) for kode in dataset.areas.frame.index)
    )


@lru_cache(maxsize=8)
def _ordered(dataset: Dataset) -> pd.DataFrame:
    """Put the records of `tip_rows` into `tip_order`: their `kode`, `program_id` and `position` there."""
    placed = _placed(dataset)[["kode", "program_id"]]
    return placed.assign(position=range(len(placed))).iloc[list(tip_order(dataset))]


@lru_cache(maxsize=8)
def tip_order(dataset: Dataset) -> tuple[int, ...]:
    """Order the positions of `tip_rows`: what runs comes first, then by program, and the latest of each."""
    placed = _placed(dataset)
    order = pd.DataFrame(
        {
            "ends": placed["status"].ne("running").to_numpy(),
            "program": placed["program"].to_numpy(),
            "year": -placed["start_year"].fillna(0).astype(int).to_numpy(),
        }
    ).sort_values(["ends", "program", "year"], kind="stable")
    return tuple(map(int, order.index))


@lru_cache(maxsize=128)
def shown_points(
    dataset: Dataset, shown: ThematicMap, selected: str | None
) -> tuple[tuple[float, float], ...]:
    """List the places (latitude, longitude) of the records that a map shows as points.

    Those of the program that it is about, and those inside the chosen kelurahan.
    """
    records = dataset.records[["kode", "lon", "lat"]]
    wanted = shown.theme.filters.mask(dataset.records) & (records["kode"] == selected)
    if shown.theme.kind == "program":
        wanted |= records.index.isin(shown.records.index)
    return tuple(dict.fromkeys(point for point in point_of(records[wanted]) if point))


def point_of(records: pd.DataFrame) -> list[tuple[float, float] | None]:
    """Give the place of each record as latitude and longitude, rounded; None where it has none."""
    points = records[["lat", "lon"]].astype(float).round(_DECIMALS)
    return [
        None if pd.isna(lat) or pd.isna(lon) else (float(lat), float(lon))
        for lat, lon in points.itertuples(index=False)
    ]


@lru_cache(maxsize=8)
def _placed(dataset: Dataset) -> pd.DataFrame:
    return dataset.records[dataset.records["scope"] == "kelurahan"]


def _partners(cell: object, language: Language) -> str:
    names = [written.text for written in read_partners(cell)]
    more = len(names) - PARTNERS
    said = ", ".join(names[:PARTNERS])
    return language.say("{names}, dan {more:f} mitra lain", names=said, more=more) if more > 0 else said
