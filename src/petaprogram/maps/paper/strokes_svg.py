"""Strokes as compact SVG, without words: whoever lays out the page sets those on it.

The numbers are millimetres with two decimals. What has an id keeps it, so that a reader of the file can tell
one area from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
import shapely
from numpy.typing import NDArray

from petaprogram.maps.paper.drawing import Geometry
from petaprogram.maps.paper.strokes import Stroke
from petaprogram.maps.safe import safe_colour, safe_number


def strokes_svg(strokes: Iterable[Stroke], width: float, height: float) -> str:
    """Write strokes as SVG of a size in mm.

    Raises
    ------
    UnsafeMapValueError
        If a colour or a number is not of its kind.
    """
    size = f'width="{width:g}mm" height="{height:g}mm" viewBox="0 0 {width:g} {height:g}"'
    body = svg_groups(strokes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} stroke-linejoin="round">{body}</svg>'


def svg_groups(strokes: Iterable[Stroke]) -> str:
    """Write strokes as elements, those that look the same and follow each other in one group."""
    return "".join(
        f"<g {style}>{''.join(map(_path, group))}</g>" for style, group in groupby(strokes, key=_style)
    )


def _path(stroke: Stroke) -> str:
    # The ids are codes and words of ours; anything else is no id.
    name = f' id="{stroke.id}"' if stroke.id and stroke.id.replace("-", "").replace(".", "").isalnum() else ""
    return f'<path{name} d="{"".join(_outlines(stroke.geometry))}"/>'


def _style(stroke: Stroke) -> str:
    style = f'fill="{safe_colour(stroke.fill) if stroke.fill else "none"}"'
    if stroke.line:
        width = safe_number(stroke.width, "line width")
        style += f' stroke="{safe_colour(stroke.line)}" stroke-width="{width:.3f}"'
    if stroke.dashes:
        style += f' stroke-dasharray="{" ".join(f"{dash:.2f}" for dash in stroke.dashes)}"'
    return style if stroke.opacity == 1 else f'{style} opacity="{stroke.opacity:g}"'


def _outlines(geometry: Geometry) -> Iterator[str]:
    """Write the data of a path: rings closed, lines open."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield f"{_line(shapely.get_coordinates(ring)[:-1])}Z"
        elif part.geom_type == "LineString":
            yield _line(shapely.get_coordinates(part))
        elif part.geom_type.startswith(("Multi", "GeometryCollection")):
            yield from _outlines(part)


def _line(places: NDArray[np.float64]) -> str:
    return "M" + "L".join([f"{x:.2f} {y:.2f}" for x, y in places.tolist()])
