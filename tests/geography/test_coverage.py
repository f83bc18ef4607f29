"""Polygons that should meet edge to edge: overlaps and gaps are closed."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.geography.coverage import close_coverage, find_gaps, find_overlaps
from tests.support.sample import four_areas

SAMPLE = four_areas()
OFFSETS = st.floats(-2.5, 2.5)
JITTER = st.lists(st.tuples(OFFSETS, OFFSETS), min_size=16, max_size=16)


@given(JITTER)
def test_drawing_errors_of_a_few_metres_are_mended(offsets: list[tuple[float, float]]) -> None:
    squares = SAMPLE.metric.geometry.to_numpy()
    drawn = np.array(
        [
            shapely.Polygon(shapely.get_coordinates(square)[:4] + np.array(offsets[4 * i : 4 * i + 4]))
            for i, square in enumerate(squares)
        ]
    )
    mended = close_coverage(drawn, gap_width=12)
    assert shapely.coverage_is_valid(mended)
    assert find_gaps(mended, width=12) == []
    assert find_overlaps(mended) == []
    assert (abs(shapely.area(mended) / shapely.area(squares) - 1) < 0.02).all()
