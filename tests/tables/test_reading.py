"""Reading CSV strictly: what is wrong is named with its row, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from petaprogram.messages.issues import Issue
from petaprogram.tables import csv_records, reading
from petaprogram.tables.columns import TABLES
from petaprogram.tables.csv_records import MAX_COLUMNS
from petaprogram.tables.reading import read_table

HOSTILE = Path(__file__).parents[1] / "hostile" / "csv"
ALIASES = "alias,kode,kind\n"


def read(
    folder: Path, text: str | bytes, name: str = "aliases"
) -> tuple[object, list[tuple[str, int | None]]]:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.csv").write_bytes(data)
    frame, issues = read_table(folder, name)
    return frame, [(issue.rule, issue.row) for issue in issues]


def test_a_good_table_is_text_indexed_by_its_row(tmp_path):
    frame, issues = read(tmp_path, ALIASES + "Kampungdalem,35.71.02.1005,spelling\n")
    assert issues == []
    assert frame.loc[2].to_dict() == {"alias": "Kampungdalem", "kode": "35.71.02.1005", "kind": "spelling"}


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    frame, issues = read(
        tmp_path, b"\xef\xbb\xbf" + (ALIASES + "A,35.71,spelling\n").replace("\n", "\r\n").encode()
    )
    assert (issues, list(frame.index)) == ([], [2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", ("empty-file", None)),
        (b"\xff\xfea\x00", ("not-utf8", None)),
        (ALIASES.encode() + b"caf\xe9,35.71,spelling\n", ("not-utf8", 2)),
        (ALIASES + "A,35.71,spelling\nB\0,35.71,typo\n", ("nul-byte", 3)),
        (ALIASES + 'A,35.71,spelling\n"B,35.71,typo\n', ("unclosed-quote", 3)),
        (ALIASES + "A,35.71\n", ("ragged-row", 2)),
        (ALIASES + "A,35.71,spelling,x\n", ("ragged-row", 2)),
        ("alias,alias,kode,kind\n", ("duplicate-column", 1)),
        ("alias,kode\nA,35.71\n", ("missing-column", 1)),
        ("alias,kode,kind,extra\nA,35.71,typo,1\n", ("unknown-column", 1)),
        (ALIASES + ",35.71,spelling\n", ("missing-value", 2)),
        (ALIASES + "A,35.71.2,spelling\n", ("broken-kode", 2)),
        (ALIASES + "A,3571,spelling\n", ("broken-kode", 2)),
        (ALIASES + "A,35.71,other\n", ("not-in-vocabulary", 2)),
        (ALIASES + "A\x07,35.71,typo\n", ("unseen-letter", 2)),
        (ALIASES + "A\u202e,35.71,typo\n", ("unseen-letter", 2)),
        (ALIASES + "A\u200fB,35.71,typo\n", ("unseen-letter", 2)),
        (ALIASES + "A\u2028B,35.71,typo\n", ("unseen-letter", 2)),
        ("ali\u202eas,kode,kind\n", ("unseen-letter", 1)),
        (ALIASES + "A\u200bB,35.71,typo\n", ("cleaned-cells", 2)),
        (ALIASES + "A" * 40_000 + ",35.71,typo\n", ("long-cell", 2)),
        (ALIASES + "A" * 140_000 + ",35.71,typo\n", ("long-cell", 2)),
        (",".join(map(str, range(MAX_COLUMNS + 1))) + "\n", ("too-many-columns", 1)),
        ("alias;kode;kind\nA;35.71;spelling\n", ("separator", None)),
    ],
)
def test_each_defect_of_a_file_is_named_with_its_row(tmp_path, text, expected):
    assert expected in read(tmp_path, text)[1]


@pytest.mark.parametrize(
    ("name", "row", "rule"),
    [
        ("sources", "s1,T,P,2020-13-01,,https://example.org/1,high,", "broken-date"),
        ("sources", "s1,T,P,26 Nov 2020,,https://example.org/1,high,", "broken-date"),
        ("sources", "s1,T,P,2020,,javascript:alert(1),high,", "broken-url"),
        ("sources", "s1,T,P,2020,,ftp://x,high,", "broken-url"),
        ("sources", "s 1,T,P,2020,,https://example.org/1,high,", "broken-id"),
        ("sources", "s1,T,P,2020,,https://example.org/1,certain,", "not-in-vocabulary"),
        ("population", "35.71,1850,10,census,s1,", "broken-year"),
        ("population", "35.71,2020,inf,census,s1,", "broken-count"),
        ("population", "35.71,2020,84.291,census,s1,", "broken-count"),
        ("population", "35.71,2020,-5,census,s1,", "broken-count"),
        ("population", "35.71,2020,#REF!,census,s1,", "broken-count"),
        ("pillars", "p,P,P,red,1", "broken-color"),
        ("pillars", "p,P,P,#000000,1.5", "broken-whole"),
        ("pillars", "p,P,P,#000000,1." + "0" * 400, "broken-whole"),
        ("pillars", "p,P,P,#000000,9223372036854775808", "broken-whole"),
        ("pillars", "p,P,P,#000000,１", "broken-whole"),
        ("population", "35.71,2020,٣٤,census,s1,", "broken-count"),
        ("population", "35.71,２０２０,10,census,s1,", "broken-year"),
        ("population", "３５.71,2020,10,census,s1,", "broken-kode"),
        ("population", "35.71.०१,2020,10,census,s1,", "broken-kode"),
        ("pillar_index", "2022,overall,٣.3,s1,", "broken-number"),
        ("pillar_index", f"2022,overall,{'9' * 400},s1,", "broken-number"),
        ("pillar_index", f"2022,overall,3.{'3' * 400},s1,", "broken-number"),
        ("sources", "s1,T,P,٢٠٢٠,,https://example.org/1,high,", "broken-date"),
        ("sources", "s1,T,P,2020-１1-26,,https://example.org/1,high,", "broken-date"),
        ("sources", "s١,T,P,2020,,https://example.org/1,high,", "broken-id"),
    ],
)
def test_each_kind_of_cell_is_checked(tmp_path, name, row, rule):
    text = ",".join(TABLES[name]) + "\n" + row + "\n"
    assert read(tmp_path, text, name)[1] == [(rule, 2)]


def test_an_unseen_letter_is_named_with_its_column_and_what_to_do(tmp_path):
    (tmp_path / "aliases.csv").write_text(ALIASES + "46\u202e kelurahan,35.71,spelling\n", "utf-8")
    _, (issue,) = read_table(tmp_path, "aliases")
    assert str(issue) == (
        "aliases.csv, baris 2: kolom alias memuat U+202E RIGHT-TO-LEFT OVERRIDE, huruf yang tidak terlihat; "
        "hapus huruf itu atau ketik ulang isinya [unseen-letter]"
    )


def test_what_came_along_unseen_is_left_out_and_told_once(tmp_path):
    text = (
        "\ufeff\ufeffalias,ko\u200bde,kind\r\n"
        "Bandar\u00a0Lor\u202f,'35.71.01.1001,spelling\r\n"
        "Poca\u00adnan,\ufeff35.71.02.1016\u200b,spelling\r\n"
        "'Dermo,35.71.01.1012,spelling\r\n"
    )
    (tmp_path / "aliases.csv").write_bytes(text.encode())
    frame, (issue,) = read_table(tmp_path, "aliases")
    assert frame["alias"].tolist() == ["Bandar Lor", "Pocanan", "'Dermo"]
    assert frame["kode"].tolist() == ["35.71.01.1001", "35.71.02.1016", "35.71.01.1012"]
    assert str(issue) == (
        "aliases.csv, baris 1: 4 sel memuat huruf tanpa lebar atau tanda petik di depan, yang pertama "
        "U+200B ZERO WIDTH SPACE di kolom kode; dibuang saat dibaca, hapuslah juga di berkasnya "
        "[cleaned-cells]"
    )


def test_two_names_that_look_the_same_are_the_same(tmp_path):
    rows = "".join(f"{name},T,P,2020,,high\n" for name in ("s1", "s\u200b1", "\u00a0s1"))
    issues = read(tmp_path, "source_id,title,publisher,date,url,reliability\n" + rows, "sources")[1]
    assert {("duplicate-id", row) for row in (2, 3, 4)} <= set(issues)


def test_a_decimal_comma_has_digits_of_no_other_script(tmp_path):
    text = ";".join(TABLES["pillar_index"]) + "\n2022;overall;٣,٣;s1;\n"
    assert ("broken-number", 2) in read(tmp_path, text, "pillar_index")[1]


def test_a_doubled_id_is_reported_at_both_rows(tmp_path):
    text = ",".join(TABLES["sources"]) + "\n" + "s1,T,P,2020,,https://example.org/1,high,\n" * 2
    assert read(tmp_path, text, "sources")[1] == [("duplicate-id", 2), ("duplicate-id", 3)]


def test_all_problems_of_a_file_are_reported_at_once(tmp_path):
    _, issues = read(tmp_path, ALIASES + "A,x,spelling\n,35.71,nope\nB,35.71\n")
    assert {("broken-kode", 2), ("missing-value", 3), ("not-in-vocabulary", 3), ("ragged-row", 4)} <= set(
        issues
    )


def test_a_missing_file_says_which(tmp_path):
    frame, (issue,) = read_table(tmp_path, "aliases")
    assert frame is None
    assert "aliases.csv" in str(issue)


def test_na_is_a_word_not_a_missing_value(tmp_path):
    frame, issues = read(tmp_path, ALIASES + "NA,35.71,spelling\n")
    assert (issues, frame.at[2, "alias"]) == ([], "NA")


def test_a_decimal_comma_is_read_in_a_semicolon_file(tmp_path):
    text = ";".join(TABLES["pillar_index"]) + "\n2022;overall;3,31;s1;\n"
    frame, issues = read(tmp_path, text, "pillar_index")
    assert (issues, frame.at[2, "index"]) == ([("separator", None)], "3.31")


def test_a_quoted_cell_over_two_lines_does_not_shift_row_numbers(tmp_path):
    _, issues = read(tmp_path, ALIASES + '"A\nB",35.71,spelling\nC,x,typo\n')
    assert issues == [("broken-kode", 4)]


@pytest.mark.parametrize("path", sorted(HOSTILE.iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("name", ["placements", "aliases"])
def test_a_hostile_file_is_refused_in_words(tmp_path, path, name):
    (tmp_path / f"{name}.csv").write_bytes(path.read_bytes())
    frame, issues = read_table(tmp_path, name)
    assert frame is None
    assert issues
    assert all(isinstance(issue, Issue) and issue.message for issue in issues)


ROWS = "A,35.71.01.1001,spelling\nB,35.71.01.1002,typo\n"


@pytest.mark.parametrize(
    ("text", "rules", "rows"),
    [
        # What separates the cells is found by the titles, and named once.
        (f"sep=;\n{ALIASES}{ROWS}".replace(",", ";"), ["separator"], [3, 4]),
        (f"sep=,\n{ALIASES}{ROWS}", [], [3, 4]),
        ((ALIASES + ROWS).replace(",", "\t"), ["separator"], [2, 3]),
        ((ALIASES + ROWS).replace(",", "|"), ["separator"], [2, 3]),
        ((ALIASES + ROWS).replace(",", ";").replace("\n", "\r"), ["separator"], [2, 3]),
        (
            "alias;kode;kind;note (English, optional)\nA;35.71;typo;x, y\n",
            ["separator", "unknown-column"],
            [2],
        ),
        # A heading and blank rows stand above the titles.
        (f"DAFTAR NAMA, 2026,\n,,\n{ALIASES}{ROWS}", ["title-rows"], [4, 5]),
        (f",,\n\n{ALIASES}{ROWS}", [], [4, 5]),
        # Blank rows and columns are none.
        (f"{ALIASES}A,35.71,typo\n,,\n , ,\nB,35.71.01,typo\n,,\n", [], [2, 5]),
        ("alias,kode,kind,,,\nA,35.71,typo,,,\nB,35.71.01,typo,,,\n", [], [2, 3]),
        (f"{ALIASES}A,35.71,typo,,,\n", [], [2]),
    ],
)
def test_the_shape_of_a_file_is_found_before_its_cells_are_checked(tmp_path, text, rules, rows):
    frame, issues = read(tmp_path, text)
    assert [rule for rule, _ in issues] == rules
    assert list(frame.index) == rows
    assert frame["kode"].str.startswith("35.71").all()


def test_a_column_that_is_filled_but_has_no_title_is_named_by_its_place(tmp_path):
    (tmp_path / "aliases.csv").write_text("alias,kode,,kind,\nA,35.71,,typo,\nB,35.71,,typo,x\n", "utf-8")
    frame, (issue,) = read_table(tmp_path, "aliases")
    assert (frame, issue.rule, issue.row) == (None, "untitled-column", 3)
    assert "kolom ke-4 berisi ('x')" in issue.message


def test_titles_of_another_kind_are_named_in_one_sentence(tmp_path):
    (tmp_path / "aliases.csv").write_text("Nama lain,Kode,Jenis\nA,35.71,typo\nB,x,y\n", "utf-8")
    frame, (issue,) = read_table(tmp_path, "aliases")
    assert frame is None
    assert "alias, kode, kind; kolom yang ada: Nama lain, Kode, Jenis;" in issue.message


def test_more_rows_than_a_city_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    row = "A,35.71,spelling\n"
    assert read(tmp_path, ALIASES + row * 2)[1] == []
    assert read(tmp_path, ALIASES + row * 3) == (None, [("too-many-rows", 4)])


@pytest.mark.parametrize(
    ("record", "rule"),
    [("a," * 300, "too-many-columns"), ("a" * 300, "long-cell"), ('"a\n",' * 150, "too-many-columns")],
)
def test_a_record_longer_than_any_that_keeps_the_limits_ends_the_reading(tmp_path, monkeypatch, record, rule):
    monkeypatch.setattr(csv_records, "MAX_RECORD", 200)
    monkeypatch.setattr(csv_records, "MAX_COLUMNS", 20)
    good = "A,35.71,spelling\n"
    assert read(tmp_path, f"{ALIASES}{good}{record}\n{good}")[1] == [(rule, 3)]


def test_lines_are_counted_too_be_they_blank(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_records, "MAX_LINES", 50)
    assert read(tmp_path, ALIASES + "\n" * 48 + "A,35.71,spelling\n")[1] == []
    assert read(tmp_path, ALIASES + "\n" * 60 + "A,x,spelling\n")[1] == [("too-many-rows", 51)]


def test_a_file_of_another_form_is_left_after_a_thousand_broken_rows(tmp_path):
    frame, issues = read(tmp_path, ALIASES + "A,\n" * 100_000)
    assert frame is None
    assert issues == [*(("ragged-row", row) for row in range(2, 1002)), ("not-checked", 1001)]


def test_of_ten_thousand_broken_cells_a_thousand_are_named_and_the_others_counted(tmp_path):
    _, issues = read(tmp_path, ALIASES + "A,35.71,other\n" * 10_000)
    assert len(issues) == 1001
    assert issues[-1] == ("more-problems", None)


def test_ten_thousand_warnings_are_no_error_and_no_error_gives_way_to_them(tmp_path):
    titles = [*TABLES["placements"]]
    about = {"program_id": "posko", "status": "running", "source_id": "satu", "confidence": "high"}
    rows = [
        ",".join(({**dict.fromkeys(titles, ""), **about} | {"placement_id": f"P{one}"}).values())
        for one in range(10_000)
    ]
    text = "\n".join([",".join(titles), *rows])
    (tmp_path / "placements.csv").write_text(text)
    _, warnings = read_table(tmp_path, "placements")
    assert len(warnings) == 1001
    assert {one.severity for one in warnings} == {"warning"}
    (tmp_path / "placements.csv").write_text(
        f"{text}\n{rows[0].replace('running', 'walking').replace('P0', 'P10000')}"
    )
    _, issues = read_table(tmp_path, "placements")
    assert len(issues) == 1001
    assert [one.row for one in issues if one.severity == "error"] == [10_002, None]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3571010004", "tampaknya kode BPS"),
        ("35.71.01.0005", "tampaknya kode BPS"),
        ("35.71.010.006", "tampaknya kode BPS"),
        ("3571011", "tampaknya kode BPS"),
        ("3571011004", "titiknya hilang; tulis 35.71.01.1004 bila itu maksudnya"),
        ("3571011004.0", "titiknya hilang; tulis 35.71.01.1004 bila itu maksudnya"),
        ("3.57101E+09", "lembar kerja memotong angkanya"),
        ("35-71-01-1004", "tulis 35.71.01.1004, dengan angka dan titik biasa"),
        ("Mojoroto", "tulis bertitik, misalnya 35.71.02.1016"),
    ],
)
def test_a_code_of_another_form_is_told_what_to_write(tmp_path, cell, said):
    (tmp_path / "aliases.csv").write_text(f"{ALIASES}A,{cell},spelling\n", "utf-8")
    (issue,) = read_table(tmp_path, "aliases")[1]
    assert issue.rule == "broken-kode"
    assert said in issue.message


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2012.0", "tulis 2012"),
        ("2017/2018", "tulis tahun pertamanya, 2017;"),
        ("2021-03", "tulis tahunnya saja, 2021"),
        ("TA 2020", "tulis tahunnya saja, 2020"),
        ("17", "tulis empat angka, misalnya 2020"),
        ("1850", "tulis empat angka, misalnya 2020"),
    ],
)
def test_a_year_of_another_form_is_told_what_to_write(tmp_path, cell, said):
    text = f"kode,year,population,basis,source_id,basis_en\n35.71,{cell},10,sensus,s1,census\n"
    (tmp_path / "population.csv").write_text(text, "utf-8")
    (issue,) = read_table(tmp_path, "population")[1]
    assert issue.rule == "broken-year"
    assert said in issue.message


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("26 Nov 2020", "tulis 2020-11-26"),
        ("26/11/2020", "tulis 2020-11-26"),
        ("11/26/2020", "tulis 2020-11-26"),
        ("2020/11/26", "tulis 2020-11-26"),
        ("20201126", "tulis 2020-11-26"),
        ("2020-11-26 00:00:00", "tulis 2020-11-26"),
        ("202011", "tulis 2020, 2020-11, atau 2020-11-26"),
        ("26 Pebruari 2020", "tulis 2020, 2020-11, atau 2020-11-26"),
        ("2020-02-30", "bulan itu berakhir pada 2020-02-29"),
        ("30-02-2020", "tulis 2020, 2020-11, atau 2020-11-26"),
    ],
)
def test_a_date_of_another_form_is_told_what_to_write(tmp_path, cell, said):
    titles = ",".join(title for title, column in TABLES["sources"].items() if not column.optional)
    (tmp_path / "sources.csv").write_text(f"{titles}\ns1,T,P,{cell},https://example.org/1,high\n", "utf-8")
    (issue,) = read_table(tmp_path, "sources")[1]
    assert issue.rule == "broken-date"
    assert said in issue.message
