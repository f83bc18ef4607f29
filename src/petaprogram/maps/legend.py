"""The legend as plain values, and its swatches as constant SVG; the page's own template lays it out."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass

from petaprogram.maps.classes import CIRCLE, DOUBTFUL, DOUBTFUL_WORD, HATCH, TITLES, Classified, Style
from petaprogram.maps.safe import safe_colour, safe_number
from petaprogram.messages.language import Language


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


def legend(classified: Classified, language: Language) -> Legend:
    """Describe the legend of a classified map."""
    rows = tuple(
        LegendRow(item.id, language.say(item.label), item.areas, item.style, swatch_svg(item.style))
        for item in classified.classes
    )
    count = int(classified.doubtful.sum())
    word, swatch = language.say(DOUBTFUL_WORD), swatch_svg(DOUBTFUL, dashed=True)
    doubtful = LegendRow("doubtful", word, count, DOUBTFUL, swatch)
    title = language.say(TITLES[classified.kind])
    return Legend(title, rows, _circle_samples(classified), doubtful if count else None)


def swatch_svg(style: Style, width: int = 28, height: int = 18, *, dashed: bool = False) -> str:
    """Draw a class as a small rectangle.

    The hatch is drawn as lines, not as a pattern: a pattern needs an id, and ids repeat on a page.
    """
    line_width = safe_number(style.line_width, "line width")
    place = (
        f'x="{line_width / 2:g}" y="{line_width / 2:g}" '
        f'width="{width - line_width:g}" height="{height - line_width:g}"'
    )
    ground = f'<rect {place} fill="{safe_colour(HATCH.ground if style.hatch else style.fill)}"/>'
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    stroke = f'stroke="{safe_colour(style.line)}" stroke-width="{line_width:g}"{dash}'
    outline = f'<rect {place} fill="none" {stroke}/>'
    return _svg(width, height, ground + (_hatch_lines(width, height) if style.hatch else "") + outline)


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
    return _svg(width, height, "".join(parts))


def circle_svg(radius: float, style: Style = CIRCLE) -> str:
    """Draw a sample circle in its true size."""
    radius = safe_number(radius, "radius")
    line_width = safe_number(style.line_width, "line width")
    size = math.ceil(2 * radius + line_width)
    return _svg(
        size,
        size,
        f'<circle cx="{size / 2:g}" cy="{size / 2:g}" r="{radius:g}" fill="{safe_colour(style.fill)}" '
        f'stroke="{safe_colour(style.line)}" stroke-width="{line_width:g}"/>',
    )


def svg_uri(svg: str) -> str:
    """Write a swatch as an address for `<img src>`: st.html drops SVG elements but keeps images."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:d}" height="{height:d}" '
        f'viewBox="0 0 {width:d} {height:d}" aria-hidden="true">{body}</svg>'
    )


def _hatch_lines(width: int, height: int) -> str:
    # Lines that rise to the right, as the pattern on the map; the svg's own frame cuts their ends.
    step = HATCH.spacing / math.cos(math.radians(HATCH.angle))
    lean = height * math.tan(math.radians(HATCH.angle))
    starts = [step * number - lean for number in range(math.ceil((width + lean) / step) + 1)]
    path = "".join(f"M{x:.1f} {height:d}L{x + lean:.1f} 0" for x in starts)
    return f'<path d="{path}" stroke="{safe_colour(HATCH.colour)}" stroke-width="{HATCH.width:g}"/>'


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
