"""What a step of the presentation shows in place of a map: the ministry's index, or its frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from petaprogram.measures.ministry import AssessmentFrame, count_evidence
from petaprogram.messages.language import Language
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.index_table import QUICK_WINS, index_table
from petaprogram.presentation.key_figures import OVERALL, KeyFigure
from petaprogram.presentation.steps import Show
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class StepTable:
    """A table in words: the first column names the rows, and None is a cell of which nothing is on record.

    `behind` has the number of each cell with what it rests on, without the first column.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    behind: Sequence[Sequence[KeyFigure | None]]


def step_table(edition: Edition, show: Show, language: Language) -> StepTable | None:
    """Write the table that a step asks for; None where it asks for a map, or there is no frame."""
    if show == "index":
        return _index(edition.dataset, language)
    if show == "frame" and edition.frame:
        return _frame(edition.dataset, edition.frame, language)
    return None


def _index(dataset: Dataset, language: Language) -> StepTable:
    pillars = dataset.pillars.sort_values("order")["name"]
    table = index_table(dataset, [OVERALL, *pillars.index, QUICK_WINS])
    names = {OVERALL: language.say("Keseluruhan"), QUICK_WINS: language.say("Quick win")} | pillars.to_dict()
    rows = [
        [str(names[name]), *(None if math.isnan(value) else language.number(value, 2) for value in row)]
        for name, row in zip(table.index, table.to_numpy(), strict=True)
    ]
    of = dataset.pillar_index
    behind = [
        [
            None
            if math.isnan(value)
            else _figure(dataset, value, index_rows=of[(of["pillar_id"] == name) & (of["year"] == year)])
            for year, value in row.items()
        ]
        for name, row in table.iterrows()
    ]
    return StepTable([language.say("Pilar"), *map(str, table.columns)], rows, behind)


def _frame(dataset: Dataset, frame: AssessmentFrame, language: Language) -> StepTable:
    pillars, evidence = dataset.pillars.sort_values("order")["name"], dataset.evidence_frame
    counts = count_evidence(evidence, list(pillars.index), frame)
    rows = [
        [
            str(pillars[pillar]),
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
            figure = _figure(
                dataset,
                count,
                records=dataset.records[placed],
                more_sources=tuple(cell["source_id"].dropna()),
            )
            behind[-1].append(figure if count else None)
    header = [language.say("Pilar"), *(dimension.name_in(language) for dimension in frame.dimensions)]
    return StepTable(header, rows, behind)


def _figure(dataset: Dataset, value: float, **parts: Any) -> KeyFigure:  # noqa: ANN401  (fields of KeyFigure)
    """Make the number of a cell; what it does not rest on is empty."""
    nothing = {
        "records": dataset.records.iloc[:0],
        "areas": dataset.areas.frame.index[:0],
        "index_rows": dataset.pillar_index.iloc[:0],
    }
    return KeyFigure("cell", float(value), "", **{**nothing, **parts})
