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

from petaprogram.maps.font_files import Weight
from petaprogram.maps.legend import CircleSample, Legend, LegendRow
from petaprogram.maps.palette import HATCH, INK, Style
from petaprogram.maps.paper.typeface import LINE, text_width, wrap
from petaprogram.messages.language import Language
from petaprogram.messages.xml_text import printable

# Smaller words cannot be read from the last row.
SMALLEST = 12.0
MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
# How much wider than Source Sans Pro the widest typeface is that a computer without it may take.
_WIDEST: dict[Weight, float] = {"regular": 1.25, "bold": 1.35}
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

    def below(self, used: float) -> Box:
        """Return what is left of it when its upper part is used, at least a line."""
        return Box(self.left, self.top + used, self.width, max(self.height - used, 0.2))


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


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the most that the widest line takes, in inches, whatever the typeface; `size` in points."""
    weight: Weight = "bold" if bold else "regular"
    widest = max((text_width(line, size, weight) for line in text.splitlines()), default=0.0)
    return widest * _WIDEST[weight] / MM_PER_INCH


def height_of(texts: Sequence[Text], width: float) -> float:
    """Return the most that paragraphs take in a box of a width, all in inches."""
    return sum(_height_of(text, width) for text in texts)


def _height_of(text: Text, width: float) -> float:
    weight: Weight = "bold" if text.bold else "regular"
    room = width * MM_PER_INCH / _WIDEST[weight]
    written = (text.prefix + text.text).splitlines() or [""]
    lines = sum(len(wrap(line, room, text.size, weight)) for line in written)
    return (lines * LINE * text.size + text.space) / POINTS_PER_INCH


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
            # The typeface is that of the theme, so that one choice changes all of it.
            font.size, font.bold = Pt(one.size), one.bold
            font.language_id = _LANGUAGES[language.code]
            font.color.rgb = colour_of(one.colour)
        if one.prefix and one.link:
            # The address was checked when the table was read.
            paragraph.runs[0].hyperlink.address = one.link


def draw_legend(  # noqa: PLR0913  (all named)
    slide: Slide, box: Box, made: Legend, unit: Sequence[str], language: Language, *, enlarged: float
) -> float:
    """Draw the legend of a map: side by side, on as many lines as it needs; return their height in inches.

    `unit` is what stands after the number of a circle: for one, and for several. Circles are `enlarged` times
    as large as on the screen.
    """
    size, left, top, line = SMALLEST, box.left, box.top, 0.28
    # A slide has room for what is on its map.
    rows = [*(row for row in made.rows if row.areas), *([made.doubtful] if made.doubtful else [])]
    entries: list[tuple[str, LegendRow | CircleSample]] = [
        (f"{row.label}: {language.number(row.areas)}", row) for row in rows
    ]
    entries += [(f"{language.number(one.value)} {unit[one.value > 1]}", one) for one in made.circles]
    # As on the map: a pixel is 1/96 inch.
    across = {one.value: 2 * one.radius * enlarged / 96 for one in made.circles}
    line = max([line, *(one + 0.04 for one in across.values())])
    for words, entry in entries:
        swatch = 0.26 if isinstance(entry, LegendRow) else max(0.26, across[entry.value])
        width = swatch + 0.08 + width_of(words, size)
        if left > box.left and left + width > box.left + box.width:
            left, top = box.left, top + line
        middle = top + line / 2
        if isinstance(entry, LegendRow):
            place = Box(left, middle - 0.08, swatch, 0.16)
            shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.lengths)
            style(shape, entry.style, entry.id == "doubtful")
        else:
            round_ = across[entry.value]
            place = Box(left + (swatch - round_) / 2, middle - round_ / 2, round_, round_)
            style(slide.shapes.add_shape(MSO_SHAPE.OVAL, *place.lengths), entry.style)
        room = min(width - swatch, box.left + box.width - left - swatch - 0.08)
        write(slide, Box(left + swatch + 0.08, middle - 0.11, room, 0.22), [Text(words, size)], language)
        left += width + 0.15
    return top + line - box.top


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


def describe_shape(shape: Any, text: str) -> None:  # noqa: ANN401  (pptx's own)
    """Give a picture, a chart or a table the words that are read in its place."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(text))


def colour_of(text: str) -> RGBColor:
    """Turn #RRGGBB into a colour of python-pptx."""
    return RGBColor(*bytes.fromhex(text.removeprefix("#")))  # type: ignore[no-untyped-call]
