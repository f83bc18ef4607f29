"""Who changed what, when and why, of a row, an area, a program or an office."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from petaprogram.messages.issues import StoreError
from petaprogram.store.drift import find_drift
from petaprogram.store.engine import writing
from petaprogram.store.history import Wanted, read_history, read_offices
from petaprogram.store.reading import as_cells
from petaprogram.store.schema import CHANGE, KEYS
from petaprogram.store.writing import Edit, Note, write
from tests.store.test_writing import NOTE, edit_of, row_of
from tests.support.sample import four_areas
from tests.support.store_trials import no_check

AREAS = four_areas()


@pytest.fixture
def lived(store):
    write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)
    write(
        store,
        [edit_of(store, "programs", "modal", description="Baru.")],
        Note("ani", "edit", "ejaan"),
        no_check,
    )
    gone = row_of(store, "placements", "P1")
    write(store, [Edit("placements", gone.row, gone.since, None)], Note("ani", "edit", "ganda"), no_check)
    return store


def told(store, **wanted):
    return {
        entry.change.id: {(one.key, *one.cells[0][:1]) for one in entry.differences}
        for entry in read_history(store, Wanted(**wanted), 20)
        if entry.change.id > 1
    }


def test_each_wish_finds_the_changes_of_its_rows(lived):
    assert told(lived, row="P6") == {2: {("placements P6", "status")}}
    assert told(lived, kode="99.01.01.1001") == {4: {("placements P1", "placement_id")}}
    # Its records are of the program, too.
    assert set(told(lived, program="modal")) == {2, 3}
    assert set(told(lived, office="Dinas Kesehatan")) == {2}
    assert list(told(lived)) == [4, 3, 2]


def test_wishes_narrow_each_other_down(lived):
    assert set(told(lived, program="modal", row="P6")) == {2}
    assert set(told(lived, program="modal", office="Dinas Kesehatan")) == {2}
    assert set(told(lived, kind="edit", row="P6", kode="99.01.01.1001")) == set()
    # A table without such a column has no wanted row.
    assert told(lived, program="modal", row="modal") == {3: {("programs modal", "description")}}


def test_records_without_a_kode_are_found_where_their_point_lies_or_their_site_says(lived):
    def numbers(kode, areas=AREAS, **wanted):
        found = read_history(lived, Wanted(kode=kode, **wanted), 20, areas=areas)
        return [one.change.id for one in found if one.change.id > 1]

    def place(key, **cells):
        edit = edit_of(lived, "placements", key, **{"kode": "", "site": "", **cells})
        return write(lived, [edit], NOTE, no_check).id

    anggrek, dahlia = "99.01.01.1002", "99.01.02.1001"
    before = numbers(anggrek), numbers(dahlia)
    at_point = place("P6", lon="112.005", lat="-7.785")
    by_name = place("P7", site="RW 3 dahlia")
    place("P5", site="Dahliawati", lon="113", lat="-7.785")
    assert numbers(anggrek) == [at_point, 2, *before[0]]
    assert numbers(dahlia) == [by_name, *before[1]]
    assert numbers(anggrek, row="P6") == [at_point, 2]
    assert numbers(anggrek, row="P7") == []
    # A kecamatan may be called like one of its kelurahan.
    assert at_point not in numbers("99.01.01")
    assert (numbers(anggrek, areas=None), numbers(dahlia, areas=None)) == before


def test_a_page_of_it_ends_before_a_number_and_holds_the_first_rows_of_each_change(lived):
    def numbers(limit, before=None):
        return [one.change.id for one in read_history(lived, Wanted(before=before), limit, rows=0)]

    assert numbers(2) == [4, 3]
    assert numbers(2, before=3) == [2, 1]
    assert numbers(2, before=1) == []
    (seed,) = read_history(lived, Wanted(kind="seed"), 5, rows=4)
    tables = lived.tables(1)
    assert seed.touched == {name: len(rows) for name, rows in tables.items() if rows}
    assert seed.rows == sum(map(len, tables.values()))
    first = [(name, row.cells[0]) for name, rows in tables.items() for row in rows][:4]
    assert [(one.table, one.after[KEYS[one.table][0]]) for one in seed.differences] == first


def test_a_row_that_was_only_moved_is_counted_and_has_no_difference(lived):
    row = row_of(lived, "placements", "P6")
    moved = Edit("placements", row.row, row.since, as_cells("placements", row), row.position + 0.5)
    write(lived, [moved], NOTE, no_check)
    newest = read_history(lived, Wanted(), 1)[0]
    assert (newest.touched, newest.differences) == ({"placements": 1}, ())


def test_the_offices_are_named_once(lived):
    write(lived, [edit_of(lived, "placements", "P6", status="ended")], NOTE, no_check)
    assert read_offices(lived) == ["Dinas Kesehatan"]


def test_before_and_after_stand_beside_each_other_and_the_newest_comes_first(lived):
    (change,) = read_history(lived, Wanted(row="P6"), 1)
    assert change.differences[0].cells == [("status", "planned", "running")]
    gone = read_history(lived, Wanted(), 1)[0].differences[0]
    assert (gone.key, gone.after) == ("placements P1", None)


def test_what_counted_on_a_day_is_what_its_last_change_left_by_the_clock_of_the_offices(lived):
    times = ("2026-11-01T03:00:00", "2026-11-03T16:59:59", "2026-11-03T17:00:00", "2026-11-05T03:00:00")
    with writing(lived.engine) as connection:
        for number, at in enumerate(times, start=1):
            connection.execute(update(CHANGE).where(CHANGE.c.id == number).values(at=f"{at}+00:00"))

    def number_on(day):
        return lived.change_on(dt.date(2026, 11, day)).id

    assert [number_on(day) for day in (1, 2, 3, 4, 5, 6)] == [1, 1, 2, 3, 4, 4]
    with pytest.raises(StoreError, match=r"2026-10-31 belum ada .* pertama ditulis 2026-11-01"):
        lived.change_on(dt.date(2026, 10, 31))


def test_files_that_were_edited_beside_the_store_are_counted(store, settings):
    assert find_drift(store, settings.tables) == {}
    path = settings.tables / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("planned", "running"), "utf-8")
    assert find_drift(store, settings.tables) == {"placements.csv": 1}
