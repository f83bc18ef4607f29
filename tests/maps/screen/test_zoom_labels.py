"""The names on the map never overlap, at any zoom."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.maps.labels import overlaps
from petaprogram.maps.screen import zoom_labels
from petaprogram.maps.screen.zoom_labels import (
    NEVER,
    ZOOMS,
    LabelPlan,
    boxes,
    place,
    plan_labels,
    text_width,
    world,
)
from petaprogram.settings import ROOT
from tests.support.sample import four_areas

# Between the planned zooms too: the map stops anywhere.
ANY_ZOOM = np.arange(ZOOMS[0], ZOOMS[-1] + 1, 0.1)


@pytest.fixture(scope="module", params=["sample", "kediri"])
def areas(request: pytest.FixtureRequest) -> Areas:
    return four_areas() if request.param == "sample" else read_boundaries(ROOT / "geo" / "kelurahan.geojson")


@pytest.fixture(scope="module")
def plan(areas: Areas) -> LabelPlan:
    return plan_labels(areas)


def shown_boxes(areas: Areas, plan: LabelPlan, zoom: float) -> np.ndarray:
    """All names on the map at a zoom, computed again from the plan alone."""
    names = boxes(world(areas.label_points), zoom_labels.kelurahan_sizes(areas.frame["name"]), zoom)
    districts = boxes(
        world(plan.kecamatan_points), zoom_labels.kecamatan_sizes(areas.kecamatan["name"]), zoom
    )
    shown = [names[(plan.kelurahan <= zoom).to_numpy()]]
    if zoom < plan.kecamatan_until:
        shown.append(districts[(plan.kecamatan <= zoom).to_numpy()])
    return np.vstack(shown)


def overlapping(box: np.ndarray) -> int:
    left, top, right, bottom = (column[:, None] for column in box.T)
    meet = (left < right.T) & (right > left.T) & (top < bottom.T) & (bottom > top.T)
    return int((meet.sum() - len(box)) // 2)


def test_no_two_names_overlap_at_any_zoom(areas: Areas, plan: LabelPlan) -> None:
    assert {zoom: overlapping(shown_boxes(areas, plan, zoom)) for zoom in ANY_ZOOM} == dict.fromkeys(
        ANY_ZOOM, 0
    )


def test_every_kelurahan_and_kecamatan_has_its_zoom(areas: Areas, plan: LabelPlan) -> None:
    assert plan.kelurahan.index.equals(areas.frame.index)
    assert plan.kecamatan.index.equals(areas.kecamatan.index)
    assert set(plan.kelurahan) | set(plan.kecamatan) <= {*ZOOMS, NEVER}


def test_every_name_is_readable_at_the_largest_zoom(areas: Areas, plan: LabelPlan) -> None:
    assert (plan.kelurahan <= ZOOMS[-1]).all()
    assert len(shown_boxes(areas, plan, ZOOMS[-1])) == len(areas.frame)


def test_names_of_kecamatan_stand_inside_them_and_make_way_for_the_kelurahan(
    areas: Areas, plan: LabelPlan
) -> None:
    assert areas.kecamatan.geometry.contains(plan.kecamatan_points).all()
    assert (plan.kecamatan < plan.kecamatan_until).all()
    assert (plan.kelurahan <= plan.kecamatan_until).mean() >= zoom_labels.TAKEN_OVER


def test_a_phone_that_shows_the_whole_city_names_every_kecamatan() -> None:
    kediri = read_boundaries(ROOT / "geo" / "kelurahan.geojson")
    west, _, east, _ = kediri.frame.total_bounds
    zoom = np.log2(360 * zoom_labels.PHONE_WIDTH / (east - west) / zoom_labels.TILE)
    assert (plan_labels(kediri).kecamatan <= zoom).all()


def test_the_plan_does_not_depend_on_the_order_of_the_areas() -> None:
    city = four_areas()
    turned = replace(city, frame=city.frame.iloc[::-1])
    assert plan_labels(turned).kelurahan.sort_index().equals(plan_labels(city).kelurahan)


def test_of_two_names_that_collide_the_larger_area_comes_first() -> None:
    centres, sizes = np.array([[100.0, 100.0], [100.001, 100.0]]), np.full((2, 2), 20.0)
    area = pd.Series([1.0, 2.0], index=["99.01.01.1001", "99.01.01.1002"])
    first = place(centres, sizes, area, [np.empty((0, 4))] * len(ZOOMS))
    assert first.iloc[1] == ZOOMS[0]
    # 0.001 pixel at zoom 0 is 20 pixels when 2 ** zoom is 20,000.
    assert first.iloc[0] == 14.5


def test_two_names_on_one_point_never_stand_together() -> None:
    first = place(
        np.full((2, 2), 100.0),
        np.full((2, 2), 20.0),
        pd.Series([1.0, 1.0], index=["99.01.01.1002", "99.01.01.1001"]),
        [np.empty((0, 4))] * len(ZOOMS),
    )
    assert first.to_dict() == {"99.01.01.1002": NEVER, "99.01.01.1001": ZOOMS[0]}


def test_a_name_far_wider_than_its_area_waits() -> None:
    city = four_areas()
    tiny = gpd.GeoSeries([shapely.box(112, -7.8, 112.0005, -7.7995)], crs=4326)
    frame = city.frame.iloc[:1].set_geometry(tiny.set_axis(city.frame.index[:1]))
    alone = plan_labels(replace(city, frame=frame))
    first = alone.kelurahan.iloc[0]
    side = world(gpd.GeoSeries(shapely.points([[112, -7.8], [112.0005, -7.8]]), crs=4326))
    width = np.ptp(side[:, 0]) * 2**first
    assert zoom_labels.TOO_WIDE * width >= text_width("Melati")
    assert ZOOMS[0] < first < NEVER


spots = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(10, 120), st.floats(0, 9))


@given(st.lists(spots, max_size=12), st.lists(spots, max_size=3))
def test_whatever_is_placed_keeps_clear_at_every_larger_zoom(
    names: list[tuple[float, ...]], others: list[tuple[float, ...]]
) -> None:
    spot, other = (np.array(rows).reshape(-1, 4) for rows in (names, others))
    sizes, fixed = (np.column_stack([table[:, 2], np.full(len(table), 15.0)]) for table in (spot, other))
    area = pd.Series(spot[:, 3], index=[f"99.01.01.{1001 + number}" for number in range(len(spot))])
    obstacles = [boxes(other[:, :2] / 10, fixed, zoom) for zoom in ZOOMS]
    first = place(spot[:, :2] / 10, sizes, area, obstacles).to_numpy()
    for zoom, obstacle in zip(ZOOMS, obstacles, strict=True):
        shown = boxes(spot[:, :2] / 10, sizes, zoom)[first <= zoom]
        assert overlapping(shown) == 0
        assert not any(overlaps(box, obstacle) for box in shown)


def test_widths_come_from_a_font_and_not_from_the_number_of_letters() -> None:
    assert text_width("Willem") > text_width("Illiil")
    assert text_width("Pocanan", bold=True) > text_width("Pocanan")
    assert text_width("") == 0
