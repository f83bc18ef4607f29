"""Where a number comes from, in one line a source."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.measures.source_words import list_sources
from petaprogram.messages.language import Language
from petaprogram.presentation.key_figures import KeyFigure
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Footnote:
    """One source: what it is called, who published it, and when; `publisher` and `url` may be missing."""

    title: str
    publisher: str | None
    day: str
    url: str | None

    def line(self, language: Language) -> str:
        """Write it in one line."""
        if self.publisher is None:
            return language.say("hanya keterangan, belum ada dokumen sumber: {title}", title=self.title)
        return f"{self.title} \u2013 {self.publisher}, {self.day}"


def footnotes(dataset: Dataset, figure: KeyFigure | None, language: Language) -> tuple[Footnote, ...]:
    """List the sources behind a number, those of most rows first; index figures without a source say so."""
    if figure is None:
        return ()
    rows = pd.Series([*figure.records["source_id"], *figure.index_rows["source_id"].dropna()], dtype=object)
    often = rows.value_counts()
    ids = sorted(figure.source_ids, key=lambda one: -int(often.get(one, 0)))
    found = [
        Footnote(one.title, one.publisher, one.day, one.url) for one in list_sources(dataset, ids, language)
    ]
    unfounded = figure.index_rows.loc[figure.index_rows["source_id"].isna(), "source_note"]
    return (*found, *(Footnote(str(note), None, "", None) for note in unfounded.dropna()))
