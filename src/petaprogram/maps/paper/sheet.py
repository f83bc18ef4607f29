"""A printed map with everything around it, laid out on paper; the renderers only put the marks there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.palette import DEEP, MUTED, WHITE
from petaprogram.maps.paper.drawing import draw
from petaprogram.maps.paper.map_frame import MapFrame, fit_map_frame
from petaprogram.maps.paper.map_texts import Imprint
from petaprogram.maps.paper.side_column import Place, lay_out_beside
from petaprogram.maps.paper.strokes import Mark, Stroke, Words, map_marks
from petaprogram.maps.paper.typeface import line_height, shorten, wrap
from petaprogram.messages.language import Language

# An area on its own map takes at most this share of its frame: the rest are its neighbours.
OWN_SPAN = 0.42
# Longer ones are shortened, and end in dots that say so: the map needs the room.
TITLE_LINES, SUBTITLE_LINES = 2, 3


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
    map_frame: MapFrame
    title: str
    description: str
    language: Language


def make_sheet(
    areas: Areas,
    classified: Classified,
    imprint: Imprint,
    paper: Paper,
    points: Sequence[tuple[float, float]] = (),
) -> Sheet:
    """Lay out a map of the whole city, or of the one area that the imprint names.

    Parameters
    ----------
    areas, classified
        The city and the class of each of its kelurahan (the same index).
    imprint
        The words around the map.
    paper
        Its size, one of `PAPERS`.
    points
        Latitudes and longitudes of sites to mark.
    """
    size, margin = paper.enlarged, 10 * paper.enlarged
    column, gap = 62 * size, 5 * size
    head = list(_head(imprint, margin, paper.width - 2 * margin, size))
    top = max((mark.box[3] for mark in head), default=margin) + 2.5 * size
    width, height = paper.width - 2 * margin - column - gap, paper.height - margin - top
    map_frame = map_frame_of(areas, imprint.code, width, height)
    known = set() if imprint.code is None else {imprint.code, *areas.neighbours[imprint.code]}
    drawing = draw(
        areas,
        classified,
        map_frame,
        size=(7.2 if imprint.code is None else 9) * size,
        selected=imprint.code,
        optional=areas.frame.index.difference(list(known)) if known else (),
        enlarged=size,
        points=points,
        language=imprint.language,
    )
    beside = lay_out_beside(
        areas,
        imprint,
        drawing,
        Place(paper.width - margin - column, top, column, paper.height - margin),
        size,
    )
    background = Stroke(shapely.box(0, 0, paper.width, paper.height), fill=WHITE)
    return Sheet(
        width=paper.width,
        height=paper.height,
        marks=(background, *head, *map_marks(drawing, margin, top), *beside),
        map_frame=map_frame,
        title=imprint.title,
        description=imprint.subtitle,
        language=imprint.language,
    )


def make_picture(  # noqa: PLR0913  (all named)
    areas: Areas,
    classified: Classified,
    language: Language,
    *,
    title: str,
    width: float,
    height: float,
    points: Sequence[tuple[float, float]] = (),
    smallest: float = 0.0,
    enlarged: float = 1.0,
) -> Sheet:
    """Lay out a map of the whole city and nothing around it, width and height in mm.

    `smallest` as in `draw`; lines and circles are `enlarged` times as large as otherwise. No scale stands
    on it, so the city fills it.
    """
    map_frame = fit_map_frame(areas.metric.total_bounds, width, height, rounded=False)
    # As on paper, but never smaller than on a screen: names of 9 points, circles of their pixels.
    size = max(1.0, width / PAPERS["a4"].width)
    drawing = draw(
        areas,
        classified,
        map_frame,
        size=9 * size,
        optional=() if smallest else areas.frame.index,
        enlarged=size * enlarged,
        points=points,
        language=language,
        smallest=smallest,
    )
    background = Stroke(shapely.box(0, 0, width, height), fill=WHITE)
    return Sheet(width, height, (background, *map_marks(drawing, 0, 0)), map_frame, title, title, language)


def map_frame_of(
    areas: Areas, code: str | None, width: float, height: float, span: float = OWN_SPAN
) -> MapFrame:
    """Choose what a map shows: the whole city, or one area amid its neighbours.

    The area takes at most the share `span` of the width and of the height.
    """
    if code is None:
        return fit_map_frame(areas.metric.total_bounds, width, height)
    west, south, east, north = areas.metric.geometry[code].bounds
    wide, high = ((1 / span - 1) / 2 * side for side in (east - west, north - south))
    return fit_map_frame((west - wide, south - high, east + wide, north + high), width, height, padding=0)


def _head(imprint: Imprint, margin: float, width: float, size: float) -> Iterator[Words]:
    y = margin
    code = imprint.language.say("kode {kode}", kode=imprint.code) if imprint.code else ""
    if code:
        yield Words(code, margin + width, y + 5.2 * size, 10 * size, "semibold", MUTED, "right")
    title = wrap(imprint.title, width - (45 * size if code else 0), 17 * size, "semibold")
    for line in shorten(title, TITLE_LINES):
        y += line_height(17 * size)
        yield Words(line, margin, y - 1.8 * size, 17 * size, "semibold", DEEP)
    for line in shorten(wrap(imprint.subtitle, width, 9.5 * size), SUBTITLE_LINES):
        y += line_height(9.5 * size)
        yield Words(line, margin, y, 9.5 * size)
