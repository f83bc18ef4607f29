"""Small still maps as SVG: where one look is enough and nothing has to be clicked.

They show the same classes, colours and hatch as the web map. The SVG holds numbers and colours only, and the
short numbers that a caller hands over; its words stand beside it, where the page can translate and read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.hatch import hatch_pattern
from petaprogram.maps.palette import (
    AROUND,
    CIRCLE,
    DOUBTFUL,
    INK,
    KECAMATAN_LINE,
    LOCATED,
    REST,
    WHITE,
)
from petaprogram.maps.safe import safe_int
from petaprogram.maps.svg import ROUND, circle, look, outline, path, svg, text

MARGIN = 6.0
# A still is smaller than the web map: its lines are thinner, in pixels, and the dashes shorter.
_THINNER = 0.75
_KECAMATAN, _DOUBTFUL, _DASHES, _SELECTED = 1.4, 1.6, (4, 3), ((WHITE, 4.5), (INK, 2.4))
# The web map of these circles is so wide.
_FULL_WIDTH = 640
_LETTERS = ' font-family="sans-serif"'
# Areas smaller than a square of this side (pixels) get a ring, so that they are found at a glance.
_EASILY_SEEN = 14.0


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The shapes of a city in pixels: paths and centres by kode, and the height that the width asks for."""

    height: int
    areas: Mapping[str, str]
    kecamatan: tuple[str, ...]
    centres: Mapping[str, tuple[float, float]]


def svg_map(
    areas: Areas,
    classified: Classified,
    *,
    width: int = 320,
    selected: str | None = None,
    numbers: Mapping[str, int] | None = None,
) -> str:
    """Draw a classified map.

    Parameters
    ----------
    areas
        The city.
    classified
        The class of each area; circles and dashed lines (doubtful evidence) are drawn too.
    width
        Pixels; the height follows from the shape of the city.
    selected
        The kode of an area to outline.
    numbers
        Numbers in rings, by kode.

    Raises
    ------
    UnsafeMapValueError
        If a colour, a number or a number is not of its kind.
    """
    drawing = _draw(areas, safe_int(width, "width"))
    parts = [hatch_pattern("h")]
    for kode, position in classified.by_area.items():
        style = classified.classes[position].style
        fill = "url(#h)" if style.hatch else style.fill
        drawn = look(fill, style.line, style.line_width * _THINNER)
        parts.append(path(drawing.areas[str(kode)], drawn))
    parts += [path(one, look(None, KECAMATAN_LINE[0], _KECAMATAN)) for one in drawing.kecamatan]
    for kode in classified.doubtful.index[classified.doubtful]:
        parts.append(path(drawing.areas[kode], look(None, DOUBTFUL.line, _DOUBTFUL, _DASHES)))
    if selected is not None:
        parts += [path(drawing.areas[selected], look(None, colour, line)) for colour, line in _SELECTED]
    if classified.radius is not None:
        drawn = look(CIRCLE.fill, CIRCLE.line, 0.8)
        for kode, radius in classified.radius.dropna().sort_values(ascending=False).items():
            x, y = drawing.centres[str(kode)]
            parts.append(circle(x, y, radius * width / _FULL_WIDTH, drawn))
    for kode, number in (numbers or {}).items():
        x, y = drawing.centres[kode]
        parts.append(circle(x, y, 9.5, look(WHITE, INK, 2.0)))
        parts.append(text(x, y + 4.2, str(safe_int(number, "number")), size=12, colour=INK, weight=700))
    return svg(width, drawing.height, "".join(parts), more=ROUND + _LETTERS)


def city_svg(areas: Areas, *, width: int = 320) -> str:
    """Draw the kelurahan of the city in one quiet tint, with the lines of the kecamatan: nothing is coded."""
    drawing = _draw(areas, safe_int(width, "width"))
    drawn = look(AROUND.fill, AROUND.line, AROUND.line_width)
    parts = [path(shape, drawn) for shape in drawing.areas.values()]
    parts += [path(one, look(None, KECAMATAN_LINE[0], _KECAMATAN)) for one in drawing.kecamatan]
    return svg(width, drawing.height, "".join(parts), more=ROUND)


def locator_svg(areas: Areas, kode: str, *, width: int = 260) -> str:
    """Draw where a kelurahan lies: itself dark, its kecamatan tinted, the rest of the city pale.

    Raises
    ------
    KeyError
        When the kode is not that of a kelurahan of the city.
    """
    drawing = _draw(areas, safe_int(width, "width"))
    parents = areas.frame["kecamatan_kode"].to_dict()
    around, rest, here = (look(one.fill, one.line, one.line_width) for one in (AROUND, REST, LOCATED))
    parts = [
        path(shape, around if parents[one] == parents[kode] else rest) for one, shape in drawing.areas.items()
    ]
    parts += [path(one, look(None, KECAMATAN_LINE[0], 1.2)) for one in drawing.kecamatan]
    parts.append(path(drawing.areas[kode], here))
    west, _, east, _ = areas.metric.total_bounds
    if areas.area_km2[kode] ** 0.5 * 1000 * (width - 2 * MARGIN) / (east - west) < _EASILY_SEEN:
        parts.append(circle(*drawing.centres[kode], _EASILY_SEEN, look(None, LOCATED.line, 2.0)))
    return svg(width, drawing.height, "".join(parts), more=ROUND)


@lru_cache(maxsize=16)
def _draw(areas: Areas, width: int) -> _Drawing:
    """Fit a city into a width; north is up, in the metric CRS."""
    west, south, east, north = areas.metric.total_bounds
    scale = (width - 2 * MARGIN) / (east - west)

    def to_pixels(places: np.ndarray) -> np.ndarray:
        return np.column_stack(
            [MARGIN + (places[:, 0] - west) * scale, MARGIN + (north - places[:, 1]) * scale]
        )

    # Two fifths of a pixel; the coverage is simplified as one, so that neighbours keep their common edge.
    simple = shapely.coverage_simplify(areas.metric.geometry.to_numpy(), tolerance=0.4 / scale)
    parents = areas.frame["kecamatan_kode"].to_numpy()
    centres = shapely.get_coordinates(areas.label_points.to_crs(areas.metric_crs).to_numpy())
    return _Drawing(
        height=round(2 * MARGIN + (north - south) * scale),
        areas={
            kode: outline(shapely.transform(shape, to_pixels), 1)
            for kode, shape in zip(areas.frame.index, simple, strict=True)
        },
        kecamatan=tuple(
            outline(shapely.transform(shapely.coverage_union_all(simple[parents == kode]), to_pixels), 1)
            for kode in areas.kecamatan.index
        ),
        centres={
            kode: (float(x), float(y))
            for kode, (x, y) in zip(areas.frame.index, to_pixels(centres), strict=True)
        },
    )
