"""Downloads that a spreadsheet opens as they were meant: texts as text, numbers as numbers, nothing run."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petaprogram.exports.record_tables import about_table, area_table, workbook
from petaprogram.exports.scenario_tables import service_table
from petaprogram.exports.spreadsheet import neutralise, to_csv, to_xlsx
from petaprogram.maps.classes import classify, classify_states
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES, Language
from petaprogram.scenario.link import read_link
from petaprogram.scenario.outcome import run_scenario
from petaprogram.settings import read_settings
from petaprogram.tables.reading import read_table
from tests.support.real import real_dataset

PAYLOADS = json.loads((Path(__file__).parents[1] / "hostile" / "payloads.json").read_text("utf-8"))
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+62 354 123",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    " \u00a0\t=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    # What cannot be printed is left out, and must not hide what follows it.
    "\x00=1+1",
    "\x0b=1+1",
]
SIGNS = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
# Texts that open a cell where a spreadsheet cuts them.
CUT = ["x;=1+1", "x; =1+1", "x\n=1+1", "x\r\n@SUM(A1)", "x\t+1", 'x;"=1+1', 'x; " ;-1', ";;＝1+1", "x;\n-1"]
CODES = ["35.71", "35.71.02", "35.71.02.1016", "0012", "1E5", "2020-11", "TRUE", "#N/A", "#REF!"]

NASTY = ";,\t\r\n\"'=+-@＝ \u00a0a"
# Every text that a UTF-8 file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def formulas(data: bytes, separator: str) -> list[str]:
    """List the cells that open with a formula when the lines are cut at `separator`; numbers are none."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
    cells = [cell.strip() for row in rows for cell in row]
    return [
        cell for cell in cells if cell.startswith(SIGNS) and not re.fullmatch(r"-[0-9]+([.,][0-9]+)?", cell)
    ]


def read_cells(data: bytes, sheet: str = "Satu") -> list[list[Any]]:
    """Read a sheet as rows of (type, value): s text, n number or blank, f formula, e error."""
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows()
    return [[(cell.data_type, cell.value) for cell in row] for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    frame = pd.DataFrame({"Isi": [text]})
    safe = "'" + text.lstrip("\x00\x0b")
    assert read_csv(to_csv(frame))[1][0].startswith("'")
    # XML knows one line break.
    assert read_cells(to_xlsx({"Satu": frame})) == [[("s", "Isi")], [("s", safe.replace("\r", "\n"))]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_column_title_is_treated_like_a_cell(text: str) -> None:
    frame = pd.DataFrame({text: ["isi"]})
    assert read_csv(to_csv(frame))[0][0].startswith("'")
    ((kind, title),), _ = read_cells(to_xlsx({"Satu": frame}))
    assert kind == "s"
    assert title.startswith("'")


def test_no_hostile_text_becomes_a_formula() -> None:
    frame = pd.DataFrame({"Isi": [*PAYLOADS.values(), *FORMULAS, *CUT]})
    assert formulas(to_csv(frame), ",") == []
    assert {kind for row in read_cells(to_xlsx({"Satu": frame})) for kind, _ in row} == {"s"}


def test_codes_stay_text() -> None:
    frame = pd.DataFrame({"Kode": CODES})
    assert read_csv(to_csv(frame))[1:] == [[code] for code in CODES]
    assert read_cells(to_xlsx({"Satu": frame}))[1:] == [[("s", code)] for code in CODES]


def test_numbers_stay_numbers_and_what_is_missing_stays_blank() -> None:
    frame = pd.DataFrame(
        {
            "Tahun": pd.array([2020, None], dtype="Int64"),
            "Luas": [-1.5, float("nan")],
            "Jumlah": [0, 3],
            "Teks": ["a", None],
        }
    )
    assert read_csv(to_csv(frame))[1:] == [["2020", "-1.5", "0", "a"], ["", "", "3", ""]]
    assert read_cells(to_xlsx({"Satu": frame}))[1:] == [
        [("n", 2020), ("n", -1.5), ("n", 0), ("s", "a")],
        [("n", None), ("n", None), ("n", 3), ("n", None)],
    ]


def test_a_csv_says_that_it_is_utf_8_and_ends_its_lines_as_the_format_asks() -> None:
    data = to_csv(pd.DataFrame({"Nama": ['Kâli, "Brantas"', "dua\nbaris"]}))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data[3:].decode() == '"Nama"\r\n"Kâli, ""Brantas"""\r\n"dua\nbaris"\r\n'


def test_a_workbook_keeps_its_sheets_in_order_and_its_titles_in_sight() -> None:
    frame = pd.DataFrame({"Nama": ["x" * 500, "y"]})
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx({"Satu": frame, "Dua": frame.head(0)})))
    assert book.sheetnames == ["Satu", "Dua"]
    assert book["Satu"].freeze_panes == "A2"
    assert book["Satu"]["A1"].font.bold
    # A long text must not push every other column out of sight.
    assert book["Satu"].column_dimensions["A"].width <= 60


def test_the_download_of_a_map_holds_every_kelurahan_its_records_and_where_it_comes_from() -> None:
    dataset = real_dataset()
    shown = make_map(dataset, Theme("program", "kampung-senyum"))
    table = area_table(dataset, shown, classify_states(shown.values, shown.outside), INDONESIAN)
    data = workbook(
        dataset,
        table,
        shown.records,
        about_table(dataset, "Kalimat.", "http://localhost:8501/", INDONESIAN),
        INDONESIAN,
    )
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Kelurahan", "Data", "Keterangan"]
    header, *rows = read_cells(data, "Kelurahan")
    assert header[0] == ("s", "Kode")
    assert [row[0] for row in rows] == [("s", kode) for kode in table.index]
    assert sorted(table.index) == sorted(dataset.areas.frame.index)
    assert len(read_cells(data, "Data")) == len(shown.records) + 1
    said = " ".join(str(value) for row in read_cells(data, "Keterangan") for _, value in row)
    assert "Kalimat." in said
    assert dataset.site.licence in said
    assert dataset.areas.source in said


