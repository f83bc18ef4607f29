"""Bytes, recipe and version make the plan: what is new, changed, gone and the same, and what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from petaprogram.importing.book import Odd
from petaprogram.importing.planning import make_plan, records_of
from petaprogram.importing.recipe import NewProgram, NewSource, PlaceChoice, Recipe, Whole
from petaprogram.messages.issues import ImportStopError
from tests.support.sampledata import ROWS
from tests.support.workbooks import ROW, TITLES, book, plan_of, rules_of, sample_base


def told(row):
    """The cells of a row of a plan as they would be."""
    return {column: new for column, _, new in row.cells}


def row(**cells):
    """A good row with some cells replaced."""
    names = ("program", "place", "site", "status", "year", "source", "publisher")
    return tuple(cells.get(name, cell) for name, cell in zip(names, ROW, strict=True))


def test_a_good_row_is_a_new_record_in_the_terms_of_the_tables(base):
    plan = plan_of(base, ROW)
    assert plan.counts == {"new": 1, "changed": 0, "same": 0, "waiting": 0, "gone": 0}
    assert plan.can_take_over
    (new,) = plan.rows
    assert new.number == 2
    assert told(new) == {
        "placement_id": "P008",
        "program_id": "posko",
        "kode": "99.01.02.1001",
        "site": "Balai RW 2",
        "status": "running",
        "start_year": "2024",
        "source_id": "s1",
        "confidence": "medium",
    }


def test_a_record_is_known_again_by_what_tells_records_apart(base):
    plan = plan_of(
        base, row(place="99.01.01.1002", site="", program="Kampung Senyum", status="batal", year=2022.0)
    )
    (changed,) = plan.rows
    assert (changed.what, changed.record) == ("changed", "P2")
    assert changed.cells == (("status", "nominated", "cancelled"),)


def test_a_column_that_is_absent_changes_nothing_and_a_blank_cell_only_where_that_is_wanted(base):
    titles = ("Tanda data", "Status", "Mitra")
    keeps = plan_of(base, ("P1", "berakhir", ""), titles=titles)
    clears = plan_of(base, ("P1", "berakhir", ""), titles=titles, recipe=Recipe(blank="clear"))
    assert [column for column, *_ in keeps.rows[0].cells] == ["status"]
    assert clears.rows[0].cells == (
        ("status", "running", "ended"),
        ("partners", "Universitas Satu; Bank Dua (2020)", ""),
    )


def test_what_a_record_needs_cannot_be_cleared(base):
    plan = plan_of(base, ("P1", ""), titles=("Tanda data", "Status"), recipe=Recipe(blank="clear"))
    assert rules_of(plan, 2) == ["missing-value"]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"program": "Kampung Senym"}, "import-program-unknown"),
        ({"place": "Dahla"}, "import-place"),
        ({"place": "Melati"}, "import-place"),  # a kecamatan and a kelurahan
        ({"place": "Desa Mawar"}, "import-place"),
        ({"place": "99.01.09.1001"}, "import-place"),
        ({"place": ""}, "import-place-none"),
        ({"status": "entah"}, "import-word"),
        ({"status": ""}, "missing-value"),
        ({"year": "2017/2018"}, "broken-year"),
        ({"year": Odd("date", "2024-01-05")}, "broken-year"),
        ({"source": ""}, "import-source-none"),
        ({"source": "Berita Tiga"}, "import-source-publisher"),
        ({"site": Odd("error", "#REF!")}, "import-error-cell"),
        ({"site": Odd("formula", "=")}, "import-formula"),
        ({"site": Odd("date", "2026-02-01")}, "import-date-cell"),
        ({"site": "RW\u202e3"}, "unseen-letter"),
        ({"site": "rumah Bu Ani, 0812-3456-7890"}, "import-personal-cell"),
    ],
)
def test_one_fault_is_one_problem_at_its_cell_and_its_row_waits(base, cells, rule):
    plan = plan_of(base, row(**cells), row(site="lain"))
    assert rules_of(plan) == [rule]
    (problem,) = [one for one in plan.problems if one.stops]
    assert problem.row == 2
    names = ("program", "place", "site", "status", "year", "source", "publisher")
    assert problem.position == names.index(next(iter(cells)))
    assert plan.counts["waiting"] == 1
    assert not plan.can_take_over


def test_good_rows_go_and_the_rest_waits_where_that_is_chosen(base):
    rows = (row(status="entah"), row(site="lain"))
    assert [one.field for one in plan_of(base, *rows).open_questions] == ["rows"]
    chosen = plan_of(base, *rows, recipe=Recipe(rows="good"))
    assert chosen.can_take_over
    assert [one.what for one in chosen.rows] == ["waiting", "new"]


def test_a_place_is_decided_once_for_all_that_are_written_alike(base):
    rows = [row(place="Kel. Dahla", site=f"RW {number}") for number in range(3)]
    plan = plan_of(base, *rows)
    (question,) = plan.places
    assert question.rows == (2, 3, 4)
    assert question.candidates[0].kode == "99.01.02.1001"
    assert 80 < question.candidates[0].score < 100
    decided = plan.draft().model_copy(
        update={"places": {"KEL DAHLA": PlaceChoice(kode="99.01.02.1001", remember=True)}}
    )
    plan = plan_of(base, *rows, recipe=decided)
    assert plan.counts["new"] == 3
    assert [one.key for one in plan.others] == ["aliases DAHLA"]
    outside = Recipe(places={"Kel. Dahla": PlaceChoice(kode="outside")})
    plan = plan_of(base, *rows, recipe=outside)
    assert (plan.counts["waiting"], plan.places) == (3, ())


def test_a_place_of_the_recipe_has_to_be_one_of_the_city(base):
    with pytest.raises(ImportStopError):
        plan_of(base, ROW, recipe=Recipe(places={"x": PlaceChoice(kode="35.71.01.1001")}))


def test_a_place_and_its_code_have_to_agree(base):
    titles = (*TITLES, "Kode")
    plan = plan_of(base, (*ROW, "99.01.02.1002"), (*row(place=""), "99.01.02.1002"), titles=titles)
    assert rules_of(plan, 2) == ["import-place-code"]
    assert rules_of(plan, 3) == []


def test_a_code_that_is_a_number_is_an_issue_and_never_mended(base):
    plan = plan_of(base, (*row(place=""), 9901021001.0), titles=(*TITLES, "Kode"))
    (problem,) = [one for one in plan.problems if one.stops]
    assert problem.issue.rule == "import-code-number"
    assert "H2" in problem.issue.message
    assert "99.01.02.1001" in problem.issue.message


def test_a_kecamatan_beside_the_name_tells_areas_apart(base):
    titles = (*TITLES, "Kecamatan")
    plan = plan_of(base, (*row(place="Melati"), "Kec. Melati"), titles=titles)
    assert told(plan.rows[0])["kode"] == "99.01.01.1001"


def test_points_are_held_against_the_place(base):
    titles = (*TITLES, "Bujur", "Lintang")
    inside = base.areas.label_points["99.01.02.1001"]
    lon, lat = str(inside.x).replace(".", ","), f"{inside.y:.5f}"
    plan = plan_of(
        base,
        (*ROW, lon, lat),
        (*row(place="Mawar"), inside.x, inside.y),
        (*row(site="b"), "10", "3"),
        (*row(site="c"), lon, ""),
        (*row(place="", site="d"), lon, lat),
        (*row(site="e"), "timur", lat),
        titles=titles,
    )
    assert [rules_of(plan, number) for number in range(2, 8)] == [
        [],
        ["import-point"],
        ["import-point-outside"],
        ["import-point-half"],
        [],
        ["import-number"],
    ]


def test_columns_that_a_file_lacks_are_added_for_what_is_new(tmp_path):
    base = sample_base(tmp_path)
    layout = [row for row in base.tables["layout"] if row.cells[0] == "placements"]
    columns = layout[0].cells[1].replace(",lon,lat", "")
    layout[0] = layout[0]._replace(cells=("placements", columns))
    base.tables["layout"][:] = [
        *layout,
        *(row for row in base.tables["layout"] if row.cells[0] != "placements"),
    ]
    inside = base.areas.label_points["99.01.02.1001"]
    plan = plan_of(base, (*ROW, inside.x, inside.y), titles=(*TITLES, "Bujur", "Lintang"))
    widened = [edit for edit in plan.edits if edit.table == "layout"]
    assert [edit.cells["columns"].split(",")[3:5] for edit in widened] == [["lon", "lat"]]


def test_a_source_is_found_or_made_from_words(base):
    plan = plan_of(base, row(source="berita  SATU"), row(source="Laporan 2026", publisher="Dinas", site="b"))
    sources = [told(found)["source_id"] for found in plan.rows]
    assert sources == ["s1", "laporan-2026"]
    (made,) = plan.others
    assert made.after["publisher"] == "Dinas"
    recipe = Recipe(sources={"Laporan 2026": NewSource(publisher="Dinas", reliability="high")})
    (made,) = plan_of(base, row(source="Laporan 2026"), recipe=recipe).others
    assert (made.after["publisher"], made.after["reliability"]) == ("Dinas", "high")


def test_what_rows_tell_of_a_source_has_to_agree(base):
    plan = plan_of(base, row(publisher="Koran Baru"), row(publisher="Koran Lain", site="b"))
    assert rules_of(plan, 3) == ["import-source-two"]
    assert [one.cells for one in plan.others] == [[("publisher", "Koran", "Koran Baru")]]


def test_a_new_source_is_what_the_good_rows_tell_of_it(base):
    titles = (*TITLES, "Tautan", "Tanggal")
    new = {"source": "Laporan B", "publisher": "Dinas"}
    plan = plan_of(
        base,
        (*row(**new, status="entah"), "https://example.org/a", "2023"),
        (*row(**new, site="b"), "https://example.org/b", ""),
        (*row(source="Laporan B", site="c"), "", "2024"),
        titles=titles,
        recipe=Recipe(rows="good"),
    )
    (made,) = plan.others
    assert (made.after["url"], made.after["date"]) == ("https://example.org/b", "2024")


def test_the_publisher_of_a_new_source_may_stand_in_a_later_row(base):
    plan = plan_of(base, row(source="Laporan B"), row(source="Laporan B", publisher="Dinas", site="b"))
    assert plan.counts["new"] == 2
    assert plan.others[0].after["publisher"] == "Dinas"


def test_several_sources_of_one_title_are_told_apart_by_what_else_is_said(tmp_path):
    sources = (
        "s1,Berita,Koran,2020-11-26,,https://example.org/1,high,\n"
        "s2,Berita,Blog,,tanpa tanggal,,low,without a date\n"
    )
    base = sample_base(tmp_path, sources=sources)
    plan = plan_of(base, row(source="Berita", publisher="Blog"), row(source="Berita", site="b"))
    assert told(plan.rows[0])["source_id"] == "s2"
    assert rules_of(plan, 3) == ["import-source-several"]


def test_a_program_that_nobody_knows_is_decided_or_made(base):
    rows = (row(program="Kebun Kota"), row(program="Posco", site="b"))
    plan = plan_of(base, *rows)
    assert plan.unknown_programs == {"Kebun Kota": (), "Posco": ("posko",)}
    recipe = Recipe(
        programs={
            "Kebun Kota": NewProgram(
                name="Kebun Kota", kind="taman", pillar_id="living", description="Kebun."
            ),
            "Posco": "posko",
        }
    )
    plan = plan_of(base, *rows, recipe=recipe)
    assert [one.key for one in plan.others] == ["programs kebun-kota"]
    assert plan.others[0].after["source_id"] == "s1"
    assert plan.can_take_over


def test_a_partner_that_nobody_knows_is_a_warning_that_can_be_answered(base):
    titles = (*TITLES, "Mitra")
    rows = ((*ROW, "Bank Dua (2024); Koperasi Maju"),)
    plan = plan_of(base, *rows, titles=titles)
    assert "import-partner" in rules_of(plan, 2, warnings=True)
    assert plan.can_take_over
    plan = plan_of(base, *rows, titles=titles, recipe=Recipe(partners={"Koperasi Maju": "private"}))
    assert [one.key for one in plan.others] == ["partners Koperasi Maju"]
    plan = plan_of(base, *rows, titles=titles, recipe=Recipe(partners={"Koperasi Maju": "Bank Dua"}))
    assert told(plan.rows[0])["partners"] == "Bank Dua (2024); Bank Dua"


def test_what_holds_for_all_rows_is_said_once(base):
    titles = ("Kelurahan", "Lokasi")
    with pytest.raises(ImportStopError) as caught:
        plan_of(base, ("Dahlia", "a"), titles=titles)
    assert "Program, Status, Sumber" in caught.value.issues[0].message
    constants = {"program": "Posko", "status": "berjalan", "source": "Berita Satu", "note": "rekap"}
    plan = plan_of(base, ("Dahlia", "a"), ("Mawar", "b"), titles=titles, recipe=Recipe(constants=constants))
    assert plan.counts["new"] == 2
    assert ("note", "", "rekap") in plan.rows[0].cells


def test_the_same_record_twice_in_a_file_is_named_with_the_other_row(base):
    plan = plan_of(base, ROW, row(site="Balai RW 2"))
    assert rules_of(plan, 3) == ["import-record-twice"]
    plan = plan_of(base, ("P1", "batal"), ("P1", "berakhir"), titles=("Tanda data", "Status"))
    assert rules_of(plan, 3) == ["import-record-twice"]


def test_an_id_that_is_not_there_is_said_and_nothing_else_of_its_row(base):
    plan = plan_of(base, ("P99", "entah"), titles=("Tanda data", "Status"))
    assert rules_of(plan, 2) == ["import-record-unknown"]


def test_a_row_that_fits_several_records_is_asked(tmp_path):
    lines = "".join(
        f"P{number},posko,99.01.01.1001,,,RW {number},running,2020,,,s2,low,a,a,,\n" for number in (1, 2)
    )
    base = sample_base(tmp_path, placements=lines, evidence_frame="living,output,,s1,a,a\n")
    titles = ("Program", "Kode", "Status", "Sumber")
    plan = plan_of(base, ("Posko", "99.01.01.1001", "batal", "Berita Dua"), titles=titles)
    assert rules_of(plan, 2) == ["import-record-several"]


def test_dates_are_asked_once_a_column_with_examples(base):
    titles = (*TITLES, "Tanggal")
    rows = [
        (*row(source=f"L{n}", publisher="D", site=f"b{n}"), date)
        for n, date in enumerate(["05/01/2026", "06/02/2026", "7/3/2026", "8/4/2026", "2026", "Agst 2025"])
    ]
    (question,) = plan_of(base, *rows, titles=titles).open_questions
    assert (question.field, question.subject, len(question.examples)) == ("dates", "Tanggal", 3)
    assert question.examples[0] == "05/01/2026: 5 Januari 2026 / 1 Mei 2026"
    plan = plan_of(base, *rows, titles=titles, recipe=Recipe(dates={"Tanggal": "month"}))
    assert [one.after["date"] for one in plan.others][::5] == ["2026-05-01", "2025-08"]
    settled = [*rows, (*row(source="L9", publisher="D", site="b9"), "31/12/2025")]
    plan = plan_of(base, *settled, titles=titles)
    assert plan.open_questions == ()
    assert plan.draft().dates == {"Tanggal": "day"}


def test_hidden_sheets_are_asked_about_and_not_opened(base):
    found = replace(book(TITLES, ROW), hidden_sheets=("Rahasia",))
    (question,) = make_plan(found, Recipe(), base, "uji.xlsx").questions
    assert (question.field, question.choices, question.open) == ("sheet", ("Data", "Rahasia"), False)
    assert make_plan(found, Recipe(sheet="Data"), base, "uji.xlsx").questions == ()


def test_hidden_rows_are_asked_about_and_not_taken(base):
    plan = plan_of(base, ROW, row(site="b"), hidden_rows=frozenset({3}))
    assert [one.number for one in plan.rows] == [2]
    assert [one.field for one in plan.questions] == ["hidden_rows"]
    plan = plan_of(base, ROW, row(site="b"), hidden_rows=frozenset({3}), recipe=Recipe(hidden_rows="take"))
    assert [one.number for one in plan.rows] == [2, 3]


@pytest.mark.parametrize(
    ("whole", "ids"),
    [
        (Whole(of="program", value="posko"), ["P3", "P4"]),
        (Whole(of="kecamatan", value="99.01.01"), ["P1", "P2", "P3"]),
        (Whole(of="office", value="dinas kesehatan"), ["P3"]),
        (Whole(of="office", value="Blog"), ["P3", "P4"]),
        (Whole(of="all"), [f"P{number}" for number in range(1, 8)]),
    ],
)
def test_only_within_what_is_complete_can_a_record_be_gone(base, whole, ids):
    assert [*records_of(base, whole)] == ids
    plan = plan_of(base, ("P3", "berakhir"), titles=("Tanda data", "Status"), recipe=Recipe(whole=whole))
    assert list(plan.gone) == [name for name in ids if name != "P3"]
    assert ("gone" in [one.field for one in plan.open_questions]) == bool(plan.gone)


@pytest.mark.parametrize(("gone", "cells"), [("keep", []), ("end", ["ended"]), ("remove", [None])])
def test_what_becomes_of_the_gone_is_chosen(base, gone, cells):
    recipe = Recipe(whole=Whole(of="program", value="posko"), gone=gone)
    plan = plan_of(base, ("P3", "berakhir"), titles=("Tanda data", "Status"), recipe=recipe)
    edits = [edit for edit in plan.edits if edit.table == "placements"]
    assert [edit.cells and edit.cells["status"] for edit in edits] == cells


def test_nothing_goes_while_a_waiting_row_may_be_it(base):
    recipe = Recipe(whole=Whole(of="program", value="posko"), gone="remove", rows="good")
    plan = plan_of(base, row(place="Melaty"), ROW, recipe=recipe)
    assert plan.held_back
    assert all(edit.cells for edit in plan.edits)


def test_tables_that_could_not_be_published_stop_the_plan(base):
    recipe = Recipe(programs={"Kebun": NewProgram(name="Kebun", kind="", pillar_id="nirgends")})
    plan = plan_of(base, row(program="Kebun"), recipe=recipe)
    assert plan.refused
    assert not plan.can_take_over
    assert "import-result" in rules_of(plan)


def test_a_fault_of_the_result_is_told_at_the_row_of_the_sheet(base):
    constants = {"program": "Posko", "status": "berjalan", "source": "Berita Satu", "start_year": "kemarin"}
    plan = plan_of(
        base, ("Dahlia", "a"), ("Mawar", "b\nc"), ("Mawar", "d"), titles=("Kelurahan", "Lokasi"),
        recipe=Recipe(constants=constants),
    )  # fmt: skip
    assert [one.row for one in plan.problems if one.issue.rule == "import-result"] == [2, 3, 4]


def test_the_draft_of_a_recipe_says_how_the_file_was_read(base):
    found = book(("Rekap",), None, (*TITLES, "Anggaran"), (*row(place="Dahla"), "1.234"))
    plan = make_plan(found, Recipe(), base, "uji.xlsx")
    draft = plan.draft()
    assert (draft.sheet, draft.header_row) == ("Data", 3)
    assert (draft.columns["Kelurahan"], draft.columns["Anggaran"]) == ("area", "")
    assert draft.places == {"Dahla": PlaceChoice(kode="")}
    assert plan_of(base, row(source="Baru")).draft().sources == {"Baru": NewSource()}
    again = make_plan(found, draft, base, "uji.xlsx")
    assert (again.rows, again.problems, again.places) == (plan.rows, plan.problems, plan.places)


def test_of_two_programs_with_names_that_are_alike_a_record_keeps_its_own(tmp_path):
    again = "lagi,POSKO,kesehatan,living,stated,Pos kesehatan.,A health post.,s2,health\n"
    base = sample_base(tmp_path, programs=ROWS["programs"] + again)
    own = plan_of(base, ("P3", "Posko"), titles=("Tanda data", "Program"))
    assert own.is_same
    exact = plan_of(base, ("POSKO", *ROW[1:]))
    assert [edit.cells["program_id"] for edit in exact.edits] == ["lagi"]
    # Written like neither, it may be either.
    assert rules_of(plan_of(base, ("poSKO", *ROW[1:]))) == ["import-program-unknown"]


def test_a_cell_that_was_mended_counts_in_place_of_the_file_and_stays_in_the_recipe(base):
    wrong = (*ROW[:3], "brjalan", *ROW[4:])
    assert rules_of(plan_of(base, wrong)) == ["import-word"]
    plan = plan_of(base, wrong, recipe=Recipe(mended={"2": {"Status": "berjalan"}}))
    assert not rules_of(plan)
    assert plan.edits == plan_of(base, ROW).edits
    assert plan.draft().mended == {"2": {"Status": "berjalan"}}


def test_a_mended_date_settles_which_part_is_the_day(base):
    titles, rows = (
        (*TITLES, "Tanggal"),
        [(*ROW, "05/01/2026"), (*ROW[:2], "Balai RW 3", *ROW[3:], "31/02/2026")],
    )
    asked = plan_of(base, *rows, titles=titles)
    mended = plan_of(base, *rows, titles=titles, recipe=Recipe(mended={"3": {"Tanggal": "28/02/2026"}}))
    assert "broken-date" in rules_of(asked, 3)
    assert "broken-date" not in rules_of(mended, 3)
    assert mended.settled["Tanggal"] == "day"
