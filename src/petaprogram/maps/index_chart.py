"""The ministry's index over the years as lines, each labelled where it stands: laid out once, drawn anywhere.

What is on record for one year only has no line: its dots stand apart, at the right, on the same scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from petaprogram.maps.palette import ALARM, DEEP, GRID, INK, MUTED, WHITE
from petaprogram.maps.svg import ROUND, Anchor, circle, look, path, rect, svg, text
from petaprogram.messages.language import Language
from petaprogram.presentation.ministry_tables import index_table, name_subjects
from petaprogram.tables.columns import OVERALL, QUICK_WINS
from petaprogram.tables.dataset import Dataset

WIDTH, HEIGHT = 820.0, 430.0
_LEFT, _TOP, _BOTTOM = 48.0, 34.0, 36.0
# Where the lines end, and where the column of single years and its labels stand.
_END, _COLUMN, _LABELS = 430.0, 556.0, 590.0
# The scale runs over whole steps, and labels keep so far apart.
_STEP, _APART = 0.5, 21.0
_SMALL, _NORMAL, _LARGE = 13.0, 15.0, 17.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; lengths as everywhere here in units of `WIDTH` and `HEIGHT`."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text, its baseline at `y`."""

    x: float
    y: float
    words: str
    size: float
    colour: str = INK
    anchor: Anchor = "start"
    weight: int = 400


@dataclass(frozen=True, slots=True)
class IndexChart:
    """What is drawn, from the ground up; `words` say the same for whoever does not see it."""

    words: str
    strokes: list[Stroke] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT


def index_chart(dataset: Dataset, language: Language) -> IndexChart | None:
    """Lay the index out; None where none is on record."""
    table = index_table(dataset)
    if table.empty:
        return None
    names = name_subjects(dataset, language)
    colours = subject_colours(dataset)
    lines = table[table.notna().sum(axis=1) > 1]
    single = table[table.notna().sum(axis=1) == 1]
    layout, chart = _Layout(table), IndexChart(_say(table, names, language))
    _draw_scale(chart, layout, language)
    for subject, values in lines.iterrows():
        _draw_line(chart, layout, values, colours[str(subject)], names[str(subject)], language)
    _draw_column(chart, layout, single, {name: (names[name], colours[name]) for name in names}, language)
    return chart


def subject_colours(dataset: Dataset) -> dict[str, str]:
    """Return the colour of everything that the index may be of, as `index_table` has it in its rows."""
    pillars = {str(pillar): str(colour) for pillar, colour in dataset.pillars["color"].items()}
    return {OVERALL: DEEP, QUICK_WINS: ALARM} | pillars


def scale_of(table: pd.DataFrame) -> tuple[float, float, float]:
    """Return the first and the last value of the scale for an `index_table`, and its step."""
    low, high = float(table.min().min()), float(table.max().max())
    first = math.floor(low / _STEP) * _STEP
    return first, max(math.ceil(high / _STEP) * _STEP, first + _STEP), _STEP


def index_svg(chart: IndexChart) -> str:
    """Write the chart as SVG, `WIDTH` by `HEIGHT` pixels."""
    body = [rect(0, 0, WIDTH, HEIGHT, look(WHITE))]
    for stroke in chart.strokes:
        data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in stroke.points)
        body.append(path(data, look(None, stroke.colour, stroke.width)))
    body += [circle(one.x, one.y, one.radius, look(one.colour, WHITE, 1.5)) for one in chart.spots]
    body += [
        text(one.x, one.y, one.words, size=one.size, colour=one.colour, anchor=one.anchor, weight=one.weight)
        for one in chart.labels
    ]
    return svg(WIDTH, HEIGHT, "".join(body), more=f'{ROUND} font-family="sans-serif"')


