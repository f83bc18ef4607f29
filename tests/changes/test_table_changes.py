"""The differences of two editions are complete: applied to the one they give the other."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.changes.record_changes import SAME_RECORD
from petaprogram.changes.table_changes import TableChanges, compare_tables, make_comparable
from tests.support.editions import Record, dataset_of, editions

PLACE = {"kode": "99.01.01.1001", "site": "Balai RW 1"}


def frame_of(records: dict[str, Record]) -> pd.DataFrame:
    return make_comparable(dataset_of(records).placements, "placements")


def compare(before: pd.DataFrame, after: pd.DataFrame) -> TableChanges:
    return compare_tables(before, after, "placements", SAME_RECORD)


def rows_of(frame: pd.DataFrame) -> dict[object, dict[str, object]]:
    return frame.to_dict("index")


def applied(found: TableChanges, before: dict[object, dict[str, object]]) -> dict[object, dict[str, object]]:
    """Apply changes to rows; every before has to be what stands there."""
    rows = {one: dict(row) for one, row in before.items()}
    for one, row in rows_of(found.removed).items():
        assert rows.pop(one) == row
    rows = {found.renamed.get(one, one): row for one, row in rows.items()}
    for one, column, old, new in found.cells.itertuples(index=False):
        assert rows[one][column] == old != new
        rows[one][column] = new
    for one, row in rows_of(found.added).items():
        assert one not in rows
        rows[one] = row
    return rows


@given(editions(), editions())
def test_changes_applied_to_the_first_edition_give_the_second(one, other):
    before, after = frame_of(one), frame_of(other)
    found = compare(before, after)
    assert applied(found, rows_of(before)) == rows_of(after)
    assert found.kept == len(before) - len(found.removed) == len(after) - len(found.added)


@given(editions())
def test_an_edition_does_not_differ_from_itself_in_another_order(records):
    frame = frame_of(records)
    assert not compare(frame, frame.iloc[::-1]).has_changes


@given(editions(own_program=True), editions(own_program=True), editions(own_program=True))
def test_the_changes_over_two_steps_follow_from_those_of_each(one, two, three):
    first, second, third = map(frame_of, (one, two, three))
    steps, whole = [compare(first, second), compare(second, third)], compare(first, third)
    old = rows_of(first)
    new = applied(steps[1], applied(steps[0], old))
    assert set(whole.added.index) == new.keys() - old.keys()
    assert set(whole.removed.index) == old.keys() - new.keys()
    cells = {
        (one, column, old[one][column], new[one][column])
        for one in old.keys() & new.keys()
        for column in first.columns
        if old[one][column] != new[one][column]
    }
    assert set(whole.cells.itertuples(index=False, name=None)) == cells


@given(editions(), editions())
def test_backwards_everything_is_the_other_way_round(one, other):
    before, after = frame_of(one), frame_of(other)
    there, back = compare(before, after), compare(after, before)
    assert set(there.added.index) == set(back.removed.index)
    assert set(there.removed.index) == set(back.added.index)
    turned = {
        (there.renamed.get(one, one), column, old, new)
        for one, column, new, old in back.cells.itertuples(index=False)
    }
    assert set(there.cells.itertuples(index=False, name=None)) == turned


@pytest.mark.parametrize(
    ("before", "after", "renamed"),
    [
        ({"P1": PLACE}, {"P9": {**PLACE, "status": "ended"}}, {"P1": "P9"}),
        ({"P1": {**PLACE, "site": None}}, {"P9": {**PLACE, "site": None, "status": "ended"}}, {"P1": "P9"}),
        # Alike in every cell: told apart by nothing, so each of them is the other.
        ({"P1": PLACE, "P2": PLACE}, {"P8": PLACE, "P9": PLACE}, {"P1": "P8", "P2": "P9"}),
        ({"P1": {"kode": None}}, {"P9": {"kode": None}}, {"P1": "P9"}),
        # Which of two is meant, nobody knows.
        ({"P1": PLACE, "P2": {**PLACE, "status": "planned"}}, {"P9": {**PLACE, "status": "ended"}}, {}),
        ({"P1": PLACE}, {"P9": {**PLACE, "site": "Lapangan"}}, {}),
        ({"P1": {"kode": None}}, {"P9": {"kode": None, "status": "ended"}}, {}),
        # An id that is still there is the record, whatever else is like it.
        ({"P1": PLACE}, {"P1": {**PLACE, "site": "Lapangan"}, "P9": PLACE}, {}),
    ],
    ids=["moved", "no site", "alike", "alike nowhere", "two of them", "elsewhere", "nowhere", "id stays"],
)
def test_a_record_under_another_id_is_told_by_its_program_area_and_site(before, after, renamed):
    assert dict(compare(frame_of(before), frame_of(after)).renamed) == renamed


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_rows_without_an_id_are_counted_as_often_as_they_stand_there(one, other):
    def frame(names):
        return make_comparable(pd.DataFrame({"alias": names, "kode": "99.01", "kind": None}), "aliases")

    found = compare_tables(frame(one), frame(other), "aliases")
    gone, came = Counter(found.removed["alias"]), Counter(found.added["alias"])
    assert Counter(one) - gone + came == Counter(other)
    assert not gone & came
