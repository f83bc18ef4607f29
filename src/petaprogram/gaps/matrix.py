"""Gaps: where nothing runs and nothing is planned, and which kind of nothing it is.

A record gap is a blank: nobody knows, so the next step is to ask. A service gap is known: it ended, or
somebody confirmed that there is none, so the next step is to act. The two are listed apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from petaprogram.measures.presence import STATES, State, Subject, spread, state_table
from petaprogram.tables.dataset import Dataset

GapKind = Literal["record", "service"]

GAP_OF_STATE: Mapping[State, GapKind] = {
    "ended": "service",
    # That something was over years ago, such as a measure against the epidemic, asks for no act today.
    "ended_old": "record",
    "confirmed_none": "service",
    "not_reported": "record",
}


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Kelurahan x pillars, or kelurahan x programs.

    `states` has the index kode (all kelurahan) and a column for each pillar_id or program_id (`subject` says
    which), cells from `STATES`. `per_area` counts the cells of each state in a row (index kode, columns
    `STATES`, int; they add up to `len(states.columns)`), `per_subject` those in a column (index pillar_id or
    program_id; they add up to `len(states)`). `wide` says whether records of a kecamatan or of the city
    count.
    """

    subject: Subject
    states: pd.DataFrame
    per_area: pd.DataFrame
    per_subject: pd.DataFrame
    wide: bool


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell of a matrix opened: its state and everything that it rests on.

    `records` are those that count here, `confirmations` those that speak of this kelurahan, and `wider` the
    records of the kecamatan or the city that do not count because wide scopes are off.
    """

    kode: str
    subject: Subject
    value: str
    state: State
    records: pd.DataFrame
    confirmations: pd.DataFrame
    wider: pd.DataFrame


def make_matrix(
    dataset: Dataset, subject: Subject, values: Sequence[str] | None = None, *, wide: bool = False
) -> Matrix:
    """Find the state of every kelurahan for each pillar or program, with totals.

    Parameters
    ----------
    dataset
        The data.
    subject
        What the columns are.
    values
        The pillars or programs wanted, in order; all by default, programs grouped by pillar.
    wide
        Whether records of a kecamatan or of the whole city count for each kelurahan in it.

    Raises
    ------
    KeyError
        If a value is not a pillar or program of the dataset.
    """
    known = subjects(dataset, subject)
    wanted = list(known if values is None else values)
    if unknown := [value for value in wanted if value not in known]:
        raise KeyError(unknown[0])
    states = state_table(
        dataset.records,
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        subject,
        wanted,
        wide=wide,
    )
    return Matrix(subject, states, _count(states, 1), _count(states, 0), wide)


def subjects(dataset: Dataset, subject: Subject) -> tuple[str, ...]:
    """List all pillars in their order, or all programs by pillar and name."""
    pillars = dataset.pillars["order"].sort_values()
    if subject == "pillar_id":
        return tuple(pillars.index)
    programs = dataset.programs.assign(
        place=dataset.programs["pillar_id"].map(pillars), folded=dataset.programs["name"].str.casefold()
    )
    return tuple(programs.sort_values(["place", "folded"]).index)


def name_of(dataset: Dataset, subject: Subject, value: str) -> str:
    """Return the name of a pillar or program."""
    table = dataset.pillars if subject == "pillar_id" else dataset.programs
    return str(table.at[value, "name"])


def states_of(kind: GapKind) -> list[State]:
    """List the states that are a gap of this kind."""
    return [state for state, of in GAP_OF_STATE.items() if of == kind]


def is_gap(states: pd.DataFrame) -> pd.DataFrame:
    """Mark the cells in which nothing runs and nothing is planned: boolean, of the shape of `states`."""
    return states.isin(list(GAP_OF_STATE))


def sort_areas(matrix: Matrix, dataset: Dataset, by: str = "kode", *, grouped: bool = True) -> pd.Index[str]:
    """Order the rows of a matrix.

    Parameters
    ----------
    matrix, dataset
        What is shown, and of what.
    by
        "kode", "name", one of `STATES` (most cells first), or a column (in the order of `STATES`).
    grouped
        Whether the kelurahan of a kecamatan stay together, kecamatan by kode.

    Raises
    ------
    KeyError
        If `by` is none of these.
    """
    areas = dataset.areas.frame
    if by == "kode":
        key = pd.Series(0, index=areas.index)
    elif by == "name":
        key = areas["name"].str.casefold()
    elif by in matrix.per_area.columns:
        key = -matrix.per_area[by]
    else:
        key = matrix.states[by].map({state: place for place, state in enumerate(STATES)})
    order = pd.DataFrame({"group": areas["kecamatan_kode"] if grouped else "", "key": key})
    return order.rename_axis("kode").sort_values(["group", "key", "kode"]).index


def list_gaps(matrix: Matrix, dataset: Dataset, kind: GapKind) -> pd.DataFrame:
    """List the gaps of one kind.

    Returns
    -------
    DataFrame
        One row a gap, column after column of the matrix, kelurahan by kode; index 0, 1, ... Columns `kode`,
        `name`, `kecamatan`, `subject` (pillar_id or program_id), `state` (text).
    """
    cells = matrix.states.melt(var_name="subject", value_name="state", ignore_index=False)
    cells = cells[cells["state"].isin(states_of(kind))].rename_axis("kode").reset_index()
    named = cells.join(dataset.areas.frame[["kecamatan"]].assign(name=dataset.areas.names), on="kode")
    return named[["kode", "name", "kecamatan", "subject", "state"]]


def open_cell(matrix: Matrix, dataset: Dataset, kode: str, value: str) -> Cell:
    """Collect what a cell rests on.

    Raises
    ------
    KeyError
        If the matrix has no such row or column.
    """
    state: State = matrix.states.at[kode, value]  # type: ignore[assignment]  # a cell of `STATES`
    records = dataset.records[dataset.records[matrix.subject] == value]
    everything = _speaking_of(kode, records, dataset, wide=True)
    counted = everything.index.isin(_speaking_of(kode, records, dataset, wide=matrix.wide).index)
    about = dataset.confirmations
    mentioned = about[matrix.subject] == value
    if matrix.subject == "program_id":
        mentioned |= about["pillar_id"] == dataset.programs.at[value, "pillar_id"]
    return Cell(
        kode,
        matrix.subject,
        value,
        state,
        records=everything[counted],
        confirmations=_speaking_of(kode, about[mentioned], dataset, wide=True),
        wider=everything[~counted],
    )


def _speaking_of(kode: str, rows: pd.DataFrame, dataset: Dataset, *, wide: bool) -> pd.DataFrame:
    placed = spread(rows[["kode"]], dataset.areas, wide=wide)
    return rows.loc[placed.index[placed["kode"] == kode]]


def _count(states: pd.DataFrame, axis: Literal[0, 1]) -> pd.DataFrame:
    """Count the cells of each state in every column (0) or in every row (1) of `states`."""
    cells = states.to_numpy(object)
    counts = {state: (cells == state).sum(axis=axis) for state in STATES}
    return pd.DataFrame(counts, index=states.axes[1 - axis])
