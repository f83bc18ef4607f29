"""Sources prepared for a reader: title, publisher, day and reliability, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from petaprogram.measures.record_words import say_day
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import TRUST
from petaprogram.tables.dataset import Dataset, mark_untranslated, text_of


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A source: `day` and `reliability` in words, `url` None where there is none."""

    source_id: str
    title: str
    publisher: str
    day: str
    reliability: str
    url: str | None


def say_sources(dataset: Dataset, language: Language) -> str:
    """Say how many sources stand behind the records, and how many are listed in all."""
    return language.counted(
        "{count:f} sumber di balik data ini ({listed:f} terdaftar)",
        int(dataset.records["source_id"].nunique()),
        listed=len(dataset.sources),
    )


def list_sources(dataset: Dataset, ids: Iterable[object], language: Language) -> list[SourceWords]:
    """Prepare these sources, in this order."""
    rows = dataset.sources.loc[list(ids)]
    notes = mark_untranslated(rows, "date_note", language)
    return [
        SourceWords(
            source_id=str(source),
            title=str(row["title"]),
            publisher=str(row["publisher"]),
            day=say_day(row["date"], note, language),
            reliability=language.say(TRUST[str(row["reliability"])]),
            url=text_of(row["url"]),
        )
        for (source, row), note in zip(rows.iterrows(), notes, strict=True)
    ]
