"""The first edition of the published tables against the one of today, recounted by csv alone."""

from __future__ import annotations

from collections import Counter

import pytest

from petaprogram.changes.change_words import say_changes
from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.moments import Moment
from petaprogram.messages.language import INDONESIAN
from tests.support import recount
from tests.support.editions import by_key, first_edition, first_rows
from tests.support.real import real_dataset

KEYS = {"placements": "placement_id", "programs": "program_id", "sources": "source_id", "partners": "partner"}
EVENTS = ("running", "ended", "cancelled")


@pytest.fixture(scope="module")
def changes() -> Changes:
    return compare(first_edition(), Moment(real_dataset()))


def sides(table):
    return by_key(first_rows(table), KEYS[table]), by_key(recount.rows(table), KEYS[table])


def changed_cells(table):
    """Every cell that is another in a row that both editions have; a column that is new was blank."""
    old, new = sides(table)
    return [
        (one, column, old[one].get(column, ""), cell)
        for one, row in new.items()
        if one in old
        for column, cell in row.items()
        if old[one].get(column, "") != cell
    ]


def written(cell):
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("table", KEYS)
def test_rows_and_cells_are_those_of_the_files(changes, table):
    old, new = sides(table)
    found = changes.tables[table]
    assert set(found.added.index) == new.keys() - old.keys()
    assert set(found.removed.index) == old.keys() - new.keys()
    assert found.kept == len(old.keys() & new.keys())
    cells = [(*row[:2], *map(written, row[2:])) for row in found.cells.itertuples(index=False, name=None)]
    assert sorted(cells) == sorted(changed_cells(table))
    assert len(found.added) > 10


def test_records_have_the_kinds_that_the_files_tell(changes):
    old, new = sides("placements")
    cells = changed_cells("placements")
    events = Counter(now for _, column, _, now in cells if column == "status")
    assert {kind: changes.counts[kind] for kind in EVENTS} == {kind: events[kind] for kind in EVENTS}
    assert changes.counts["new"] == len(new.keys() - old.keys()) > 100
    assert changes.counts["removed"] == len(old.keys() - new.keys())
    assert changes.balance["changed"] == len({one for one, *_ in cells}) > 40
    assert sum(changes.balance.values()) == len(new)


def test_new_records_are_counted_by_pillar_and_by_kelurahan(changes):
    old = sides("placements")[0]
    new = [row for row in recount.placements() if row["placement_id"] not in old]
    pillars = {row["program_id"]: row["pillar_id"] for row in recount.rows("programs")}
    by_pillar = changes.count_by("pillar_id")["new"]
    assert by_pillar[by_pillar > 0].to_dict() == Counter(pillars[row["program_id"]] for row in new)
    by_kode = changes.count_by("kode")["new"]
    assert by_kode[by_kode > 0].to_dict() == Counter(row["kode"] for row in new)
    for kode, rows in by_kode.items():
        opened = changes.rows_in("kode", kode)
        assert opened.loc[opened["kind"] == "new", "id"].nunique() == rows


def test_kelurahan_without_data_that_have_some_now_are_those_of_the_files(changes):
    before, now = (
        Counter(row["kode"] for row in rows if len(row["kode"]) == recount.KELURAHAN)
        for rows in (first_rows("placements"), recount.rows("placements"))
    )
    areas = changes.areas
    assert areas.gained == sorted(now.keys() - before.keys())
    assert areas.lost == sorted(before.keys() - now.keys())
    assert len(areas.gained) > 3
    assert areas.frame["records_before"].to_dict() == {kode: before[kode] for kode in areas.frame.index}
    assert areas.frame["records_after"].to_dict() == {kode: now[kode] for kode in areas.frame.index}
    old, new = sides("placements")
    touched = {one for one, *_ in changed_cells("placements")} | (new.keys() ^ old.keys())
    named = {side[one]["kode"] for side in (old, new) for one in touched if one in side}
    assert set(areas.frame.index[areas.frame["changed"]]) == {k for k in named if len(k) == recount.KELURAHAN}


def test_pillars_of_a_kelurahan_that_have_data_now_are_those_of_the_files(changes):
    def pairs(placements, programs):
        pillars = {row["program_id"]: row["pillar_id"] for row in programs}
        return {
            (row["kode"], pillars[row["program_id"]])
            for row in placements
            if len(row["kode"]) == recount.KELURAHAN
        }

    old = pairs(first_rows("placements"), first_rows("programs"))
    new = pairs(recount.rows("placements"), recount.rows("programs"))
    found = changes.areas.pillars
    assert {tuple(row[:2]) for row in found.to_numpy() if row[2]} == new - old
    assert {tuple(row[:2]) for row in found.to_numpy() if not row[2]} == old - new


def test_the_paragraph_says_the_numbers_of_the_files(changes):
    said = say_changes(changes, INDONESIAN)
    for table, word in (("placements", "data"), ("programs", "program"), ("sources", "sumber")):
        old, new = sides(table)
        assert f"{len(new.keys() - old.keys())} {word} baru" in said
    assert f"{len(changes.areas.gained)} kelurahan yang tadinya belum ada data kini punya." in said
