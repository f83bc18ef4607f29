"""Denominators: the area's own, all of one vintage, or none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from petaprogram.gaps.reasons import describe_population
from petaprogram.measures.population import figures_of, make_population
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.grid import grid_areas, make_dataset
from tests.support.real import real_dataset

AREAS = grid_areas(2, 2)
KODES = list(AREAS.frame.index)


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


def test_published_figures_of_an_area_come_latest_first():
    figures = figures_of(real_dataset(), "35.71.02")
    assert [(one.year, one.people) for one in figures] == [(2021, 89495), (2020, 84291)]
    assert figures_of(real_dataset(), "35.71.02.1016") == ()


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
