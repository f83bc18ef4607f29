"""The writer of SVG lets nothing in but checked numbers, colours and letters."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.maps.svg import circle, look, number, outline, path, rect, svg, svg_uri, text
from petaprogram.messages.issues import UnsafeMapValueError


def test_a_document_has_its_size_and_its_shapes() -> None:
    body = rect(0, 0, 10, 5.5, look("#FFFFFF")) + circle(1 / 3, 2, 1, look(None, "#1F2933", 0.5, (4, 3), 0.9))
    root = ET.fromstring(svg(10, 5.5, body, unit="mm"))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("10mm", "5.5mm", "0 0 10 5.5")
    box, ring = root
    assert box.attrib == {"x": "0", "y": "0", "width": "10", "height": "5.5", "fill": "#FFFFFF"}
    assert ring.attrib == {
        "cx": "0.333", "cy": "2", "r": "1",
        "fill": "none", "stroke": "#1F2933", "stroke-width": "0.5", "stroke-dasharray": "4 3",
        "opacity": "0.9",
    }  # fmt: skip


@pytest.mark.parametrize("colour", ["red", "#FFF", 'x" onload="1', "url(#h) x", "url(http://x)", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(UnsafeMapValueError):
        look(colour)
    with pytest.raises(UnsafeMapValueError):
        text(0, 0, "x", size=1, colour=colour)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", None])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(UnsafeMapValueError):
        number(value)  # type: ignore[arg-type]


@given(st.text())
def test_a_text_is_only_text(words: str) -> None:
    (line,) = ET.fromstring(svg(1, 1, text(0, 0, words, size=1, colour="#000000")))
    assert len(line) == 0
    kept = [letter for letter in words if letter >= " " and not "\ud800" <= letter <= "\udfff"]
    kept = [letter for letter in kept if letter not in "\ufffe\uffff"]
    assert [letter for letter in line.text or "" if letter >= " "] == kept


def test_an_outline_closes_rings_leaves_lines_open_and_skips_points() -> None:
    hollow = shapely.box(0, 0, 4, 4).difference(shapely.box(1, 1, 2, 2))
    several = shapely.GeometryCollection(
        [hollow, shapely.LineString([(0, 0), (1.25, 2)]), shapely.Point(1, 1)]
    )
    data = outline(several, 1)
    assert data.count("Z") == 2
    assert data.count("M") == 3
    assert data.endswith("M0.0 0.0L1.2 2.0")
    assert path(data, look()) == f'<path d="{data}" fill="none"/>'
    assert svg_uri("<svg/>") == "data:image/svg+xml;base64,PHN2Zy8+"
