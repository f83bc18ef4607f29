"""The form on which readers report what is missing or wrong."""

from __future__ import annotations

import io

import openpyxl

from petaprogram.exports.report_form import About, make_report_form
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.real import real_dataset


def test_the_form_has_what_is_open_in_its_first_row_and_room_for_more() -> None:
    about = About("35.71.02.1016", "kampung-senyum", "http://127.0.0.1/?kode=35.71.02.1016")
    for language, title in ((INDONESIAN, "Laporan"), (ENGLISH, "Report")):
        book = openpyxl.load_workbook(io.BytesIO(make_report_form(real_dataset(), about, language)))
        header, first, *rest = book[title].iter_rows(values_only=True)
        assert first[:3] == ("Pocanan (35.71.02.1016)", "Kampung Senyum", about.link)
        assert len(header) == 9
        assert len(book.sheetnames) == 2
        assert not any(cell for row in rest for cell in row)


def test_a_page_about_nothing_in_particular_leaves_the_row_to_be_filled_in() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_report_form(real_dataset(), About(), INDONESIAN)))
    _, *rows = book["Laporan"].iter_rows(values_only=True)
    assert not any(cell for row in rows for cell in row)
