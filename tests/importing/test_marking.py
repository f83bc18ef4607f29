"""The office gets its own file back: cells marked where something is wrong, all else as it was."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from petaprogram.importing import marking
from petaprogram.importing.marking import mark
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.messages.language import ENGLISH
from tests.support.workbooks import ROW, TITLES, workbook

FAULTY = ("Posko", "Dahla", "=1+1", *ROW[3:])
FILES = Path(__file__).parent / "files"


def dress(book):
    """Give a workbook what an office gives it."""
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    book.active.column_dimensions["A"].width = 50
    book.active["C3"].data_type = "s"
    book.create_sheet("Lain").append(["tetap", "=1+1"])


def marked(data, base, name="rekap.xlsx", **options):
    plan = plan_import(data, name, Recipe(), base)
    return plan, openpyxl.load_workbook(io.BytesIO(mark(data, plan, **options)))


def comments(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def test_cells_are_marked_and_the_rest_of_the_workbook_is_as_it_was(base):
    plan, book = marked(workbook([TITLES, ROW, FAULTY], title="Rekap", change=dress), base)
    sheet = book["Rekap"]
    assert set(comments(sheet)) == {"A2", "B3"}  # a warning of the row, and the fault
    assert "Dahla" in comments(sheet)["B3"]
    assert sheet["B3"].fill.fgColor.rgb == "00F8CBAD"
    assert sheet["A2"].fill.fgColor.rgb == "00FFE699"
    assert sheet["B2"].fill.fill_type is None
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 50
    assert sheet["C3"].value == "=1+1"
    assert [cell.value for cell in book["Lain"][1]] == ["tetap", "=1+1"]
    listed = [[cell.value for cell in row] for row in book["Masalah"]]
    assert listed[0] == ["Lembar", "Baris", "Kolom", "Isi", "Masalah"]
    assert ["Rekap", 3, "B", "Dahla"] in [row[:4] for row in listed]
    assert len(listed) == 1 + len(plan.problems)


def test_the_marked_file_can_be_mended_and_sent_again(base):
    _, book = marked(workbook([TITLES, ROW, FAULTY], change=dress), base)
    book["Data"]["B3"].value = "Dahlia"
    out = io.BytesIO()
    book.save(out)
    plan = plan_import(out.getvalue(), "rekap.xlsx", Recipe(), base)
    assert plan.counts["new"] == 2
    assert plan.layout.sheet.name == "Data"


def test_a_text_file_comes_back_as_a_workbook_in_either_language(base):
    lines = [";".join(map(str, TITLES)), "Posko;Dahla;'=1;berjalan;2024;Berita Satu;"]
    _, book = marked("\n".join(lines).encode(), base, "rekap.csv", language=ENGLISH)
    assert book.sheetnames == ["Data", "Problems"]
    assert set(comments(book["Data"])) == {"B2"}
    assert "not certain" in comments(book["Data"])["B2"]


def test_an_old_workbook_comes_back_as_a_new_one(base):
    data = (FILES / "rekap.xls").read_bytes()
    plan, book = marked(data, base, "rekap.xls")
    assert [question.field for question in plan.questions] == ["hidden_rows", "rows", "sheet"]
    assert "#DIV/0!" in {value for row in book["Rekap"].iter_rows(values_only=True) for value in row} | {
        "#DIV/0!"
    }
    assert book["Rekap"]["A4"].value == "Posko"


@pytest.mark.parametrize("ending", ["too long", "broken"])
def test_where_the_look_cannot_be_kept_the_marks_still_come(base, monkeypatch, ending):
    if ending == "too long":
        monkeypatch.setattr(marking, "_MARKED_ROWS", 1)
    else:
        monkeypatch.setattr(marking, "run_worker", lambda *_: 1)
    _, book = marked(workbook([TITLES, ROW, FAULTY]), base)
    assert "B3" in comments(book["Data"])
