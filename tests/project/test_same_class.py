"""One class a kelurahan, wherever it is seen: on the screen, in PNG, in SVG and in PDF."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import shapely
from PIL import Image

from petaprogram.exports.pdf.map_sheet import print_pdf, print_png
from petaprogram.exports.pdf.profile_pages import profile_content
from petaprogram.exports.pdf.summary_pages import summary_content
from petaprogram.exports.pdf.survey import Survey
from petaprogram.maps.classes import Classified, classify
from petaprogram.maps.palette import HATCH
from petaprogram.maps.paper.map_texts import make_imprint
from petaprogram.maps.paper.sheet import PAPERS, Sheet, make_sheet
from petaprogram.maps.paper.sheet_svg import print_svg
from petaprogram.maps.screen.folium_map import paint_layer
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN
from tests.support.real import real_dataset

pytestmark = pytest.mark.export

DAY = dt.date(2026, 11, 25)
DPI = 130
SVG = "{http://www.w3.org/2000/svg}"
THEMES = [Theme("pillars"), Theme("programs"), Theme("pillar", "living"), Theme("program", "kampung-senyum")]

Fills = dict[str, str]


def lay_out(theme: Theme) -> tuple[Classified, Sheet]:
    dataset = real_dataset()
    shown = make_map(dataset, theme)
    classified = classify(shown)
    imprint = make_imprint(dataset, shown, classified, INDONESIAN, made_on=DAY)
    return classified, make_sheet(dataset.areas, classified, imprint, PAPERS["a4"])


def on_screen(classified: Classified) -> Fills:
    """Read the fills back from what the browser is told to paint."""
    (paint,) = paint_layer(classified)._children.values()
    told = json.loads(paint.argument)
    styles = told["classes"]
    return {
        kode: HATCH.ground if styles[cell[0]]["hatch"] else styles[cell[0]]["fill"]
        for kode, cell in told["areas"].items()
    }


def in_svg(svg: str | bytes) -> Fills:
    """Read the fills back from the paths that carry a kode, whoever wrote them."""
    fills: Fills = {}

    def walk(element: ET.Element, kode: str, fill: str) -> None:
        kode = element.get("id") or kode
        style = re.search(r"fill: (#[0-9a-fA-F]{6})", element.get("style") or "")
        fill = style[1] if style else element.get("fill") or fill
        if element.tag == f"{SVG}path" and re.fullmatch(r"[0-9.]{13}", kode):
            fills[kode] = fill.upper()
        for child in element:
            walk(child, kode, fill)

    walk(ET.fromstring(svg), "", "none")
    return fills


def in_pixels(png: bytes, sheet: Sheet) -> Fills:
    """Find the colour that most pixels of each area have: names, lines and hatch cover the lesser part."""
    image = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    rows, columns = image.shape[:2]
    fills = {}
    for message in sheet.marks:
        kode = getattr(message, "id", None) or ""
        if not re.fullmatch(r"[0-9.]{13}", kode):
            continue
        left, top, right, bottom = message.geometry.bounds
        x = np.arange(int(left * columns / sheet.width), int(right * columns / sheet.width) + 1)
        y = np.arange(int(top * rows / sheet.height), int(bottom * rows / sheet.height) + 1)
        grid_x, grid_y = np.meshgrid(x, y)
        inside = shapely.contains_xy(
            message.geometry.buffer(-0.3),
            (grid_x + 0.5) / columns * sheet.width,
            (grid_y + 0.5) / rows * sheet.height,
        )
        colours, counts = np.unique(image[grid_y[inside], grid_x[inside]], axis=0, return_counts=True)
        fills[kode] = "#{:02X}{:02X}{:02X}".format(*colours[counts.argmax()])
    return fills


@pytest.fixture(scope="module", params=THEMES, ids=lambda theme: f"{theme.kind}-{theme.subject}")
def laid_out(request: pytest.FixtureRequest) -> tuple[Classified, Sheet]:
    return lay_out(request.param)


def test_the_screen_shows_the_class_of_every_kelurahan(laid_out: tuple[Classified, Sheet]) -> None:
    classified, _ = laid_out
    styles = [item.style for item in classified.classes]
    assert on_screen(classified) == {
        kode: HATCH.ground if styles[position].hatch else styles[position].fill
        for kode, position in classified.by_area.items()
    }
    # A fill names its class, or the comparisons below would say little.
    assert len({HATCH.ground if style.hatch else style.fill for style in styles}) == len(styles)


def test_an_svg_shows_the_same_class_as_the_screen(laid_out: tuple[Classified, Sheet]) -> None:
    classified, sheet = laid_out
    assert in_svg(print_svg(sheet)) == on_screen(classified)


def test_a_png_shows_the_same_class_as_the_screen(laid_out: tuple[Classified, Sheet]) -> None:
    classified, sheet = laid_out
    found, expected = in_pixels(print_png(sheet, dpi=DPI), sheet), on_screen(classified)
    # A circle or a name may cover the smallest areas; then it is the SVG that shows their class.
    wrong = {kode: fill for kode, fill in found.items() if fill != expected[kode]}
    small = set(real_dataset().areas.area_km2.nsmallest(8).index)
    assert set(found) == set(expected)
    assert set(wrong) <= small


def test_a_pdf_shows_the_same_class_as_the_screen(
    laid_out: tuple[Classified, Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    classified, sheet = laid_out
    contents: list[dict[str, object]] = []
    monkeypatch.setattr(
        "petaprogram.exports.pdf.map_sheet.typeset",
        lambda _template, content, **_: contents.append(content) or b"",
    )
    print_pdf(sheet, DAY)
    (layer,) = contents[0]["sheet"]["layers"]
    assert in_svg(layer["svg"]) == on_screen(classified)


def test_profiles_and_summary_show_the_same_class_as_the_screen() -> None:
    survey = Survey(real_dataset(), INDONESIAN, DAY)
    expected = on_screen(survey.classified)
    seen: Fills = {}
    for kode in list(expected)[::6]:
        fills = in_svg(profile_content(survey, kode)["map"]["picture"]["layers"][0]["svg"])
        assert {kode, *real_dataset().areas.neighbours[kode]} <= set(fills)
        seen |= fills
    assert seen.items() <= expected.items()
    assert in_svg(summary_content(survey)["map"]["picture"]["layers"][0]["svg"]) == expected
