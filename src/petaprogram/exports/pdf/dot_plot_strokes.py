"""One kelurahan among all others: a dot for each that has a value, stacked where several have the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from petaprogram.maps.paper.side_column import MUTED, PRIMARY
from petaprogram.maps.paper.strokes import Mark, Stroke, Words

WIDTH, HEIGHT = 42.0, 16.5
# Millimetres: below the axis for its numbers, at both ends, and the largest dot.
_FOOT, _SIDE, _DOT = 3.6, 2.4, 1.7
_BASE = HEIGHT - _FOOT
_GREY, _KECAMATAN, _CITY = "#93A1B0", "#52606D", "#C2571A"


@dataclass(frozen=True, eq=False)
class DotPlot:
    """What a plot shows of all kelurahan.

    `values` has the index kode (NaN: no dot); `ticks` are the places of the axis with their words, the first
    and the last of them its ends.
    """

    values: pd.Series
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """The place in mm of a value."""
        low, high = self.ticks[0][0], self.ticks[-1][0]
        return _SIDE + (value - low) / (high - low) * (WIDTH - 2 * _SIDE)

    @cached_property
    def stacks(self) -> pd.Series:
        """How many kelurahan have each value."""
        return self.values.value_counts()

    @property
    def dot(self) -> float:
        """The diameter in mm of a dot: the tallest stack has to fit."""
        return float(min(_DOT, (_BASE - 1) / max([1, *self.stacks])))


def all_marks(plot: DotPlot) -> Iterator[Mark]:
    """Draw all dots and the axis of a plot, `WIDTH` x `HEIGHT` mm."""
    size = plot.dot
    dots = [
        shapely.Point(plot.at(value), _BASE - (level + 0.5) * size).buffer(0.42 * size, quad_segs=4)
        for value, count in zip(map(float, plot.stacks.index), plot.stacks, strict=True)
        for level in range(count)
    ]
    yield Stroke(shapely.MultiPolygon(dots), fill=_GREY)
    axis = shapely.LineString([(_SIDE - 1.5, _BASE), (WIDTH - _SIDE + 1.5, _BASE)])
    yield Stroke(axis, line=MUTED, width=0.2)
    for value, word in plot.ticks:
        yield Words(word, plot.at(value), _BASE + 2.9, 6.5, colour=MUTED, align="middle")


def own_marks(plot: DotPlot, kode: str, kecamatan_median: float, city_median: float) -> Iterator[Stroke]:
    """Draw the medians, and the dot of one kelurahan: at the bottom of its stack, to be found easily."""
    for colour, median, dashes in ((_KECAMATAN, kecamatan_median, ()), (_CITY, city_median, (0.8, 0.6))):
        if not np.isnan(median):
            line = shapely.LineString([(plot.at(median), 0.4), (plot.at(median), _BASE)])
            yield Stroke(line, line=colour, width=0.3, dashes=dashes)
    value = plot.values[kode]
    if not np.isnan(value):
        own = shapely.Point(plot.at(value), _BASE - 0.5 * plot.dot).buffer(
            max(0.55 * plot.dot, 0.75), quad_segs=8
        )
        yield Stroke(own, fill=PRIMARY, line="#FFFFFF", width=0.2)
