"""What a printed sheet is made of: strokes and words, in mm from the upper left corner of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Literal, TypeAlias

import shapely
from shapely.affinity import translate

from petaprogram.geography.context import Kind
from petaprogram.maps.around import CASING, LOOKS
from petaprogram.maps.class_tables import CONTEXT_WORDS, SITES
from petaprogram.maps.font_files import Weight
from petaprogram.maps.hatch import hatch_lines
from petaprogram.maps.palette import (
    CIRCLE,
    CITY,
    DASHES,
    DOUBTFUL,
    HATCH,
    HERE,
    INK,
    KECAMATAN_LINE,
    LANDMARK,
    MUTED,
    RAILWAY_DASHES,
    SELECTED_LINES,
    SITE,
    WHITE,
    Style,
)
from petaprogram.maps.paper.around import SYMBOL
from petaprogram.maps.paper.drawing import (
    FRAME_WIDTH,
    LEADER_WIDTH,
    MM_PER_PIXEL,
    PLATE_OPACITY,
    Drawing,
    Geometry,
    ring_around,
)
from petaprogram.maps.paper.map_frame import BAR_PARTS, MapFrame, bar_step
from petaprogram.maps.paper.paper_labels import Name
from petaprogram.maps.paper.typeface import CAPITAL, MM_PER_POINT, line_height, text_width
from petaprogram.messages.language import Language

Align = Literal["left", "middle", "right"]

# A smaller count in a circle cannot be read; the legend has the sizes.
MIN_COUNT_SIZE = 4.0
# Height in mm of scale bar and north arrow at size 1.
SCALE_HEIGHT = 13.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `x` is where `align` says, `y` the baseline, `size` in points."""

    text: str
    x: float
    y: float
    size: float
    weight: Weight = "regular"
    colour: str = INK
    align: Align = "left"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm: from the ascenders to the descenders."""
        width = text_width(self.text, self.size, self.weight)
        left = self.x - {"left": 0.0, "middle": width / 2, "right": width}[self.align]
        em = self.size * MM_PER_POINT
        return (left, self.y - 0.75 * em, left + width, self.y + 0.22 * em)


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One geometry, filled and outlined; `width` of the outline in mm, `id` for a reader of the file."""

    geometry: Geometry
    fill: str | None = None
    line: str | None = None
    width: float = 0.0
    opacity: float = 1.0
    dashes: tuple[float, ...] = ()
    id: str | None = None


Mark: TypeAlias = Words | Stroke


def map_marks(drawing: Drawing, x: float = 0.0, y: float = 0.0) -> Iterator[Mark]:
    """Draw a map with its upper left corner at a place of the paper; nothing reaches beyond its frame."""
    map_frame = drawing.map_frame.box
    yield Stroke(translate(map_frame, x, y), fill=WHITE)
    parts = (_below, _areas, _above, _lines, _circles, _places, _plates)
    for stroke in chain.from_iterable(part(drawing) for part in parts):
        geometry = shapely.intersection(stroke.geometry, map_frame)
        if not geometry.is_empty:
            yield replace(stroke, geometry=translate(geometry, x, y))
    yield Stroke(translate(map_frame, x, y), line=INK, width=FRAME_WIDTH)
    for words in chain(_counts(drawing), _names(drawing), _around_names(drawing), _credit(drawing)):
        yield replace(words, x=x + words.x, y=y + words.y)


def _below(drawing: Drawing) -> Iterator[Stroke]:
    for kind, shape in drawing.around.of("neighbour"):
        look = LOOKS[kind]
        yield Stroke(shape, fill=look.fill, line=look.line, width=look.line_width * drawing.unit)


def _above(drawing: Drawing) -> Iterator[Stroke]:
    for kind, shape in drawing.around.of("water", "river", "road", "railway"):
        yield from around_marks(kind, shape, drawing.unit)


def around_marks(kind: Kind, shape: Geometry, unit: float) -> Iterator[Stroke]:
    """Draw water, or a line with its casing; `unit` is the size of a pixel of the screen in mm."""
    look = LOOKS[kind]
    if kind == "water":
        yield Stroke(shape, fill=look.fill, line=look.line, width=look.line_width * unit)
        return
    yield Stroke(shape, line=look.fill, width=(look.line_width + CASING) * unit)
    dashes = tuple(dash * unit for dash in RAILWAY_DASHES) if kind == "railway" else ()
    yield Stroke(shape, line=look.line, width=look.line_width * unit, dashes=dashes)


def place_mark(x: float, y: float, unit: float) -> Stroke:
    """Draw the symbol of a place that people know."""
    corners = [(x, y - SYMBOL), (x + SYMBOL, y), (x, y + SYMBOL), (x - SYMBOL, y)]
    return Stroke(shapely.Polygon(corners), LANDMARK.fill, LANDMARK.line, LANDMARK.line_width * unit)


