"""Who changed what, when and why, of a row, an area, a program or an office."""

from __future__ import annotations

import pytest

from petaprogram.store.drift import find_drift
from petaprogram.store.history import Wanted, read_history
from petaprogram.store.writing import Edit, Note, write
from tests.store.test_writing import NOTE, edit_of, row_of
from tests.support.store_trials import no_check


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


def test_before_and_after_stand_beside_each_other_and_the_newest_comes_first(lived):
    (change,) = read_history(lived, Wanted(row="P6"), 1)
    assert change.differences[0].cells == [("status", "planned", "running")]
    gone = read_history(lived, Wanted(), 1)[0].differences[0]
    assert (gone.key, gone.after) == ("placements P1", None)


def test_files_that_were_edited_beside_the_store_are_counted(store, settings):
    assert find_drift(store, settings.tables) == {}
    path = settings.tables / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("planned", "running"), "utf-8")
    assert find_drift(store, settings.tables) == {"placements.csv": 1}
