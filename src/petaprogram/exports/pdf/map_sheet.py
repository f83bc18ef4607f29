"""A printed map as PDF and as PNG: both are the same page, set by Typst."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from petaprogram import __version__
from petaprogram.exports.pdf.pictures import make_picture
from petaprogram.exports.pdf.png_metadata import with_metadata
from petaprogram.exports.pdf.typesetting import plain, typeset, typeset_picture
from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.paper import sheet as sheets
from petaprogram.maps.paper.sheet import Sheet
from petaprogram.messages.language import Language

DPI = 300
_MM_PER_INCH = 25.4


def print_pdf(sheet: Sheet, day: dt.date) -> bytes:
    """Set a sheet as a PDF of one page, its text as text; on A3 it is a map for the wall."""
    picture = make_picture(sheet.marks, width=sheet.width, height=sheet.height, alt=sheet.description)
    return typeset(
        "mapsheet.typ",
        {"sheet": picture},
        title=sheet.title,
        subject=sheet.description,
        language=sheet.language,
        day=day,
    )


def print_png(sheet: Sheet, dpi: int = DPI) -> bytes:
    """Set a sheet as PNG, which says what it shows and how large it is."""
    picture = make_picture(sheet.marks, width=sheet.width, height=sheet.height, alt=sheet.description)
    inches = sheet.width / _MM_PER_INCH
    made = typeset_picture(
        "mapsheet.typ",
        {"sheet": picture},
        language=sheet.language,
        # Whole pixels across: a column that the paper only half covers would be a pale edge.
        dpi=math.floor(inches * dpi + 1e-6) / inches,
    )
    said = {"Title": sheet.title, "Description": sheet.description, "Software": f"PetaProgram {__version__}"}
    return with_metadata(made, {name: plain(text) for name, text in said.items()}, dpi)


def draw_png(  # noqa: PLR0913  (all named)
    areas: Areas,
    classified: Classified,
    language: Language,
    *,
    title: str,
    size_mm: tuple[float, float],
    points: Sequence[tuple[float, float]] = (),
    dpi: int = DPI,
    smallest: float = 0.0,
    enlarged: float = 1.0,
) -> bytes:
    """Draw a map and nothing around it as PNG; `size_mm` is width and height, the rest as `make_picture`."""
    width, height = size_mm
    sheet = sheets.make_picture(
        areas,
        classified,
        language,
        title=title,
        width=width,
        height=height,
        points=points,
        smallest=smallest,
        enlarged=enlarged,
    )
    return print_png(sheet, dpi)
