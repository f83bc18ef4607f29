"""Whatever a file does, it does to a process that can do nothing else; its end is said in a sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.sandbox import SECONDS, ending, read_book
from petaprogram.importing.worker_limits import OUT_OF_MEMORY
from petaprogram.messages.issues import ImportStopError
from tests.support.workbooks import workbook

HOSTILE = Path(__file__).parents[1] / "hostile"
# What becomes of each: the rule for which it is not planned.
OUTCOMES = {
    "csv/ambiguous_number.csv": "import-no-titles",
    "csv/confusable_names.csv": "import-no-titles",
    "csv/dup_headers.csv": "import-no-titles",
    "csv/empty.csv": "import-empty",
    "csv/long_cell.csv": "long-cell",
    "csv/many_cols.csv": "too-many-columns",
    "csv/nan_inf.csv": "import-no-titles",
    "csv/nul_bytes.csv": "nul-byte",
    "csv/quote_bomb.csv": "unclosed-quote",
    "csv/ragged.csv": "import-no-titles",
    "csv/semicolon_decimal_comma.csv": "import-no-titles",
    "csv/utf16le.csv": "import-no-titles",
    "csv/xss_headers.csv": "import-no-titles",
    "csv/xss_values.csv": "import-missing-column",
    "xlsx/billion_laughs.xlsx": "import-entities",
    "xlsx/codes_as_numbers.xlsx": "import-no-titles",
    "xlsx/external_link.xlsx": "import-no-titles",
    "xlsx/formulas_uncached.xlsx": "import-no-titles",
    "xlsx/good.xlsx": "import-no-titles",
    "xlsx/hidden_sheet.xlsx": "import-no-titles",
    "xlsx/merged_multiheader.xlsx": "import-no-titles",
    "xlsx/old.xls": "import-broken",
    "xlsx/truncated.xlsx": "import-broken",
    "xlsx/used_range_1048576.xlsx": "import-no-titles",
}
FOREIGN = sorted(
    path for folder in ("zip", "gpkg", "xml", "geojson") for path in (HOSTILE / folder).iterdir()
)


def stopped(data, name, base, recipe=None):
    with pytest.raises(ImportStopError) as caught:
        plan_import(data, name, recipe or Recipe(), base)
    return caught.value.issues


def test_every_table_of_the_collection_has_an_outcome():
    there = {f"{folder}/{path.name}" for folder in ("csv", "xlsx") for path in (HOSTILE / folder).iterdir()}
    assert there == set(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_hostile_table_ends_in_its_outcome(name, base):
    began = time.monotonic()
    (issue,) = stopped((HOSTILE / name).read_bytes(), name, base)
    assert issue.rule == OUTCOMES[name]
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_a_file_of_another_kind_is_named_as_what_it_is(path, base):
    (issue,) = stopped(path.read_bytes(), path.name, base)
    # A table whose records lie in an archive is no sheet either.
    assert issue.rule in {"import-kind", "import-broken"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<html><table><tr><td>Program</td></tr></table></html>", "HTML"),
        (b'<?xml version="1.0"?>\n<html xmlns:x="urn:schemas-microsoft-com"><table></table></html>', "HTML"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (bytes(range(256)) * 20, "biner"),
    ],
)
def test_what_is_no_spreadsheet_is_told_what_to_do_whatever_its_name(content, found, base):
    (issue,) = stopped(content, "data.xls", base)
    assert found in issue.message
    assert ".xlsx" in issue.message


def test_a_locked_workbook_is_told_to_be_unlocked(base):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    (issue,) = stopped(data, "data.xlsx", base)
    assert issue.rule == "import-locked"


def test_a_hostile_name_is_only_shown(base):
    for name in json.loads((HOSTILE / "filenames.json").read_text("utf-8")):
        (issue,) = stopped(b"%PDF", name, base)
        assert issue.file == name
        assert "\r" not in str(issue)
        assert "\u202e" not in str(issue)


def bomb(inflated: int) -> bytes:
    """A workbook with a sheet of blanks that says the truth about its size."""
    plain, out = workbook([["Program", "Kelurahan"]]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * inflated)
            new.writestr(name, content)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked(base):
    data = bomb(400 * 2**20)
    assert len(data) < 2**20
    (issue,) = stopped(data, "bom.xlsx", base)
    assert issue.rule == "import-inflated"


def test_a_file_that_takes_too_much_memory_ends_its_process_only(base):
    # Within the size that may be unpacked, and twice that while it is read.
    (issue,) = stopped(bomb(290 * 2**20), "besar.xlsx", base)
    assert issue.rule in {"import-memory", "import-time"}


ATTEMPTS = {
    "a file": "open('/etc/passwd')",
    "a new file": "open('/tmp/foreign', 'w')",
    "the network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a socket": "import _socket; _socket.socket()",
    "a program": "import subprocess; subprocess.run(['true'])",
    "memory": "bytearray(600 * 2**20)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=list(ATTEMPTS))
def test_the_worker_reaches_nothing(attempt):
    code = (
        "import socket, subprocess, _socket\n"
        "from petaprogram.importing.worker_limits import shut_in\n"
        f"shut_in(5)\ntry:\n    {attempt}\nexcept (OSError, MemoryError) as error:\n"
        "    print(type(error).__name__)\nelse:\n    print('reached')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() not in {"", "reached"}


def test_the_worker_does_not_wait_for_libraries_of_tables_or_languages():
    large = {"pandas", "numpy", "openpyxl", "babel"}
    code = f"import sys, petaprogram.importing.worker; print({large} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        (-9, "import-time"),
        (-24, "import-time"),
        (OUT_OF_MEMORY, "import-memory"),
        (-6, "import-memory"),
        (-11, "import-broken"),
        (1, "import-broken"),
    ],
)
def test_every_end_is_a_sentence(status, rule):
    assert ending(status, "a.xlsx", 10).rule == rule


def test_a_good_end_is_none():
    assert ending(0, "a.xlsx", 10) is None


def test_what_is_hidden_in_a_workbook_comes_along_as_hidden():
    def hide(book):
        sheet = book.active
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C3"] = "=1/0"
        sheet["D3"] = "#REF!"
        sheet["D3"].data_type = "e"
        secret = book.create_sheet("Rahasia")
        secret.sheet_state = "hidden"
        secret.append(["x"])
        sheet.merge_cells("A4:A5")

    data = workbook([["a", "b", "c", "d"], [1, 2, 3, 4], [5, 6, 7, 8], ["m", 1]], change=hide)
    found = read_book(data, "a.xlsx")
    (sheet,) = found.sheets
    assert found.hidden_sheets == ("Rahasia",)
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {1}
    assert sheet.merged == ((4, 0, 5, 0),)
    third = dict(sheet.rows)[3]
    assert [cell.kind for cell in third[2:]] == ["formula", "error"]
    assert third[3].text == "#REF!"
    assert {one.name for one in read_book(data, "a.xlsx", sheets=["Rahasia"]).sheets} == {"Data", "Rahasia"}


def test_rows_and_columns_keep_their_place():
    def move(book):
        book.active["C5"] = "jauh"

    (sheet,) = read_book(workbook([], change=move), "a.xlsx").sheets
    assert sheet.rows == ((5, ("", "", "jauh")),)


@pytest.mark.parametrize(
    ("data", "separator", "encoding"),
    [
        ("Program;Kelurahan\r\nPosko;Dahlia\r\n".encode("utf-8-sig"), ";", "utf-8"),
        (b"sep=;\r\nProgram;Kelurahan\r\nPosko;Dahlia", ";", "utf-8"),
        ("Program\tKelurahan\nPosko\tDahlia".encode("utf-16"), "\t", "utf-16-le"),
        ("Program|Kelurahan|Ket\rPosko|Dahlia|caf\u00e9".encode("cp1252"), "|", "cp1252"),
        (b"Program,Kelurahan\nPosko,Dahlia", ",", "utf-8"),
    ],
)
def test_text_is_read_by_its_own_separator_and_encoding(data, separator, encoding):
    found = read_book(data, "a.csv")
    assert (found.separator, found.encoding) == (separator, encoding)
    assert [row[:2] for _, row in found.sheets[0].rows] == [("Program", "Kelurahan"), ("Posko", "Dahlia")]
    assert [number for number, _ in found.sheets[0].rows] == [1, 2]


def test_a_row_number_of_text_is_that_of_the_sheet():
    found = read_book(b'Program,Kelurahan\n"dua\nbaris",x\n\nPosko,Dahlia\n', "a.csv")
    assert [number for number, _ in found.sheets[0].rows] == [1, 2, 4]


def test_another_encoding_or_separator_is_taken_from_the_recipe():
    found = read_book(b"a;b,c\n1;2,3\n", "a.csv", separator=",", encoding="cp1252")
    assert found.sheets[0].rows[0] == (1, ("a;b", "c"))
