"""The part of the city on the paper: whole, in the middle, at a round scale."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.maps.paper.map_frame import BAR_PARTS, SCALES, bar_step, fit_map_frame

places = st.floats(-1e6, 1e7)
sides = st.floats(1, 2e5)


@given(west=places, south=places, wide=sides, high=sides)
def test_the_bounds_lie_whole_in_the_middle_of_the_frame(
    west: float, south: float, wide: float, high: float
) -> None:
    map_frame = fit_map_frame((west, south, west + wide, south + high), 200, 150)
    on_paper = map_frame.to_paper(shapely.box(west, south, west + wide, south + high))
    left, top, right, bottom = on_paper.bounds
    assert left >= 2 - 1e-6
    assert top >= 2 - 1e-6
    assert (left + right) / 2 == pytest.approx(100, abs=1e-3)
    assert (top + bottom) / 2 == pytest.approx(75, abs=1e-3)


@given(wide=sides, high=sides)
def test_the_scale_is_round_and_the_largest_that_fits(wide: float, high: float) -> None:
    map_frame = fit_map_frame((0, 0, wide, high), 200, 150)
    assert map_frame.scale in SCALES
    larger = [scale for scale in SCALES if scale < map_frame.scale]
    if larger:
        room = max(wide / (200 - 4), high / (150 - 4)) * 1000
        assert larger[-1] < room


def test_a_metre_on_the_ground_is_a_metre_by_the_scale() -> None:
    map_frame = fit_map_frame((0, 0, 9000, 1000), 100, 100)
    line = map_frame.to_paper(shapely.LineString([(0, 0), (1000, 0)]))
    assert line.length == pytest.approx(1_000_000 / map_frame.scale)
    assert map_frame.ground.area == pytest.approx((100 * map_frame.scale / 1000) ** 2)


def test_north_is_up() -> None:
    map_frame = fit_map_frame((0, 0, 100, 100), 100, 100)
    south, north = map_frame.to_paper(shapely.points([(50, 0), (50, 100)]))
    assert north.y < south.y


@given(st.sampled_from(SCALES), st.floats(20, 120))
def test_a_scale_bar_fits_and_its_parts_are_round(scale: int, longest: float) -> None:
    step = bar_step(scale, longest)
    assert 0.35 * longest <= BAR_PARTS * step / scale * 1000 <= longest * 1.0001
    digits = f"{step:.10f}".replace(".", "").strip("0")
    assert digits in {"1", "2", "25", "5"}


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        fit_map_frame((0, 0, 1, 1), 3, 100)
    with pytest.raises(ValueError, match="smaller than"):
        fit_map_frame((0, 0, 1e9, 1e9), 100, 100)
