"""The ministry's index and its frame as tables, in numbers and in words, each cell with what it rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from petaprogram.measures.ministry import MinistryFrame, count_evidence
from petaprogram.messages.language import Language
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.key_figures import KeyFigure, make_figure
from petaprogram.presentation.steps import Show
from petaprogram.tables.columns import OVERALL, QUICK_WINS
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class MinistryTable:
    """A table in words: the first column names the rows, and None is a cell of which nothing is on record.

    `behind` has the number of each cell with what it rests on, without the first column.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    behind: Sequence[Sequence[KeyFigure | None]]


def ministry_table(edition: Edition, show: Show, language: Language) -> MinistryTable | None:
    """Write the table that a step asks for; None where it asks for a map, or there is no frame."""
    if show == "index":
        return _index(edition.dataset, language)
    if show == "frame" and edition.ministry_frame:
        return _frame(edition.dataset, edition.ministry_frame, language)
    return None


def index_table(dataset: Dataset) -> pd.DataFrame:
    """Pivot the ministry's index.

    Returns
    -------
    DataFrame
        Index: those of `OVERALL`, the pillars in their order and `QUICK_WINS` that have a figure; columns:
        years from the first to the last; the index as published, NaN where none is on record.
    """
    index = dataset.pillar_index
    table = index.pivot_table("index", "pillar_id", "year")
    subjects = [OVERALL, *dataset.pillars.sort_values("order").index, QUICK_WINS]
    years = range(int(index["year"].min()), int(index["year"].max()) + 1) if len(index) else range(0)
    return table.reindex(index=[one for one in subjects if one in table.index], columns=list(years))


def name_subjects(dataset: Dataset, language: Language) -> dict[str, str]:
    """Name what the index is of, as `index_table` has it in its rows."""
    whole = {OVERALL: language.say("Keseluruhan"), QUICK_WINS: language.say("Quick win")}
    return whole | {str(pillar): str(name) for pillar, name in dataset.pillars["name"].items()}


def _index(dataset: Dataset, language: Language) -> MinistryTable:
    table, names = index_table(dataset), name_subjects(dataset, language)
    rows = [
        [names[str(name)], *(None if math.isnan(value) else language.number(value, 2) for value in row)]
        for name, row in zip(table.index, table.to_numpy(), strict=True)
    ]
    of = dataset.pillar_index
    behind = [
        [
            None
            if math.isnan(value)
            else make_figure(
                dataset, "cell", value, index_rows=of[(of["pillar_id"] == name) & (of["year"] == year)]
            )
            for year, value in row.items()
        ]
        for name, row in table.iterrows()
    ]
    return MinistryTable([language.say("Pilar"), *map(str, table.columns)], rows, behind)


def _frame(dataset: Dataset, ministry_frame: MinistryFrame, language: Language) -> MinistryTable:
    evidence, counts = dataset.evidence_frame, count_evidence(dataset, ministry_frame)
    rows = [
        [
            str(dataset.pillars.at[pillar, "name"]),
            *(language.counted("{count:f} bukti", int(count)) if count else None for count in row),
        ]
        for pillar, row in zip(counts.index, counts.to_numpy(), strict=True)
    ]
    behind: list[list[KeyFigure | None]] = []
    for pillar, row in counts.iterrows():
        behind.append([])
        for dimension, count in row.items():
            cell = evidence[(evidence["pillar_id"] == pillar) & (evidence["dimension"] == dimension)]
            placed = dataset.records.index.isin(cell["placement_id"].dropna())
            figure = make_figure(
                dataset,
                "cell",
                count,
                records=dataset.records[placed],
                more_sources=tuple(cell["source_id"].dropna()),
            )
            behind[-1].append(figure if count else None)
    header = [
        language.say("Pilar"),
        *(dimension.name_in(language) for dimension in ministry_frame.dimensions),
    ]
    return MinistryTable(header, rows, behind)
