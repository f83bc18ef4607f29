"""Changes to take away: every row with what stood there before and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from petaprogram.changes.change_words import say_changes, say_column, say_meaning, say_span
from petaprogram.changes.comparison import RECORDS, Changes
from petaprogram.changes.record_changes import KIND_WORDS, SOURCES
from petaprogram.exports.record_tables import about_table, record_table
from petaprogram.exports.spreadsheet import LIST_SIGN, to_xlsx
from petaprogram.messages.language import Language
from petaprogram.tables.columns import TABLES

_PLACE = ["program_id", "pillar_id", "kode", "site"]


def change_file(changes: Changes) -> pd.DataFrame:
    """List every change as the tables write it, for a program to read.

    Returns
    -------
    DataFrame
        Columns `table`, `kind`, `id`, `program_id`, `pillar_id`, `kode`, `site` (of the record as it is now,
        else as it was; blank in other tables), `column`, `before`, `after`; the records first.
    """
    rows = changes.rows.join(_place_now(changes)[_PLACE], on="id").assign(table=RECORDS)
    table = pd.concat([rows, changes.other_rows.reindex(columns=rows.columns)], ignore_index=True)
    table = table[["table", "kind", "id", *_PLACE, "column", "before", "after"]].astype(object)
    return table.where(table.notna(), None)


def change_table(changes: Changes, language: Language) -> pd.DataFrame:
    """List the changes of the records in words, one row for each cell: titles, kinds, columns and values."""
    say, now = language.say, _place_now(changes)
    rows = changes.rows.join(now[_PLACE], on="id")
    pillars = changes.names_of("pillars")
    programs = changes.names_of("programs")
    areas = {
        kode: side.dataset.areas.name_of(kode)
        for side in (changes.before, changes.after)
        for kode in rows["kode"].dropna().unique()
        if side.dataset.areas.level(kode)
    }
    words = _Words(changes, language, programs)
    return pd.DataFrame(
        {
            say("Perubahan"): rows["kind"].map({kind: say(word) for kind, word in KIND_WORDS.items()}),
            say("Data"): rows["id"],
            say("Program"): rows["program_id"].map(programs),
            say("Pilar"): rows["pillar_id"].map(pillars),
            say("Kode"): rows["kode"],
            say("Wilayah"): rows["kode"].map(areas),
            say("Lokasi"): rows["site"],
            say("Kolom"): rows["column"].map(
                {one: say_column(one, language) for one in rows["column"].unique()}
            ),
            say("Sebelum"): words.say_cells(rows["column"], rows["before"]),
            say("Sesudah"): words.say_cells(rows["column"], rows["after"]),
        }
    )


def other_table(changes: Changes, language: Language) -> pd.DataFrame:
    """List the changes of all other tables, their values as they are written."""
    say, rows = language.say, changes.other_rows
    return pd.DataFrame(
        {
            say("Tabel"): rows["table"] + ".csv",
            say("Perubahan"): rows["kind"].map({kind: say(word) for kind, word in KIND_WORDS.items()}),
            say("Tanda"): rows["id"],
            say("Kolom"): rows["column"],
            say("Sebelum"): rows["before"],
            say("Sesudah"): rows["after"],
        }
    )


def changed_areas(changes: Changes, language: Language) -> pd.DataFrame:
    """List every kelurahan of either side with its records and ranks before and after. Index kode."""
    say, frame = language.say, changes.areas.frame
    answers = {True: say("ya"), False: say("tidak")}
    table = pd.DataFrame(
        {
            say("Kode"): frame.index,
            say("Kelurahan"): frame["name"],
            say("Kecamatan"): frame["kecamatan"],
            say("Berubah"): frame["changed"].map(answers),
            say("Data sebelum"): frame["records_before"].where(frame["in_before"]).astype("Int64"),
            say("Data sesudah"): frame["records_after"].where(frame["in_after"]).astype("Int64"),
        },
        index=frame.index,
    )
    if changes.areas.ranked:
        table[say("Peringkat sebelum")] = frame["rank_before"].astype("Int64")
        table[say("Peringkat sesudah")] = frame["rank_after"].astype("Int64")
    return table


def about_changes(changes: Changes, link: str, language: Language) -> pd.DataFrame:
    """Say from when to when, what changed, how the numbers are made; then what every download says."""
    say = language.say
    about = about_table(changes.after.dataset, say_span(changes, language), link, language)
    sentences = [(say("Ringkasan"), say_changes(changes, language))]
    sentences += [(say("Cara menghitung"), remark) for remark in say_meaning(changes, language)]
    return pd.concat([pd.DataFrame(sentences, columns=about.columns), about], ignore_index=True)


def changes_workbook(changes: Changes, link: str, language: Language) -> bytes:
    """Put all changes into one XLSX file; the new and the removed records in full, where there are any."""
    say = language.say
    before, after = changes.before.dataset, changes.after.dataset
    found = changes.tables[RECORDS]
    sheets = {
        say("Perubahan"): change_table(changes, language),
        say("Data baru"): record_table(after, after.records.loc[found.added.index], language),
        say("Data dihapus"): record_table(before, before.records.loc[found.removed.index], language),
        say("Tabel lain"): other_table(changes, language),
        say("Kelurahan"): changed_areas(changes, language),
        say("Keterangan"): about_changes(changes, link, language),
    }
    return to_xlsx({title: sheet for title, sheet in sheets.items() if len(sheet)})


def _place_now(changes: Changes) -> pd.DataFrame:
    """What each changed record is about, as it is now or was before it was removed. Index `id`."""
    places = changes.places
    return places[~places.index.duplicated(keep="last")]


class _Words:
    """Says the cells of records: coded values in words, programs and sources by their names."""

    def __init__(self, changes: Changes, language: Language, programs: Mapping[str, str]) -> None:
        self._titles = changes.names_of("sources", "title")
        say = language.say
        self._words: Mapping[str, Mapping[str, str]] = {
            "program_id": programs,
            "source_id": self._titles,
            "start_is_upper_bound": {"yes": say("ya")},
            **{
                name: {value: say(word) for value, word in column.words.items()}
                for name, column in TABLES[RECORDS].items()
                if column.words
            },
        }

    def say_cells(self, columns: pd.Series, cells: pd.Series) -> pd.Series:
        """Say cells of any columns; index as in `cells`."""
        said = cells.copy()
        for column in columns.unique():
            here = columns == column
            if column == SOURCES:
                said[here] = cells[here].map(self._say_sources, na_action="ignore")
            elif column in self._words:
                said[here] = cells[here].map(self._words[column]).fillna(cells[here])
        return said.where(said.notna(), None)

    def _say_sources(self, cell: str) -> str:
        return LIST_SIGN.join(self._titles.get(one, one) for one in cell.split("; "))
