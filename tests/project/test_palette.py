"""Text can be read on its ground, in the light and in the dark theme (WCAG 2.2: 4.5 to 1, lines 3 to 1)."""

from __future__ import annotations

import re
import tomllib

import pytest

from petaprogram.settings import ROOT
from petaprogram.web.server.style_sheet import style_sheet

STYLE = style_sheet()
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
SCHEMES = ("light", "dark")
VARIABLES = {
    name: dict(zip(SCHEMES, colours, strict=True))
    for name, *colours in re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE)
}
TEXT, LINES = 4.5, 3.0


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [
        ("ink", "ground", TEXT),
        ("ink", "raised", TEXT),
        ("ink", "warn-ground", TEXT),
        ("soft", "ground", TEXT),
        ("soft", "raised", TEXT),
        ("soft", "warn-ground", TEXT),
        ("deep", "ground", TEXT),
        ("link", "ground", TEXT),
        ("link", "warn-ground", TEXT),
        ("on-deep", "deep", TEXT),
        ("frame", "ground", LINES),
        ("warn", "ground", LINES),
    ],
)
def test_our_colours_stand_out_from_their_ground(scheme, colour, ground, least):
    assert contrast(VARIABLES[colour][scheme], VARIABLES[ground][scheme]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_streamlits_colours_are_ours(scheme):
    theme = {name: value.lower() for name, value in THEME[scheme].items()}
    assert theme["backgroundColor"] == VARIABLES["ground"][scheme]
    assert theme["secondaryBackgroundColor"] == VARIABLES["raised"][scheme]
    assert theme["textColor"] == VARIABLES["ink"][scheme]
    assert theme["linkColor"] == VARIABLES["link"][scheme]
    assert theme["borderColor"] == VARIABLES["frame"][scheme]
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= TEXT


def test_no_colour_of_a_map_or_a_file_is_written_outside_the_palette():
    rooms = ROOT / "src/petaprogram/maps", ROOT / "src/petaprogram/exports"
    found = {
        path.name
        for room in rooms
        for path in room.rglob("*.py")
        if re.search(r'"#[0-9a-fA-F]{6}"', path.read_text("utf-8"))
    }
    assert found == {"palette.py"}


def test_no_colour_is_written_outside_the_palette():
    after = STYLE[STYLE.index("}") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", after) == []
