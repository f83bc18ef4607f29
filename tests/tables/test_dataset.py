"""Tables that must agree with each other and with the boundaries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from petaprogram.messages.issues import TableError, errors_only
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables import dataset
from petaprogram.tables.columns import TABLES
from petaprogram.tables.dataset import (
    Untranslated,
    check_tables,
    in_language,
    mark_untranslated,
    read_dataset,
)
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import ROWS, SITE, write_tables

AREAS = four_areas()
TEXT_RULES = {"blank-text", "blank-twin", "lone-twin"}
HEAD = "P1,senyum,99.01.01.1001,,,,running,2020,,,s1,high,,,,\n"


def problems(folder, **rows):
    return {
        (issue.file, issue.row, issue.rule) for issue in check_tables(write_tables(folder, **rows), AREAS)
    }


def test_the_sample_has_only_the_problems_put_into_it(tmp_path):
    assert problems(tmp_path) == {
        ("placements.csv", 8, "no-location"),
        ("sources.csv", 3, "blank-text"),
        ("pillar_index.csv", 3, "source-missing"),
    }


@pytest.mark.parametrize(
    ("table", "rows", "problem"),
    [
        ("placements", "P1,nope,99.01,,,,running,,,,s1,high,,,,\n", (2, "unknown-program")),
        ("placements", "P1,senyum,99.01,,,,running,,,,nope,high,,,,\n", (2, "unknown-source")),
        ("placements", "P1,senyum,99.01.01.9999,,,,running,,,,s1,high,,,,\n", (2, "unknown-kode")),
        ("placements", "P1,senyum,99.01,,,,stopped,,,,s1,high,,,,\n", (2, "not-in-vocabulary")),
        ("placements", "P1,senyum,99.01,112.0,,,running,,,,s1,high,,,,\n", (2, "half-coordinates")),
        ("placements", "P1,senyum,99.01,-7.8,112,,running,,,,s1,high,,,,\n", (2, "point-outside")),
        (
            "placements",
            "P1,senyum,99.01.01.1002,112.025,-7.795,,running,,,,s1,high,,,,\n",
            (2, "kode-disagrees"),
        ),
        ("placements", HEAD + HEAD.replace("P1", "P2"), (3, "duplicate-placement")),
        ("placements", HEAD + HEAD, (3, "duplicate-id")),
        ("programs", "p,P,k,nope,stated,,,s1,\n", (2, "unknown-pillar")),
        ("confirmations", "99.01,living,senyum,Lurah,2026,\n", (2, "confirmation-subject")),
        ("confirmations", "99.01,,,Lurah,2026,\n", (2, "confirmation-subject")),
        ("confirmations", "99.01,living,,,2026,\n", (2, "missing-value")),
        ("confirmations", "99.01,living,,Lurah,,\n", (2, "missing-value")),
        ("confirmations", "99.01.01,living,,Lurah,2026,\n", (2, "confirmation-contradicted")),
        ("aliases", "X,99.01.01.1001,spelling\nx,99.01.01.1002,spelling\n", (2, "ambiguous-alias")),
        ("aliases", "Mawar,99.01.01.1001,spelling\n", (2, "alias-is-name")),
        ("partners", "Bank Dua,,,,,,,,,\n", (2, "partner-kind")),
        ("partners", "Bank Dua,bank,Bank Satu,ejaan,,,,,,\nBank Satu,bank,,,,,,,,\n", (2, "partner-kind")),
        ("partners", "Bank Dua,,Bank Satu,ejaan,,,,,,\n", (2, "unknown-partner")),
        ("partners", "A,,B,ejaan,,,,,,\nB,,C,ejaan,,,,,,\nC,bank,,,,,,,,\n", (2, "unknown-partner")),
        ("partners", "Bank Dua,,Bank Satu,,,,,,,\nBank Satu,bank,,,,,,,,\n", (2, "missing-value")),
        ("partners", "Bank Dua,toko,,,,,,,,\n", (2, "not-in-vocabulary")),
        ("population", "99.01,2020,5,sensus,s1,\n99.01,2020,6,sensus,s1,\n", (3, "duplicate-id")),
        ("pillar_index", "2022,nope,3.3,s1,\n", (2, "unknown-pillar")),
    ],
)
def test_each_rule_between_tables_names_file_and_row(tmp_path, table, rows, problem):
    assert (f"{table}.csv", *problem) in problems(tmp_path, **{table: rows})


def test_all_problems_of_all_files_are_reported_at_once(tmp_path):
    found = problems(
        tmp_path,
        placements="P1,nope,99.01.01.9999,,,,stopped,20,,,s1,high,,,,\n",
        sources="s1,Berita,Koran,kemarin,,,high,\n",
    )
    assert {
        ("placements.csv", 2, "unknown-program"),
        ("placements.csv", 2, "unknown-kode"),
        ("placements.csv", 2, "not-in-vocabulary"),
        ("placements.csv", 2, "broken-year"),
        ("sources.csv", 2, "broken-date"),
    } <= found


def test_a_refused_dataset_carries_every_reason(tmp_path):
    write_tables(tmp_path, placements="P1,nope,99.01,,,,stopped,,,,nope,high,,,,\n")
    with pytest.raises(TableError) as caught:
        read_dataset(tmp_path, AREAS)
    assert {"unknown-program", "unknown-source", "not-in-vocabulary"} <= {
        issue.rule for issue in caught.value.issues
    }


def test_a_kode_of_another_city_is_an_error_but_its_row_is_kept_as_unmatched(tmp_path):
    row = "P9,senyum,35.71.02.1016,,,,running,2020,,,s1,high,,,,\n"
    dataset = read_dataset(write_tables(tmp_path, placements=ROWS["placements"] + row), AREAS)
    assert dataset.records.at["P9", "scope"] == "unmatched"
    assert [(issue.rule, issue.row) for issue in errors_only(dataset.issues)] == [("unknown-kode", 9)]


def test_a_row_with_coordinates_and_no_kode_joins_by_point_in_polygon(tmp_path):
    records = read_dataset(write_tables(tmp_path), AREAS).records
    assert records.loc["P6", ["kode", "scope", "area"]].tolist() == ["99.01.02.1002", "kelurahan", "Mawar"]


def test_a_record_carries_its_evidence_and_the_basis_of_its_pillar(tmp_path):
    record = read_dataset(write_tables(tmp_path), AREAS).records.loc["P1"]
    assert record["source_title"] == "Berita Satu"
    assert record["publisher"] == "Koran"
    assert record["url"] == "https://example.org/1"
    assert record["pillar_basis"] == "assigned"
    assert record["row"] == 2
    assert record["partner_names"] == ("Universitas Satu", "Bank Dua")


def test_a_city_without_site_settings_is_refused_with_the_reason(tmp_path):
    write_tables(tmp_path)
    (tmp_path / "site.toml").write_text(SITE.replace("data_date = 2026-11-24", ""))
    with pytest.raises(TableError, match=r"site\.toml"):
        read_dataset(tmp_path, AREAS)


@pytest.mark.parametrize("content", [None, b"data_date = ", b"\xff", b"x = " + b"[" * 50_000])
def test_site_settings_that_cannot_be_read_are_an_issue_like_any_other(tmp_path, content):
    write_tables(tmp_path)
    (tmp_path / "site.toml").unlink()
    if content is not None:
        (tmp_path / "site.toml").write_bytes(content)
    with pytest.raises(TableError) as refused:
        read_dataset(tmp_path, AREAS)
    (issue,) = errors_only(refused.value.issues)
    assert (issue.rule, issue.file) == ("broken-site", "site.toml")
    assert "site.toml tidak dapat dibaca" in issue.message


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("2026-11-24", '"soon"', "data_date"),
        ("2026-11-24", "12", "data_date"),
        ("2026-11-24", "2026-11-24T07:00:00", "data_date"),
        ("data_date = 2026-11-24", "", "data_date"),
        ('"Contoh"', "3", "licence"),
        ('"senyum"', "[[[1]]]", "first_program"),
        ("first_program =", "licence_en.a.b =", "licence_en"),
        ("first_program =", "keeper_whatsapp =", "keeper_whatsapp"),
        ("first_program =", "keeper_email =", "keeper_email"),
        ('first_program = "senyum"', 'keeper_email = "a@b.id?bcc=c@d.id"', "keeper_email"),
        ('first_program = "senyum"', 'keeper_whatsapp = "+62 812"', "keeper_whatsapp"),
    ],
)
def test_a_site_setting_of_another_kind_is_named(tmp_path, old, new, field):
    write_tables(tmp_path)
    assert old in SITE
    (tmp_path / "site.toml").write_text(SITE.replace(old, new))
    with pytest.raises(TableError) as refused:
        read_dataset(tmp_path, AREAS)
    (issue,) = errors_only(refused.value.issues)
    assert (issue.rule, dict(issue.values)["field"]) == ("site-field", field)


def test_a_first_program_that_does_not_exist_is_a_warning(tmp_path):
    write_tables(tmp_path)
    (tmp_path / "site.toml").write_text(SITE.replace('"senyum"', '"nothing"'))
    assert "site-first-program" in {issue.rule for issue in read_dataset(tmp_path, AREAS).issues}


@pytest.mark.parametrize(
    ("written", "row", "said"),
    [
        ('"24-11-2026"', None, "isian 'data_date' bukan tanggal; tulis 2026-11-24;"),
        ('"24 November 2026"', None, "isian 'data_date' bukan tanggal; tulis 2026-11-24;"),
        ("2026-11-24T00:00:00", None, "isian 'data_date' bukan tanggal; tulis 2026-11-24;"),
        ("20261124", None, "isian 'data_date' bukan tanggal; tulis 2026-11-24;"),
        ('"besok"', None, "isian 'data_date' bukan tanggal; tulis seperti 2026-11-24;"),
        (
            "2026-11-31",
            1,
            "isian 'data_date': tanggal itu tidak ada dalam kalender; bulan itu berakhir pada 2026-11-30",
        ),
        ("2026-13-01", 1, "isian 'data_date': tulis seperti 2026-11-24"),
        ("24-11-2026", 1, "isian 'data_date': tulis 2026-11-24"),
        ("24 Nov 2026", 1, "isian 'data_date': tulis 2026-11-24"),
        ("November 24, 2026", 1, "isian 'data_date': tulis 2026-11-24"),
        ("besok", 1, "'data_date = besok' bukan bentuk TOML; tulis NAMA = NILAI, teks dalam tanda kutip"),
        ('"2026', 1, "bukan bentuk TOML"),
        ("2026-11-24\ndata_date = 2026-11-25", 2, "'data_date = 2026-11-25' sudah disebut sebelumnya"),
    ],
)
def test_a_day_of_another_form_is_told_what_to_write_with_file_and_field(tmp_path, written, row, said):
    path = write_tables(tmp_path) / "site.toml"
    path.write_text(SITE.replace("2026-11-24", written), "utf-8")
    (issue,) = (one for one in check_tables(tmp_path, AREAS) if one.file == "site.toml")
    assert issue.row == row
    assert said in issue.message
    assert issue.say(ENGLISH) != issue.message
    assert not {"isian", "bukan", "tulis", "sudah"} & set(issue.say(ENGLISH).replace("'", " ").split())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x = [1,", "di akhir berkas masih ada tanda kutip, kurung, atau isian yang belum selesai"),
        (b"\xff", "bukan teks UTF-8"),
        (b"x = " + b"{a = " * 15_000, "bersarang terlalu dalam"),
    ],
)
def test_settings_that_are_no_toml_are_told_in_our_own_words(tmp_path, content, said):
    (write_tables(tmp_path) / "site.toml").write_bytes(content)
    (issue,) = (one for one in check_tables(tmp_path, AREAS) if one.file == "site.toml")
    assert said in issue.message


@pytest.mark.parametrize("what", ["read_table", "read_site", "check_together"])
def test_a_fault_of_the_program_is_an_issue_of_the_file_and_no_traceback(tmp_path, monkeypatch, what):
    def fail(*_):
        raise ZeroDivisionError

    write_tables(tmp_path)
    monkeypatch.setattr(dataset, what, fail)
    assert ("error", "reading-failed") in {(one.severity, one.rule) for one in check_tables(tmp_path, AREAS)}
    with pytest.raises(TableError):
        read_dataset(tmp_path, AREAS)


@pytest.mark.parametrize("field", ["licence", "licence_en", "city", "first_program", "lain"])
def test_a_letter_that_nobody_sees_is_named_in_the_site_settings(tmp_path, field):
    write_tables(tmp_path)
    lines = [line for line in SITE.splitlines() if not line.startswith(f"{field} =")]
    (tmp_path / "site.toml").write_text("\n".join([*lines, f'{field} = "46\u202e"']), "utf-8")
    with pytest.raises(TableError, match=f"isian '{field}' memuat U\\+202E RIGHT-TO-LEFT OVERRIDE"):
        read_dataset(tmp_path, AREAS)


def test_the_version_follows_the_content(tmp_path):
    before = read_dataset(write_tables(tmp_path), AREAS).version
    assert read_dataset(write_tables(tmp_path), AREAS).version == before
    changed = read_dataset(write_tables(tmp_path, population=""), AREAS).version
    assert changed != before


@pytest.mark.parametrize("kode", ["9901011001", "99.01.01.1001.", "3,57E+09"])
def test_a_cell_that_is_broken_is_told_once_and_not_said_to_stay_in(tmp_path, kode):
    rows = f'P1,senyum,"{kode}",,,,running,,,,s1,high,dilaporkan,reported,,\n'
    assert {rule for _, row, rule in problems(tmp_path, placements=rows) if row == 2} == {"broken-kode"}
    rows = "P1,senyum,99.01,,,,running,,,,s 1,high,dilaporkan,reported,,\n"
    assert {rule for _, row, rule in problems(tmp_path, placements=rows) if row == 2} == {"broken-id"}


def test_one_mistake_in_many_rows_is_one_issue(tmp_path):
    rows = "".join(f"P{n},senyum,99.01.01.1001,,,L{n},running,,,,nope,high,,,,\n" for n in range(9))
    issues = check_tables(write_tables(tmp_path, placements=rows), AREAS)
    (unknown,) = [issue for issue in issues if issue.rule == "unknown-source"]
    assert unknown.rows == tuple(range(2, 11))


@pytest.mark.parametrize(
    ("table", "rows", "found"),
    [
        ("placements", "aktif,active,catatan,note", []),
        ("placements", "aktif,active,,", []),
        ("placements", ",,,", [("blank-text", "status_as_reported")]),
        ("placements", "aktif,,,", [("blank-twin", "status_as_reported")]),
        (
            "placements",
            ",active,,",
            [("blank-text", "status_as_reported"), ("lone-twin", "status_as_reported")],
        ),
        ("placements", "aktif,active,catatan,", [("blank-twin", "note")]),
        ("placements", "aktif,active,,note", [("lone-twin", "note")]),
        ("programs", "Uraian.,,s1,village", [("blank-twin", "description")]),
        ("programs", ",,s1,village", [("blank-text", "description")]),
        ("programs", "Uraian.,Words.,s1,", [("blank-twin", "kind")]),
        ("partners", ",,Arti,Meaning,catatan,", [("blank-twin", "note")]),
        ("partners", ",,Arti,,,", [("blank-twin", "full_name")]),
        ("partners", ",,,Meaning,,", []),  # what a name means need not be said in its own language
    ],
)
def test_a_text_without_its_english_and_a_text_that_is_wanted_are_warnings(tmp_path, table, rows, found):
    heads = {
        "placements": "P1,senyum,99.01.01.1001,,,,running,2020,,Bank Dua,s1,high,",
        "programs": "senyum,Kampung Senyum,kampung,living,assigned,",
        "partners": "Bank Dua,bank,,,",
    }
    issues = check_tables(write_tables(tmp_path, **{table: f"{heads[table]}{rows}\n"}), AREAS)
    mine = [one for one in issues if one.file == f"{table}.csv" and one.rule in TEXT_RULES]
    assert [(one.rule, dict(one.values)["column"]) for one in mine] == found
    assert {(one.row, one.severity) for one in mine} <= {(2, "warning")}


def test_a_file_without_a_column_of_english_is_told_once(tmp_path):
    rows = "".join(
        f"s{n},Berita {n},Koran,2020,hari acara,https://example.org/{n},high\n" for n in range(1, 6)
    )
    issues = [
        one for one in check_tables(write_tables(tmp_path, sources=rows), AREAS) if one.rule == "blank-twin"
    ]
    assert [(one.file, one.rows) for one in issues] == [("sources.csv", (2, 3, 4, 5, 6))]


def test_the_published_tables_have_every_text_in_both_languages():
    assert not TEXT_RULES & {issue.rule for issue in real_dataset().issues}


def test_the_contract_says_of_every_column_whether_it_may_be_blank():
    text = (Path(__file__).parents[2] / "data" / "README.md").read_text("utf-8")
    said = {}
    for part in re.split(r"(?m)^#{2,3} ", text):
        table = part.partition(".csv")[0]
        for columns, needed in re.findall(r"(?m)^\| ([a-z_, ]+) \| [^|]+ \| ?([^|]*?) ?\| ", part):
            if table in TABLES and columns != "column":
                said |= {(table, column): needed for column in columns.split(", ")}
    assert len(said) > 70
    for (table, name), needed in said.items():
        column = TABLES[table][name.removesuffix("_en") if needed == "wanted" else name]
        assert (column.required, column.wanted) == (needed == "yes", needed == "wanted"), (table, name)


@pytest.mark.parametrize(("language", "marked"), [(INDONESIAN, []), (ENGLISH, ["catatan"])])
def test_a_text_that_is_not_translated_is_marked_in_the_other_language_alone(tmp_path, language, marked):
    rows = (
        "P1,senyum,99.01.01.1001,,,,running,2020,,,s1,high,aktif,active,catatan,\n"
        "P2,senyum,99.01.01.1002,,,,running,2020,,,s1,high,aktif,active,lain,other\n"
        "P3,senyum,99.01.02.1001,,,,running,2020,,,s1,high,aktif,active,,\n"
    )
    records = read_dataset(write_tables(tmp_path, placements=rows), AREAS).records
    found = mark_untranslated(records, "note", language)
    assert [text for text in found if isinstance(text, Untranslated)] == marked
    assert found.tolist() == in_language(records, "note", language).tolist()
