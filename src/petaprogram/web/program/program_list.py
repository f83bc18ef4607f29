"""The list of programs: searched, filtered, in an order; every row leads to its program."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from petaprogram.exports.file_format import ListView
from petaprogram.exports.list_tables import programs_in_words
from petaprogram.measures.filters import Filters, filters_in_words
from petaprogram.measures.programs import programs_under
from petaprogram.measures.search import Hit
from petaprogram.messages.language import counted_message, message
from petaprogram.tables.dataset import Dataset, mark_untranslated
from petaprogram.web.parts.components import Values, show, show_made
from petaprogram.web.parts.downloads import offer_list
from petaprogram.web.parts.map_controls import follow_link
from petaprogram.web.parts.references import partner_refs, program_ref, reach_words
from petaprogram.web.visit.visit import current

# The orders of the list: their names in the link, and their words.
_LIKELIEST, _BY_NAME = "cocok", "nama"
_ORDERS: Mapping[str, str] = {
    _LIKELIEST: message("Paling cocok"),
    _BY_NAME: message("Nama"),
    "pilar": message("Pilar"),
    "jangkauan": message("Jangkauan"),
    "bukti": message("Data berkepastian tinggi"),
    "sumber": message("Sumber"),
    "laporan": message("Laporan terakhir"),
}
# What an order goes by, and whether the smallest comes first; names settle what is equal.
_BY: Mapping[str, tuple[list[str], bool]] = {
    _BY_NAME: ([], True),
    "pilar": (["pillar"], True),
    "jangkauan": (["kelurahan", "city"], False),
    "bukti": (["sure"], False),
    "sumber": (["sources"], False),
    "laporan": (["last_report"], False),
}
# What a search may find a program in, besides its own name and kind.
_BESIDE = {"kelurahan", "kecamatan", "partner"}
# So many partners are named in a row.
_NAMED = 3


def draw_order(*, searched: bool) -> str:
    """Draw the choice of an order, and return it."""
    say = current().say
    orders = [name for name in _ORDERS if searched or name != _LIKELIEST]
    key, changed = follow_link("urut", orders, orders[0])
    return st.selectbox(
        say("Urutkan"), orders, format_func=lambda name: say(_ORDERS[name]), key=key, on_change=changed
    )


def sort_programs(dataset: Dataset, table: pd.DataFrame, order: str) -> pd.DataFrame:
    """Bring rows of `describe_programs` into an order; the likeliest is the order they are in."""
    if order == _LIKELIEST:
        return table
    programs = dataset.programs.loc[table.index]
    columns, ascending = _BY[order]
    keys = table.assign(
        pillar=programs["pillar_id"].map(dataset.pillars["order"]),
        last_report=table["last_report"].fillna(""),
        name=programs["name"].str.casefold(),
    )
    directions = [ascending] * len(columns) + [True]
    return table.loc[keys.sort_values([*columns, "name"], ascending=directions).index]


def show_head(table: pd.DataFrame, total: int, found: Mapping[str, Hit] | None, text: str) -> None:
    """Say how many programs there are, how far they reach, and what a search found them in."""
    language = current()
    say, counted = language.say, language.counted
    near = table["kelurahan"] > 0
    wide = ~near & (table["kecamatan"] + table["city"] > 0)
    head = (
        counted("{count:f} program", total)
        if len(table) == total
        else say("{some:f} dari {total:f} program", some=len(table), total=total)
    )
    parts = {
        counted_message("{count:f} tercatat di kelurahan"): near,
        counted_message("{count:f} hanya tingkat kota atau kecamatan"): wide,
        counted_message("{count:f} tanpa lokasi"): ~near & ~wide,
    }
    said = [counted(words, int(mask.sum())) for words, mask in parts.items() if mask.any()]
    remarks = []
    if found:
        hits = [hit for program, hit in found.items() if program in table.index and hit.kind in _BESIDE]
        names = language.listing(list(dict.fromkeys(hit.name for hit in hits)))
        remarks = [
            say("Cocok dengan '{text}', juga pada {names}.", text=text, names=names)
            if names
            else say("Cocok dengan '{text}'.", text=text)
        ]
    show(
        "parts/list_head.html",
        head=f"{': '.join(filter(None, [head, language.listing(said)]))}.",
        remarks=remarks,
    )


def offer_files(dataset: Dataset, table: pd.DataFrame, filters: Filters, text: str) -> None:
    """Offer rows of `describe_programs` with the records that pass the filters."""
    language, say = current(), current().say
    conditions = list(filters_in_words(filters, dataset, language))
    if text:
        conditions.append(say("Cari program: {text}", text=text))
    passing = dataset.records[filters.mask(dataset.records)]
    what = ListView(
        say("daftar program"),
        say("Program di {city}", city=dataset.areas.city),
        lambda: programs_in_words(dataset, table, language),
        passing[passing["program_id"].isin(table.index)],
        tuple(conditions),
    )
    offer_list(dataset, what)


def show_list(dataset: Dataset, filters: Filters, table: pd.DataFrame, order: str) -> None:
    """Show programs as a table.

    Parameters
    ----------
    dataset
        The data.
    filters
        What the records pass by which the programs are described.
    table
        Rows of `programs_under`, in the order to show them.
    order
        The order they are in, for those who hear the table.
    """
    show_made("program/program_table.html", _list_values, dataset, filters, tuple(table.index), order)


def _list_values(dataset: Dataset, filters: Filters, programs: tuple[str, ...], order: str) -> Values:
    language, table = current(), programs_under(dataset, filters).loc[list(programs)]
    say, total = language.say, len(dataset.areas.frame)
    kinds = mark_untranslated(dataset.programs, "kind", language)

    def prepare(program: str, row: pd.Series) -> Values:
        return {
            **program_ref(dataset, program),
            "kind": kinds[program],
            "reach": reach_words(row, total),
            "partners": partner_refs(dataset, row["partners"][:_NAMED]),
            "more": max(len(row["partners"]) - _NAMED, 0),
            "sure": say("{some:f} dari {total:f}", some=row["sure"], total=row["records"]),
            "sources": row["sources"],
            "last_report": language.day(row["last_report"]) if row["last_report"] else "-",
        }

    columns = {
        _BY_NAME: say("Program"),
        "pilar": say("Pilar"),
        "jenis": say("Jenis"),
        "jangkauan": say("Jangkauan"),
        "mitra": say("Mitra"),
        "bukti": say("Data berkepastian tinggi"),
        "sumber": say("Sumber"),
        "laporan": say("Laporan terakhir"),
    }
    directions = {name: "ascending" if ascending else "descending" for name, (_, ascending) in _BY.items()}
    return {
        "columns": [
            {"title": title, "sorted": directions.get(name) if name == order else None}
            for name, title in columns.items()
        ],
        "rows": [prepare(str(program), row) for program, row in table.iterrows()],
    }
