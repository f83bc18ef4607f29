"""Records and their sources on paper: each record points to its source by number, each number is listed."""

from __future__ import annotations

import pandas as pd

from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.measures.record_words import make_rows, say_day
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import TRUST
from petaprogram.tables.dataset import Dataset, in_language

# A word longer than this does not fit its column: it may be broken after every letter.
LONGEST = 22


class Evidence:
    """Numbers for sources, in the order in which they are first pointed to."""

    def __init__(self, dataset: Dataset, language: Language) -> None:
        self._sources, self._language = dataset.sources, language
        self._numbers: dict[str, int] = {}

    def number(self, source: object) -> int:
        """Return the number of a source."""
        return self._numbers.setdefault(str(source), len(self._numbers) + 1)

    def listed(self) -> list[Content]:
        """List the sources pointed to so far, by number."""
        rows = self._sources.loc[list(self._numbers)]
        notes = in_language(rows, "date_note", self._language)
        return [
            {
                "number": number,
                "title": breakable(str(row["title"])),
                "publisher": breakable(str(row["publisher"])),
                "day": say_day(_text(row["date"]), _text(note), self._language),
                "reliability": self._language.say(
                    "keandalan {word}", word=self._language.say(TRUST[str(row["reliability"])])
                ),
                "url": _text(row["url"]) or "",
            }
            for number, (_, row), note in zip(self._numbers.values(), rows.iterrows(), notes, strict=True)
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


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
