"""A store begins by decision, with files that it can give back."""

from __future__ import annotations

import pytest

from petaprogram.messages.issues import DataError, StoreError
from petaprogram.settings import ROOT
from petaprogram.store.founding import found, prepare
from petaprogram.store.sheets import differing, read_sheets, render, sheets_of
from petaprogram.store.store import find_store, open_store
from petaprogram.store.taking_over import plan
from petaprogram.store.writing import write
from petaprogram.tables.reading import read_table
from tests.store.test_writing import NOTE, edit_of
from tests.support.databases import sample_check, sample_settings
from tests.support.store_trials import no_check


def test_the_published_files_are_given_back_to_the_byte():
    sheets = read_sheets(ROOT / "data")
    assert all(sheet.plain for sheet in sheets.values())
    assert {name: render(sheet) for name, sheet in sheets.items()} == {
        name: (ROOT / "data" / f"{name}.csv").read_bytes() for name in sheets
    }


def test_the_first_change_holds_the_files_and_an_old_one_of_them_may_lack_columns(settings, check):
    path = settings.tables / "placements.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.rsplit(",", 1)[0] for line in lines) + "\n", "utf-8")
    (settings.tables / "evidence_frame.csv").unlink()

    change = found(settings, prepare(settings, check), NOTE, check)
    store = open_store(settings)
    assert (change.id, change.kind, store.head()) == (1, "seed", change)
    assert differing(sheets_of(store.tables(1)), settings.tables) == []
    assert {path.name for path in store.checkout(change).iterdir()} == {
        path.name for path in settings.tables.glob("*.csv")
    }
    store.engine.dispose()
    with pytest.raises(StoreError, match="sudah ada"):
        prepare(settings, check)


def test_a_file_that_would_take_another_form_is_named_and_needs_consent(tmp_path):
    settings = sample_settings(tmp_path)
    check, path = sample_check(settings), settings.tables / "sources.csv"
    path.write_text("\ufeff" + path.read_text("utf-8").replace(",", ";"), "utf-8")
    founding = prepare(settings, check)
    assert founding.rewritten == ("sources.csv",)
    with pytest.raises(StoreError, match=r"sources\.csv: bentuknya akan berubah .*--rewrite"):
        found(settings, founding, NOTE, check)
    assert find_store(settings) is None

    change = found(settings, founding, NOTE, check, rewrite=True)
    folder = open_store(settings).checkout(change)
    assert read_table(folder, "sources")[0].equals(read_table(settings.tables, "sources")[0])


def test_files_that_break_a_rule_make_no_store(tmp_path):
    settings = sample_settings(tmp_path)
    path = settings.tables / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("modal,99.01,", "tidak-ada,99.01,"), "utf-8")
    with pytest.raises(DataError, match="unknown-program"):
        prepare(settings, sample_check(settings))
    assert not settings.state.exists()


def test_edited_files_are_taken_over_to_the_byte_with_only_what_changed(store, settings, check):
    path = settings.tables / "placements.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    rows[5] = rows[5].replace("planned", "running")
    new = rows[2].replace("P3", "P8")
    path.write_text("\n".join([header, rows[6], *rows[:2], new, *rows[3:6]]) + "\n", "utf-8")

    edits = plan(read_sheets(settings.tables), store.tables(1))
    # P3 is gone, P8 new, P6 another, P7 moved to the front; the others are not touched.
    assert sorted((edit.row, edit.cells is None) for edit in edits if edit.row) == [
        (3, True),
        (6, False),
        (7, False),
    ]
    assert len(edits) == 4
    change = write(store, edits, NOTE, check)
    assert differing(sheets_of(store.tables(change.id)), settings.tables) == []
    assert plan(read_sheets(settings.tables), store.tables(change.id)) == []


def test_a_file_taken_over_meanwhile_changed_is_a_conflict(store, settings):
    path = settings.tables / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("planned", "running"), "utf-8")
    edits = plan(read_sheets(settings.tables), store.tables(1))
    write(store, [edit_of(store, "placements", "P6", status="ended")], NOTE, no_check)
    with pytest.raises(StoreError, match="sekarang 'ended', isian Anda 'running'"):
        write(store, edits, NOTE, no_check)
