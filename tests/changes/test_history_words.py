"""Every change of the store can be said in words, every cell with a title that people know."""

from __future__ import annotations

import pytest

from petaprogram.changes.change_words import say_column
from petaprogram.changes.history_words import say_cell, say_cells, say_kind, say_row, say_touched
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.store.history import Difference
from petaprogram.store.schema import COLUMNS, LAYOUT
from tests.support.real import real_dataset

EVERY = [(table, column) for table, columns in COLUMNS.items() for column in columns]


@pytest.mark.parametrize(("table", "column"), EVERY)
def test_every_column_of_every_table_has_a_title(table, column):
    assert say_column(column, INDONESIAN, table)[0].isupper()
    assert "_" not in say_column(column, ENGLISH, table)


def row(table, **cells):
    return {**dict.fromkeys(COLUMNS[table], ""), **cells}


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        (
            "placements",
            {
                "placement_id": "P1",
                "program_id": "kampung-iva",
                "kode": "35.71.02.1001",
                "site": "RW 2",
            },
            "P1 · {program}, Semampir, RW 2",
        ),
        ("placements", {"placement_id": "P1", "program_id": "lama", "kode": "1.2"}, "P1 · lama, 1.2"),
        ("programs", {"program_id": "p", "name": "Baru"}, "p · Baru"),
        ("sources", {"source_id": "s", "title": "Judul"}, "s · Judul"),
        ("partners", {"partner": "Bank Dua"}, "Bank Dua"),
        ("population", {"kode": "35.71", "year": "2025"}, "Kota Kediri (35.71) · 2025"),
        (LAYOUT, {"file": "programs"}, "programs"),
    ],
    ids=str,
)
def test_a_row_is_named_by_what_people_know_it_by(table, cells, expected):
    program = real_dataset().programs.at["kampung-iva", "name"]
    difference = Difference(table, None, row(table, **cells))
    assert say_row(difference, real_dataset(), INDONESIAN) == expected.format(program=program)


def test_a_row_that_is_gone_is_named_as_it_was():
    difference = Difference("partners", row("partners", partner="Bank Dua"), None)
    assert say_row(difference, real_dataset(), INDONESIAN) == "Bank Dua"


def test_cells_are_said_with_what_stood_there_and_what_stands_there_now():
    before = row("placements", placement_id="P1", status="planned", note="a")
    after = {**before, "status": "running", "note": ""}
    said = say_cells(Difference("placements", before, after), real_dataset(), INDONESIAN)
    assert said == [("Status", "direncanakan", "tercatat berjalan"), ("Keterangan", "a", "")]


@pytest.mark.parametrize(
    ("table", "column", "text", "expected"),
    [
        ("placements", "start_is_upper_bound", "yes", "ya"),
        ("placements", "kode", "99.99", "99.99"),
        ("programs", "program_id", "kampung-iva", "kampung-iva"),
        ("pillar_index", "pillar_id", "overall", "overall"),
        ("programs", "pillar_id", "living", "Smart Living"),
        ("aliases", "kind", "typo", "typo"),
        ("placements", "status", "", ""),
    ],
)
def test_a_cell_is_said_as_lists_do_and_what_nobody_knows_stays(table, column, text, expected):
    assert say_cell(table, column, text, real_dataset(), INDONESIAN) == expected


def test_kinds_and_counts_are_said():
    assert say_kind("undo", ENGLISH) == "undo"
    assert say_kind("approve", INDONESIAN) == "approve"
    assert say_touched({"placements": 2, "programs": 1}, ENGLISH) == "2 records, 1 program"
    assert all(say_touched({table: 1}, INDONESIAN).startswith("1 ") for table in COLUMNS)
