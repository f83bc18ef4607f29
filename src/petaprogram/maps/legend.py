"""The legend as plain values, and its swatches as constant SVG; the page's own template lays it out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from petaprogram.maps.class_tables import DOUBTFUL_WORD, SELDOM, TITLES
from petaprogram.maps.classes import Classified
from petaprogram.maps.hatch import hatch_lines
from petaprogram.maps.palette import CIRCLE, DASHES, DOUBTFUL, HATCH, Style
from petaprogram.maps.safe import safe_number
from petaprogram.maps.svg import circle, look, outline, path, rect, svg, svg_uri
from petaprogram.messages.language import Language

# The words stand beside it.
_HIDDEN = ' aria-hidden="true"'


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One class: `swatch` is SVG that holds nothing but checked numbers and colours."""

    id: str
    label: str
    areas: int
    style: Style
    swatch: str

    @property
    def swatch_uri(self) -> str:
        """`swatch` as an address for `<img src>`."""
        return svg_uri(self.swatch)


@dataclass(frozen=True, slots=True)
class CircleSample:
    """One sample circle with the count that it stands for."""

    value: int
    radius: float
    style: Style
    swatch: str

    @property
    def swatch_uri(self) -> str:
        """`swatch` as an address for `<img src>`."""
        return svg_uri(self.swatch)


@dataclass(frozen=True, slots=True)
class Legend:
    """All rows in their fixed order; `circles` is empty for kinds without circles.

    `doubtful` is what is laid over some of the classes; None where there is nothing to lay.
    """

    title: str
    rows: tuple[LegendRow, ...]
    circles: tuple[CircleSample, ...]
    doubtful: LegendRow | None


@lru_cache(maxsize=128)
def legend(classified: Classified, language: Language) -> Legend:
    """Describe the legend of a classified map; classes that few maps have stand in it where they are used."""
    rows = tuple(
        LegendRow(item.id, language.say(item.label), item.areas, item.style, swatch_svg(item.style))
        for item in classified.classes
        if item.areas or item.id not in SELDOM
    )
    count = int(classified.doubtful.sum())
    word, swatch = language.say(DOUBTFUL_WORD), swatch_svg(DOUBTFUL, dashed=True)
    doubtful = LegendRow("doubtful", word, count, DOUBTFUL, swatch)
    title = language.say(TITLES[classified.kind])
    return Legend(title, rows, _circle_samples(classified), doubtful if count else None)


def say_counts(classified: Classified, language: Language) -> str:
    """Say how many kelurahan each class has, without those that have none: what a picture shows, in words."""
    return "; ".join(f"{language.say(one.label)}: {one.areas}" for one in classified.classes if one.areas)


@lru_cache(maxsize=256)
def swatch_svg(style: Style, width: int = 28, height: int = 18, *, dashed: bool = False) -> str:
    """Draw a class as a small rectangle.

    The hatch is drawn as lines, not as a pattern: a pattern needs an id, and ids repeat on a page.
    """
    line_width = safe_number(style.line_width, "line width")
    place = (line_width / 2, line_width / 2, width - line_width, height - line_width)
    parts = [rect(*place, look(HATCH.ground if style.hatch else style.fill))]
    if style.hatch:
        parts.append(path(outline(hatch_lines(width, height), 1), look(None, HATCH.colour, HATCH.width)))
    parts.append(rect(*place, look(None, style.line, style.line_width, DASHES if dashed else ())))
    return svg(width, height, "".join(parts), more=_HIDDEN)


def bar_svg(classified: Classified, width: int = 200, height: int = 14) -> str:
    """Draw how many areas are in each class, as parts of one bar in the order of the classes."""
    total = len(classified.by_area)
    parts, at = [], 0.0
    for item in classified.classes:
        share = width * item.areas / total if total else 0
        if share:
            # Each part is an image of its own inside the bar, so that its hatch ends where it ends.
            part = swatch_svg(item.style, max(round(share), 2), height)
            parts.append(f'<g transform="translate({at:.1f} 0)">{part}</g>')
        at += share
    return svg(width, height, "".join(parts), more=_HIDDEN)


def circle_svg(radius: float, style: Style = CIRCLE) -> str:
    """Draw a sample circle in its true size."""
    line_width = safe_number(style.line_width, "line width")
    size = math.ceil(2 * safe_number(radius, "radius") + line_width)
    drawn = look(style.fill, style.line, style.line_width)
    return svg(size, size, circle(size / 2, size / 2, radius, drawn), more=_HIDDEN)


def _circle_samples(classified: Classified) -> tuple[CircleSample, ...]:
    if classified.radius is None:
        return ()
    drawn = classified.radius.dropna()
    sizes = dict(sorted(zip(classified.values.reindex(drawn.index).astype(int), drawn, strict=True)))
    if len(sizes) > 3:  # noqa: PLR2004  smallest, one between, largest
        smallest, largest = min(sizes), max(sizes)
        half = (sizes[smallest] + sizes[largest]) / 2
        between = min(set(sizes) - {smallest, largest}, key=lambda value: (abs(sizes[value] - half), value))
        sizes = {value: sizes[value] for value in (smallest, between, largest)}
    return tuple(CircleSample(value, radius, CIRCLE, circle_svg(radius)) for value, radius in sizes.items())
