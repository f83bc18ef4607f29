"""Records prepared for a reader: every value in words, ready for a template."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from petaprogram.dataset import Dataset, in_language
from petaprogram.language import Language
from petaprogram.presence import STATE_OF_STATUS
from petaprogram.words import BASIS, SCOPE, STATUS, TRUST, since

Row = Mapping[str, object]


def make_rows(records: pd.DataFrame, language: Language) -> list[Row]:
    """Prepare records for `records.html`."""
    texts = ("status_as_reported", "note", "source_date_note")
    said = records.assign(**{column: in_language(records, column, language) for column in texts})
    return [_row(str(placement), record, language) for placement, record in said.iterrows()]


def by_pillar(dataset: Dataset, records: pd.DataFrame, language: Language) -> list[Row]:
    """Prepare records for a list, grouped by pillar."""
    pillars = dataset.pillars.sort_values("order")
    grouped = [(pillars.loc[pillar], records[records["pillar_id"] == pillar]) for pillar in pillars.index]
    return [
        {**pillar[["name", "letter", "color"]], "rows": make_rows(group, language)}
        for pillar, group in grouped
        if len(group)
    ]


def say_day(date: str | None, remark: str | None, language: Language) -> str:
    """Say the day of a source as far as it is known, and what else is known of it."""
    days = [language.day(date)] if date else []
    days += [f"({remark})" if date else remark] if remark else []
    return " ".join(days) or language.say("tanggal tidak disebut")


def _row(placement: str, record: pd.Series, language: Language) -> Row:
    say = language.say
    values = {str(name): None if _is_missing(value) else value for name, value in record.items()}
    level = {
        "city": say("se-kota"),
        "kecamatan": say("se-Kec. {kecamatan}", kecamatan=values["area"]),
        "kelurahan": values["area"],
    }
    scope = say(SCOPE[str(values["scope"])])
    return {
        **values,
        "placement_id": placement,
        "place": level.get(str(values["scope"])) or f"{scope}: {values['kode'] or '-'}",
        "state": STATE_OF_STATUS[str(values["status"])],
        "status_word": say(STATUS[str(values["status"])]),
        "since": since(values["start_year"], language, upper_bound=values["start_is_upper_bound"] == "yes"),
        "basis": say(BASIS[str(values["pillar_basis"])]),
        "source_day": say_day(values["source_date"], values["source_date_note"], language),
        "reliability_word": say(TRUST[str(values["reliability"])]),
        "confidence_word": say(TRUST[str(values["confidence"])]),
    }


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value))
