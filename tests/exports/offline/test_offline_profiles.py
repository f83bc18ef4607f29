"""The profiles in the offline file, against the tables counted anew from their files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest

from petaprogram.exports.offline.offline_profiles import make_profiles, make_surroundings
from petaprogram.exports.offline.offline_ranking import make_ranking
from petaprogram.gaps.ranking import rank_dataset
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.messages.vocabulary import STATE
from tests.support import recount
from tests.support.grid import grid_areas, make_dataset
from tests.support.real import real_dataset

# What counts first when several records meet; of two of one status the newer.
ORDER = ("running", "planned", "ended")
STATUS = {"nominated": "planned", "cancelled": "ended"}


def state_of(record: recount.Row) -> str:
    status = STATUS.get(record["status"], record["status"])
    return f"{status}_old" if recount.is_old(record) else status


def first(states: Iterable[str]) -> str:
    order = [f"{state}{age}" for state in ORDER for age in ("", "_old")]
    return min(states, key=order.index, default="not_reported")


def last_year(records: Iterable[recount.Row]) -> int | None:
    """The year of the newest source of some records, those named in remarks too."""
    dates = {row["source_id"]: row["date"] for row in recount.rows("sources")}
    found = [
        dates[source][:4]
        for record in records
        for source in (
            record["source_id"],
            *re.findall(r"[^;,\s]+", ";".join(re.findall(r"\(sumber: ([^()]*)\)", record["note"]))),
        )
        if dates.get(source)
    ]
    return int(max(found)) if found else None


def pillars_of(dataset):
    return {str(pillar): {"id": str(pillar)} for pillar in dataset.pillars.sort_values("order").index}


@pytest.fixture(scope="module")
def dataset():
    return real_dataset()


@pytest.fixture(scope="module")
def profiles(dataset):
    return make_profiles(dataset, pillars_of(dataset), rank_dataset(dataset), INDONESIAN)


def test_every_kelurahan_has_one_in_the_order_of_the_codes(dataset, profiles):
    assert [one["kode"] for one in profiles] == sorted(dataset.areas.frame.index)
    assert len(profiles) == 46


def test_the_states_of_the_pillars_and_their_ages_are_those_of_the_tables(profiles):
    aged = 0
    for one in profiles:
        for cell in one["strip"]:
            records = recount.placements(pillar=cell["pillar"]["id"], kode=one["kode"])
            state = first(map(state_of, records))
            assert (cell["state"], cell["records"]) == (state, len(records))
            assert cell["word"] == STATE[state]
            year = last_year(record for record in records if state_of(record) == state)
            age = f"laporan terakhir {year}" if year else "tanggal laporannya tidak diketahui"
            assert cell["age"] == (age if records else "")
            aged += bool(records)
    assert aged > 46


def test_the_records_of_a_profile_are_those_of_its_kelurahan_each_once(profiles):
    for one in profiles:
        listed = [record for group in one["groups"] for record in group["ids"]]
        assert sorted(listed) == sorted(row["placement_id"] for row in recount.placements(kode=one["kode"]))
        assert one["programs"] == len(recount.programs(recount.placements(kode=one["kode"])))
        assert len(one["missing"]) == sum(cell["state"] == "not_reported" for cell in one["strip"])


def test_neighbours_are_mutual_and_before_and_after_make_one_walk(profiles):
    around = {one["kode"]: {other["kode"] for other in one["neighbours"]} for one in profiles}
    assert all(kode in around[other] for kode, others in around.items() for other in others)
    steps = [(one["before"], one["kode"], one["after"]) for one in profiles]
    assert (steps[0][0], steps[-1][2]) == ([], [])
    for (_, kode, after), (before, other, _) in pairwise(steps):
        assert (after[0]["kode"], before[0]["kode"]) == (other, kode)


def test_a_rank_counts_the_kelurahan_with_more(profiles):
    programs = {one["kode"]: len(recount.programs(recount.placements(kode=one["kode"]))) for one in profiles}
    for one in profiles:
        measure = one["measures"][1]
        own = programs[one["kode"]]
        assert (measure["title"], measure["words"][0]) == ("Program tercatat", str(own))
        assert measure["rank"] == 1 + sum(other > own for other in programs.values())
        assert measure["of"] == sum(other > 0 for other in programs.values())


def test_what_holds_around_is_counted_once_for_each_kecamatan_and_the_city(dataset):
    found = make_surroundings(dataset, pillars_of(dataset), INDONESIAN)
    assert [one["city"] for one in found] == [False, False, False, True]
    for one in found:
        records = recount.placements(kode=one["kode"])
        assert sorted(one["ids"]) == sorted(row["placement_id"] for row in records)
        for group in one["groups"]:
            of_pillar = recount.placements(pillar=group["pillar"]["id"], kode=one["kode"])
            assert sorted(group["ids"]) == sorted(row["placement_id"] for row in of_pillar)
    # The only figure of people is that of the city: no kelurahan is given a share of it.
    assert [len(one["people"]) for one in found] == [0, 0, 0, 1]


def test_a_blank_kelurahan_has_neither_rank_nor_number_and_a_confirmed_absence_names_who_said_so():
    areas = grid_areas(2, 1)
    one, other = areas.frame.index
    dataset = make_dataset(areas, [(one, "a1", "running", "day", None)], [(other, "a", None)])
    profile = make_profiles(dataset, pillars_of(dataset), rank_dataset(dataset), ENGLISH)[1]
    assert profile["strip"][0]["state"] == "confirmed_none"
    assert [row["subject"] for row in profile["confirmed"]] == [dataset.pillars.at["a", "name"]]
    assert profile["measures"][1]["rank"] is None
    assert profile["measures"][1]["words"][0] == "no data yet"


def test_the_ranking_has_the_rows_of_the_app_and_says_what_it_takes_for_granted(dataset, profiles):
    ranking = rank_dataset(dataset)
    made = make_ranking(dataset, ranking, INDONESIAN)
    assert [(row["rank"], row["kode"]) for row in made["rows"]] == [
        (row.rank, row.kode) for row in ranking.rows
    ]
    assert "Kebutuhan" in made["assumption"]
    assert [one["share"] for one in made["shares"]] == ["40%", "20%", "10%", "20%", "10%"]
    in_table = {row["kode"]: row["sentence"] for row in made["rows"]}
    for one in profiles:
        assert (one["priority"] and one["priority"]["sentence"]) == in_table.get(one["kode"])
