"""What one map shows: a theme, the records behind it, and the value of every kelurahan.

The map, its legend, the sentence above it and the table below it all read the same `ThematicMap`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import pandas as pd

from petaprogram.measures.evidence import evidence_by_area
from petaprogram.measures.filters import Filters
from petaprogram.measures.presence import (
    RECORDED,
    Subject,
    count_pillars,
    count_programs,
    spread,
    state_table,
    states_of,
)
from petaprogram.tables.dataset import Dataset

# program, pillar: the state of one of them; pillars, programs: how many of them; evidence: the share of the
# records that are well founded.
ThemeKind = Literal["program", "pillar", "pillars", "programs", "evidence"]


@dataclass(frozen=True, slots=True)
class Theme:
    """What to colour by, which records to count, and whether wide scopes count too.

    `subject` is the program_id or pillar_id of the first two kinds, None for the others.
    """

    kind: ThemeKind
    subject: str | None = None
    filters: Filters = field(default_factory=Filters)
    wide: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ThematicMap:
    """The values of a theme.

    `records` are those that pass the filters (of the subject, where there is one), of every scope;
    `everything` the same without filters. `values` (index kode) holds states, or counts and shares with NaN
    for unknown. `outside` marks kelurahan that the filters leave out: in another kecamatan, or with records
    of which none passes; to call those "not reported" would be wrong. `doubtful` marks kelurahan whose
    every counted record is of low confidence. `holds` marks those of which the shown records say nothing, but
    which lie in a kecamatan or city for which they hold: see `_held`. `years` (float) are the years of the
    last report of a state, NaN where it shows no date and on maps of no state.
    """

    theme: Theme
    everything: pd.DataFrame
    records: pd.DataFrame
    values: pd.Series
    outside: pd.Series
    doubtful: pd.Series
    holds: pd.Series
    years: pd.Series


# Visitors look at the same views, most of all the first; a server keeps the latest.
@lru_cache(maxsize=128)
def make_map(dataset: Dataset, theme: Theme) -> ThematicMap:
    """Compute what a theme shows; the frames are shared, so leave them as they are.

    Raises
    ------
    KeyError
        If the subject is not a program or pillar of the dataset.

    Examples
    --------
    Pillar a runs in the first kelurahan; of the other three nobody has said anything.

    >>> from tests.support.grid import make_dataset
    >>> from tests.support.sample import four_areas
    >>> dataset = make_dataset(four_areas(), [("99.01.01.1001", "a1", "running", "day", None)])
    >>> make_map(dataset, Theme("pillar", "a")).values.tolist()
    ['running', 'not_reported', 'not_reported', 'not_reported']
    >>> make_map(dataset, Theme("pillars")).values.tolist()
    [1.0, nan, nan, nan]
    """
    everything = dataset.records
    if theme.kind in ("program", "pillar"):
        column: Subject = "program_id" if theme.kind == "program" else "pillar_id"
        known = dataset.programs.index if theme.kind == "program" else dataset.pillars.index
        if theme.subject not in known:
            raise KeyError(theme.subject)
        everything = everything[everything[column] == theme.subject]
    records = everything[theme.filters.mask(everything)]
    values = _values(dataset, theme, records)
    unfiltered = values if len(records) == len(everything) else _values(dataset, theme, everything)
    held = _held(dataset, theme, records, values)
    hidden = _is_recorded(unfiltered) & ~_is_recorded(values) & ~held
    return ThematicMap(
        theme=theme,
        everything=everything,
        records=records,
        values=values,
        outside=theme.filters.outside(dataset.areas) | hidden,
        doubtful=doubtful_areas(dataset, records, wide=theme.wide),
        holds=held,
        years=report_years(dataset, records, values, wide=theme.wide),
    )


def doubtful_areas(dataset: Dataset, records: pd.DataFrame, *, wide: bool) -> pd.Series:
    """Mark the kelurahan with records of which every one is of low confidence.

    Returns
    -------
    Series
        Boolean, index kode, all kelurahan; False where nothing is recorded.
    """
    placed = spread(records[["kode", "confidence"]], dataset.areas, wide=wide)
    sure = placed.loc[placed["confidence"] != "low", "kode"]
    index = dataset.areas.frame.index
    return pd.Series(index.isin(placed["kode"]) & ~index.isin(sure), index=index)


def record_states(dataset: Dataset, records: pd.DataFrame) -> pd.Series:
    """Find the state of every kelurahan over some records, whatever their program.

    Confirmed absences are of programs and pillars, so they say nothing here: without a record a kelurahan is
    not reported.

    Returns
    -------
    Series
        Index kode, all kelurahan, values from `STATES`.
    """
    one = records.assign(program_id="any")
    nothing = dataset.confirmations[:0]
    return state_table(one, dataset.areas, nothing, pd.Series(dtype=object), "program_id", ["any"])["any"]


def pillar_states(dataset: Dataset, records: pd.DataFrame, *, wide: bool) -> pd.DataFrame:
    """Find the state of every pillar in every kelurahan.

    Returns
    -------
    DataFrame
        Index kode, all kelurahan; columns pillar_id, in the order of the pillars; cells from `STATES`.
    """
    return state_table(
        records,
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        "pillar_id",
        list(dataset.pillars.sort_values("order").index),
        wide=wide,
    )


@lru_cache(maxsize=16)
def all_pillar_states(dataset: Dataset, *, wide: bool) -> pd.DataFrame:
    """Find `pillar_states` over all records: index kode, columns pillar_id, cells from `STATES`.

    The frame is shared, so leave it as it is.
    """
    return pillar_states(dataset, dataset.records, wide=wide)


def _values(dataset: Dataset, theme: Theme, records: pd.DataFrame) -> pd.Series:
    if theme.kind == "programs":
        return count_programs(records, dataset.areas, wide=theme.wide)
    if theme.kind == "evidence":
        return evidence_by_area(records, dataset.areas, wide=theme.wide)
    if theme.kind == "program":
        states = state_table(
            records,
            dataset.areas,
            dataset.confirmations,
            dataset.programs["pillar_id"],
            "program_id",
            [str(theme.subject)],
            wide=theme.wide,
        )
        return states[theme.subject]
    states = pillar_states(dataset, records, wide=theme.wide)
    return count_pillars(states) if theme.kind == "pillars" else states[theme.subject]


def _is_recorded(values: pd.Series) -> pd.Series:
    """Whether a value rests on a record: a count, or one of the states that do."""
    return values.notna() if values.dtype == float else values.isin([*RECORDED, "wide"])


def _held(dataset: Dataset, theme: Theme, records: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Mark the kelurahan for which the shown records hold without naming one.

    For a program these are all of the kecamatan or city without a state of their own. For pillars and counts,
    to which each of them adds but little, only where no shown record names a kelurahan: else the map would be
    empty. Boolean, index kode.
    """
    if values.dtype != float and theme.kind == "program":
        return values == "wide"
    if theme.wide or (records["scope"] == "kelurahan").any():
        return pd.Series(data=False, index=values.index)
    reached = spread(records[["kode"]], dataset.areas, wide=True)["kode"]
    blank = values.isna() if values.dtype == float else values == "not_reported"
    return blank & pd.Series(values.index.isin(reached), index=values.index)


def report_years(dataset: Dataset, records: pd.DataFrame, states: pd.Series, *, wide: bool) -> pd.Series:
    """Find the year of the last report of each state.

    Parameters
    ----------
    dataset
        For the areas.
    records
        Some of `Dataset.records`.
    states
        Index kode, from `STATES`; counts have no year.
    wide
        Whether records of a kecamatan or of the city count.

    Returns
    -------
    Series
        Index kode, float; NaN where no report of the state shows its date.
    """
    index = dataset.areas.frame.index
    if states.dtype == float:
        return pd.Series(float("nan"), index=index)
    years = records["last_report"].str[:4].astype(float)
    said = records[["kode"]].assign(state=states_of(records), year=years)
    rows = spread(said, dataset.areas, wide=wide)
    same = rows[rows["state"].to_numpy() == states.reindex(rows["kode"]).to_numpy()]
    latest: pd.Series = same.groupby("kode")["year"].max().reindex(index).astype(float)
    return latest
