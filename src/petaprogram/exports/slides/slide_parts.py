"""What slides are put together from: texts, legends and tables as shapes that can be edited afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Length, Pt

from petaprogram.maps.legend import CircleSample, Legend, LegendRow
from petaprogram.maps.palette import HATCH, INK, MUTED, PALE, WHITE, Style
from petaprogram.messages.language import Language
from petaprogram.messages.xml_text import printable
from petaprogram.presentation.step_table import StepTable

FONT = "Arial"
_LANGUAGES = {"id": MSO_LANGUAGE_ID.INDONESIAN, "en": MSO_LANGUAGE_ID.ENGLISH_UK}


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def lengths(self) -> tuple[Length, Length, Length, Length]:
        """The same as python-pptx takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


class Text(NamedTuple):
    """One paragraph: `size` in points, `colour` as #RRGGBB, `space` before it in points.

    `prefix` stands before the text and carries the `link`, an address.
    """

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    prefix: str = ""
    link: str | None = None
    space: float = 0.0


def write(slide: Slide, box: Box, texts: Sequence[Text], language: Language) -> Any:  # noqa: ANN401  (pptx's own)
    """Put paragraphs into a box of their own."""
    shape = slide.shapes.add_textbox(*box.lengths)
    fill(shape.text_frame, texts, language)
    return shape


def fill(frame: Any, texts: Sequence[Text], language: Language) -> None:  # noqa: ANN401  (pptx's own)
    """Put paragraphs into the text frame of a shape, letter by letter: nothing in a text has a meaning."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for position, one in enumerate(texts):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(one.space)
        paragraph.alignment = PP_ALIGN.LEFT
        for part in filter(None, (one.prefix, one.text)):
            run = paragraph.add_run()
            run.text = printable(part)
            font = run.font
            font.name, font.size, font.bold = FONT, Pt(one.size), one.bold
            font.language_id = _LANGUAGES[language.code]
            font.color.rgb = colour_of(one.colour)
        if one.prefix and one.link:
            # The address was checked when the table was read.
            paragraph.runs[0].hyperlink.address = one.link


def draw_legend(slide: Slide, box: Box, made: Legend, unit: Sequence[str], language: Language) -> None:
    """Draw the legend of a map: side by side, on as many lines as it needs.

    `unit` is what stands after the number of a circle: for one, and for several.
    """
    size, left, top = 11.0, box.left, box.top
    # A slide has room for what is on its map.
    rows = [*(row for row in made.rows if row.areas), *([made.doubtful] if made.doubtful else [])]
    entries: list[tuple[str, LegendRow | CircleSample]] = [
        (f"{row.label}: {language.number(row.areas)}", row) for row in rows
    ]
    entries += [(f"{language.number(one.value)} {unit[one.value > 1]}", one) for one in made.circles]
    for words, entry in entries:
        # Arial is at most 0.55 em wide on average; a little too much room is better than too little.
        width = 0.42 + len(words) * size * 0.55 / 72
        if left > box.left and left + width > box.left + box.width:
            left, top = box.left, top + 0.27
        if isinstance(entry, LegendRow):
            place = Box(left, top + 0.03, 0.26, 0.16)
            swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.lengths)
            style(swatch, entry.style, entry.id == "doubtful")
        else:
            # As on the map: a pixel is 1/96 inch.
            across = 2 * entry.radius / 96
            place = Box(left + (0.3 - across) / 2, top + (0.24 - across) / 2, across, across)
            style(slide.shapes.add_shape(MSO_SHAPE.OVAL, *place.lengths), entry.style)
        write(slide, Box(left + 0.34, top, width, 0.24), [Text(words, size)], language)
        left += width + 0.12


def style(shape: Any, look: Style, dashed: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002  (pptx's own)
    """Give a shape the fill and the line of a class."""
    if look.hatch:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb = colour_of(HATCH.colour)
        shape.fill.back_color.rgb = colour_of(HATCH.ground)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(look.fill)
    shape.line.color.rgb = colour_of(look.line)
    shape.line.width = Pt(look.line_width * 0.75)
    if dashed:
        shape.line.dash_style = MSO_LINE.DASH
    # The look of the template, shadow and all, would come on top.
    element = shape._element
    element.remove(element.find(qn("p:style")))


def draw_table(slide: Slide, box: Box, what: StepTable, language: Language) -> None:
    """Draw a table; a cell of which nothing is on record says so."""
    blank, header = language.say("belum ada data"), what.header
    details = ["", *(what.details or [""] * len(what.rows))]
    shape = slide.shapes.add_table(len(what.rows) + 1, len(header), *box.lengths)
    table = shape.table
    table.horz_banding = False
    table.columns[0].width = Inches(box.width * 0.34)
    for place in range(1, len(header)):
        table.columns[place].width = Inches(box.width * 0.66 / (len(header) - 1))
    for number, cells in enumerate([header, *what.rows]):
        for place, words in enumerate(cells):
            cell = table.cell(number, place)
            cell.fill.solid()  # type: ignore[no-untyped-call]
            cell.fill.fore_color.rgb = colour_of(PALE if number == 0 else WHITE)
            text = Text(blank, 10, MUTED) if words is None else Text(words, 14, bold=number == 0)
            under = [Text(details[number], 10, MUTED)] if place == 0 and details[number] else []
            fill(cell.text_frame, [text, *under], language)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.05)


def describe_shape(shape: Any, text: str) -> None:  # noqa: ANN401  (pptx's own)
    """Give a picture the words that are read in its place."""
    shape._element.nvPicPr.cNvPr.set("descr", printable(text))


def colour_of(text: str) -> RGBColor:
    """Turn #RRGGBB into a colour of python-pptx."""
    return RGBColor(*bytes.fromhex(text.removeprefix("#")))  # type: ignore[no-untyped-call]
