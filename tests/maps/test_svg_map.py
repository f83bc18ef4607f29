"""Still maps show what the web map shows."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from petaprogram.maps.classes import classify, classify_states
from petaprogram.maps.legend import bar_svg
from petaprogram.maps.svg_map import locator_svg, svg_map
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.issues import UnsafeMapValueError
from tests.support.real import real_dataset
from tests.support.sample import four_areas

SVG = "{http://www.w3.org/2000/svg}"
AREAS = four_areas()
STATES = pd.Series(["running", "planned", "not_reported", "confirmed_none"], index=AREAS.frame.index)


def shapes(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f"{SVG}path")


def test_every_area_has_the_fill_of_its_class():
    classified = classify_states(STATES)
    drawn = shapes(svg_map(AREAS, classified))
    fills = [one.get("fill") for one in drawn[: len(AREAS.frame)]]
    styles = [classified.classes[position].style for position in classified.by_area]
    assert fills == ["url(#h)" if style.hatch else style.fill for style in styles]
    assert len(drawn) == len(AREAS.frame) + len(AREAS.kecamatan)


def test_the_map_of_the_city_is_small_and_stays_inside_its_frame():
    dataset = real_dataset()
    classified = classify(make_map(dataset, Theme("programs")))
    svg = svg_map(dataset.areas, classified, width=320, selected="35.71.02.1016")
    assert len(svg) < 50_000
    root = ET.fromstring(svg)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for one in shapes(svg):
        numbers = [float(number) for number in re.findall(r"[\d.]+", one.get("d", ""))]
        assert min(numbers) >= 0
        assert max(numbers[::2]) <= width
        assert max(numbers[1::2]) <= height
    assert len(root.findall(f"{SVG}circle")) == classified.radius.notna().sum()


def test_numbers_stand_in_rings():
    svg = svg_map(AREAS, classify_states(STATES), numbers={AREAS.frame.index[0]: 1, AREAS.frame.index[2]: 2})
    assert [one.text for one in ET.fromstring(svg).findall(f"{SVG}text")] == ["1", "2"]
    with pytest.raises(UnsafeMapValueError):
        svg_map(AREAS, classify_states(STATES), numbers={AREAS.frame.index[0]: "<script>"})


def test_a_locator_shows_the_area_dark_its_kecamatan_tinted_and_the_rest_pale():
    melati, *_ = AREAS.frame.index
    drawn = shapes(locator_svg(AREAS, melati))
    fills = [one.get("fill") for one in drawn]
    assert fills == ["#C9D6E6", "#C9D6E6", "#F1F3F5", "#F1F3F5", "none", "none", "#1F3A5F"]
    with pytest.raises(KeyError):
        locator_svg(AREAS, "99.01.03.1001")


def test_a_small_area_is_ringed_on_its_locator():
    areas = real_dataset().areas
    ringed = [kode for kode in areas.frame.index if 'r="14"' in locator_svg(areas, kode)]
    assert "35.71.02.1016" in ringed
    assert areas.area_km2.idxmax() not in ringed
    assert areas.area_km2[ringed].max() < areas.area_km2.drop(ringed).min()


def test_the_parts_of_a_bar_are_as_long_as_their_classes_are_large():
    classified = classify_states(STATES)
    parts = ET.fromstring(bar_svg(classified, 200, 10)).findall(f"{SVG}g")
    assert [one.get("transform") for one in parts] == [
        "translate(0.0 0)", "translate(50.0 0)", "translate(100.0 0)", "translate(150.0 0)",
    ]  # fmt: skip
    assert [part[0].get("width") for part in parts] == ["50"] * 4
