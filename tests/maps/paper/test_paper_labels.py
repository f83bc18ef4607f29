"""Names on paper: each is there once, whole, on its own area, and none lies on another."""

from __future__ import annotations

from itertools import combinations
from string import ascii_uppercase

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from petaprogram.maps.classes import classify
from petaprogram.maps.paper.drawing import Drawing, draw
from petaprogram.maps.paper.map_frame import fit_map_frame
from petaprogram.maps.paper.paper_labels import Name, place_beside, place_names
from petaprogram.maps.paper.sheet import make_picture
from petaprogram.maps.paper.strokes import Words
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN
from tests.support.real import real_dataset

KINDS = [Theme("pillars"), Theme("programs"), Theme("program", "kampung-senyum")]


def strips(count: int, width: float, height: float) -> gpd.GeoSeries:
    """Areas side by side."""
    boxes = [shapely.box(number * width, 10, (number + 1) * width, 10 + height) for number in range(count)]
    return gpd.GeoSeries(boxes, index=[f"99.01.01.{1001 + number}" for number in range(count)])


def overlapping(names: tuple[Name, ...]) -> list[tuple[str, str]]:
    boxes = {name.kode: shapely.box(*name.box).buffer(-1e-6) for name in names}
    return [(one, other) for one, other in combinations(boxes, 2) if boxes[one].intersects(boxes[other])]


@settings(max_examples=40)
@given(
    count=st.integers(1, 9),
    width=st.floats(3, 40),
    height=st.floats(2, 60),
    lengths=st.lists(st.integers(1, 24), min_size=9, max_size=9),
)
def test_each_area_has_its_name_or_a_key_and_no_two_of_them_meet(
    count: int, width: float, height: float, lengths: list[int]
) -> None:
    areas = strips(count, width, height)
    names = dict(zip(areas.index, ("m" * length for length in lengths), strict=False))
    placed = place_names(areas, names, width=400, height=120, size=8)
    assert {name.kode for name in placed} == set(areas.index)
    assert overlapping(placed) == []
    for name in placed:
        left, top, right, bottom = name.box
        assert left >= 0
        assert top >= 0
        assert right <= 400
        assert bottom <= 120
        if not name.spills:
            letters = shapely.box(*name.box).buffer(-0.501, join_style="mitre")
            assert areas[name.kode].contains(letters)


def test_a_name_that_does_not_fit_stands_on_two_lines_or_spills_over_or_becomes_a_letter() -> None:
    wide, tall, small = strips(1, 60, 20), strips(1, 22, 30), strips(1, 12, 20)
    kode = wide.index[0]
    name = {kode: "Bandar Kidul Timur"}
    (whole,) = place_names(wide, name, width=100, height=80, size=8)
    (halves,) = place_names(tall, name, width=100, height=80, size=8)
    (spilled,) = place_names(small, {kode: "Setonogedong"}, width=100, height=80, size=8)
    (letter,) = place_names(strips(1, 4, 8), name, width=100, height=80, size=8)
    assert (whole.lines, whole.spills) == (("Bandar Kidul Timur",), False)
    assert (len(halves.lines), halves.spills) == (2, False)
    assert (spilled.lines, spilled.spills) == (("Setonogedong",), True)
    assert (letter.lines, letter.is_key, letter.leader) == (("A",), True, None)


def test_a_key_without_room_on_its_area_stands_beside_it_with_a_line_that_leads_back() -> None:
    areas = strips(1, 4, 4)
    kode = areas.index[0]
    (name,) = place_names(
        areas, {kode: "Setonogedong"}, width=60, height=40, size=8, obstacles=np.array([[0, 9, 5, 15]])
    )
    assert name.is_key
    assert name.leader is not None
    assert areas[kode].contains(shapely.Point(name.leader))
    assert not shapely.box(*name.box).intersects(shapely.box(0, 9, 5, 15))


def test_a_name_that_may_be_left_out_never_spills_over() -> None:
    areas = strips(3, 8, 30)
    names = dict.fromkeys(areas.index, "Setonogedong")
    placed = place_names(areas, names, width=60, height=60, size=8, optional=areas.index[1:])
    assert [name.kode for name in placed] == [areas.index[0]]