@given(TEXTS)
def test_neutralising_adds_at_most_an_apostrophe_and_keeps_all_that_can_be_printed(text: str) -> None:
    safe, before = ("".join(filter(str.isprintable, one)) for one in (neutralise(text), text))
    assert safe in {before, f"'{before}"}
    assert not neutralise(text).lstrip().startswith(SIGNS)
    assert not neutralise(text).startswith(("\t", "\r"))


@given(TEXTS)
@example('"')
@example("a,b;c\r\nd")
def test_every_text_comes_back_from_a_csv(text: str) -> None:
    _, [cell] = read_csv(to_csv(pd.DataFrame({"Isi": [text]})))
    assert cell.replace("'", "") == neutralise(text).replace("'", "")
    assert len(cell) >= len(neutralise(text))


@given(
    st.lists(
        st.tuples(*[st.text(NASTY, max_size=8) | TEXTS | st.sampled_from([*FORMULAS, *CUT])] * 3), max_size=3
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(LANGUAGES),
)
@example([("a", 'x,"=1+1', "b")], ",", INDONESIAN)
@example([("a", "x,=1+1", "b")], ",", INDONESIAN)
def test_no_cell_opens_with_a_formula_wherever_lines_are_cut(
    rows: list[tuple[str, str, str]], separator: str, language: Language
) -> None:
    frame = pd.DataFrame(rows, columns=["Satu", "x;=1+1", "Tiga"])
    frame.insert(2, "Angka", -1.5)
    assert formulas(to_csv(frame, language), separator) == []


def test_a_csv_in_indonesian_falls_into_columns_with_numbers_where_semicolons_part_cells() -> None:
    frame = pd.DataFrame({"Nama": ["Bank Sampah; Kampung Keren"], "Luas": [-1.5], "Jumlah": [1234]})
    assert to_csv(frame, INDONESIAN)[3:].decode() == (
        '"Nama";"Luas";"Jumlah"\r\n"Bank Sampah; Kampung Keren";-1,5;1234\r\n'
    )
    assert to_csv(frame, ENGLISH)[3:].decode() == (
        '"Nama","Luas","Jumlah"\r\n"Bank Sampah; Kampung Keren",-1.5,1234\r\n'
    )


def test_our_own_reader_takes_a_csv_of_either_language(tmp_path: Path) -> None:
    published = read_settings({}).tables
    frame = pd.read_csv(published / "programs.csv", dtype=str, keep_default_na=False)
    expected, _ = read_table(published, "programs")
    for language in LANGUAGES:
        (tmp_path / "programs.csv").write_bytes(to_csv(frame, language))
        read, issues = read_table(tmp_path, "programs")
        assert read is not None
        assert expected is not None
        pd.testing.assert_frame_equal(read, expected)
        assert [issue.rule for issue in issues] == (["separator"] if language == INDONESIAN else [])


def test_several_values_in_one_cell_are_not_parted_by_what_parts_cells() -> None:
    dataset = real_dataset()
    shown = make_map(dataset, Theme("pillars"))
    table = area_table(dataset, shown, classify(shown), INDONESIAN)
    programs = dataset.records.query("scope == 'kelurahan'").groupby("kode")["program"].nunique()
    kode = programs.idxmax()
    assert len(table.loc[kode, "Program"].split(" | ")) == programs[kode]
    assert not table.map(lambda cell: "; " in str(cell)).any(axis=None)


def test_a_text_that_opens_a_cell_behind_a_semicolon_is_found_without_the_apostrophe() -> None:
    for text in CUT:
        written = pd.DataFrame({"Satu": ["a"], "Dua": [text]}).to_csv(index=False, quoting=csv.QUOTE_ALL)
        assert formulas(written.encode(), "\t" if "\t" in text else ";"), text


def test_a_link_puts_no_formula_into_the_file_of_a_scenario() -> None:
    dataset = real_dataset()
    name = "x;=cmd|'/C calc'!A0"
    scenario, _ = read_link({"skenario": [name], "lokasi": ["1"]}, dataset)
    assert scenario.name == name
    outcome = run_scenario(dataset, scenario)
    data = to_csv(service_table(outcome, dataset, INDONESIAN))
    assert b"cmd|" in data
    assert [formulas(data, separator) for separator in (",", ";")] == [[], []]


def test_a_long_text_of_nothing_but_cuts_is_written_at_once() -> None:
    before = time.process_time()
    to_csv(pd.DataFrame({"Isi": ["x" + ';\n" ' * 8_000, "\n" * 32_000]}))
    assert time.process_time() - before < 2


@given(TEXTS)
@example("\ufffe")
@example("\uffff")
@example("#N/A")
@example(" spasi ")
@example("_x0041_")
@example("<r><t>teks</t></r>")
@example("<r></si><si>=1+1</r>")
def test_every_text_comes_back_from_a_workbook(text: str) -> None:
    expected = neutralise(text).replace("\r\n", "\n").replace("\r", "\n")
    _, [cell] = read_cells(to_xlsx({"Satu": pd.DataFrame({"Isi": [text, "akhir"]})}))[:2]
    assert cell == ("s", expected) or (expected == "" and cell[1] is None)
