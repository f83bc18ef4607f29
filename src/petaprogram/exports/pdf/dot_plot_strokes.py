"""A dot plot on paper: one kelurahan among all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from petaprogram.maps.dot_plot import DotPlot
from petaprogram.maps.palette import ALARM, DEEP, DOT, MUTED, WHITE
from petaprogram.maps.paper.strokes import Mark, Stroke, Words

WIDTH, HEIGHT = 42.0, 16.5
# Millimetres: below the axis for its numbers, at both ends, and the largest dot.
_FOOT, _SIDE, _DOT = 3.6, 2.4, 1.7
_BASE = HEIGHT - _FOOT


def all_marks(plot: DotPlot, ticks: Sequence[tuple[float, str]]) -> Iterator[Mark]:
    """Draw all dots and the axis, `WIDTH` x `HEIGHT` mm; `ticks` are values of the axis and their words."""
    size = _size(plot)
    dots = [
        shapely.Point(_place(dot.at), _BASE - (dot.level + 0.5) * size).buffer(0.42 * size, quad_segs=4)
        for dot in plot.dots
        if dot.at is not None
    ]
    yield Stroke(shapely.MultiPolygon(dots), fill=DOT)
    axis = shapely.LineString([(_SIDE - 1.5, _BASE), (WIDTH - _SIDE + 1.5, _BASE)])
    yield Stroke(axis, line=MUTED, width=0.2)
    for value, word in ticks:
        yield Words(word, _place(plot.share(value)), _BASE + 2.9, 6.5, colour=MUTED, align="middle")


def own_marks(plot: DotPlot, own: float, kecamatan_median: float, city_median: float) -> Iterator[Stroke]:
    """Draw the medians, and the dot of one value: at the bottom of its stack, to be found easily."""
    for colour, median, dashes in ((MUTED, kecamatan_median, ()), (ALARM, city_median, (0.8, 0.6))):
        if not np.isnan(median):
            x = _place(plot.share(median))
            yield Stroke(shapely.LineString([(x, 0.4), (x, _BASE)]), line=colour, width=0.3, dashes=dashes)
    if not np.isnan(own):
        size = _size(plot)
        dot = shapely.Point(_place(plot.share(own)), _BASE - 0.5 * size)
        yield Stroke(dot.buffer(max(0.55 * size, 0.75), quad_segs=8), fill=DEEP, line=WHITE, width=0.2)


def _place(share: float) -> float:
    """Where in mm a share of the axis lies."""
    return _SIDE + share * (WIDTH - 2 * _SIDE)


def _size(plot: DotPlot) -> float:
    """The diameter in mm of a dot: the tallest stack has to fit."""
    return min(_DOT, (_BASE - 1) / max(1, plot.tallest))
