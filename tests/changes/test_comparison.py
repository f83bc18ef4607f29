"""What follows from the differences: by whom and where, kelurahan, ranks, boundaries, other tables."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.weights import DEFAULT
from petaprogram.measures.population import make_population
from tests.support.editions import AREAS, KODES, dataset_of, first_edition, moment_of
from tests.support.grid import grid_areas
from tests.support.real import real_dataset

ONE, TWO, THREE, FOUR = AREAS.frame.index


def without(areas, kode):
    return replace(areas, frame=areas.frame.drop(index=kode), version="0")


def test_a_record_that_moved_counts_at_both_places_and_once_in_all():
    changes = compare(moment_of({"P1": {"kode": ONE}}), moment_of({"P1": {"kode": TWO}}))
    table = changes.count_by("kode")
    assert table["corrected"].to_dict() == {ONE: 1, TWO: 1}
    assert changes.counts["corrected"] == 1
    assert list(changes.areas.frame.index[changes.areas.frame["changed"]]) == [ONE, TWO]
    assert changes.areas.gained == [TWO]
    assert changes.areas.lost == [ONE]


def test_counts_by_partner_use_the_names_they_are_merged_into_and_leave_out_none():
    records = {"P1": {"partners": "Bank Ke-2; warga"}, "P2": {"partners": None}}
    after = dataset_of(records)
    partners = pd.DataFrame(
        {"kind": ["bank", None], "same_as": [None, "Bank Dua"], "unnamed": None},
        index=pd.Index(["Bank Dua", "Bank Ke-2"], name="partner"),
        dtype=object,
    )
    table = compare(moment_of({}), Moment(replace(after, partners=partners))).count_by("partner")
    assert table["new"].to_dict() == {"": 1, "Bank Dua": 1, "warga": 1}


@pytest.mark.parametrize("group", ["pillar_id", "program_id", "kode"])
def test_the_numbers_by_group_open_their_rows(group):
    changes = compare(first_edition(), Moment(real_dataset()))
    table = changes.count_by(group)
    assert len(table) > 5
    for value, row in table.iterrows():
        opened = changes.rows_in(group, value).drop_duplicates(["kind", "id"])
        assert row["records"] == opened["id"].nunique()
        kinds = opened["kind"].value_counts()
        assert {kind: row[kind] for kind in changes.counts} == {
            kind: kinds.get(kind, 0) for kind in changes.counts
        }
    if group == "pillar_id":
        assert table[list(changes.counts)].sum().to_dict() == changes.counts


def test_ranks_are_those_of_each_side_with_the_default_weights():
    before, after = first_edition(), Moment(real_dataset())
    areas = compare(before, after).areas
    for side, column in ((before, "rank_before"), (after, "rank_after")):
        needs = measure_needs(side.dataset, Target(), make_population(side.dataset))
        expected = {row.kode: row.rank for row in rank_areas(needs, DEFAULT).rows}
        assert areas.frame[column].dropna().to_dict() == expected
    moved = areas.frame["rank_before"] - areas.frame["rank_after"]
    assert areas.moves.to_dict() == moved[moved != 0].to_dict()
    assert abs(areas.moves.iloc[0]) == moved.abs().max() > 0


def test_a_kelurahan_that_is_in_one_edition_of_the_boundaries_alone_is_told():
    records = {"P1": {"kode": ONE}, "P2": {"kode": TWO}}
    dataset = dataset_of(records)
    smaller = replace(dataset, areas=without(AREAS, ONE))
    changes = compare(Moment(dataset), Moment(smaller))
    areas = changes.areas
    assert (areas.came, areas.went) == ([], [ONE])
    assert areas.other_boundaries
    assert changes.has_changes
    # It did not lose its data: it is no kelurahan any more. Its record is still there.
    assert areas.lost == []
    assert changes.balance["same"] == 2
    assert areas.frame.loc[ONE, "name"] == AREAS.names[ONE]
    back = compare(Moment(smaller), Moment(dataset)).areas
    assert (back.came, back.went, back.gained) == ([ONE], [], [])


def test_boundaries_that_differ_in_their_lines_alone_are_told():
    dataset = dataset_of({"P1": {}})
    moved = replace(dataset, areas=replace(grid_areas(2, 2), version="other"))
    areas = compare(Moment(dataset), Moment(moved)).areas
    assert areas.other_boundaries
    assert (areas.came, areas.went) == ([], [])


def test_an_edition_compared_with_itself_has_no_changes_at_all():
    moment = Moment(real_dataset())
    changes = compare(moment, moment)
    assert not changes.has_changes
    assert len(changes.rows) == len(changes.other_rows) == len(changes.areas.pillars) == 0
    assert set(changes.counts.values()) == {0}
    assert changes.balance == {"new": 0, "removed": 0, "changed": 0, "same": len(real_dataset().records)}


def test_the_other_tables_have_their_rows_too():
    dataset = dataset_of({"P1": {}})
    changed = replace(
        dataset,
        programs=dataset.programs.drop(index="c3").assign(kind="lain"),
        sources=dataset.sources.rename(index={"year": "tahun"}),
        aliases=pd.DataFrame({"alias": ["Me Lati"], "kode": [ONE], "kind": ["spelling"]}),
    )
    changes = compare(Moment(dataset), Moment(changed))
    assert {table: kinds for table, kinds in changes.other_counts.items() if kinds} == {
        "programs": {"removed": 1, "corrected": 8},
        "sources": {"new": 1, "removed": 1},
        "aliases": {"new": 1},
    }
    rows = changes.other_rows.to_numpy().tolist()
    assert ["aliases", "new", None, "", None, f"Me Lati | {ONE} | spelling"] in rows
    assert ["programs", "corrected", "a1", "kind", "contoh", "lain"] in rows
    assert ["programs", "removed", "c3", "name", "Program c3", None] in rows
    assert len(changes.rows) == 0


def test_records_without_a_kode_and_wide_ones_are_counted_apart_from_kelurahan():
    records = {f"P{number}": {"kode": kode} for number, kode in enumerate(KODES[4:])}
    changes = compare(moment_of({}), moment_of(records))
    assert changes.count_by("kode")["new"].to_dict() == {"": 1, "99.01": 1, "99.01.01": 1}
    assert not changes.areas.frame["changed"].any()
    assert changes.areas.gained == []
