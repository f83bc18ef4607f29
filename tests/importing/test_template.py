"""The workbook that offices fill in, read back as Excel reads it."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.importing.base import base_of_folder
from petaprogram.importing.fields import FIELDS, field_of, title_of
from petaprogram.importing.places import Places, label_of
from petaprogram.importing.planning import plan_import, records_of
from petaprogram.importing.recipe import Recipe, Whole
from petaprogram.importing.template import COLUMNS, make_template
from petaprogram.importing.template_guide import MEANINGS
from petaprogram.messages.language import LANGUAGES
from petaprogram.settings import ROOT
from tests.support.workbooks import sample_base, saved

PLACE, STATUS, SITE = (COLUMNS.index(name) + 1 for name in ("area", "status", "site"))


@pytest.fixture(scope="module")
def city():
    return base_of_folder(ROOT / "data", read_boundaries(ROOT / "geo" / "kelurahan.geojson"))


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_title_is_in_both_languages_and_is_known_again():
    for name, about in FIELDS.items():
        for title in (title_of(name), *(language.say(about.title) for language in LANGUAGES)):
            assert field_of(title) == name


def test_no_title_means_two_things():
    written = [(form, name) for name, about in FIELDS.items() for form in (name, about.title, *about.titles)]
    assert [form for form, name in written if field_of(form) != name] == []


def test_every_column_is_explained():
    assert set(MEANINGS) == set(COLUMNS)


def test_a_template_of_all_records_changes_nothing_when_it_comes_back(city):
    plan = plan_import(make_template(city, city.records), "templat.xlsx", Recipe(), city)
    assert plan.is_same
    assert plan.counts == {"new": 0, "changed": 0, "same": len(city.records), "waiting": 0, "gone": 0}
    assert plan.problems == ()


def test_a_template_holds_the_records_of_one_office(city):
    mine = [*records_of(city, Whole(of="office", value="Dinas Kesehatan"))]
    data = opened(make_template(city, mine))["Data"]
    assert 0 < len(mine) < len(city.records)
    assert [data.cell(row, 1).value for row in range(2, data.max_row + 1)] == ["CONTOH", *mine]


def test_a_blank_template_has_an_example_that_is_no_record(base):
    book = opened(make_template(base, []))
    assert book.sheetnames == ["Data", "Penjelasan", "Daftar"]
    assert book["Data"].max_row == 2
    assert book["Data"].cell(2, PLACE).value == "Melati, Kec. Melati"


def test_ids_are_hidden_and_locked_and_all_else_can_be_written(base):
    sheet = opened(make_template(base, base.records))["Data"]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.cell(3, 1).protection.locked
    assert not sheet.cell(3, PLACE).protection.locked
    assert not sheet.column_dimensions["C"].protection.locked
    assert sheet.cell(3, COLUMNS.index("kode") + 1).number_format in {"@", "General"}
    assert sheet.column_dimensions["D"].number_format == "@"


def test_long_lists_stand_in_named_ranges(city):
    data = make_template(city, [])
    book = opened(data)
    assert book["Daftar"].sheet_state == "hidden"
    rules = book["Data"].data_validations.dataValidation
    assert {rule.formula1 for rule in rules} == {
        f"daftar_{name}"
        for name in ("program", "area", "source", "status", "confidence", "start_is_upper_bound")
    }
    found = {}
    for name, about in book.defined_names.items():
        sheet, cells = re.fullmatch(r"'?(\w+)'?!(.+)", about.attr_text).groups()
        found[name] = [row[0].value for row in book[sheet][cells]]
    assert len(found["daftar_area"]) == 50
    assert sum(map(len, found["daftar_area"])) > 255
    assert found["daftar_status"][0] == "tercatat berjalan"
    assert all(None not in values for values in found.values())


def test_every_place_that_it_offers_is_read_back(city):
    places, areas = Places(city, Recipe()), city.areas
    for kode in (areas.city_kode, *areas.kecamatan.index, *areas.frame.index):
        assert places.find(label_of(kode, areas)).kode == kode


def test_the_same_records_make_the_same_bytes(base):
    assert make_template(base, base.records) == make_template(base, base.records)


def test_it_says_of_which_version_it_is(base):
    with zipfile.ZipFile(io.BytesIO(make_template(base, []))) as archive:
        custom = archive.read("docProps/custom.xml").decode()
    assert "petaprogram_template" in custom
    assert "petaprogram_version" in custom


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    line = 'P1,senyum,99.01.01.1001,,,"=HYPERLINK(""http://x"")",running,2020,yes,,s1,high,@a,a,+1,+1\n'
    base = sample_base(tmp_path, placements=line, evidence_frame="living,output,,s1,a,a\n")
    data = make_template(base, base.records)
    assert opened(data)["Data"].cell(3, SITE).data_type == "s"
    assert plan_import(data, "templat.xlsx", Recipe(), base).is_same


def test_what_an_office_writes_into_it_is_planned(base):
    book = opened(make_template(base, base.records))
    sheet = book["Data"]
    sheet.cell(3, STATUS).value = "berakhir"
    sheet.cell(4, PLACE).value = label_of("99.01.02.1001", base.areas)
    new = {"program": "Posko", "area": "Mawar", "status": "direncanakan", "source": "Berita Satu"}
    for name, text in new.items():
        sheet.cell(sheet.max_row + (name == "program"), COLUMNS.index(name) + 1).value = text
    plan = plan_import(saved(book), "templat.xlsx", Recipe(), base)
    assert plan.counts == {"new": 1, "changed": 2, "same": 5, "waiting": 0, "gone": 0}
    assert [row.cells for row in plan.rows if row.what == "changed"] == [
        (("status", "running", "ended"),),
        (("kode", "99.01.01.1002", "99.01.02.1001"),),
    ]
