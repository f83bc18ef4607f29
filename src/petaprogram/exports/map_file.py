"""The map of a view as a file: one sheet with title, legend and sources, as PNG, SVG or PDF."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from petaprogram.exports.pdf.map_sheet import print_pdf, print_png
from petaprogram.maps.classes import Classified
from petaprogram.maps.paper.map_texts import make_imprint
from petaprogram.maps.paper.sheet import PAPERS, make_sheet
from petaprogram.maps.paper.sheet_svg import print_svg
from petaprogram.measures.area_tips import shown_points
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

MapForm: TypeAlias = Literal["png", "svg", "pdf"]


def make_map_file(  # noqa: PLR0913  (all named)
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    language: Language,
    *,
    selected: str | None,
    paper: str,
    form: MapForm,
    day: dt.date,
) -> bytes:
    """Print a map: the whole city, or one kelurahan with its neighbours.

    Parameters
    ----------
    dataset
        The data.
    shown, classified
        What the map shows, and its classes.
    language
        The language of all words.
    selected
        The kode of the kelurahan; None for the whole city.
    paper
        A name in `PAPERS`.
    form
        PNG has 300 dpi; SVG and PDF keep text as text.
    day
        The day on which it is made.
    """
    imprint = make_imprint(dataset, shown, classified, language, selected=selected, made_on=day)
    points = shown_points(dataset, shown, selected)
    sheet = make_sheet(dataset.areas, classified, imprint, PAPERS[paper], points)
    if form == "pdf":
        return print_pdf(sheet, day)
    return print_svg(sheet) if form == "svg" else print_png(sheet)
