"""Records prepared for a reader: every value in words, ready for a template."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from petaprogram.measures.presence import STATE_OF_STATUS
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import say_since
from petaprogram.tables.columns import PLACED, RECORD, Column
from petaprogram.tables.dataset import Dataset, Untranslated, in_language, mark_untranslated
from petaprogram.tables.partner_names import read_partners

Row = Mapping[str, object]

# Labelled columns without a place of their own: lists show each in a line, label and text.
_MORE = [name for name, column in RECORD.items() if column.label and name not in PLACED]


def say_columns(frame: pd.DataFrame, columns: Mapping[str, Column], language: Language) -> pd.DataFrame:
    """Say the labelled columns of a table: their titles, coded values in words, and texts in `language`.

    Index as in `frame`; columns in the order of `columns`, named by their labels.
    """
    say = language.say
    return pd.DataFrame(
        {
            say(column.label): frame[name].map({value: say(word) for value, word in column.words.items()})
            if column.words
            else in_language(frame, name, language)
            for name, column in columns.items()
            if column.label
        }
    )


def make_rows(records: pd.DataFrame, language: Language) -> list[Row]:
    """Prepare records for `records.html`."""
    texts = [name for name, column in RECORD.items() if column.twin]
    said = records.assign(**{column: mark_untranslated(records, column, language) for column in texts})
    return [
        {**_row(str(placement), record, language), "since": since}
        for (placement, record), since in zip(said.iterrows(), say_since(records, language), strict=True)
    ]


def split_by_pillar(dataset: Dataset, records: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Split records by pillar_id, in the order of the pillars; only pillars that have a record.

    Index and columns of each part are those of `records`.
    """
    groups = dict(iter(records.groupby("pillar_id")))
    return {
        pillar: groups[pillar] for pillar in dataset.pillars.sort_values("order").index if pillar in groups
    }


def say_day(date: object, remark: object, language: Language) -> str:
    """Say the day of a source as far as it is known, and what else is known of it; either may be missing."""
    days = [] if _is_missing(date) else [language.day(str(date))]
    if not _is_missing(remark):
        days.append(f"({remark})" if days else str(remark))
    said = " ".join(days) or language.say("tanggal tidak disebut")
    # The words weigh more than a month beside them, which both languages write nearly alike.
    return Untranslated(said) if isinstance(remark, Untranslated) else said


def _row(placement: str, record: pd.Series, language: Language) -> Row:
    say = language.say
    values = {str(name): None if _is_missing(value) else value for name, value in record.items()}
    level = {
        "city": say("tingkat kota"),
        "kecamatan": say("tingkat Kec. {kecamatan}", kecamatan=values["area"]),
        "kelurahan": values["area"],
    }
    words = {
        name: say(column.words[str(values[name])])
        for name, column in RECORD.items()
        if column.words and values[name]
    }
    return {
        **values,
        **{f"{name}_word": word for name, word in words.items()},
        "placement_id": placement,
        # Where there are pages to open, they put their addresses here.
        "program_address": None,
        "history_address": None,
        "partner_links": [
            {"text": written.text, "address": None} for written in read_partners(values["partners"])
        ],
        "place": level.get(str(values["scope"])) or f"{words['scope']}: {values['kode'] or '-'}",
        "state": STATE_OF_STATUS[str(values["status"])] + ("_old" if values.get("old") else ""),
        "status_word": _say_status(words["status"], values, language),
        "source_day": say_day(values["source_date"], values["source_date_note"], language),
        "more": [
            {"label": say(RECORD[name].label), "text": words.get(name, values[name])}
            for name in _MORE
            if values[name] is not None
        ],
    }


def _say_status(word: str, values: Mapping[str, object], language: Language) -> str:
    """Say a status with the year of its report: what was said to run in 2020 may not run today."""
    if values["status"] not in {"running", "planned", "nominated"}:
        return word
    if values["last_report"] is None:
        return language.say("{status}, tanpa tanggal laporan", status=word)
    year = str(values["last_report"])[:4]
    return language.say("{status}, laporan terakhir {year}", status=word, year=year)


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value))
