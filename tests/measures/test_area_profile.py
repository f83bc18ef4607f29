"""The profile of an area: its own records, its states counted, and nothing averaged or spread."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from petaprogram.measures.area_profile import beside, make_area_profile, program_tallies
from petaprogram.measures.map_theme import pillar_states
from petaprogram.measures.presence import STATES
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

MELATI, ANGGREK, DAHLIA, MAWAR = four_areas().frame.index
REAL = real_dataset()
AREAS = REAL.areas
EVERY_KODE = [AREAS.city_kode, *AREAS.kecamatan.index, *AREAS.frame.index]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return read_dataset(write_tables(tmp_path), four_areas())


@pytest.mark.parametrize("kode", EVERY_KODE)
def test_every_kelurahan_of_an_area_is_in_exactly_one_state_of_each_pillar(kode: str) -> None:
    profile = make_area_profile(REAL, kode)
    states = pillar_states(REAL, REAL.records, wide=False)
    assert [pillar.key for pillar in profile.pillars] == list(states.columns)
    for pillar in profile.pillars:
        placed = [one for state in STATES for one in pillar.kodes[state]]
        assert sorted(placed) == sorted(profile.kelurahan)
        assert all(states.at[one, pillar.key] == state for state in STATES for one in pillar.kodes[state])


def test_the_records_of_the_kelurahan_are_those_of_their_kecamatan_and_of_the_city() -> None:
    profiles = {kode: make_area_profile(REAL, kode) for kode in EVERY_KODE}
    for kode, group in [
        (AREAS.city_kode, AREAS.kecamatan.index),
        *AREAS.frame.groupby("kecamatan_kode").groups.items(),
    ]:
        parts = [placement for one in group for placement in profiles[one].records.index]
        assert sorted(parts) == sorted(profiles[str(kode)].records.index)
    city = profiles[AREAS.city_kode]
    wide = [placement for records in city.wide.values() for placement in records.index]
    unplaced = REAL.records.index[REAL.records["scope"].isin(["no_location", "unmatched"])]
    assert sorted([*city.records.index, *wide, *unplaced]) == sorted(REAL.records.index)


@pytest.mark.parametrize("kode", EVERY_KODE)
def test_the_programs_of_an_area_hold_all_its_records_and_stand_under_their_pillar(kode: str) -> None:
    profile = make_area_profile(REAL, kode)
    told = program_tallies(REAL, profile)
    records = [placement for tallies in told.values() for one in tallies for placement in one.records.index]
    assert sorted(records) == sorted(profile.records.index)
    for pillar, tallies in told.items():
        assert [REAL.programs.at[one.key, "pillar_id"] for one in tallies] == [pillar] * len(tallies)
        names = [REAL.programs.at[one.key, "name"] for one in tallies]
        assert names == sorted(names)


def test_records_of_a_wider_area_stand_apart_under_the_kode_of_that_area(dataset: Dataset) -> None:
    assert {kode: list(one.index) for kode, one in make_area_profile(dataset, DAHLIA).wide.items()} == {
        "99.01.02": ["P4"],
        "99.01": ["P5"],
    }
    assert list(make_area_profile(dataset, ANGGREK).wide) == ["99.01"]
    assert list(make_area_profile(dataset, "99.01").wide) == ["99.01.02", "99.01"]
    assert make_area_profile(dataset, DAHLIA).records.empty


def test_a_kelurahan_is_doubtful_where_every_record_on_the_subject_is_of_low_confidence(
    dataset: Dataset,
) -> None:
    programs = program_tallies(dataset, make_area_profile(dataset, "99.01.01"))["living"]
    assert {one.key: one.doubtful for one in programs} == {"senyum": (), "posko": (MELATI,)}
    assert make_area_profile(dataset, MELATI).pillars[0].doubtful == ()
    iva = next(
        one
        for one in program_tallies(REAL, make_area_profile(REAL, "35.71.01"))["living"]
        if one.key == "kampung-iva"
    )
    assert [AREAS.name_of(kode) for kode in iva.doubtful] == ["Tamanan"]


def test_a_confirmed_absence_is_shown_to_the_areas_that_it_touches(dataset: Dataset) -> None:
    shown = {
        kode: len(make_area_profile(dataset, kode).confirmations)
        for kode in (DAHLIA, MAWAR, "99.01.02", "99.01")
    }
    assert shown == {DAHLIA: 1, MAWAR: 0, "99.01.02": 1, "99.01": 1}
    living = make_area_profile(dataset, "99.01.02").pillars[0]
    assert living.kodes["confirmed_none"] == (DAHLIA,)
    assert living.counts == dict.fromkeys(STATES, 0) | {"confirmed_none": 1, "not_reported": 1}


def test_the_areas_before_and_after_follow_the_codes_of_their_level() -> None:
    areas = four_areas()
    assert beside(areas, MELATI) == (None, ANGGREK)
    assert beside(areas, DAHLIA) == (ANGGREK, MAWAR)
    assert beside(areas, "99.01.02") == ("99.01.01", None)
    assert beside(areas, "99.01") == (None, None)


def test_an_area_of_another_city_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        make_area_profile(dataset, "35.71")


def test_nothing_recorded_makes_a_profile_without_records(tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path, placements="", confirmations=""), four_areas())
    profile = make_area_profile(dataset, "99.01")
    assert program_tallies(dataset, profile) == {}
    assert profile.wide == {}
    assert all(one.counts["not_reported"] == 4 for one in profile.pillars)
    assert isinstance(profile.records, pd.DataFrame)