def site_mark(x: float, y: float, unit: float) -> Stroke:
    """Draw the site of a record."""
    shape = shapely.Point(x, y).buffer(SYMBOL, quad_segs=12)
    return Stroke(shape, SITE.fill, SITE.line, SITE.line_width * unit)


def _places(drawing: Drawing) -> Iterator[Stroke]:
    for x, y in drawing.around.sites:
        yield site_mark(x, y, drawing.unit)
    for x, y in drawing.around.symbols:
        yield place_mark(x, y, drawing.unit)


def _around_names(drawing: Drawing) -> Iterator[Words]:
    for name in drawing.around.names:
        yield from _lines_of(name, MUTED)


def _credit(drawing: Drawing) -> Iterator[Words]:
    credit = drawing.credit
    if credit is None:
        return
    for row, line in enumerate(credit.lines):
        base = credit.box[1] + line_height(credit.size) * (row + 0.82)
        yield Words(line, credit.box[2] - 0.5, base, credit.size, colour=MUTED, align="right")


def _areas(drawing: Drawing) -> Iterator[Stroke]:
    for shape in drawing.shapes:
        yield Stroke(
            shape.polygon, fill=HATCH.ground if shape.style.hatch else shape.style.fill, id=shape.kode
        )
    yield Stroke(drawing.hatch, line=HATCH.colour, width=HATCH.width * drawing.unit, id="hatch")
    # The outlines lie over the hatch of their neighbours too, the firm ones last.
    for (colour, width), shapes in groupby(
        drawing.shapes, lambda one: (one.style.line, one.style.line_width)
    ):
        outlines = shapely.GeometryCollection([shapely.boundary(shape.polygon) for shape in shapes])
        yield Stroke(outlines, line=colour, width=width * drawing.unit)


def _lines(drawing: Drawing) -> Iterator[Stroke]:
    unit = drawing.unit
    colour, width = KECAMATAN_LINE
    yield Stroke(drawing.kecamatan, line=colour, width=width * unit, id="kecamatan")
    dashes = tuple(dash * unit for dash in DASHES)
    width = DOUBTFUL.line_width
    yield Stroke(drawing.doubtful, line=DOUBTFUL.line, width=width * unit, dashes=dashes, id="doubtful")
    if drawing.selected is not None:
        for colour, width in SELECTED_LINES:
            yield Stroke(shapely.boundary(drawing.selected), line=colour, width=width * unit)
    for name in drawing.names:
        if name.leader:
            line = shapely.LineString([name.leader, (name.x, name.y)])
            yield Stroke(line, line=INK, width=LEADER_WIDTH)


def _circles(drawing: Drawing) -> Iterator[Stroke]:
    for circle in drawing.circles:
        yield circle_mark(circle.x, circle.y, circle.radius, drawing.unit, f"circle-{circle.kode}")


def _plates(drawing: Drawing) -> Iterator[Stroke]:
    for name in drawing.names:
        if name.spills:
            yield Stroke(shapely.box(*name.box), fill=WHITE, opacity=PLATE_OPACITY)
    for name in drawing.around.names:
        # The name of a place may lie on any class; that of a neighbour lies on its own grey.
        if not name.kode:
            yield Stroke(shapely.box(*name.box), fill=WHITE, opacity=PLATE_OPACITY)
    if drawing.credit:
        yield Stroke(shapely.box(*drawing.credit.box), fill=WHITE, opacity=PLATE_OPACITY)


def _counts(drawing: Drawing) -> Iterator[Words]:
    """Write each count into its circle, where it is large enough to be read."""
    for circle in drawing.circles:
        text, room = str(circle.value), 1.5 * circle.radius
        size = 1.15 * circle.radius / MM_PER_POINT
        size = max(size * min(1.0, room / text_width(text, size, "semibold")), drawing.smallest)
        if size >= MIN_COUNT_SIZE and text_width(text, size, "semibold") < 2 * circle.radius:
            base = circle.y + size * CAPITAL * MM_PER_POINT / 2
            yield Words(text, circle.x, base, size, "semibold", CIRCLE.line, "middle")


def _names(drawing: Drawing) -> Iterator[Words]:
    inks = [drawing.ink(name) for name in drawing.names] + [KECAMATAN_LINE[0]] * len(drawing.districts)
    for name, ink in zip((*drawing.names, *drawing.districts), inks, strict=True):
        yield from _lines_of(name, ink)


def _lines_of(name: Name, ink: str) -> Iterator[Words]:
    for row, line in enumerate(name.lines):
        middle = name.y + line_height(name.size) * (row + 0.5 - len(name.lines) / 2)
        base = middle + name.size * CAPITAL * MM_PER_POINT / 2
        yield Words(line, name.x, base, name.size, name.weight, ink, "middle")


def circle_mark(x: float, y: float, radius: float, unit: float, name: str | None = None) -> Stroke:
    """Draw one circle of a count."""
    shape = shapely.Point(x, y).buffer(radius, quad_segs=24)
    return Stroke(shape, CIRCLE.fill, CIRCLE.line, CIRCLE.line_width * unit, opacity=0.9, id=name)


