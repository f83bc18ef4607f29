"""Records and their sources on paper: each record points to its source by number, each number is listed."""

from __future__ import annotations

import pandas as pd

from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.measures.record_words import make_rows
from petaprogram.measures.source_words import list_sources
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

# A word longer than this does not fit its column: it may be broken after every letter.
LONGEST = 22


class Evidence:
    """Numbers for sources, in the order in which they are first pointed to."""

    def __init__(self, dataset: Dataset, language: Language) -> None:
        self._dataset, self._language = dataset, language
        self._numbers: dict[str, int] = {}

    def number(self, source: object) -> int:
        """Return the number of a source."""
        return self._numbers.setdefault(str(source), len(self._numbers) + 1)

    def listed(self) -> list[Content]:
        """List the sources pointed to so far, by number."""
        say = self._language.say
        listed = list_sources(self._dataset, self._numbers, self._language)
        return [
            {
                "number": number,
                "title": breakable(one.title),
                "publisher": breakable(one.publisher),
                "day": one.day,
                "reliability": say("keandalan {word}", word=one.reliability),
                "url": one.url or "",
            }
            for number, one in zip(self._numbers.values(), listed, strict=True)
        ]


def record_rows(survey: Survey, records: pd.DataFrame, evidence: Evidence) -> list[Content]:
    """Prepare records for a table, in the order of the pillars; each with the number of its source."""
    say = survey.language.say
    order = {pillar: position for position, pillar in enumerate(survey.badges)}
    ordered = records.sort_values("pillar_id", key=lambda ids: ids.map(order), kind="stable")
    return [
        {
            "program": breakable(str(row["program"])),
            "site": breakable(str(row["site"] or "")),
            "pillar": survey.badges[str(row["pillar_id"])],
            "assigned": row["pillar_basis"] == "assigned",
            "status": row["status_word"],
            "since": row["since"],
            "partners": breakable(str(row["partners"] or say("tidak disebut"))),
            "confidence": row["confidence_word"],
            "source": evidence.number(row["source_id"]),
        }
        for row in make_rows(ordered, survey.language)
    ]


def breakable(text: str) -> str:
    """Let a word that is too long for a column break, with zero-width spaces; nothing else changes."""
    return " ".join("\u200b".join(word) if len(word) > LONGEST else word for word in text.split(" "))
