"""The lists of the pages to take away, in words: programs, partners, states, shares by kecamatan."""

from __future__ import annotations

import pandas as pd

from petaprogram.exports.file_format import ListView
from petaprogram.exports.record_tables import about_table, record_table
from petaprogram.exports.spreadsheet import LIST_SIGN, to_xlsx
from petaprogram.gaps.equity import share_in_words
from petaprogram.gaps.matrix import Matrix, name_of
from petaprogram.measures.partners import KIND_WORDS
from petaprogram.measures.presence import STATES, Subject
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import STATE, span
from petaprogram.tables.dataset import Dataset, in_language


def programs_in_words(dataset: Dataset, table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """List programs as their page does.

    Parameters
    ----------
    dataset
        The data.
    table
        Rows of `describe_programs`.

    Returns
    -------
    DataFrame
        Index program_id, in the order of `table`; columns in words.
    """
    say, programs = language.say, dataset.programs.loc[table.index]
    return pd.DataFrame(
        {
            say("Program"): programs["name"],
            say("Pilar"): programs["pillar_id"].map(dataset.pillars["name"]),
            say("Jenis"): in_language(programs, "kind", language),
            say("Kelurahan"): table["kelurahan"],
            say("Data tingkat kecamatan"): table["kecamatan"],
            say("Data tingkat kota"): table["city"],
            say("Mitra"): table["partners"].map(LIST_SIGN.join),
            say("Data"): table["records"],
            say("Data berkepastian tinggi"): table["sure"],
            say("Sumber"): table["sources"],
            say("Laporan terakhir"): table["last_report"].fillna(""),
        },
        index=table.index,
    )


def partners_in_words(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """List partners as their page does.

    Parameters
    ----------
    table
        Rows of `partner_table`.

    Returns
    -------
    DataFrame
        Index partner, in the order of `table`; columns in words.
    """
    say = language.say
    years = zip(table["first"], table["last"], table["bound"], strict=True)
    return pd.DataFrame(
        {
            say("Mitra"): table.index,
            say("Jenis mitra"): [say(KIND_WORDS[kind]) for kind in table["kind"]],
            say("Disebut namanya"): [say("tidak") if unnamed else say("ya") for unnamed in table["unnamed"]],
            say("Program"): table["programs"],
            say("Kelurahan"): table["kelurahan"],
            say("Data tingkat kecamatan"): table["kecamatan"],
            say("Data tingkat kota"): table["city"],
            say("Data"): table["records"],
            say("Tahun"): [
                span(first, last, language, upper_bound=bool(bound)) for first, last, bound in years
            ],
        },
        index=table.index,
    )


def states_in_words(matrix: Matrix, dataset: Dataset, language: Language) -> pd.DataFrame:
    """Write a matrix in words, a row for each kelurahan (index kode), with how many cells have each state."""
    say, areas = language.say, dataset.areas.frame.loc[matrix.states.index]
    words = {state: say(STATE[state]) for state in STATES}
    names = {value: name_of(dataset, matrix.subject, value) for value in matrix.states.columns}
    about = pd.DataFrame(
        {say("Kode"): areas.index, say("Kelurahan"): areas["name"], say("Kecamatan"): areas["kecamatan"]},
        index=areas.index,
    )
    cells = matrix.states.apply(lambda column: column.map(words)).rename(columns=names)
    counts = matrix.per_area[list(STATES)].rename(
        columns={state: say("Banyaknya: {state}", state=word) for state, word in words.items()}
    )
    return about.join(cells).join(counts)


def shares_in_words(
    table: pd.DataFrame, dataset: Dataset, subject: Subject, language: Language
) -> pd.DataFrame:
    """Write rows of `compare_kecamatan` in words; columns in words too."""
    say = language.say
    said = zip(table["running"], table["total"], table["share"], strict=True)
    return pd.DataFrame(
        {
            say("Kode"): table["kode"],
            say("Kecamatan atau kota"): table["name"],
            say("Pilar") if subject == "pillar_id" else say("Program"): [
                name_of(dataset, subject, value) for value in table["subject"]
            ],
            say("Berjalan"): [share_in_words(*one, language) for one in said],
            say("Direncanakan"): table["planned"],
            say("Tingkat kota atau kecamatan"): table["wide"],
            say("Belum ada data: tanyakan"): table["record"],
            say("Belum ada layanan: bertindak"): table["service"],
            say("Kelurahan"): table["total"],
        }
    )


def list_workbook(dataset: Dataset, what: ListView, link: str, language: Language) -> bytes:
    """Put a list, the records behind it where it has some, and what it is into one XLSX file."""
    say = language.say
    sheets = {say("Daftar"): what.make_table()}
    if what.records is not None:
        sheets[say("Data")] = record_table(dataset, what.records, language)
    sheets[say("Keterangan")] = about_table(dataset, what.title, link, language, what.filters)
    return to_xlsx(sheets)