class _Layout:
    """Where years and values stand."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.years = [int(year) for year in table.columns]
        self.low, self.high, _ = scale_of(table)

    def x(self, year: int) -> float:
        inset = 30.0
        steps = max(len(self.years) - 1, 1)
        return _LEFT + inset + (_END - _LEFT - 2 * inset) * (year - self.years[0]) / steps

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [self.low + _STEP * step for step in range(round((self.high - self.low) / _STEP) + 1)]


def _draw_scale(chart: IndexChart, layout: _Layout, language: Language) -> None:
    for tick in layout.ticks:
        at = layout.y(tick)
        chart.strokes.append(Stroke(((_LEFT, at), (_END, at)), GRID, 1.0))
        chart.labels.append(Label(_LEFT - 8, at + 4.5, language.number(tick, 1), _SMALL, MUTED, "end"))
    for year in layout.years:
        chart.labels.append(Label(layout.x(year), HEIGHT - 10, str(year), _NORMAL, MUTED, "middle"))


def _draw_line(  # noqa: PLR0913, PLR0917  (of one line)
    chart: IndexChart, layout: _Layout, values: pd.Series, colour: str, name: str, language: Language
) -> None:
    known = {int(str(year)): float(value) for year, value in values.dropna().items()}
    places = {year: (layout.x(year), layout.y(value)) for year, value in known.items()}
    # A year without a number breaks the line.
    for year, (x, y) in places.items():
        if year + 1 in places:
            chart.strokes.append(Stroke(((x, y), places[year + 1]), colour, 3.0))
        chart.spots.append(Spot(x, y, 5.5, colour))
        chart.labels.append(Label(x, y - 13, language.number(known[year], 2), _LARGE, INK, "middle", 700))
    x, y = places[max(places)]
    chart.labels.append(Label(x + 12, y + 5, name, _NORMAL, colour, "start", 700))


def _draw_column(
    chart: IndexChart,
    layout: _Layout,
    single: pd.DataFrame,
    looks: Mapping[str, tuple[str, str]],
    language: Language,
) -> None:
    """Draw what is known for one year as dots with labels, which keep apart; `looks`: name and colour."""
    if single.empty:
        return
    found = [
        (float(values.dropna().iloc[0]), int(values.dropna().index[0]), str(subject))
        for subject, values in single.iterrows()
    ]
    found.sort(key=lambda one: -one[0])
    years = {year for _, year, _ in found}
    heights = keep_apart([layout.y(value) for value, _, _ in found], _APART, _TOP, HEIGHT - 8)
    met: dict[float, int] = {}
    for (value, year, subject), height in zip(found, heights, strict=True):
        at, (name, colour) = layout.y(value), looks[subject]
        # Equal values stand side by side.
        met[value] = met.get(value, -1) + 1
        chart.strokes.append(Stroke(((_COLUMN + 7, at), (_LABELS - 6, height)), GRID, 1.2))
        chart.spots.append(Spot(_COLUMN - 12 * met[value], at, 5.5, colour))
        said = f"{language.number(value, 2)}  {name}"
        words = said if len(years) == 1 else f"{said}, {year}"
        chart.labels.append(Label(_LABELS, height + 5, words, _NORMAL))
    listed = language.listing([str(year) for year in sorted(years)])
    title = language.say("Tercatat untuk satu tahun saja: {years}", years=listed)
    chart.labels.append(Label(_COLUMN - 8, 16, title, _SMALL, MUTED))


def keep_apart(heights: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Move heights, given from the top down, as little as it takes for `gap` between them.

    They stay between `top` and `bottom` where there is room for all of them.

    >>> keep_apart([10, 12, 50], 20, 0, 100)
    [1.0, 21.0, 50.0]
    """
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _first(groups[-1], gap, top, bottom) < (
            _first(groups[-2], gap, top, bottom) + gap * len(groups[-2])
        ):
            last = groups.pop()
            groups[-1] += last
    return [
        round(_first(group, gap, top, bottom) + gap * place, 1)
        for group in groups
        for place in range(len(group))
    ]


def _first(group: Sequence[float], gap: float, top: float, bottom: float) -> float:
    """Place the first of a group that stands gap by gap around its middle."""
    span = gap * (len(group) - 1)
    return max(min(sum(group) / len(group) - span / 2, bottom - span), top)


def _say(table: pd.DataFrame, names: Mapping[str, str], language: Language) -> str:
    return "; ".join(
        f"{names[str(subject)]}: "
        + ", ".join(f"{language.number(value, 2)} ({year})" for year, value in values.dropna().items())
        for subject, values in table.iterrows()
    )
