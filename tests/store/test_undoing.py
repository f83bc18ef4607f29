"""What was changed can be taken back, to the byte, and so can the taking back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from petaprogram.messages.issues import DataError, StoreError
from petaprogram.store.reading import as_cells
from petaprogram.store.sheets import render, sheets_of
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import Edit, Note, write
from petaprogram.tables.columns import TABLES
from tests.store.test_writing import NOTE, edit_of, row_of
from tests.support.databases import sample_store
from tests.support.store_trials import no_check

BACK = Note("ani", "undo", "salah")


def files_of(store):
    return {name: render(sheet) for name, sheet in sheets_of(store.tables(store.head().id)).items()}


def test_an_undo_gives_back_files_and_content_and_an_undo_of_it_takes_them_away(store, check):
    first, before = store.head(), files_of(store)
    gone = row_of(store, "placements", "P3")
    new = {**as_cells("placements", gone), "placement_id": "P8"}
    edits = [
        edit_of(store, "placements", "P6", status="running"),
        Edit("placements", gone.row, gone.since, None),
        Edit("placements", None, None, new, position=1.5),
    ]
    change, after = write(store, edits, NOTE, check), files_of(store)
    assert after != before

    undone = undo(store, plan_undo(store, change.id), BACK, check)
    assert (undone.undoes, undone.kind, undone.content) == (change.id, "undo", first.content)
    assert files_of(store) == before

    again = undo(store, plan_undo(store, undone.id), BACK, check)
    assert again.content == change.content
    assert files_of(store) == after


def test_rows_that_were_changed_since_are_listed_and_left(store, check):
    edits = [edit_of(store, "placements", name, note="satu") for name in ("P6", "P7")]
    write(store, edits, NOTE, check)
    write(store, [edit_of(store, "placements", "P6", note="dua")], NOTE, check)

    undoing = plan_undo(store, 2)
    assert undoing.changed_since == (("placements P6", 3),)
    undo(store, undoing, BACK, check)
    notes = {row.cells[0]: as_cells("placements", row)["note"] for row in store.tables(4)["placements"]}
    assert (notes["P6"], notes["P7"]) == ("dua", "")
    with pytest.raises(StoreError, match="tidak ada yang berubah"):
        undo(store, plan_undo(store, 2), BACK, check)


def test_what_others_depend_on_by_now_stays_and_the_rows_are_named(store, check):
    source = {**edit_of(store, "sources", "s1").cells, "source_id": "s9"}
    write(store, [Edit("sources", None, None, source)], NOTE, check)
    write(store, [edit_of(store, "placements", "P6", source_id="s9")], NOTE, check)
    with pytest.raises(DataError) as caught:
        undo(store, plan_undo(store, 2), BACK, check)
    (issue,) = [one for one in caught.value.issues if one.severity == "error"]
    assert (issue.rule, issue.file, issue.row) == ("unknown-source", "placements.csv", 7)
    assert store.head().id == 3


def test_the_first_change_and_one_that_is_not_there_cannot_be_undone(store):
    with pytest.raises(StoreError, match="perubahan 1 adalah data awal"):
        plan_undo(store, 1)
    with pytest.raises(StoreError, match="perubahan 9 tidak ada; yang terakhir 1"):
        plan_undo(store, 9)


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@hypothesis_settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_change_does_its_undo_is_the_old_files_to_the_byte(fresh, data):
    store = sample_store(fresh())
    for _ in range(data.draw(st.integers(1, 3))):
        first, before = store.head(), files_of(store)
        change = write(store, data.draw(edits(store)), NOTE, no_check)
        after = files_of(store)

        undone = undo(store, plan_undo(store, change.id), BACK, no_check)
        assert (files_of(store), undone.content) == (before, first.content)
        undo(store, plan_undo(store, undone.id), BACK, no_check)
        assert (files_of(store), store.head().content) == (after, change.content)
    store.engine.dispose()


@st.composite
def edits(draw, store):
    """Draw changed, new, moved and removed rows of any table."""
    drawn = []
    tables = store.tables(store.head().id)
    for name in draw(st.lists(st.sampled_from(list(TABLES)), unique=True, min_size=1, max_size=3)):
        for row in (
            draw(st.lists(st.sampled_from(tables[name]), unique=True, max_size=3)) if tables[name] else ()
        ):
            what = draw(st.sampled_from(["cell", "gone", "moved"]))
            cells = as_cells(name, row)
            if what == "cell":
                cells[draw(st.sampled_from(list(TABLES[name])))] = draw(CELL)
            place = row.position + draw(st.floats(0.1, 50)) if what == "moved" else None
            drawn.append(Edit(name, row.row, row.since, None if what == "gone" else cells, place))
        new = {column: draw(CELL) for column in TABLES[name]}
        drawn.append(Edit(name, None, None, new, draw(st.none() | st.floats(-5, 50))))
    return drawn
