"""The one writer of SVG: colours and numbers are checked, texts escaped, and nothing else enters a file."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from petaprogram.maps.safe import safe_colour, safe_number
from petaprogram.messages.xml_text import printable

Anchor: TypeAlias = Literal["start", "middle", "end"]

# Corners of lines, for the root of a map: those of areas are round.
ROUND = ' stroke-linejoin="round"'
_PATTERN = re.compile(r"url\(#[a-z]+\)")


def svg(width: float, height: float, body: str, *, unit: str = "", more: str = "") -> str:
    """Write a document; `more` are attributes of its root, `unit` is that of its size on a page."""
    across, down = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}{unit}" height="{down}{unit}" '
        f'viewBox="0 0 {across} {down}"{more}>{body}</svg>'
    )


def look(
    fill: str | None = None,
    line: str | None = None,
    width: float = 1.0,
    dashes: Sequence[float] = (),
    opacity: float = 1.0,
) -> str:
    """Write how shapes are drawn, as attributes of one of them or of their group.

    `fill` is a colour, or `url(#name)` for a pattern of the document; None for nothing.

    Raises
    ------
    UnsafeMapValueError
        If a colour or a number is not of its kind.
    """
    parts = [f'fill="{_fill(fill)}"']
    if line:
        parts.append(f'stroke="{safe_colour(line)}" stroke-width="{number(width)}"')
    if dashes:
        parts.append(f'stroke-dasharray="{" ".join(map(number, dashes))}"')
    if opacity != 1:
        parts.append(f'opacity="{number(opacity)}"')
    return " ".join(parts)


def path(data: str, drawn: str) -> str:
    """Write a path: its `outline`, and its `look`."""
    return f'<path d="{data}" {drawn}/>'


def rect(x: float, y: float, width: float, height: float, drawn: str) -> str:
    """Write a rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" {drawn}/>'
    )


def circle(x: float, y: float, radius: float, drawn: str) -> str:
    """Write a circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {drawn}/>'


def text(  # noqa: PLR0913  (all named)
    x: float, y: float, words: str, *, size: float, colour: str, anchor: Anchor = "middle", weight: int = 400
) -> str:
    """Write one line of text, with its baseline at `y`."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" font-weight="{weight:d}" '
        f'text-anchor="{anchor}" fill="{safe_colour(colour)}">{letters(words)}</text>'
    )


def letters(words: str) -> str:
    """Write a text so that each of its letters is a letter, and leave out what XML cannot hold."""
    return escape(printable(words))


def number(value: float) -> str:
    """Write a number with at most three decimals."""
    return f"{round(safe_number(value, 'number in SVG'), 3):.10g}"


def outline(geometry: BaseGeometry, decimals: int) -> str:
    """Write the data of a path: rings closed, lines open, points not at all."""
    return "".join(_lines(geometry, decimals))


def svg_uri(document: str) -> str:
    """Write a document as an address for `<img src>`: st.html drops SVG elements but keeps images."""
    return f"data:image/svg+xml;base64,{base64.b64encode(document.encode()).decode()}"


def _fill(fill: str | None) -> str:
    if fill is None:
        return "none"
    return fill if _PATTERN.fullmatch(fill) else safe_colour(fill)


def _lines(geometry: BaseGeometry, decimals: int) -> Iterator[str]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield f"{_line(shapely.get_coordinates(ring)[:-1], decimals)}Z"
        elif part.geom_type == "LineString":
            yield _line(shapely.get_coordinates(part), decimals)
        elif part.geom_type.startswith(("Multi", "GeometryCollection")):
            yield from _lines(part, decimals)


def _line(places: NDArray[np.float64], decimals: int) -> str:
    return "M" + "L".join([f"{x:.{decimals}f} {y:.{decimals}f}" for x, y in places.tolist()])
