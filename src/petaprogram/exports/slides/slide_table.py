"""A table of a step as a table of the slide: cells can be edited, columns are as wide as their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches

from petaprogram.exports.slides.slide_parts import (
    SMALLEST,
    Box,
    Text,
    colour_of,
    describe_shape,
    fill,
    height_of,
    width_of,
)
from petaprogram.maps.palette import DEEP, MUTED, PALE, WHITE
from petaprogram.messages.language import Language
from petaprogram.presentation.step_table import StepTable

# Air in a cell, in inches: on each side, above and below.
_SIDE, _ABOVE = 0.07, 0.035
_SIZES = (14.0, 13.0, SMALLEST)


def draw_table(slide: Slide, box: Box, what: StepTable, language: Language, *, alt: str) -> int:
    """Draw a table; a cell of which nothing is on record says so.

    Returns
    -------
    int
        How many rows found room; the others have to be said elsewhere.
    """
    cells, widths, heights = _lay_out(box, what, language)
    fitting = 1
    while fitting < len(cells) and sum(heights[: fitting + 1]) <= box.height:
        fitting += 1
    shape = slide.shapes.add_table(fitting, len(widths), *box._replace(height=sum(heights[:fitting])).lengths)
    describe_shape(shape, alt)
    table = shape.table
    table.horz_banding = False
    for place, width in enumerate(widths):
        table.columns[place].width = Inches(width)
    for number, row in enumerate(cells[:fitting]):
        table.rows[number].height = Inches(heights[number])
        for place, texts in enumerate(row):
            _write_cell(table.cell(number, place), texts, PALE if number == 0 else WHITE, language)
    return fitting - 1


def _write_cell(cell: Any, texts: Sequence[Text], ground: str, language: Language) -> None:  # noqa: ANN401  (pptx's own)
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour_of(ground)
    fill(cell.text_frame, texts, language)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_ABOVE)


def _lay_out(
    box: Box, what: StepTable, language: Language
) -> tuple[list[list[list[Text]]], list[float], list[float]]:
    """Choose the largest letters with which all of a table fits, its widths and its heights in inches."""
    for size in _SIZES:
        cells = _cells(what, size, language)
        widths = _widths(cells, box.width)
        heights = [
            max(
                height_of(texts, width - 2 * _SIDE) + 2 * _ABOVE
                for texts, width in zip(row, widths, strict=True)
            )
            for row in cells
        ]
        if sum(heights) <= box.height:
            break
    return cells, widths, heights


def _cells(what: StepTable, size: float, language: Language) -> list[list[list[Text]]]:
    """Write the paragraphs of each cell, the header first."""
    blank = language.say("belum ada data")
    details = what.details or [""] * len(what.rows)
    made = [[[Text(words, SMALLEST, DEEP, bold=True)] for words in what.header]]
    for row, detail in zip(what.rows, details, strict=True):
        made.append([[Text(blank, SMALLEST, MUTED) if words is None else Text(words, size)] for words in row])
        if detail:
            made[-1][0].append(Text(detail, SMALLEST, MUTED))
    return made


def _widths(cells: Sequence[Sequence[Sequence[Text]]], width: float) -> list[float]:
    """Share a width among columns: each gets its longest word, and of the rest as its texts ask for."""
    needed, wanted = [], []
    for column in zip(*cells, strict=True):
        texts = [text for paragraphs in column for text in paragraphs]
        words = [width_of(word, text.size, bold=text.bold) for text in texts for word in text.text.split()]
        whole = [width_of(text.text, text.size, bold=text.bold) for text in texts]
        needed.append(max(words, default=0) + 2 * _SIDE)
        wanted.append(max(whole, default=0) + 2 * _SIDE)
    # Where there is room, all columns but the first are alike.
    alike = max(wanted[1:], default=0)
    if wanted[0] + alike * (len(wanted) - 1) <= width:
        needed = [wanted[0], *[alike] * (len(wanted) - 1)]
        return [need + (width - sum(needed)) / len(needed) for need in needed]
    spare = width - sum(needed)
    if spare < 0:
        return [width * one / sum(needed) for one in needed]
    asked = [want - need for want, need in zip(wanted, needed, strict=True)]
    # Somebody asks for more, or all columns would have found room above.
    return [need + spare * ask / sum(asked) for need, ask in zip(needed, asked, strict=True)]
