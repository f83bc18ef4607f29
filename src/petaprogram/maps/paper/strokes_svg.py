"""Strokes as compact SVG, without words: whoever lays out the page sets those on it.

The numbers are millimetres with two decimals. What has an id keeps it, so that a reader of the file can tell
one area from another.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from petaprogram.maps.paper.strokes import Stroke
from petaprogram.maps.svg import ROUND, look, outline, svg


def strokes_svg(strokes: Iterable[Stroke], width: float, height: float) -> str:
    """Write strokes as SVG of a size in mm.

    Raises
    ------
    UnsafeMapValueError
        If a colour or a number is not of its kind.
    """
    return svg(width, height, svg_groups(strokes), unit="mm", more=ROUND)


def svg_groups(strokes: Iterable[Stroke]) -> str:
    """Write strokes as elements, those that look the same and follow each other in one group."""
    return "".join(
        f"<g {style}>{''.join(map(_path, group))}</g>" for style, group in groupby(strokes, key=_look)
    )


def _look(stroke: Stroke) -> str:
    return look(stroke.fill, stroke.line, stroke.width, stroke.dashes, stroke.opacity)


def _path(stroke: Stroke) -> str:
    # The ids are codes and words of ours; anything else is no id.
    name = f' id="{stroke.id}"' if stroke.id and stroke.id.replace("-", "").replace(".", "").isalnum() else ""
    return f'<path{name} d="{outline(stroke.geometry, 2)}"/>'
