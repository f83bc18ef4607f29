"""An import is one change: taken back it leaves what was there, made again it finds nothing to change."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from petaprogram.importing.base import base_of_store
from petaprogram.importing.planning import make_plan, plan_import
from petaprogram.importing.recipe import NewProgram, PlaceChoice, Recipe, Whole
from petaprogram.importing.taking_over import record_of, take_over
from petaprogram.importing.template import COLUMNS as COLUMNS_OF_TEMPLATE
from petaprogram.importing.template import make_template
from petaprogram.messages.issues import DataError, ImportStopError, StoreError
from petaprogram.store.history import differences_of
from petaprogram.store.reading import as_cells
from petaprogram.store.sheets import render, sheets_of
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import Edit, Note, write
from tests.support.databases import sample_check, sample_settings, sample_store
from tests.support.sample import four_areas
from tests.support.workbooks import ROW, TITLES, book, plan_of, saved, workbook

NOTE = Note("ani", "import", "SK 12", "Dinas Kesehatan")
ANSWERS = {
    "places": {"Dahla": PlaceChoice(kode="99.01.02.1001", remember=True)},
    "programs": {
        "Kebun Kota": NewProgram(name="Kebun Kota", kind="taman", pillar_id="living", description="Kebun."),
        "Posco": "posko",
    },
    "partners": {"Koperasi Maju": "private"},
    "rows": "good",
}
COLUMNS = ("Tanda data", *TITLES, "Mitra", "Tautan", "Tanggal sumber", "Keterangan")


def files_of(store):
    """Every file of the newest version, byte by byte."""
    return {name: render(sheet) for name, sheet in sheets_of(store.tables(store.head().id)).items()}


def base_of(chosen, store):
    return base_of_store(store, four_areas(), chosen)


def test_an_import_is_written_with_its_recipe_and_taken_back_byte_by_byte(installation):
    chosen, store = installation
    before, check = files_of(store), sample_check(chosen)
    data = workbook([TITLES, ROW, (*ROW[:1], "Mawar", *ROW[2:5], "Laporan 2026", "Dinas")])
    recipe = Recipe(sheet="Data")
    plan = plan_import(data, "rekap.xlsx", recipe, base_of(chosen, store))
    change = take_over(store, plan, NOTE, check)
    assert (change.id, change.kind, change.actor, change.office) == (2, "import", "ani", "Dinas Kesehatan")
    about = json.loads(record_of(store, 2).read_text("utf-8"))
    assert about == {"file": "rekap.xlsx", "sha256": plan.digest, "base": 1, "recipe": {"sheet": "Data"}}
    again = plan_import(data, "rekap.xlsx", recipe, base_of(chosen, store))
    assert again.is_same
    assert not again.edits
    undo(store, plan_undo(store, 2), Note("ani", "undo", "salah"), check)
    assert files_of(store) == before


def test_a_plan_that_is_not_ready_is_not_written(installation):
    chosen, store = installation
    plan = plan_of(base_of(chosen, store), ("Posko", "Dahla", *ROW[2:]))
    with pytest.raises(ImportStopError):
        take_over(store, plan, NOTE, sample_check(chosen))
    assert store.head().id == 1


def test_a_row_that_somebody_else_changed_since_is_a_conflict(installation):
    chosen, store = installation
    plan = plan_of(base_of(chosen, store), ("P1", "berakhir"), titles=("Tanda data", "Status"))
    (edit,) = plan.edits
    other = Edit(edit.table, edit.row, edit.seen, {**edit.cells, "status": "cancelled"})
    write(store, [other], Note("budi", "edit", "lain"), sample_check(chosen))
    with pytest.raises(StoreError) as caught:
        take_over(store, plan, NOTE, sample_check(chosen))
    assert caught.value.issues[0].rule == "store-conflict"


def test_an_id_is_never_given_twice(installation):
    chosen, store = installation
    check = sample_check(chosen)
    take_over(store, plan_of(base_of(chosen, store), ROW), NOTE, check)
    undo(store, plan_undo(store, 2), Note("ani", "undo", "salah"), check)
    (row,) = plan_of(base_of(chosen, store), ROW).rows
    assert row.record == "P009"


def filled(base, *changes):
    """A template of a version in which an office wrote some cells: (row, column, text)."""
    book = openpyxl.load_workbook(io.BytesIO(make_template(base, base.records)))
    for row, column, text in changes:
        book["Data"].cell(row, COLUMNS_OF_TEMPLATE.index(column) + 1).value = text
    return saved(book)


def test_an_old_template_takes_nothing_back_that_others_wrote_since(installation):
    chosen, store = installation
    check, base = sample_check(chosen), base_of(chosen, store)
    data = filled(base, (3, "site", "Balai RW 9"), (4, "status", "berakhir"))
    row = store.tables(1)["placements"][0]
    others = {"status": "ended", "site": "Balai RW 5", "source_id": "s2"}
    edit = Edit("placements", row.row, row.since, as_cells("placements", row) | others)
    write(store, [edit], Note("budi", "edit", "lain"), check)

    plan = plan_import(data, "templat.xlsx", Recipe(), base_of(chosen, store))
    assert {one.record: one.cells for one in plan.rows if one.what == "changed"} == {
        "P1": (("site", "Balai RW 5", "Balai RW 9"),),
        "P2": (("status", "nominated", "ended"),),
    }
    (warned,) = [one for one in plan.problems if one.issue.rule == "import-changed-since"]
    assert "'Balai RW 1' -> 'Balai RW 5'; isian Anda 'Balai RW 9'" in warned.issue.message
    take_over(store, plan, NOTE, check)
    assert plan_import(data, "templat.xlsx", Recipe(), base_of(chosen, store)).is_same


def test_what_is_newer_than_the_template_is_not_missing_from_it(installation):
    chosen, store = installation
    data = make_template(base_of(chosen, store), ["P3"])
    take_over(store, plan_of(base_of(chosen, store), ROW), NOTE, sample_check(chosen))
    recipe = Recipe(whole=Whole(of="program", value="posko"), gone="end")
    assert plan_import(data, "templat.xlsx", recipe, base_of(chosen, store)).gone == ("P4",)


def test_a_source_is_mended_in_one_row_of_the_template(installation):
    chosen, store = installation
    check = sample_check(chosen)
    data = filled(base_of(chosen, store), (3, "url", "https://example.org/baru"))
    for _ in range(2):
        plan = plan_import(data, "templat.xlsx", Recipe(), base_of(chosen, store))
        assert plan.counts["waiting"] == 0
        if plan.edits:
            take_over(store, plan, NOTE, check)
    assert plan.is_same
    assert base_of(chosen, store).sources["s1"].cells["url"] == "https://example.org/baru"


def test_the_template_of_another_store_is_read_by_what_it_says(installation):
    chosen, store = installation
    base = base_of(chosen, store)
    take_over(store, plan_of(base, ROW), NOTE, sample_check(chosen))
    assert base_of(chosen, store).at(base.version).number == 0
    assert base_of(chosen, store).at("1-000000000000") is None
    assert base_of(chosen, store).at("") is base_of(chosen, store).at("x") is None


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
cells = st.fixed_dictionaries(
    {
        "Tanda data": st.sampled_from(["", "", "P1", "P3", "P6", "P7"]),
        "Program": st.sampled_from(["Posko", "modal", "Kebun Kota", "Posco", "Tak Dikenal"]),
        "Kelurahan": st.sampled_from(
            ["Dahlia", "Kel. Mawar", "Dahla", "99.01.01.1001", "99.01", "Entah", ""]
        ),
        "Lokasi": texts,
        "Status": st.sampled_from(["berjalan", "ended", "direncanakan", "", "entah"]),
        "Mulai": st.sampled_from(["", 2024.0, "2025", "2017/2018"]),
        "Sumber": st.sampled_from(["Berita Satu", "Laporan A", "Laporan B", ""]),
        "Penerbit": st.sampled_from(["", "Dinas"]),
        "Mitra": st.sampled_from(["", "Bank Dua; Koperasi Maju (2024)", "Bank Ke-2"]),
        "Tautan": st.sampled_from(["", "https://example.org/a", "https://example.org/b"]),
        "Tanggal sumber": st.sampled_from(["", "2024", "31/12/2025"]),
        "Keterangan": texts,
    }
)
recipes = st.builds(
    Recipe,
    blank=st.sampled_from(["keep", "clear"]),
    whole=st.sampled_from([Whole(), Whole(of="program", value="posko"), Whole(of="all")]),
    gone=st.sampled_from(["keep", "end", "remove"]),
    **{name: st.just(value) for name, value in ANSWERS.items()},
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(cells, min_size=1, max_size=6), recipe=recipes)
def test_whatever_an_office_sends_can_be_taken_back_and_again_changes_nothing(rows, recipe):
    found = book(COLUMNS, *[[row[title] for title in COLUMNS] for row in rows])
    with tempfile.TemporaryDirectory() as name:
        chosen = sample_settings(Path(name))
        store = sample_store(chosen)
        try:
            before, check = files_of(store), sample_check(chosen)
            plan = make_plan(found, recipe, base_of(chosen, store), "uji.xlsx")
            assert make_plan(found, recipe, base_of(chosen, store), "uji.xlsx").edits == plan.edits
            event(f"taken over: {plan.can_take_over}, refused: {plan.refused}")
            if not plan.can_take_over:
                return
            change = take_over(store, plan, NOTE, check)
            again = make_plan(found, recipe, base_of(chosen, store), "uji.xlsx")
            assert differences_of(store, again.edits) == []
            undo(store, plan_undo(store, change.id), Note("ani", "undo", "salah"), check)
            assert files_of(store) == before
        finally:
            store.engine.dispose()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts, texts), min_size=7, max_size=7))
def test_a_template_that_nobody_changed_changes_nothing(written):
    with tempfile.TemporaryDirectory() as name:
        chosen = sample_settings(Path(name))
        store = sample_store(chosen)
        try:
            check, edits = sample_check(chosen), []
            tables = store.tables(1)
            for row, (site, note, partners) in zip(tables["placements"], written, strict=True):
                told = {"site": site.strip(), "note": note.strip(), "partners": partners.strip()}
                edits.append(Edit("placements", row.row, row.since, as_cells("placements", row) | told))
            try:
                write(store, edits, Note("ani", "edit", "uji"), check)
            except DataError:  # a text that the tables refuse
                event("refused by the tables")
                return
            event("tried")
            base = base_of(chosen, store)
            plan = plan_import(make_template(base, base.records), "templat.xlsx", Recipe(), base)
            assert plan.counts == {"new": 0, "changed": 0, "same": 7, "waiting": 0, "gone": 0}
        finally:
            store.engine.dispose()
