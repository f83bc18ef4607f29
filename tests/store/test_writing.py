"""A change is written whole, checked, in the order of its number, and over nobody's head."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from petaprogram.messages.issues import DataError, StoreError
from petaprogram.store.checking import check_store
from petaprogram.store.reading import as_cells
from petaprogram.store.sheets import differing, sheets_of
from petaprogram.store.writing import SEED, Edit, Note, write
from tests.support.store_trials import kill_writers, let_edit, no_check

NOTE = Note("budi", "edit", "SK 12/2026", "Dinas Kesehatan")


def row_of(store, name, key):
    return next(row for row in store.tables(store.head().id)[name] if row.cells[0] == key)


def edit_of(store, name, key, **cells):
    row = row_of(store, name, key)
    return Edit(name, row.row, row.since, as_cells(name, row) | cells)


def test_a_change_says_who_when_and_why_and_its_version_is_read_as_files(store, check):
    before = store.head()
    change = write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, check)

    assert store.head() == change == store.change(2)
    assert (change.actor, change.office, change.kind, change.reason) == (
        *("budi", "Dinas Kesehatan"),
        *("edit", "SK 12/2026"),
    )
    assert change.at.endswith("+00:00")
    lines = (store.checkout(change) / "placements.csv").read_text("utf-8").splitlines()
    old = (store.checkout(before) / "placements.csv").read_text("utf-8").splitlines()
    assert [line for line in lines if line not in old] == [old[6].replace("planned", "running")]
    assert differing(sheets_of(store.tables(2)), store.checkout(change)) == []


def test_what_was_changed_since_it_was_read_is_reported_with_both_versions_and_not_written(store, check):
    mine, theirs = (edit_of(store, "placements", "P6", status=status) for status in ("ended", "running"))
    write(store, [theirs], NOTE, check)

    with pytest.raises(StoreError) as caught:
        write(store, [mine, edit_of(store, "placements", "P1", note="lain")], NOTE, check)
    (issue,) = caught.value.issues
    assert issue.rule == "store-conflict"
    assert "placements P6" in issue.message
    assert "(perubahan 2, budi)" in issue.message
    assert "status: dilihat 'planned', sekarang 'running', isian Anda 'ended'" in issue.message
    assert store.head().id == 2


def test_a_row_that_another_one_took_out_is_a_conflict_too(store, check):
    mine, theirs = edit_of(store, "placements", "P7", note="masih ada"), edit_of(store, "placements", "P7")
    write(store, [Edit("placements", theirs.row, theirs.seen, None)], NOTE, check)

    with pytest.raises(StoreError, match=r"P7: berubah sejak .*perubahan 2, budi.*sekarang '-'"):
        write(store, [mine], NOTE, check)


def test_tables_that_break_a_rule_are_not_written(store, check):
    before = store.head()
    with pytest.raises(DataError) as caught:
        write(store, [edit_of(store, "placements", "P6", program_id="tidak-ada")], NOTE, check)
    assert [issue.rule for issue in caught.value.issues if issue.severity == "error"] == ["unknown-program"]
    assert store.head() == before
    assert [*check_store(store)] == []
    assert [path.name for path in store.versions.iterdir()] == [store.folder(before).name]


def test_a_new_row_goes_last_and_gets_an_identity_that_no_row_ever_had(store, check):
    cells = edit_of(store, "placements", "P7").cells
    gone = row_of(store, "placements", "P7")
    write(store, [Edit("placements", gone.row, gone.since, None)], NOTE, check)
    change = write(store, [Edit("placements", None, None, {**cells, "placement_id": "P8"})], NOTE, check)

    last = store.tables(change.id)["placements"][-1]
    assert (last.cells[0], last.row) == ("P8", gone.row + 1)


def test_a_change_that_changes_nothing_is_none(store, check):
    with pytest.raises(StoreError, match="tidak ada yang berubah"):
        write(store, [edit_of(store, "placements", "P6")], NOTE, check)
    assert store.head().id == 1


@pytest.mark.parametrize("cell", ["a\0b", "\ud800"])
def test_what_a_database_cannot_hold_is_refused_with_its_row_and_column(store, cell):
    with pytest.raises(StoreError, match="placements P6: isi kolom note bukan teks"):
        write(store, [edit_of(store, "placements", "P6", note=cell)], NOTE, no_check)


def test_columns_that_are_not_of_the_table_are_refused(store):
    with pytest.raises(StoreError, match="placements P6: kolomnya bukan kolom tabel ini: warna"):
        write(store, [edit_of(store, "placements", "P6", warna="biru")], NOTE, no_check)


def test_only_the_first_change_is_the_first(store):
    with pytest.raises(StoreError, match="sudah ada"):
        write(store, [edit_of(store, "placements", "P6", note="x")], Note("budi", SEED, ""), no_check)


def test_a_full_disk_leaves_everything_as_it_was_and_says_so(store, monkeypatch):
    edit, before = edit_of(store, "placements", "P6", note="x"), store.head()

    def full(_path, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreError, match="tempat penyimpanan penuh; tidak ada yang berubah"):
            write(store, [edit], NOTE, no_check)
    assert store.head() == before
    assert [*check_store(store)] == []
    write(store, [edit], NOTE, no_check)


def test_what_was_acknowledged_outlives_writers_that_are_killed(store, settings):
    store.engine.dispose()
    at_once = 10 if settings.database_url else 2
    found = kill_writers(settings, kills=20, at_once=at_once)
    assert found.acknowledged
    assert (found.lost, found.half) == (0, 0)
    assert [*check_store(store)] == []


def test_editors_at_the_same_rows_overwrite_nothing_in_silence(store, settings):
    store.engine.dispose()
    met = let_edit(settings, editors=8, edits=8)
    assert met.saved + met.conflicts == 64
    assert met.conflicts
    assert (met.overwritten, met.unstable) == (0, 0)
    # Numbers are the commits: none was given to a change that did not come.
    assert store.head().id == met.saved + 1
    assert [*check_store(store)] == []
