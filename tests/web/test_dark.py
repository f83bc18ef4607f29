"""The colours of the classes in the dark: what runs stands out, what is unknown recedes."""

from __future__ import annotations

import re

import numpy as np

from petaprogram.maps.class_tables import STATE_STYLES
from petaprogram.maps.palette import AMOUNTS
from petaprogram.web.server.style_sheet import STATIC

SHEET = (STATIC / "style" / "parts.css").read_text("utf-8")
GROUND = re.search(r"--ground: light-dark\(#\w{6}, (#\w{6})\)", SHEET)
FILTER = re.search(r"filter: invert\(([0-9.]+)\) hue-rotate\(180deg\)", SHEET)
# W3C Filter Effects: the matrix of hue-rotate for half a turn.
HALF_TURN = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])
GRAPHICS = 3.0  # WCAG 1.4.11


def read(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def turned(colour: str) -> np.ndarray:
    assert FILTER
    amount = float(FILTER[1])
    inverted = read(colour) * (1 - amount) + (1 - read(colour)) * amount
    return np.clip(HALF_TURN @ inverted, 0, 1)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Contrast as WCAG 2 defines it."""

    def luminance(colour: np.ndarray) -> float:
        linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def against_ground(colour: str) -> float:
    assert GROUND
    return contrast(turned(colour), read(GROUND[1]))


def test_what_runs_stands_out_in_the_dark_and_what_nobody_reported_recedes() -> None:
    running, old = (against_ground(STATE_STYLES[state].fill) for state in ("running", "running_old"))
    assert running > old > GRAPHICS
    others = [state for state in STATE_STYLES if not state.startswith("running")]
    assert all(against_ground(STATE_STYLES[state].fill) < running for state in others)
    assert against_ground(STATE_STYLES["not_reported"].fill) < 1.5


def test_more_is_brighter_in_the_dark_as_it_is_darker_on_white() -> None:
    steps = [against_ground(style.fill) for style in AMOUNTS]
    assert steps == sorted(steps)
    assert steps[-1] > GRAPHICS


def test_the_maps_of_all_pages_are_turned_over() -> None:
    """Each map is a frame of its own; a page that is added needs no rule."""
    rule = re.search(r"prefers-color-scheme: dark\) \{\s+body \{\s+([^{}]*)\{ filter", SHEET)
    assert rule is not None
    assert 'iframe[data-testid="stCustomComponentV1"]' in [one.strip() for one in rule[1].split(",")]
