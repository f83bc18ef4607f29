"""A printed map as PDF: the sheet that PNG and SVG show, with its text as text."""

from __future__ import annotations

import datetime as dt

from petaprogram.exports.pdf.pictures import make_picture
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.maps.paper.sheet import Sheet


def print_pdf(sheet: Sheet, day: dt.date) -> bytes:
    """Set a sheet as a PDF of one page; on A3 it is a map for the wall."""
    picture = make_picture(sheet.marks, width=sheet.width, height=sheet.height, alt=sheet.description)
    return typeset(
        "mapsheet.typ",
        {"sheet": picture},
        title=sheet.title,
        subject=sheet.description,
        language=sheet.language,
        day=day,
    )
