"""Paper shows what lies around a city as the screen does: with names and credit, in nobody's way."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pandas as pd
import pytest
import shapely

from petaprogram.exports.map_file import make_map_file
from petaprogram.maps.around import CASING, LOOKS, credit_lines
from petaprogram.maps.classes import classify, classify_states
from petaprogram.maps.paper.drawing import draw
from petaprogram.maps.paper.map_frame import fit_map_frame
from petaprogram.maps.paper.map_texts import make_imprint
from petaprogram.maps.paper.sheet import PAPERS, make_picture, make_sheet, map_frame_of
from petaprogram.maps.paper.strokes import Stroke, Words, around_kinds, map_marks
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from tests.support.context_files import HEAD, areas_with_context
from tests.support.real import real_dataset

DAY = dt.date(2026, 11, 25)


@pytest.fixture
def amid(tmp_path):
    """The sample city amid invented surroundings, on paper."""
    areas = areas_with_context(tmp_path)
    states = classify_states(pd.Series("running", index=areas.frame.index))
    west, south, east, north = areas.metric.total_bounds
    frame = fit_map_frame((west - 400, south - 400, east + 400, north + 400), 180, 150)
    return areas, states, frame


def drawn(amid, **more):
    areas, states, frame = amid
    return draw(areas, states, frame, size=8, **more)


def test_every_kind_is_drawn_and_explained(amid):
    made = drawn(amid)
    assert {kind for kind, _ in made.around.shapes} == {"neighbour", "water", "river", "road", "railway"}
    assert len(made.around.symbols) == 1
    assert around_kinds(made) == ["water", "river", "road", "railway", "landmark"]
    marks = list(map_marks(made))
    widths = {(mark.line, round(mark.width / made.unit, 2)) for mark in marks if isinstance(mark, Stroke)}
    for kind in ("river", "road", "railway"):
        look = LOOKS[kind]
        assert (look.line, look.line_width) in widths
        assert (look.fill, look.line_width + CASING) in widths
    assert any(isinstance(mark, Stroke) and mark.fill == LOOKS["water"].fill for mark in marks)
    assert [mark.dashes != () for mark in marks if isinstance(mark, Stroke)].count(True) >= 1


def test_neighbours_lie_below_the_city_and_the_rest_above_its_fills(amid):
    marks = list(map_marks(drawn(amid)))
    fills = [mark.fill if isinstance(mark, Stroke) else None for mark in marks]
    areas = [
        place
        for place, mark in enumerate(marks)
        if isinstance(mark, Stroke) and mark.id in amid[0].frame.index
    ]
    assert fills.index(LOOKS["neighbour"].fill) < min(areas)
    assert fills.index(LOOKS["water"].fill) > max(areas)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_says_whose_it_is_and_that_boundaries_are_indicative(amid, language):
    words = [mark.text for mark in map_marks(drawn(amid, language=language)) if isinstance(mark, Words)]
    said = " ".join(words)
    for line in credit_lines(amid[0], language):
        assert line in said
    assert HEAD["credit"] in said
    name = "City Hall" if language == ENGLISH else "Balai Kota"
    assert name in words


def test_sites_are_drawn_where_they_are(amid):
    made = drawn(amid, points=[(-7.795, 112.005), (0.0, 0.0)])
    ((x, y),) = made.around.sites
    (melati,) = [shape.polygon for shape in made.shapes if shape.kode == "99.01.01.1001"]
    assert melati.centroid.distance(shapely.Point(x, y)) < 0.5
    assert "site" in around_kinds(made)


def boxes_of(made):
    names = [*made.names, *made.districts, *made.around.names]
    return [("/".join(name.lines), shapely.box(*name.box)) for name in names] + [
        ("credit", shapely.box(*made.credit.box))
    ]


@pytest.mark.parametrize("kode", [None, "35.71.02.1016", "35.71.03.1010", "35.71.01.1004"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_and_no_credit_hides_another_or_is_cut(kode, language):
    dataset = real_dataset()
    states = classify(make_map(dataset, Theme("pillars")))
    frame = map_frame_of(dataset.areas, kode, 205, 165)
    made = draw(dataset.areas, states, frame, size=7.2, selected=kode, language=language)
    boxes = boxes_of(made)
    hidden = [
        (one, other)
        for (one, box), (other, place) in itertools.combinations(boxes, 2)
        if box.intersection(place).area > 0.01
    ]
    assert hidden == []
    for _, box in boxes:
        assert frame.box.buffer(0.01).covers(box)


def test_the_printed_map_of_the_city_names_its_surroundings():
    dataset = real_dataset()
    shown = make_map(dataset, Theme("pillars"))
    classified = classify(shown)
    imprint = make_imprint(dataset, shown, classified, INDONESIAN, made_on=DAY)
    words = {
        mark.text
        for mark in make_sheet(dataset.areas, classified, imprint, PAPERS["a4"]).marks
        if isinstance(mark, Words)
    }
    assert {"sungai", "tempat penting", "Kec. Ngasem", "Monumen Simpang Lima Gumul"} <= words
    assert any(word.startswith("Batas indikatif · Sungai Brantas menurut batas kecamatan") for word in words)
    slide = make_picture(dataset.areas, classified, ENGLISH, title="x", width=200, height=150)
    assert any("Indicative boundaries" in mark.text for mark in slide.marks if isinstance(mark, Words))


def test_a_map_file_marks_the_sites_of_its_program():
    dataset = real_dataset()
    program = dataset.records.loc[dataset.records["scope"] == "kelurahan", "program_id"].iloc[0]
    placements = dataset.placements.assign(lon=112.01438, lat=-7.81219)
    with_sites = dataclasses.replace(dataset, placements=placements)

    def svg(of):
        shown = make_map(of, Theme("program", program))
        return make_map_file(
            of, shown, classify(shown), INDONESIAN, selected=None, paper="a4", form="svg", day=DAY
        ).decode()

    assert "lokasi tercatat" in svg(with_sites)
    assert "lokasi tercatat" not in svg(dataset)