def test_an_area_of_several_parts_has_its_name_on_the_largest() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 30, 10), shapely.box(50, 0, 110, 40)])
    (name,) = place_names(gpd.GeoSeries({"a": parts}), {"a": "Pakunden"}, width=120, height=60, size=8)
    assert shapely.box(50, 0, 110, 40).contains(shapely.Point(name.x, name.y))


def test_an_area_outside_the_paper_has_no_name() -> None:
    areas = gpd.GeoSeries({"in": shapely.box(10, 10, 60, 40), "out": shapely.box(200, 10, 260, 40)})
    placed = place_names(areas, {"in": "Melati", "out": "Mawar"}, width=100, height=60, size=8)
    assert [name.kode for name in placed] == ["in"]


def test_a_name_beside_its_area_is_nearer_to_it_than_to_any_other() -> None:
    areas = gpd.GeoSeries({"west": shapely.box(20, 20, 60, 60), "east": shapely.box(60, 20, 100, 60)})
    placed = place_beside(areas, {"west": "KEC. SATU", "east": "KEC. DUA"}, width=140, height=90, size=8)
    assert {name.kode for name in placed} == {"west", "east"}
    assert overlapping(placed) == []
    for name in placed:
        distance = areas.distance(shapely.box(*name.box))
        assert distance.idxmin() == name.kode
        assert distance.min() > 0


def city(theme: Theme, width: float, height: float, size: float) -> Drawing:
    dataset = real_dataset()
    map_frame = fit_map_frame(dataset.areas.metric.total_bounds, width, height)
    return draw(dataset.areas, classify(make_map(dataset, theme)), map_frame, size=size)


@pytest.mark.parametrize("theme", KINDS, ids=lambda theme: theme.kind)
@pytest.mark.parametrize(("width", "height", "size"), [(204, 165, 7.2), (284, 236, 9.7), (120, 100, 6.5)])
def test_all_names_of_the_published_city_are_on_every_map_and_apart(
    theme: Theme, width: float, height: float, size: float
) -> None:
    drawing = city(theme, width, height, size)
    assert {name.kode for name in drawing.names} == set(real_dataset().areas.frame.index)
    assert overlapping((*drawing.names, *drawing.districts)) == []
    circles = [shapely.Point(one.x, one.y).buffer(one.radius - 0.05) for one in drawing.circles]
    assert not any(shapely.box(*name.box).intersects(one) for name in drawing.names for one in circles)
    # Most are names and not letters, even with a circle on every area of the smallest map.
    keys = sorted(name.lines[0] for name in drawing.names if name.is_key)
    assert len(keys) < len(drawing.names) / 2
    assert "".join(keys) == ascii_uppercase[: len(keys)]


def test_every_kecamatan_of_the_published_city_is_named_on_the_map_of_a_theme() -> None:
    drawing = city(KINDS[0], 204, 165, 7.2)
    assert {name.kode for name in drawing.districts} == set(real_dataset().areas.kecamatan.index)


@pytest.mark.parametrize("theme", KINDS, ids=str)
def test_a_map_seen_from_afar_has_no_small_word_and_no_key(theme: Theme) -> None:
    dataset = real_dataset()
    sheet = make_picture(
        dataset.areas,
        classify(make_map(dataset, theme)),
        INDONESIAN,
        title="",
        width=160,
        height=140,
        smallest=12,
        enlarged=1.45,
    )
    words = [mark for mark in sheet.marks if isinstance(mark, Words)]
    assert min(word.size for word in words) >= 12
    names = {word.text for word in words} & set(dataset.areas.frame["name"])
    # Circles take the room of names.
    assert len(names) >= (8 if theme.kind == "programs" else 25)
    assert [word.text for word in words if len(word.text) == 1 and word.text.isalpha()] == []


def test_a_picture_without_a_scale_is_filled_by_its_city() -> None:
    areas = real_dataset().areas
    west, south, east, north = areas.metric.total_bounds
    frame = fit_map_frame(areas.metric.total_bounds, 160, 140, rounded=False)
    used = max((east - west) / (160 - 4), (north - south) / (140 - 4))
    assert frame.metres_per_mm == pytest.approx(used, rel=0.001)
    assert frame.metres_per_mm >= used
