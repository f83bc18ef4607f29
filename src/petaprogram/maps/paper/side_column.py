"""What stands beside a printed map: legend, keys, scale, locator, remarks, and where it all comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shapely

from petaprogram.geography.areas import Areas
from petaprogram.maps.font_files import Weight
from petaprogram.maps.palette import DEEP, DOUBTFUL, INK, KECAMATAN_LINE, MUTED, RULE, Style
from petaprogram.maps.paper.drawing import MM_PER_PIXEL, Drawing, locate
from petaprogram.maps.paper.map_texts import Imprint
from petaprogram.maps.paper.strokes import (
    AROUND_WORDS,
    SCALE_HEIGHT,
    Mark,
    Stroke,
    Words,
    around_kinds,
    around_swatch,
    circle_mark,
    locator_marks,
    scale_marks,
    swatch_marks,
)
from petaprogram.maps.paper.typeface import MM_PER_POINT, line_height, shorten, wrap

# How much the words may shrink; remarks that do not fit even then are shortened.
SMALLEST, STEP = 0.7, 0.95
# Of the width of the column.
LOCATOR_HEIGHT = 0.42


@dataclass(frozen=True, slots=True)
class Place:
    """Where the column stands, in mm of paper."""

    x: float
    top: float
    width: float
    bottom: float


def lay_out_beside(areas: Areas, imprint: Imprint, drawing: Drawing, place: Place, size: float) -> list[Mark]:
    """Lay out the column, with smaller words where it would not fit otherwise.

    Parameters
    ----------
    areas, imprint, drawing
        The city, the words around the map, and the map.
    place
        Where the column stands.
    size
        The size of its words against those of an A4 sheet.
    """
    shrunk = size
    while True:
        foot = _Column(place, shrunk)
        foot.facts(imprint)
        # The foot stands at the bottom, so it has to be laid out to know where it begins.
        start = place.top + place.bottom - foot.y
        column = _Column(place, shrunk)
        column.legend(imprint, drawing)
        column.keys(areas, drawing)
        column.scale(imprint, drawing, size)
        column.locator(areas, imprint)
        last = shrunk < SMALLEST * size
        column.remarks(imprint, start if last else None)
        if column.y <= start or last:
            foot = _Column(Place(place.x, start, place.width, place.bottom), shrunk)
            foot.facts(imprint)
            return [*column.marks, *foot.marks]
        shrunk *= STEP


class _Column:
    """Marks that grow downwards from the top of a place; sizes as on an A4 sheet, times `size`."""

    def __init__(self, place: Place, size: float) -> None:
        self.x, self.y, self.width, self.size = place.x, place.top, place.width, size
        self.marks: list[Mark] = []

    def words(
        self,
        text: str,
        points: float,
        weight: Weight = "regular",
        colour: str = INK,
        until: float | None = None,
    ) -> None:
        """Add a paragraph, shortened where it would reach beyond `until`."""
        size = points * self.size
        lines = wrap(text, self.width, size, weight)
        if until is not None:
            lines = shorten(lines, int((until - self.y) / line_height(size)))
        for line in lines:
            self.y += line_height(size)
            self.marks.append(Words(line, self.x, self.y - 0.25 * size * MM_PER_POINT, size, weight, colour))

    def heading(self, text: str) -> None:
        """Add a heading."""
        self.words(text, 9.5, "semibold", DEEP)
        self.space(0.8)

    def space(self, height: float) -> None:
        """Add some air."""
        self.y += height * self.size

    def row(self, swatch: Iterable[Mark], label: str, count: str = "") -> None:
        """Add one row of the legend; the swatch is drawn for the row's place already."""
        self.marks += swatch
        size, start = 8.5 * self.size, self.y
        lines = wrap(label, self.width - 20 * self.size, size)
        for number, line in enumerate(lines):
            base = start + (3.2 + 3.6 * number) * self.size
            self.marks.append(Words(line, self.x + 10 * self.size, base, size))
        if count:
            end = self.x + self.width
            self.marks.append(Words(count, end, start + 3.2 * self.size, size, align="right"))
        self.space(5.4 + 3.6 * (len(lines) - 1))

    def legend(self, imprint: Imprint, drawing: Drawing) -> None:
        """Add the classes with their counts, the circles in their true size, and the lines."""
        language, legend = imprint.language, imprint.legend
        self.heading(language.say("Keterangan: {title}", title=legend.title))
        end, base = self.x + self.width, self.y + 1.2 * self.size
        counted = language.say("kelurahan")
        self.marks.append(Words(counted, end, base, 7.5 * self.size, colour=MUTED, align="right"))
        self.space(2.4)
        for row in legend.rows:
            self.row(self._swatch(row.style), row.label, language.number(row.areas))
        if legend.doubtful:
            label = language.say("garis putus-putus: diragukan, semua datanya berkepastian rendah")
            self.row(self._swatch(DOUBTFUL, dashed=True), label, language.number(legend.doubtful.areas))
        middle = self.x + 3.7 * self.size
        for sample in legend.circles:
            radius = sample.radius * drawing.unit
            self.y += max(0.0, radius - 2.6 * self.size)
            circle = circle_mark(middle, self.y + 2.1 * self.size, radius, drawing.unit)
            self.row([circle], language.counted("{count:f} program", sample.value))
            self.y += max(0.0, radius - 2.6 * self.size)
        colour, width = KECAMATAN_LINE
        ends = [(self.x, self.y + 2.1 * self.size), (self.x + 7.4 * self.size, self.y + 2.1 * self.size)]
        border = Stroke(shapely.LineString(ends), line=colour, width=width * drawing.unit)
        self.row([border], language.say("batas kecamatan"))
        for kind in around_kinds(drawing):
            swatch = around_swatch(kind, self.x, self.y, 7.4 * self.size, 4.2 * self.size, drawing.unit)
            self.row(swatch, language.say(AROUND_WORDS[kind]))
        self.space(2)

    def _swatch(self, style: Style, *, dashed: bool = False) -> Iterator[Stroke]:
        width, height = 7.4 * self.size, 4.2 * self.size
        return swatch_marks(style, self.x, self.y, width=width, height=height, dashed=dashed)

    def keys(self, areas: Areas, drawing: Drawing) -> None:
        """Add the names for which the map has room for a letter only, in two columns."""
        keyed = [(name.lines[0], areas.name_of(name.kode)) for name in drawing.names if name.is_key]
        size = 8 * self.size
        for number, (letter, name) in enumerate(keyed):
            x = self.x + number % 2 * self.width / 2
            self.y += 0 if number % 2 else line_height(size)
            self.marks.append(Words(letter, x, self.y, size, "semibold"))
            self.marks.append(Words(name, x + 4 * self.size, self.y, size))
        self.space(3 if keyed else 0)

    def scale(self, imprint: Imprint, drawing: Drawing, size: float) -> None:
        """Add scale bar and north arrow; they keep their size, however small the words become."""
        self.marks += scale_marks(drawing.map_frame, imprint.language, self.x, self.y, self.width, size)
        self.y += (SCALE_HEIGHT + 3) * size

    def locator(self, areas: Areas, imprint: Imprint) -> None:
        """Add the small map of the city, where the large one is of one area."""
        if imprint.code is None:
            return
        height = LOCATOR_HEIGHT * self.width
        city, here = locate(areas, imprint.code, self.width, height)
        self.heading(imprint.language.say("Letak di {city}", city=areas.city))
        self.marks += locator_marks(city, here, self.x, self.y)
        self.y += height
        self.space(3)

    def remarks(self, imprint: Imprint, until: float | None) -> None:
        """Add the sentences that belong to the map."""
        counted = imprint.language.say("Angka di sebelah kanan: banyaknya kelurahan.")
        for remark in (counted, *imprint.remarks):
            self.words(remark, 7.5, until=until)
            self.space(0.8)

    def facts(self, imprint: Imprint) -> None:
        """Add projection, data and maker, and what the map must not be used for."""
        rule = shapely.LineString([(self.x, self.y), (self.x + self.width, self.y)])
        self.marks.append(Stroke(rule, line=RULE, width=MM_PER_PIXEL))
        self.space(1)
        for name, value in imprint.facts:
            self.words(f"{name}: {value}", 7, colour=MUTED)
        self.space(1)
        self.words(imprint.disclaimer, 7, "semibold", MUTED)
