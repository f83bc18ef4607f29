"""A printed map with everything around it, laid out on paper; the renderers only put the marks there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import shapely

from petaprogram.areas import Areas
from petaprogram.cartography.classes import DOUBTFUL, Classified, Style
from petaprogram.cartography.drawing import INK, KECAMATAN_LINE, MM_PER_PIXEL, draw, locate
from petaprogram.cartography.frame import Frame, fit_frame
from petaprogram.cartography.imprint import Imprint
from petaprogram.cartography.lettering import line_height, wrap
from petaprogram.cartography.marks import (
    SCALE_HEIGHT,
    Mark,
    Stroke,
    Words,
    circle_mark,
    locator_marks,
    map_marks,
    scale_marks,
    swatch_marks,
)
from petaprogram.cartography.placing import Name
from petaprogram.language import Language

PRIMARY, MUTED, RULE = "#1F3A5F", "#52606D", "#C5CDD6"
# An area on its own map takes at most this share of its frame: the rest are its neighbours.
OWN_SPAN = 0.42
# A title of more lines than this is shortened; no name in the data is so long.
TITLE_LINES = 2
# How much the words beside the map may shrink before they are given up as too many.
SMALLEST = 0.6


@dataclass(frozen=True, slots=True)
class Paper:
    """A landscape sheet in mm; `enlarged` is the size of its letters against those of an A4 sheet."""

    width: float
    height: float
    enlarged: float


PAPERS: Mapping[str, Paper] = {"a4": Paper(297, 210, 1.0), "a3": Paper(420, 297, 1.35)}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A laid out map: size in mm, marks in the order in which they are drawn, and what it is about."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    frame: Frame
    title: str
    description: str
    language: Language


def make_sheet(areas: Areas, classified: Classified, imprint: Imprint, paper: Paper) -> Sheet:
    """Lay out a map of the whole city, or of the one area that the imprint names.

    Parameters
    ----------
    areas, classified
        The city and the class of each of its kelurahan (the same index).
    imprint
        The words around the map.
    paper
        Its size, one of `PAPERS`.
    """
    size, margin = paper.enlarged, 10 * paper.enlarged
    column, gap = 62 * size, 5 * size
    head = list(_head(imprint, margin, paper.width - 2 * margin, size))
    top = max((mark.box[3] for mark in head), default=margin) + 2.5 * size
    width, height = paper.width - 2 * margin - column - gap, paper.height - margin - top
    frame = frame_of(areas, imprint.code, width, height)
    known = set() if imprint.code is None else {imprint.code, *areas.neighbours[imprint.code]}
    drawing = draw(
        areas,
        classified,
        frame,
        size=(7.2 if imprint.code is None else 9) * size,
        selected=imprint.code,
        optional=areas.frame.index.difference(list(known)) if known else (),
        enlarged=size,
    )
    x = paper.width - margin - column
    beside = _fit_beside(areas, imprint, frame, drawing.names, x, top, column, paper.height - margin, size)
    background = Stroke(shapely.box(0, 0, paper.width, paper.height), fill="#FFFFFF")
    return Sheet(
        width=paper.width,
        height=paper.height,
        marks=(background, *head, *map_marks(drawing, margin, top), *beside),
        frame=frame,
        title=imprint.title,
        description=imprint.subtitle,
        language=imprint.language,
    )


def frame_of(areas: Areas, code: str | None, width: float, height: float, span: float = OWN_SPAN) -> Frame:
    """Choose what a map shows: the whole city, or one area amid its neighbours.

    The area takes at most the share `span` of the width and of the height.
    """
    if code is None:
        return fit_frame(areas.metric.total_bounds, width, height)
    west, south, east, north = areas.metric.geometry[code].bounds
    wide, high = ((1 / span - 1) / 2 * side for side in (east - west, north - south))
    return fit_frame((west - wide, south - high, east + wide, north + high), width, height, padding=0)


def _head(imprint: Imprint, margin: float, width: float, size: float) -> Iterator[Words]:
    y = margin
    code = imprint.language.say("kode {kode}", kode=imprint.code) if imprint.code else ""
    title = wrap(imprint.title, width - (45 * size if code else 0), 17 * size, "semibold")
    if len(title) > TITLE_LINES:
        title = (*title[: TITLE_LINES - 1], f"{title[TITLE_LINES - 1][:-1]}...")
    if code:
        yield Words(code, margin + width, y + 5.2 * size, 10 * size, "semibold", MUTED, "right")
    for line in title:
        y += line_height(17 * size)
        yield Words(line, margin, y - 1.8 * size, 17 * size, "semibold", PRIMARY)
    for line in wrap(imprint.subtitle, width, 9.5 * size):
        y += line_height(9.5 * size)
        yield Words(line, margin, y, 9.5 * size, colour=INK)


def _fit_beside(  # noqa: PLR0913, PLR0917  (one call, one place)
    areas: Areas,
    imprint: Imprint,
    frame: Frame,
    names: Iterable[Name],
    x: float,
    top: float,
    width: float,
    bottom: float,
    size: float,
) -> list[Mark]:
    """Lay out the column beside the map, with smaller letters where it would not fit otherwise."""
    shrunk = size
    while True:
        column = _Column(x, top, width, shrunk)
        column.legend(imprint)
        column.keys(areas, names)
        column.scale(frame, imprint.language, size)
        if imprint.code is not None:
            column.locator(areas, imprint, 0.42 * width)
        column.remarks(imprint)
        foot = _Column(x, bottom, width, shrunk)
        foot.facts(imprint)
        # The foot stands at the bottom, so its height is only known now.
        foot = _Column(x, 2 * bottom - foot.y, width, shrunk)
        start = foot.y
        foot.facts(imprint)
        if column.y <= start or shrunk < SMALLEST * size:
            return [*column.marks, *foot.marks]
        shrunk *= 0.95


class _Column:
    """A column of marks that grows downwards from `y`; sizes as on an A4 sheet, times `size`."""

    def __init__(self, x: float, y: float, width: float, size: float) -> None:
        self.x, self.y, self.width, self.size = x, y, width, size
        self.marks: list[Mark] = []

    def words(self, text: str, points: float, *, indent: float = 0.0, **kind: str) -> None:
        """Add a paragraph."""
        size = points * self.size
        for line in wrap(text, self.width - indent, size, kind.get("weight", "regular")):  # type: ignore[arg-type]
            self.y += line_height(size)
            self.marks.append(
                Words(line, self.x + indent, self.y - 0.25 * size * 0.3528, size, **kind)  # type: ignore[arg-type]
            )

    def heading(self, text: str) -> None:
        """Add a heading."""
        self.words(text, 9.5, weight="semibold", colour=PRIMARY)
        self.y += 0.8 * self.size

    def space(self, height: float) -> None:
        """Add some air."""
        self.y += height * self.size

    def row(self, swatch: Iterable[Mark], label: str, count: str = "") -> None:
        """Add one row of the legend; the swatch is drawn for the row's place already."""
        self.marks += swatch
        start = self.y
        indent, last = 10 * self.size, self.x + self.width
        size = 8.5 * self.size
        lines = wrap(label, self.width - indent - 10 * self.size, size)
        for row, line in enumerate(lines):
            self.marks.append(Words(line, self.x + indent, start + (3.2 + 3.6 * row) * self.size, size))
        if count:
            self.marks.append(Words(count, last, start + 3.2 * self.size, size, align="right"))
        self.y += (5.4 + 3.6 * (len(lines) - 1)) * self.size

    def legend(self, imprint: Imprint) -> None:
        """Add the classes with their counts, circles, lines, and what the counts count."""
        language, legend = imprint.language, imprint.legend
        self.heading(language.say("Keterangan: {title}", title=legend.title))
        self.marks.append(
            Words(
                language.say("kelurahan"),
                self.x + self.width,
                self.y + 1.2 * self.size,
                7.5 * self.size,
                colour=MUTED,
                align="right",
            )
        )
        self.space(2.4)
        for row in legend.rows:
            self.row(self._swatch(row.style), row.label, language.number(row.areas))
        if legend.doubtful:
            label = language.say("garis putus-putus: diragukan, semua catatannya berkeyakinan rendah")
            self.row(self._swatch(DOUBTFUL, dashed=True), label, language.number(legend.doubtful.areas))
        for sample in legend.circles:
            radius = sample.radius * MM_PER_PIXEL * self.size
            self.space(max(0.0, 2 * radius / self.size - 5))
            circle = circle_mark(self.x + 3.7 * self.size, self.y + 2.1 * self.size, radius, 0.26)
            self.row([circle], language.counted("{count:f} program", sample.value))
        colour, width = KECAMATAN_LINE
        line = shapely.LineString(
            [(self.x, self.y + 2.1 * self.size), (self.x + 7.4 * self.size, self.y + 2.1 * self.size)]
        )
        border = Stroke(line, line=colour, width=width * MM_PER_PIXEL * self.size)
        self.row([border], language.say("batas kecamatan"))
        self.space(2)

    def _swatch(self, style: Style, *, dashed: bool = False) -> Iterator[Stroke]:
        return swatch_marks(
            style, self.x, self.y, width=7.4 * self.size, height=4.2 * self.size, dashed=dashed
        )

    def keys(self, areas: Areas, names: Iterable[Name]) -> None:
        """Add the names for which the map has room for a letter only, in two columns."""
        keyed = [(name.lines[0], areas.name_of(name.kode)) for name in names if name.is_key]
        size = 8 * self.size
        for position, (letter, name) in enumerate(keyed):
            x = self.x + position % 2 * self.width / 2
            self.y += 0 if position % 2 else line_height(size)
            self.marks += [
                Words(letter, x, self.y, size, "semibold"),
                Words(name, x + 4 * self.size, self.y, size),
            ]
        self.space(3 if keyed else 0)

    def scale(self, frame: Frame, language: Language, size: float) -> None:
        """Add scale bar and north arrow; they keep their size, however small the words become."""
        self.marks += scale_marks(frame, language, self.x, self.y, self.width, size)
        self.y += (SCALE_HEIGHT + 3) * size

    def locator(self, areas: Areas, imprint: Imprint, height: float) -> None:
        """Add the small map of the city."""
        city, here = locate(areas, str(imprint.code), self.width, height)
        self.heading(imprint.language.say("Letak di {city}", city=areas.city))
        self.marks += locator_marks(city, here, self.x, self.y)
        self.y += height + 3 * self.size

    def remarks(self, imprint: Imprint) -> None:
        """Add the sentences that belong to the map."""
        counted = imprint.language.say("Angka di sebelah kanan: banyaknya kelurahan.")
        for remark in (counted, *imprint.remarks):
            self.words(remark, 7.5)
            self.space(0.8)

    def facts(self, imprint: Imprint) -> None:
        """Add projection, sources and maker, and what the map must not be used for."""
        rule = shapely.LineString([(self.x, self.y), (self.x + self.width, self.y)])
        self.marks.append(Stroke(rule, line=RULE, width=0.25))
        self.space(1)
        for name, value in imprint.facts:
            self.words(f"{name}: {value}", 7, colour=MUTED)
        self.space(1)
        self.words(imprint.disclaimer, 7, weight="semibold", colour=MUTED)
