"""What a step of the presentation shows in place of a map: the ministry's index, or its frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from petaprogram.assessment import AssessmentFrame, count_evidence
from petaprogram.dataset import Dataset
from petaprogram.figures import OVERALL
from petaprogram.language import Language
from petaprogram.report.edition import Edition
from petaprogram.report.index_table import QUICK_WINS, index_table
from petaprogram.steps import Show


@dataclass(frozen=True, slots=True)
class StepTable:
    """A table in words: the first column names the rows, and None is a cell of which nothing is on record."""

    header: Sequence[str]
    rows: Sequence[Sequence[str | None]]


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
    return StepTable([language.say("Pilar"), *map(str, table.columns)], rows)


def _frame(dataset: Dataset, frame: AssessmentFrame, language: Language) -> StepTable:
    pillars = dataset.pillars.sort_values("order")["name"]
    counts = count_evidence(dataset.evidence_frame, list(pillars.index), frame)
    rows = [
        [
            str(pillars[pillar]),
            *(language.counted("{count:f} bukti", int(count)) if count else None for count in row),
        ]
        for pillar, row in zip(counts.index, counts.to_numpy(), strict=True)
    ]
    header = [language.say("Pilar"), *(dimension.name_in(language) for dimension in frame.dimensions)]
    return StepTable(header, rows)
