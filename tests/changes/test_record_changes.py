"""Each difference of a record has the kind that it means; the fast way finds what the plain loops find."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from benchmarks.naive.changes import naive_changes
from hypothesis import given

from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from tests.support.editions import dataset_of, editions, moment_of
from tests.support.grid import SOURCES


def kinds(old, new, column=None):
    """The kinds of the changes of one record, or those of one column."""
    rows = compare(moment_of({"P1": old}), moment_of({"P1": new})).rows
    return sorted(
        {kind for kind, named in zip(rows["kind"], rows["column"], strict=True) if column in (None, named)}
    )


@given(editions(), editions())
def test_every_change_is_found_as_by_going_through_rows_and_cells(one, other):
    before, after = moment_of(one), moment_of(other)
    found = list(compare(before, after).rows.itertuples(index=False, name=None))
    sides = [dataset_of(records).placements.drop(columns="row") for records in (one, other)]
    assert len(found) == len(set(found))
    assert set(found) == set(naive_changes(*sides, SOURCES, SOURCES))


@given(editions(), editions())
def test_every_record_is_new_removed_changed_or_the_same_and_no_cell_is_left_out(one, other):
    changes = compare(moment_of(one), moment_of(other))
    balance, found = changes.balance, changes.tables["placements"]
    assert sum(balance.values()) == len(one) + balance["new"]
    assert sum(balance.values()) == len(other) + balance["removed"]
    told = changes.rows[["id", "column", "before", "after"]].to_numpy().tolist()
    cells = found.cells.to_numpy().tolist()
    assert all(told.count(cell) == 1 for cell in cells)


@given(editions(own_program=True), editions(own_program=True), editions(own_program=True))
def test_what_one_of_two_steps_leaves_alone_changed_as_in_the_other(one, two, three):
    moments = [moment_of(records) for records in (one, two, three)]
    first, second = compare(*moments[:2]).rows, compare(*moments[1:]).rows
    whole = compare(moments[0], moments[2]).rows
    for step, other in ((first, second), (second, first)):
        alone = set(step["id"]) - set(other["id"])
        expected = step[step["id"].isin(alone)].to_numpy().tolist()
        assert whole[whole["id"].isin(alone)].to_numpy().tolist() == expected


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"status": "running"}, {"status": "ended"}, ["ended"]),
        ({"status": "planned"}, {"status": "cancelled"}, ["cancelled"]),
        ({"status": "nominated"}, {"status": "running"}, ["running"]),
        ({"status": "running"}, {"status": "planned"}, ["corrected"]),
        ({"partners": "Bank"}, {"partners": "Bank Dua"}, ["corrected"]),
        ({"start_year": None}, {"start_year": 2020}, ["corrected"]),
        # A source that shows no date, or is older, does not confirm.
        ({"source_id": "new"}, {"source_id": "day"}, ["sourced"]),
        ({"source_id": "day"}, {"source_id": "blank"}, ["sourced"]),
        ({"source_id": "day"}, {"source_id": "month"}, ["confirmed", "sourced"]),
        ({"source_id": "blank"}, {"source_id": "year"}, ["confirmed", "sourced"]),
        ({"note": None}, {"note": "(sumber: new)"}, ["confirmed", "sourced"]),
        ({"note": "(sumber: new)"}, {"note": None}, ["corrected"]),
        ({"note": "lama"}, {"note": "lama (sumber: month; blank)"}, ["confirmed", "sourced"]),
        ({"note": "lama"}, {"note": "baru (sumber: blank)"}, ["corrected", "sourced"]),
        # The state is not the same any more, so the report confirms nothing.
        ({"status": "running"}, {"status": "ended", "source_id": "new"}, ["ended", "sourced"]),
    ],
)
def test_a_change_has_the_kind_that_it_means(old, new, found):
    assert kinds(old, new) == found


def test_a_report_confirms_only_where_it_is_later_for_certain():
    # 2022-05 may be its last day, the year 2014 its last one.
    assert (
        kinds({"source_id": "month"}, {"source_id": "month", "note": "(sumber: year)"}, "last_report") == []
    )
    assert kinds({"source_id": "year"}, {"source_id": "month"}, "last_report") == ["confirmed"]


def test_another_report_of_the_same_day_confirms_nothing():
    before, after = (dataset_of({"P1": {"source_id": source}}) for source in ("day", "same day"))
    sources = pd.concat([after.sources, after.sources.loc[["day"]].rename(index={"day": "same day"})])
    changes = compare(Moment(before), Moment(replace(after, sources=sources)))
    assert set(changes.rows["kind"]) == {"sourced"}


def test_the_rows_of_a_confirmation_say_which_report_was_the_last_before_and_is_now():
    changes = compare(moment_of({"P1": {}}), moment_of({"P1": {"note": "(sumber: new; month)"}}))
    (confirmed,) = changes.rows_of("confirmed").itertuples(index=False, name=None)
    assert confirmed == ("confirmed", "P1", "last_report", SOURCES["day"], SOURCES["new"])
    sources = [row for row in changes.rows_of("sourced").itertuples(index=False) if row.column == "sources"]
    assert [(row.before, row.after) for row in sources] == [("day", "day; new; month")]


def test_another_id_is_a_correction_of_the_id():
    changes = compare(moment_of({"P1": {}}), moment_of({"P9": {"status": "ended"}}))
    assert changes.rows.to_numpy().tolist() == [
        ["ended", "P9", "status", "running", "ended"],
        ["corrected", "P9", "placement_id", "P1", "P9"],
    ]
    assert changes.balance == {"new": 0, "removed": 0, "changed": 1, "same": 0}
