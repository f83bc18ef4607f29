"""Presence: what is recorded where, in what state, in three scopes, with every row accounted for.

A state goes together with the age of its last report: `running_old` was last reported so long ago that it is
to be confirmed. `wide` is a program that holds for the whole kecamatan or city and names no kelurahan.

Presence says that a program is there, not how many people it reaches. A blank is "not reported", never
zero; absence counts only when somebody confirmed it on a date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from petaprogram.geography.areas import Areas

State = Literal[
    "running",
    "running_old",
    "planned",
    "planned_old",
    "ended",
    "ended_old",
    "confirmed_none",
    "wide",
    "not_reported",
]
Scope = Literal["kelurahan", "kecamatan", "city", "no_location", "unmatched"]
Subject = Literal["pillar_id", "program_id"]

# When several records meet in a cell, the first of this order that applies is its state.
STATES: tuple[State, ...] = get_args(State)
SCOPES: tuple[Scope, ...] = get_args(Scope)

# The states that rest on a record, as opposed to a confirmed absence or a blank.
RECORDED: tuple[State, ...] = STATES[: STATES.index("confirmed_none")]
RUNNING: tuple[State, ...] = ("running", "running_old")
PLANNED: tuple[State, ...] = ("planned", "planned_old")

# A nomination is a wish that somebody wrote down: it is shown with the plans, and says so.
STATE_OF_STATUS: Mapping[str, State] = {
    "running": "running",
    "planned": "planned",
    "nominated": "planned",
    "ended": "ended",
    "cancelled": "ended",
}
_RANK = {state: position for position, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class Conservation:
    """Where the rows went; the parts always add up to `total`."""

    kelurahan: int
    kecamatan: int
    city: int
    no_location: int
    unmatched: int

    @property
    def total(self) -> int:
        """All rows that came in."""
        return self.kelurahan + self.kecamatan + self.city + self.no_location + self.unmatched


def states_of(records: pd.DataFrame) -> pd.Series:
    """Find the state that each record says by itself, with its age.

    Parameters
    ----------
    records
        Any index; columns `status` and `old` (all are new where it is missing).

    Returns
    -------
    Series
        Index as in `records`, values from `RECORDED`.
    """
    old = records["old"] if "old" in records else pd.Series(data=False, index=records.index)
    return records["status"].map({**STATE_OF_STATUS}) + old.map({True: "_old", False: ""})


def conserve(records: pd.DataFrame) -> Conservation:
    """Count the records of each scope.

    Parameters
    ----------
    records
        Any index; column `scope`.

    Raises
    ------
    ValueError
        If a record has a scope that is none of the five: its row would be lost.
    """
    # For the few hundred records of a city twenty times as fast as `value_counts`.
    counts = Counter(records["scope"].tolist())
    if strange := set(counts) - set(SCOPES):
        raise ValueError(f"records with unknown scope: {sorted(map(str, strange))}")
    return Conservation(**{scope: counts[scope] for scope in SCOPES})


def spread(rows: pd.DataFrame, areas: Areas, *, wide: bool) -> pd.DataFrame:
    """Repeat each row for every kelurahan that it speaks of.

    Parameters
    ----------
    rows
        Column `kode` of any level (text or missing).
    areas
        The city.
    wide
        Whether a row of a kecamatan or of the city speaks of each kelurahan in it.

    Returns
    -------
    DataFrame
        The columns of `rows` with `kode` replaced by that of a kelurahan. Index as in `rows`, repeated.
        Rows without location or of another city are not in it: they are counted by `conserve`.

    Examples
    --------
    >>> from tests.support.sample import four_areas
    >>> rows = pd.DataFrame({"kode": ["99.01.01.1001", "99.01.02"]})  # a kelurahan and a kecamatan
    >>> spread(rows, four_areas(), wide=False)["kode"].tolist()
    ['99.01.01.1001']
    >>> spread(rows, four_areas(), wide=True)["kode"].tolist()
    ['99.01.01.1001', '99.01.02.1001', '99.01.02.1002']
    """
    if not wide:
        return rows[rows["kode"].isin(areas.frame.index)]
    known = rows[rows["kode"].isin(areas.within)]
    return known.assign(kode=known["kode"].map(areas.within)).explode("kode")


def state_table(  # noqa: PLR0913, PLR0917  (frames as they come, all named where it matters)
    records: pd.DataFrame,
    areas: Areas,
    confirmations: pd.DataFrame,
    program_pillar: pd.Series,
    subject: Subject,
    values: Sequence[str],
    *,
    wide: bool = False,
) -> pd.DataFrame:
    """Find the state of every kelurahan for each pillar or program.

    Parameters
    ----------
    records
        Columns `kode`, `status`, `subject`, and `old` where the age of reports is known.
    areas
        The city; its kelurahan are the rows of the answer.
    confirmations
        Columns `kode`, `pillar_id`, `program_id`: who confirmed what is checked when tables are read.
    program_pillar
        Index program_id, values pillar_id: a confirmed absence of a pillar is one of each of its programs.
    subject
        The column that `values` are of.
    values
        The pillars or programs wanted, in order.
    wide
        Whether records of a kecamatan or of the whole city count for each kelurahan in it. Where they do not,
        they make the state `wide` of programs, and say nothing of pillars: to have a city-wide program of a
        pillar does not answer what of it there is in a kelurahan.

    Returns
    -------
    DataFrame
        Index kode (all kelurahan, as in `areas.frame`), one column per value, cells from `STATES`.

    Examples
    --------
    Of several records the first of `STATES` counts; a confirmed absence is told from a blank.

    >>> from tests.support.sample import four_areas
    >>> records = pd.DataFrame(
    ...     {"kode": "99.01.01.1001", "status": ["ended", "nominated"], "pillar_id": "living"}
    ... )
    >>> none = pd.DataFrame({"kode": ["99.01.02"], "pillar_id": ["living"], "program_id": [None]})
    >>> pillars = pd.Series(dtype=object)
    >>> states = state_table(records, four_areas(), none, pillars, "pillar_id", ["living"])
    >>> states["living"].tolist()
    ['planned', 'not_reported', 'confirmed_none', 'confirmed_none']
    """
    said = records[["kode", subject]].assign(rank=states_of(records).map(_RANK).astype(int))
    reported = spread(said, areas, wide=wide)
    holds = spread(said, areas, wide=True) if subject == "program_id" and not wide else said[:0]
    about = confirmations
    if subject == "program_id":
        about = pd.concat(
            [
                confirmations[confirmations["program_id"].notna()],
                *(
                    confirmations[confirmations["pillar_id"] == program_pillar.get(value)].assign(
                        program_id=value
                    )
                    for value in values
                ),
            ]
        )
    none = spread(about[["kode", subject]], areas, wide=True)
    columns = pd.Index(values, name=subject)
    ranks = np.full((len(areas.frame), len(columns)), _RANK["not_reported"])
    found = (
        (reported, reported["rank"]),
        (none, _RANK["confirmed_none"]),
        (holds, _RANK["wide"]),
    )
    for rows, rank in found:
        row = areas.frame.index.get_indexer(pd.Index(rows["kode"]))
        column = columns.get_indexer(pd.Index(rows[subject]))
        wanted = column >= 0
        np.minimum.at(ranks, (row[wanted], column[wanted]), np.broadcast_to(rank, wanted.shape)[wanted])
    return pd.DataFrame(np.array(STATES, dtype=object)[ranks], index=areas.frame.index, columns=columns)


def count_pillars(states: pd.DataFrame) -> pd.Series:
    """Count the pillars of which each kelurahan has data: a program that runs, is planned or has ended.

    Parameters
    ----------
    states
        Kelurahan x pillars, cells from `STATES`.

    Returns
    -------
    Series
        Index kode, float, from 0 to the number of pillars. NaN where nothing at all is reported: an
        area of which nobody has said anything is unknown. Zero says that absences were confirmed there.

    Examples
    --------
    >>> states = pd.DataFrame({"living": ["running", "ended", "not_reported"], "economy": "not_reported"})
    >>> count_pillars(states).tolist()
    [1.0, 1.0, nan]
    """
    counts = states.isin(RECORDED).sum(axis="columns").astype(float)
    return counts.mask((states == "not_reported").all(axis="columns")).rename("pillars_present")


def count_programs(records: pd.DataFrame, areas: Areas, *, wide: bool = False) -> pd.Series:
    """Count the different programs recorded in each kelurahan, whatever their status.

    Returns
    -------
    Series
        Index kode, float, 1 and more. NaN where no program is recorded.
    """
    placed = spread(records[["kode", "program_id"]], areas, wide=wide)
    counts = placed.groupby("kode")["program_id"].nunique()
    return counts.reindex(areas.frame.index).astype(float).rename("programs_recorded")
