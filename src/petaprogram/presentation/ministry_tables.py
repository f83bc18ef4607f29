"""The ministry's index and its frame as tables, in numbers and in words, each cell with what it rests on."""

from __future__ import annotations

import math

import pandas as pd

from petaprogram.measures.ministry import MinistryFrame, count_evidence
from petaprogram.messages.language import Language
from petaprogram.presentation.key_figures import KeyFigure, make_figure
from petaprogram.presentation.step_table import StepTable
from petaprogram.tables.columns import OVERALL, QUICK_WINS
from petaprogram.tables.dataset import Dataset


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


def index_in_words(dataset: Dataset, language: Language) -> StepTable:
    """Write the ministry's index by year; each number opens its sources."""
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
    return StepTable([language.say("Pilar"), *map(str, table.columns)], rows, behind)


def frame_in_words(dataset: Dataset, ministry_frame: MinistryFrame, language: Language) -> StepTable:
    """Write which cells of the ministry's frame have evidence; each number opens it."""
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
    return StepTable(header, rows, behind)
