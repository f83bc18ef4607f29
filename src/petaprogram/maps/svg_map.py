"""Small still maps as SVG: where one look is enough and nothing has to be clicked.

They show the same classes, colours and hatch as the web map. The SVG holds numbers and colours only, and the
short marks that a caller hands over; its words stand beside it, where the page can translate and read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import CIRCLE, DOUBTFUL, HATCH, Classified
from petaprogram.maps.safe import safe_colour, safe_int, safe_number

MARGIN = 6.0
_INK, _DISTRICT = "#1F2933", "#3E4C59"
# A locator: the area itself, its kecamatan, the rest of the city, and the lines between them.
_HERE, _AROUND, _REST, _BETWEEN = "#1F3A5F", "#C9D6E6", "#F1F3F5", "#9AA5B1"
# Areas smaller than a square of this side (pixels) get a ring, so that they are found at a glance.
_EASILY_SEEN = 14.0


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The shapes of a city in pixels: paths and centres by kode, and the height that the width asks for."""

    height: float
    areas: Mapping[str, str]
    kecamatan: tuple[str, ...]
    centres: Mapping[str, tuple[float, float]]


def svg_map(
    areas: Areas,
    classified: Classified,
    *,
    width: int = 320,
    selected: str | None = None,
    marks: Mapping[str, int] | None = None,
) -> str:
    """Draw a classified map.

    Parameters
    ----------
    areas
        The city.
    classified
        The class of each area; circles and doubtful marks are drawn too.
    width
        Pixels; the height follows from the shape of the city.
    selected
        The kode of an area to outline.
    marks
        Numbers in rings, by kode.

    Raises
    ------
    UnsafeMapValueError
        If a colour, a number or a mark is not of its kind.
    """
    drawing = _draw(areas, safe_int(width, "width"))
    fills = ["url(#h)" if item.style.hatch else safe_colour(item.style.fill) for item in classified.classes]
    parts = [_hatch()]
    for kode, position in classified.by_area.items():
        style = classified.classes[position].style
        parts.append(_path(drawing.areas[str(kode)], style.line, style.line_width * 0.75, fills[position]))
    parts += [_path(one, _DISTRICT, 1.4) for one in drawing.kecamatan]
    for kode in classified.doubtful.index[classified.doubtful]:
        parts.append(_path(drawing.areas[kode], DOUBTFUL.line, 1.6, dash="4 3"))
    if selected is not None:
        parts += [_path(drawing.areas[selected], "#FFFFFF", 4.5), _path(drawing.areas[selected], _INK, 2.4)]
    if classified.radius is not None:
        for kode, radius in classified.radius.dropna().sort_values(ascending=False).items():
            size = safe_number(radius, "radius") * width / 640
            parts.append(_circle(drawing.centres[str(kode)], size, CIRCLE.fill, CIRCLE.line, 0.8))
    for kode, number in (marks or {}).items():
        x, y = drawing.centres[kode]
        parts.append(_circle((x, y), 9.5, "#FFFFFF", _INK, 2.0))
        parts.append(
            f'<text x="{x:.1f}" y="{y + 4.2:.1f}" text-anchor="middle" font-family="sans-serif" '
            f'font-size="12" font-weight="700" fill="{_INK}">{safe_int(number, "mark")}</text>'
        )
    return _svg(width, drawing.height, parts)


def locator_svg(areas: Areas, kode: str, *, width: int = 260) -> str:
    """Draw where a kelurahan lies: itself dark, its kecamatan tinted, the rest of the city pale.

    Raises
    ------
    KeyError
        When the kode is not that of a kelurahan of the city.
    """
    drawing = _draw(areas, safe_int(width, "width"))
    parents = areas.frame["kecamatan_kode"].to_dict()
    parts = [
        _path(outline, _BETWEEN, 0.5, _AROUND if parents[one] == parents[kode] else _REST)
        for one, outline in drawing.areas.items()
    ]
    parts += [_path(one, _DISTRICT, 1.2) for one in drawing.kecamatan]
    parts.append(_path(drawing.areas[kode], _HERE, 1.0, _HERE))
    west, _, east, _ = areas.metric.total_bounds
    if areas.area_km2[kode] ** 0.5 * 1000 * (width - 2 * MARGIN) / (east - west) < _EASILY_SEEN:
        parts.append(_path(_ring(drawing.centres[kode], _EASILY_SEEN), _HERE, 2.0))
    return _svg(width, drawing.height, parts)


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
        height=2 * MARGIN + (north - south) * scale,
        areas={
            kode: _outline(shapely.transform(shape, to_pixels))
            for kode, shape in zip(areas.frame.index, simple, strict=True)
        },
        kecamatan=tuple(
            _outline(shapely.transform(shapely.coverage_union_all(simple[parents == kode]), to_pixels))
            for kode in areas.kecamatan.index
        ),
        centres={
            kode: (float(x), float(y))
            for kode, (x, y) in zip(areas.frame.index, to_pixels(centres), strict=True)
        },
    )


def _svg(width: int, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}">{"".join(parts)}</svg>'
    )


def _outline(shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring)[:-1]) + "Z"
        for ring in rings
    )


def _path(outline: str, line: str, width: float, fill: str = "none", dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{outline}" fill="{fill}" stroke="{safe_colour(line)}" '
        f'stroke-width="{safe_number(width, "line width"):g}" stroke-linejoin="round"{dashes}/>'
    )


def _ring(at: tuple[float, float], radius: float) -> str:
    return (
        f"M{at[0] - radius:.1f} {at[1]:.1f}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0"
        f"a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0Z"
    )


def _circle(at: tuple[float, float], radius: float, fill: str, line: str, width: float) -> str:
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{safe_colour(fill)}" '
        f'stroke="{safe_colour(line)}" stroke-width="{width:g}"/>'
    )


def _hatch() -> str:
    return (
        f'<defs><pattern id="h" width="{HATCH.spacing:g}" height="{HATCH.spacing:g}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({HATCH.angle})">'
        f'<rect width="{HATCH.spacing:g}" height="{HATCH.spacing:g}" fill="{safe_colour(HATCH.ground)}"/>'
        f'<rect width="{HATCH.width:g}" height="{HATCH.spacing:g}" fill="{safe_colour(HATCH.colour)}"/>'
        "</pattern></defs>"
    )
