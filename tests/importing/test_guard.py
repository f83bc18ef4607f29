"""Numbers of persons stop an import, and nothing else does."""

from __future__ import annotations

import pytest

from petaprogram.importing.guard import check_columns, personal_part
from petaprogram.messages.issues import ImportStopError
from tests.support.workbooks import ROW, TITLES, plan_of


def found(title, *cells):
    rows = [(number, ("x", cell)) for number, cell in enumerate(cells, start=2)]
    return [issue.rule for issue in check_columns([(0, "Program"), (1, title)], rows, "a.xlsx", 1)]


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("NIK", ["3571012345678901"]),
        ("No. KK", ["3571010101010001"]),
        ("Nomor HP", ["0812-3456-7890"]),
        ("Telepon", ["(0354) 771234"]),
        ("No. WA penanggung jawab", [81234567890.0]),
        ("Keterangan", ["3571014507850001", "3571010101800002", "baik"]),
        ("Kode", [3571014507850001.0]),
        ("Kontak", ["081234567890", "+62 812 3456 7890", ""]),
        ("Kontak", [81234567890.0, 85612345678.0]),
    ],
)
def test_a_column_of_persons_is_found_by_its_title_or_its_cells(title, cells):
    assert found(title, *cells) == ["import-personal"]


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("NIK", ["", ""]),
        ("Kode wilayah", ["35.71.01.1001", "3571011001"]),
        ("Anggaran", [1234567890123456.0, 812000000.0]),
        ("Tahun", [2024.0]),
        ("No. SK", ["188.45/12/419.033/2026"]),
        ("Telepon umum", ["ada", "tidak ada"]),
        ("Tanggal", ["05/01/2026"]),
        ("Teknik", ["3571"]),
    ],
)
def test_other_columns_are_not(title, cells):
    assert found(title, *cells) == []


def test_the_import_stops_with_the_reason_even_where_the_column_would_not_be_read(base):
    with pytest.raises(ImportStopError) as caught:
        plan_of(base, (*ROW, "3571014507850001"), titles=(*TITLES, "NIK ketua"))
    (issue,) = caught.value.issues
    assert "kolom H ('NIK ketua')" in issue.message
    assert "NIK" in issue.message
    assert "3571014507850001" not in str(issue)


def test_a_hidden_column_is_looked_at_too(base):
    with pytest.raises(ImportStopError):
        plan_of(base, (*ROW, "08123456789"), titles=(*TITLES, "HP"), hidden_columns=frozenset({7}))


@pytest.mark.parametrize("text", ["Bu Ani 0812 3456 7890", "NIK 3571014507850001", "wa: +62812-3456-7890"])
def test_a_number_within_a_text_is_found(text):
    assert personal_part(text)


@pytest.mark.parametrize("text", ["SK 188.45/12/2026", "RT 02 RW 05", "Rp 3.571.014.507", "2012-2026", ""])
def test_other_numbers_within_a_text_are_none(text):
    assert personal_part(text) is None
