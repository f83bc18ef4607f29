"""The areas of a city: hierarchy, neighbours, area, points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from libpysal.weights import Rook

from petaprogram.geography.areas import AREA_NAME_PATTERN, Areas
from petaprogram.geography.boundaries import read_boundaries
from tests.support.sample import SIDE, SOUTH, WEST, four_areas, twin_areas

SAMPLE = four_areas()
MELATI, ANGGREK, DAHLIA, MAWAR = SAMPLE.frame.index


@pytest.fixture(scope="module")
def kediri() -> Areas:
    return read_boundaries(Path(__file__).parents[2] / "geo" / "kelurahan.geojson")


def test_kecamatan_are_dissolved_from_their_kelurahan_with_name_and_count() -> None:
    kecamatan = SAMPLE.kecamatan
    assert kecamatan.index.tolist() == ["99.01.01", "99.01.02"]
    assert kecamatan.columns.tolist() == ["name", "count", "geometry"]
    assert kecamatan["name"].tolist() == ["Melati", "Kenanga"]
    assert kecamatan["count"].tolist() == [2, 2]
    assert kecamatan.crs.to_epsg() == 4326
    assert kecamatan.geometry.iloc[0].equals(SAMPLE.frame.geometry.iloc[:2].union_all())


def test_neighbours_share_an_edge_and_a_corner_is_not_enough() -> None:
    assert SAMPLE.neighbours.to_dict() == {
        MELATI: (ANGGREK, DAHLIA),
        ANGGREK: (MELATI,),
        DAHLIA: (MELATI, MAWAR),
        MAWAR: (DAHLIA,),
    }


def test_an_island_has_no_neighbours_and_a_distance_all_the_same() -> None:
    apart = Areas(SAMPLE.frame.loc[[ANGGREK, MAWAR]], "99.01", "Kota Pulau", 32749, "0")
    assert apart.neighbours.to_dict() == {ANGGREK: (), MAWAR: ()}
    marked = pd.Series([True, False], index=apart.frame.index)
    assert apart.neighbours_in(marked).tolist() == [0, 0]
    assert apart.distance_to(marked)[MAWAR] == pytest.approx(1103, abs=3)


def test_neighbours_of_kota_kediri_are_those_of_an_independent_calculation(kediri: Areas) -> None:
    rook = Rook.from_dataframe(kediri.frame, use_index=True, silence_warnings=True)
    assert kediri.neighbours.to_dict() == {
        kode: tuple(sorted(rook.neighbors[kode])) for kode in rook.id_order
    }


@given(st.sets(st.integers(0, 45)))
def test_distances_and_neighbours_are_those_of_looking_at_every_pair(kediri: Areas, chosen: set[int]) -> None:
    shapes = kediri.metric.geometry
    marked = pd.Series([place in chosen for place in range(46)], index=shapes.index)
    found, counts = kediri.distance_to(marked), kediri.neighbours_in(marked)
    assert found.index.equals(counts.index)
    for kode, shape in shapes.items():
        nearest = shapes[marked].distance(shape).min()  # NaN where none is marked
        assert found[kode] == pytest.approx(nearest, abs=1e-6, nan_ok=True)
        assert counts[kode] == sum(marked[other] for other in kediri.neighbours[kode])


def test_corners_that_touch_are_no_distance_apart_but_no_neighbours() -> None:
    marked = pd.Series(SAMPLE.frame.index == ANGGREK, index=SAMPLE.frame.index)
    assert SAMPLE.distance_to(marked)[DAHLIA] == 0
    assert SAMPLE.neighbours_in(marked)[DAHLIA] == 0
    assert SAMPLE.distance_to(marked & ~marked).isna().all()


def test_area_is_measured_in_metres_and_given_in_km2() -> None:
    assert SAMPLE.metric.crs.to_epsg() == 32749
    assert SAMPLE.area_km2.index.equals(SAMPLE.frame.index)
    assert SAMPLE.area_km2.between(1.21, 1.23).all()


def test_a_label_point_lies_in_the_middle_of_a_square() -> None:
    points = SAMPLE.label_points
    assert points.crs.to_epsg() == 4326
    assert points[MELATI].distance(shapely.Point(WEST + SIDE / 2, SOUTH + SIDE / 2)) < 2e-5


def test_a_kode_has_a_level_and_a_name_only_in_its_own_city() -> None:
    assert [SAMPLE.level(kode) for kode in ("99.01", "99.01.02", MAWAR, "99.02", "35.71.01.1001", "")] == [
        "city", "kecamatan", "kelurahan", None, None, None,
    ]  # fmt: skip
    assert [SAMPLE.name_of(kode) for kode in ("99.01", "99.01.02", MAWAR)] == [
        "Kota Contoh", "Kenanga", "Mawar",
    ]  # fmt: skip
    with pytest.raises(KeyError, match=r"35\.71"):
        SAMPLE.name_of("35.71")


def test_points_are_located_and_keep_the_index_of_their_series() -> None:
    lon = pd.Series([112.005, 112.025, 113.0, np.nan], index=["a", "b", "c", "d"])
    lat = pd.Series([-7.795, -7.795, -7.795, -7.795], index=lon.index)
    located = SAMPLE.locate(lon, lat)
    assert located.index.tolist() == ["a", "b", "c", "d"]
    assert located.tolist()[:2] == [MELATI, MAWAR]
    assert located.isna().tolist() == [False, False, True, True]
    assert SAMPLE.locate([112.005], [-7.795]).index.tolist() == [0]
    assert SAMPLE.locate([], []).empty


def test_a_point_on_a_shared_border_goes_to_the_lowest_code() -> None:
    lon, lat = [112.01, 112.01, 112.02, 112.005], [-7.795, -7.79, -7.795, -7.79]
    assert SAMPLE.locate(lon, lat).tolist() == [MELATI, MELATI, DAHLIA, MELATI]


def test_longitudes_and_latitudes_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 longitudes but 1 latitudes"):
        SAMPLE.locate([112.0, 112.1], [-7.8])


@given(
    st.lists(
        st.tuples(
            st.floats(WEST - SIDE, WEST + 4 * SIDE).map(lambda value: round(value, 3)),
            st.floats(SOUTH - SIDE, SOUTH + 3 * SIDE).map(lambda value: round(value, 3)),
        ),
        max_size=20,
    )
)
def test_every_point_gets_the_first_area_that_covers_it(points: list[tuple[float, float]]) -> None:
    located = SAMPLE.locate([x for x, _ in points], [y for _, y in points])
    for (x, y), found in zip(points, located, strict=True):
        covering = SAMPLE.frame.index[SAMPLE.frame.intersects(shapely.Point(x, y))]
        assert found == covering[0] if len(covering) else pd.isna(found)


def test_kota_kediri_has_46_kelurahan_in_three_kecamatan(kediri: Areas) -> None:
    assert len(kediri.frame) == 46
    assert kediri.frame.index.is_monotonic_increasing
    assert kediri.frame.columns.tolist() == ["name", "kecamatan", "kecamatan_kode", "geometry"]
    assert kediri.kecamatan["name"].to_dict() == {
        "35.71.01": "Mojoroto", "35.71.02": "Kota", "35.71.03": "Pesantren",
    }  # fmt: skip
    assert kediri.kecamatan["count"].tolist() == [14, 17, 15]
    assert kediri.area_km2.sum() == pytest.approx(67.195, abs=0.001)
    assert (kediri.city_kode, kediri.city, kediri.metric_crs) == ("35.71", "Kota Kediri", 32749)
    assert len(kediri.version) == 12


def test_the_kecamatan_of_kota_kediri_have_no_holes_or_splinters(kediri: Areas) -> None:
    assert kediri.kecamatan.geom_type.tolist() == ["Polygon"] * 3
    assert [len(shape.interiors) for shape in kediri.kecamatan.geometry] == [0, 0, 0]


def test_being_neighbours_is_mutual_and_nobody_is_alone_in_kota_kediri(kediri: Areas) -> None:
    for kode, others in kediri.neighbours.items():
        assert others
        assert list(others) == sorted(set(others) - {kode})
        assert all(kode in kediri.neighbours[other] for other in others)


def test_label_points_of_kota_kediri_lie_in_their_areas(kediri: Areas) -> None:
    assert kediri.label_points.within(kediri.frame.geometry).all()
    points = kediri.label_points
    assert kediri.locate(points.x, points.y).tolist() == points.index.tolist()


@pytest.mark.parametrize(
    "name",
    [
        "Ngronggo", "Bandar Lor", "Ma'rang", "24 Ilir D.1", "Sei. Kera", "Ko-ta", "Hunuth/Durian Patah",
        "Rante Kalua'", "Rante' Kalua", "Lubuk Pakam I,II", "Melati (Lama)", "Melati (Lama) Dua", "a" * 60,
    ],
)  # fmt: skip
def test_a_name_of_an_area_may_enter_a_map(name: str) -> None:
    assert AREA_NAME_PATTERN.match(name)


@pytest.mark.parametrize(
    "name",
    [
        "", " Kota", "Kota ", "Kota  Lama", "Kota\n", "{{7*7}}", "<b>Kota", "Ko`ta", "$Kota", "Kota;",
        'K"ota', "a" * 61, "K\u043eta", "Kota(baru)", "12", "a//b", "a\\b", "Kota\u00a0Lama", "--", "Kota''",
        "/a", "a/", "Kota (", "Kota ()", "(baru)", "Kota (a(b))", "Kota (a", "Kota, Lama", "Kota,", "'Kota",
        "Kota [a]", "a:b", "1/2", "Kota (*a*)", "</a", "a/*b*/",
    ],
)  # fmt: skip
def test_anything_else_may_not(name: str) -> None:
    assert not AREA_NAME_PATTERN.match(name)


def test_names_are_bare_unless_two_kelurahan_bear_them():
    assert list(four_areas().names) == ["Melati", "Anggrek", "Dahlia", "Mawar"]
    twins = ["Melati", "Anggrek (Kec. Melati)", "Dahlia", "Anggrek (Kec. Kenanga)"]
    assert list(twin_areas().names) == twins
    assert [twin_areas().name_of(kode) for kode in twin_areas().frame.index] == twins
    assert twin_areas().name_of("99.01.01") == "Melati"
