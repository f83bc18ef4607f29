"""Changes of the store in words: of which kind, which row, and each cell with its label before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from petaprogram.changes.change_words import say_column
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.tables.columns import KNOWN_BY, TABLES
from petaprogram.tables.dataset import Dataset

if TYPE_CHECKING:
    from petaprogram.store.history import Difference

CHANGE_KINDS: Mapping[str, str] = {
    "seed": message("data awal"),
    "import": message("impor"),
    "edit": message("suntingan"),
    "undo": message("pembatalan"),
}
# How many rows of each table.
_ROWS: Mapping[str, str] = {
    "placements": counted_message("{count:f} data"),
    "programs": counted_message("{count:f} program"),
    "partners": counted_message("{count:f} mitra"),
    "sources": counted_message("{count:f} sumber"),
    "pillars": counted_message("{count:f} pilar"),
    "confirmations": counted_message("{count:f} pernyataan tidak ada"),
    "population": counted_message("{count:f} angka penduduk"),
    "aliases": counted_message("{count:f} nama lain"),
    "homonyms": counted_message("{count:f} nama kembar"),
    "pillar_index": counted_message("{count:f} nilai indeks"),
    "evidence_frame": counted_message("{count:f} baris kerangka bukti"),
    "layout": counted_message("{count:f} susunan berkas"),
}
_ANSWERS: Mapping[str, str] = {"yes": message("ya"), "no": message("tidak")}
# Which table a column refers to.
_REFERENCES: Mapping[str, str] = {"program_id": "programs", "source_id": "sources", "pillar_id": "pillars"}
# The tables whose rows have a name of their own, and its column.
_NAMES: Mapping[str, str] = {"programs": "name", "pillars": "name", "sources": "title"}


def say_kind(kind: str, language: Language) -> str:
    """Name the kind of a change; one that a newer program wrote is shown as it is."""
    return language.say(CHANGE_KINDS.get(kind, kind))


def say_touched(touched: Mapping[str, int], language: Language) -> str:
    """Say how many rows of which tables a change touched."""
    return ", ".join(language.counted(_ROWS[table], count) for table, count in touched.items())


def say_row(difference: Difference, dataset: Dataset, language: Language) -> str:
    """Name a row: of a record its program and place, of others their name; each with what it is known by."""
    table, cells = difference.table, difference.after or difference.before or {}
    known_by = [
        say_cell(table, column, cells[column], dataset, language)
        for column in KNOWN_BY.get(table, ("file",))
        if cells[column]
    ]
    if table == "placements":
        known_by += [say_record(cells, dataset, language)]
    elif table in _NAMES:
        known_by += [cells[_NAMES[table]]]
    return " · ".join(known_by)


def say_record(cells: Mapping[str, str], dataset: Dataset, language: Language) -> str:
    """Say of a record its program, its place and its site."""
    kode = cells["kode"]
    place = dataset.areas.name_of(kode) if dataset.areas.level(kode) else kode
    program = say_cell("placements", "program_id", cells["program_id"], dataset, language)
    return ", ".join(filter(None, (program, place, cells["site"])))


def describe_row(difference: Difference, dataset: Dataset, language: Language) -> Mapping[str, object]:
    """Say a row for a template: `name`, `kind` (new, removed, changed) and `cells` (as `say_cells`)."""
    kind = "new" if difference.before is None else "removed" if difference.after is None else "changed"
    return {
        "name": say_row(difference, dataset, language),
        "kind": kind,
        "cells": say_cells(difference, dataset, language),
    }


def say_cells(difference: Difference, dataset: Dataset, language: Language) -> list[tuple[str, str, str]]:
    """Say of each cell that is not the same its title, what stood there and what stands there now.

    Programs, sources, pillars and areas by the names that they have in `dataset`, blank as an empty text.
    """
    table = difference.table
    return [
        (
            say_column(column, language, table),
            say_cell(table, column, before, dataset, language),
            say_cell(table, column, after, dataset, language),
        )
        for column, before, after in difference.cells
    ]


def say_cell(table: str, column: str, text: str, dataset: Dataset, language: Language) -> str:
    """Say one cell as lists do."""
    known = TABLES.get(table, {}).get(column)
    if known and text in known.words:
        return language.say(known.words[text])
    if known and text in known.allowed:
        return language.say(_ANSWERS.get(text, text))
    if column.startswith("kode") and dataset.areas.level(text):
        return f"{dataset.areas.name_of(text)} ({text})"
    of = _REFERENCES.get(column)
    if of and of != table:
        frame = getattr(dataset, of)
        return str(frame.at[text, _NAMES[of]]) if text in frame.index else text
    return text
