"""Pictures for a template: strokes as SVG, words as data, so that they stay text that can be selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from petaprogram.maps.font_files import WEIGHTS
from petaprogram.maps.paper.strokes import Mark, Stroke, Words
from petaprogram.maps.paper.strokes_svg import strokes_svg


class Word(TypedDict):
    """One line of text: its left edge and baseline in mm, its width in mm, its size in points."""

    text: str
    x: float
    y: float
    width: float
    size: float
    weight: int
    colour: str


class Layer(TypedDict):
    """Strokes as SVG, and the words on them."""

    svg: str
    words: list[Word]


class Picture(TypedDict):
    """A picture of a size in mm: layers one over the other, and `alt`, which says what it shows."""

    layers: list[Layer]
    width: float
    height: float
    alt: str


def make_layer(marks: Iterable[Mark], width: float, height: float) -> Layer:
    """Make a layer of marks; one that several pictures share is kept once in the document."""
    marks = list(marks)
    return {
        "svg": strokes_svg((mark for mark in marks if isinstance(mark, Stroke)), width, height),
        "words": [_word(mark) for mark in marks if isinstance(mark, Words)],
    }


def make_picture(marks: Iterable[Mark], width: float, height: float, alt: str) -> Picture:
    """Make a picture of one layer."""
    return {"layers": [make_layer(marks, width, height)], "width": width, "height": height, "alt": alt}


def _word(words: Words) -> Word:
    left, _, right, _ = words.box
    return {
        "text": words.text,
        "x": round(left, 2),
        "y": round(words.y, 2),
        "width": round(right - left, 2),
        "size": round(words.size, 2),
        "weight": WEIGHTS[words.weight],
        "colour": words.colour,
    }
