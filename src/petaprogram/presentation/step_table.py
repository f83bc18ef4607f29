"""A table of the presentation: its words, and the number of each cell with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from petaprogram.presentation.key_figures import KeyFigure


@dataclass(frozen=True, slots=True, eq=False)
class StepTable:
    """A table in words: the first column names the rows, and None is a cell of which nothing is on record.

    `behind` has the number of each cell with what it rests on, without the first column: None for a cell of
    words. `details` stand under the names of the rows, "" where nothing is to be said; empty for no row.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    behind: Sequence[Sequence[KeyFigure | None]]
    details: Sequence[str] = ()
