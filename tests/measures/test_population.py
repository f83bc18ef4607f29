"""Denominators: the area's own, all of one vintage, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.gaps.reasons import describe_population
from petaprogram.measures.population import make_population, people_of
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.dataset import read_dataset
from tests.support.grid import grid_areas, make_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

AREAS = grid_areas(2, 2)
KODES = list(AREAS.frame.index)
MELATI, ANGGREK, DAHLIA, MAWAR = four_areas().frame.index
KEDIRI = real_dataset()


def population(*rows):
    return make_population(make_dataset(AREAS, population=rows))


def vintage(year, basis="sensus", kodes=KODES, start=100):
    return [(kode, year, start + place, basis) for place, kode in enumerate(kodes)]


def test_kecamatan_and_city_figures_are_no_denominators_of_kelurahan():
    found = population(("99.01.01", 2020, 500, "sensus"), ("99.01", 2020, 900, "sensus"))
    assert (found.people, found.year, found.basis) == (None, None, None)
    assert found.missing == tuple(KODES)


def test_a_complete_vintage_gives_each_kelurahan_its_own_figure():
    found = population(*vintage(2020))
    assert found.people.to_dict() == dict(zip(KODES, [100.0, 101.0, 102.0, 103.0], strict=True))
    assert (found.year, found.basis, found.sources, found.missing) == (2020, "sensus", ("day",), ())


def test_with_one_kelurahan_missing_there_are_no_denominators_and_it_is_named():
    found = population(*vintage(2020, kodes=KODES[1:]))
    assert found.people is None
    assert (found.year, found.missing) == (2020, (KODES[0],))


def test_a_gap_is_not_filled_from_another_year_or_another_basis():
    found = population(
        *vintage(2020, kodes=KODES[1:]), (KODES[0], 2021, 7, "sensus"), (KODES[0], 2020, 8, "registrasi")
    )
    assert found.people is None
    assert found.missing == (KODES[0],)


def test_the_latest_complete_vintage_is_taken_even_where_a_later_one_is_incomplete():
    found = population(
        *vintage(2010, start=1), *vintage(2020, start=50), *vintage(2025, kodes=KODES[:3], start=90)
    )
    assert (found.year, found.people.iloc[0]) == (2020, 50.0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*KODES, "99.01.01", "99.01", "35.71"]),
            st.sampled_from([2019, 2020]),
            st.integers(0, 9),
            st.sampled_from(["sensus", "registrasi"]),
        ),
        unique_by=lambda row: (row[0], row[1], row[3]),
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_people_are_all_of_one_vintage_or_absent_whatever_the_rows_and_their_order(rows, random):
    found = population(*rows)
    vintages = [
        {kode: people for kode, year, people, basis in rows if (year, basis) == vintage and kode in KODES}
        for vintage in {(year, basis) for _, year, _, basis in rows}
    ]
    assert (found.people is None) == all(len(figures) < len(KODES) for figures in vintages)
    if found.people is not None:
        assert found.people.to_dict() in vintages
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = population(*shuffled)
    assert (again.year, again.basis, again.missing) == (found.year, found.basis, found.missing)


@pytest.fixture
def read_with(tmp_path):
    """Read the sample city with these rows of population.csv."""
    return lambda rows: read_dataset(write_tables(tmp_path, population=rows), four_areas())


def test_a_kelurahan_without_a_figure_has_none_even_where_its_kecamatan_has_one(read_with):
    dataset = read_with("99.01.01,2020,1000,sensus penduduk,s1,\n99.01,2020,3000,sensus penduduk,s1,\n")
    assert people_of(dataset, MELATI) == ()
    assert people_of(dataset, "99.01.02") == ()
    assert [one.people for one in people_of(dataset, "99.01.01")] == [1000]
    assert [one.people for one in people_of(dataset, "99.01")] == [3000]


def test_figures_are_added_up_only_where_every_part_has_one_of_the_same_year_and_basis(read_with):
    rows = "".join(
        f"{kode},2021,{people},sensus,s1,census\n" for kode, people in ((MELATI, 10), (ANGGREK, 20))
    )
    dataset = read_with(
        f"{rows}{MELATI},2024,11,sensus,s1,\n99.01.02,2021,40,sensus,s2,\n99.01.02,2020,39,sensus,s2,\n"
    )
    kecamatan = people_of(dataset, "99.01.01")
    assert [(one.year, one.people, one.parts, one.sources) for one in kecamatan] == [(2021, 30, 2, ("s1",))]
    city = people_of(dataset, "99.01")
    assert [(one.year, one.people, one.parts, one.sources) for one in city] == [(2021, 70, 2, ("s1", "s2"))]
    assert [one.people for one in people_of(dataset, MELATI)] == [11, 10]


def test_a_published_figure_goes_before_a_sum(read_with):
    rows = f"{MELATI},2021,10,sensus,s1,\n{ANGGREK},2021,20,sensus,s1,\n99.01.01,2021,31,sensus,s2,\n"
    (only,) = people_of(read_with(rows), "99.01.01")
    assert (only.people, only.parts) == (31, 0)


def test_kota_kediri_has_its_official_total_and_no_area_within_has_any():
    assert [(one.year, one.people, one.parts) for one in people_of(KEDIRI, "35.71")] == [(2025, 301_424, 0)]
    assert [kode for kode in KEDIRI.areas.kecamatan.index if people_of(KEDIRI, kode)] == []
    assert [kode for kode in KEDIRI.areas.frame.index if people_of(KEDIRI, kode)] == []


def test_the_words_name_what_is_missing():
    assert make_population(real_dataset()).people is None
    assert (
        describe_population(make_population(real_dataset()), real_dataset(), INDONESIAN)
        == "Angka penduduk per kelurahan belum ada."
    )
    dataset = make_dataset(AREAS, population=vintage(2020, kodes=KODES[1:]))
    assert describe_population(make_population(dataset), dataset, INDONESIAN) == (
        "Angka penduduk (sensus, 2020) belum ada untuk 1 dari 4 kelurahan: Desa 0."
    )
    dataset = make_dataset(AREAS, population=vintage(2020))
    assert (
        describe_population(make_population(dataset), dataset, ENGLISH)
        == "Population by kelurahan: sensus, 2020."
    )
