"""A store begins by decision, with files that it can give back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from petaprogram.messages.issues import DataError, StoreError
from petaprogram.settings import ROOT
from petaprogram.store.founding import found, prepare
from petaprogram.store.sheets import Sheet, differing, read_sheets, render, sheets_of
from petaprogram.store.store import find_store, open_store
from petaprogram.store.taking_over import plan
from petaprogram.store.writing import write
from petaprogram.tables.columns import OPTIONAL, TABLES
from petaprogram.tables.reading import read_table
from tests.store.test_writing import NOTE, edit_of
from tests.support.databases import sample_check, sample_settings
from tests.support.store_trials import no_check


def found_in(settings):
    """Make a store of the tables of an installation, and give its files."""
    change = found(settings, prepare(settings, no_check), NOTE, no_check)
    store = open_store(settings)
    files = {path.name: path.read_bytes() for path in store.checkout(change).iterdir()}
    store.engine.dispose()
    return files


def test_the_published_files_are_given_back_to_the_byte(settings):
    published = replace(settings, tables=ROOT / "data")
    assert found_in(published) == {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.csv")}


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@st.composite
def sheets(draw):
    """Draw files that a city may have: any columns, rows and cells, but only what it must have."""
    drawn = {}
    for name, known in TABLES.items():
        if name in OPTIONAL and not draw(st.booleans()):
            continue
        columns = draw(st.lists(st.sampled_from(list(known)), unique=True, min_size=1))
        row = st.tuples(*[CELL] * len(columns))
        drawn[name] = Sheet(tuple(columns), tuple(draw(st.lists(row, max_size=3))))
    return drawn


@hypothesis_settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sheets())
def test_whatever_the_files_hold_is_given_back_to_the_byte(fresh, drawn):
    settings = fresh()
    for path in settings.tables.glob("*.csv"):
        path.unlink()
    files = {f"{name}.csv": render(sheet) for name, sheet in drawn.items()}
    for name, content in files.items():
        (settings.tables / name).write_bytes(content)
    assert found_in(settings) == files


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_what_ends_a_line_stays_within_its_cell(tmp_path, ending):
    settings = sample_settings(tmp_path)
    sheet = read_sheets(settings.tables)["sources"]
    (first, *cells), *others = sheet.rows
    written = Sheet(sheet.columns, ((first, *(f"{cell}{ending}!" for cell in cells)), *others))
    (settings.tables / "sources.csv").write_bytes(render(written))
    assert read_sheets(settings.tables)["sources"] == written


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