def swatch_marks(  # noqa: PLR0913  (all named)
    style: Style, x: float, y: float, *, width: float, height: float, dashed: bool = False
) -> Iterator[Stroke]:
    """Draw a class as a small rectangle, for the legend."""
    box = shapely.box(x, y, x + width, y + height)
    yield Stroke(box, fill=HATCH.ground if style.hatch else style.fill)
    if style.hatch:
        lines = shapely.intersection(
            hatch_lines(width, height, MM_PER_PIXEL), shapely.box(0, 0, width, height)
        )
        yield Stroke(translate(lines, x, y), line=HATCH.colour, width=HATCH.width * MM_PER_PIXEL)
    dashes = tuple(dash * MM_PER_PIXEL for dash in DASHES) if dashed else ()
    yield Stroke(box, line=style.line, width=style.line_width * MM_PER_PIXEL, dashes=dashes)


# What the legend says of the surroundings; the kecamatan beside the city bear their names on the map.
AROUND_WORDS: dict[str, str] = {kind: CONTEXT_WORDS[kind] for kind in LOOKS if kind != "neighbour"}
AROUND_WORDS["site"] = SITES


def around_kinds(drawing: Drawing) -> list[str]:
    """List what the legend has to explain of the surroundings that are on a map."""
    drawn = {kind for kind, _ in drawing.around.shapes}
    drawn |= {"landmark"} if drawing.around.symbols else set()
    found: set[str] = drawn | ({"site"} if drawing.around.sites else set())
    return [kind for kind in AROUND_WORDS if kind in found]


def around_swatch(  # noqa: PLR0913, PLR0917  (a place and a size)
    kind: str, x: float, y: float, width: float, height: float, unit: float
) -> Iterator[Stroke]:
    """Draw a part of the surroundings as small as a class of the legend."""
    middle = y + height / 2
    if kind in {"landmark", "site"}:
        yield (place_mark if kind == "landmark" else site_mark)(x + width / 2, middle, unit)
        return
    line = shapely.LineString([(x, middle), (x + width, middle)])
    shape = shapely.box(x, y, x + width, y + height) if kind == "water" else line
    yield from around_marks(kind, shape, unit)  # type: ignore[arg-type]


def locator_marks(city: Geometry, here: Geometry, x: float, y: float) -> Iterator[Stroke]:
    """Draw the map that says where in the city the large one lies."""
    yield Stroke(translate(city, x, y), CITY.fill, CITY.line, CITY.line_width)
    yield Stroke(translate(here, x, y), HERE.fill, HERE.line, HERE.line_width)
    left, top, radius = ring_around(here)
    ring = shapely.Point(x + left, y + top).buffer(radius, quad_segs=24)
    yield Stroke(ring, line=HERE.fill, width=2 * HERE.line_width)


def scale_marks(  # noqa: PLR0913, PLR0917  (a place and a size)
    map_frame: MapFrame, language: Language, x: float, y: float, width: float, size: float
) -> Iterator[Mark]:
    """Draw scale bar and north arrow, `SCALE_HEIGHT` times `size` mm high; `width` holds both."""
    step = bar_step(map_frame.scale, width - 20 * size)
    unit, divisor = ("km", 1000) if step * BAR_PARTS >= 1000 else ("m", 1)  # noqa: PLR2004  metres
    part = step / map_frame.metres_per_mm
    bar = y + 6.5 * size
    yield Words(
        language.say("Skala {scale}", scale=f"1 : {language.number(map_frame.scale)}"),
        x,
        y + 4 * size,
        8.5 * size,
        "semibold",
    )
    for number in range(BAR_PARTS):
        box = shapely.box(x + number * part, bar, x + (number + 1) * part, bar + 1.4 * size)
        yield Stroke(box, INK if number % 2 == 0 else WHITE, INK, 0.15)
    for number in range(0, BAR_PARTS + 1, 2):
        value = step * number / divisor
        text = language.number(value, 0 if value == int(value) else 1)
        # The first number begins with the bar: half of it would stand outside.
        align: Align = "middle" if number else "left"
        last = f" {unit}" if number == BAR_PARTS else ""
        yield Words(text + last, x + number * part, bar + 4.6 * size, 7 * size, align=align)
    yield from _north(x + width - 5 * size, y, 12 * size, language.say("U"))


def _north(x: float, y: float, height: float, letter: str) -> Iterator[Mark]:
    """Draw a north arrow around `x`, from `y` downwards, with the letter above it."""
    tip, foot = y + 0.32 * height, y + height
    half, notch = 0.22 * height, y + 0.82 * height
    yield Words(letter, x, y + 0.25 * height, 0.3 * height / MM_PER_POINT, "bold", align="middle")
    for side, fill in ((-half, INK), (half, WHITE)):
        yield Stroke(shapely.Polygon([(x, tip), (x + side, foot), (x, notch)]), fill, INK, 0.2)
