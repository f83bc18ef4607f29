"""The map of a page and what stands beside it: legend, keys, scale, and where in the city it is."""

from __future__ import annotations

import shapely

from petaprogram.exports.pdf.pictures import Picture, make_picture
from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.maps.class_tables import DOUBTFUL_WORD
from petaprogram.maps.legend import legend
from petaprogram.maps.palette import KECAMATAN_LINE
from petaprogram.maps.paper.drawing import FRAME_WIDTH, MM_PER_PIXEL, Drawing, draw, locate
from petaprogram.maps.paper.sheet import map_frame_of
from petaprogram.maps.paper.strokes import (
    AROUND_WORDS,
    SCALE_HEIGHT,
    Stroke,
    around_kinds,
    around_swatch,
    locator_marks,
    map_marks,
    scale_marks,
)
from petaprogram.maps.paper.strokes_svg import strokes_svg
from petaprogram.measures.area_tips import shown_points

# Width in mm of the column beside the map, and what legend and scale take of its height.
BESIDE_WIDTH = 56.0
_HEAD, _ROW, _GAPS = 5.0, 4.6, 7.0
# A smaller locator says nothing, a larger one nothing more.
LOCATOR_HEIGHTS = (15.0, 36.0)
# The area takes at most this share of its map; the rest are its neighbours.
SPAN = 0.55
NAME_SIZE = 7.5


def map_panel(
    survey: Survey, width: float, height: float, selected: str | None = None, names: float = NAME_SIZE
) -> Content:
    """Draw the pillars present, in the whole city or around one kelurahan.

    Parameters
    ----------
    survey
        The data of the city.
    width, height
        The map in mm.
    selected
        The kode of the kelurahan.
    names
        The size of the names in points.
    """
    areas, language = survey.dataset.areas, survey.language
    map_frame = map_frame_of(areas, selected, width, height, SPAN)
    known = list(areas.frame.index) if selected is None else [selected, *areas.neighbours[selected]]
    drawing = draw(
        areas,
        survey.classified,
        map_frame,
        size=names,
        selected=selected,
        optional=areas.frame.index.difference(known),
        points=shown_points(survey.dataset, survey.shown, selected),
        language=language,
    )
    words = survey.words[known]
    edge = FRAME_WIDTH / 2
    rows = _legend(survey, drawing)
    keys = [{"key": name.lines[0], "name": areas.name_of(name.kode)} for name in drawing.names if name.is_key]
    taken = _HEAD + _ROW * (len(rows) + len(keys) / 2) + SCALE_HEIGHT + _GAPS
    return {
        "picture": make_picture(
            map_marks(drawing, edge, edge),
            width=width + 2 * edge,
            height=height + 2 * edge,
            alt="; ".join(f"{areas.name_of(kode)}: {word}" for kode, word in zip(known, words, strict=True)),
        ),
        "title": language.say("Keterangan: {title}", title=legend(survey.classified, language).title),
        "legend": rows,
        "keys": keys,
        "scale": make_picture(
            scale_marks(map_frame, language, 0.0, 0.0, BESIDE_WIDTH, 1.0),
            width=BESIDE_WIDTH,
            height=SCALE_HEIGHT,
            alt=language.say("Skala 1 : {scale:f}; utara di atas", scale=map_frame.scale),
        ),
        "locator": None if selected is None else _locator(survey, selected, height - taken),
    }


def _legend(survey: Survey, drawing: Drawing) -> list[Content]:
    language = survey.language
    made = legend(survey.classified, language)
    rows = [
        {"swatch": row.swatch, "label": row.label, "areas": language.number(row.areas)} for row in made.rows
    ]
    if made.doubtful:
        label = language.say(DOUBTFUL_WORD)
        areas = language.number(made.doubtful.areas)
        rows.append({"swatch": made.doubtful.swatch, "label": label, "areas": areas})
    colour, width = KECAMATAN_LINE
    line = Stroke(shapely.LineString([(0, 2.4), (7.4, 2.4)]), line=colour, width=width * MM_PER_PIXEL)
    rows.append(
        {"swatch": strokes_svg([line], 7.4, 4.8), "label": language.say("batas kecamatan"), "areas": ""}
    )
    rows += [
        {
            "swatch": strokes_svg(around_swatch(kind, 0, 0.4, 7.4, 4.0, MM_PER_PIXEL), 7.4, 4.8),
            "label": language.say(AROUND_WORDS[kind]),
            "areas": "",
        }
        for kind in around_kinds(drawing)
    ]
    return rows


def _locator(survey: Survey, selected: str, room: float) -> Picture | None:
    smallest, largest = LOCATOR_HEIGHTS
    if room < smallest:
        return None
    areas, height = survey.dataset.areas, min(room, largest)
    city, here = locate(areas, selected, BESIDE_WIDTH, height)
    alt = survey.language.say("Letak {name} di {city}", name=areas.name_of(selected), city=areas.city)
    return make_picture(locator_marks(city, here, 0.0, 0.0), width=BESIDE_WIDTH, height=height, alt=alt)
