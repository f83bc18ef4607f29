"""How much room a text takes on paper; in Source Sans Pro and what helps it out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from petaprogram.maps.font_files import (
    FALLBACK_BOLD_FILE,
    FALLBACK_FILE,
    FONT_FILES,
    LAST_RESORT_FILE,
    Weight,
)

MM_PER_POINT = 25.4 / 72
# Height of a line of text, and of a capital letter, in sizes of the typeface.
LINE = 1.2
CAPITAL = 0.66

# Measured at this size and scaled down: hinting would round the widths of a small one.
_MEASURED = 200


def text_width(text: str, size: float, weight: Weight = "regular") -> float:
    """Width in mm of one line of text; `size` in points."""
    return _measure(text, weight) * size * MM_PER_POINT


def line_height(size: float) -> float:
    """Distance in mm from one line to the next; `size` in points."""
    return size * LINE * MM_PER_POINT


def wrap(text: str, width: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break a text into lines of at most `width` mm; a word that is too long is broken, never cut."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width, size, weight):
            longer = f"{lines[-1]} {piece}".strip()
            if text_width(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return tuple(lines)


def shorten(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Keep at most so many lines; the last one ends in dots where something is left out."""
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], f"{lines[most - 1][:-2]}…") if most > 0 else ()


def _pieces(word: str, width: float, size: float, weight: Weight) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and text_width(piece + letter, size, weight) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@lru_cache(maxsize=4096)
def _measure(text: str, weight: Weight) -> float:
    """Width of a text in sizes of the typeface."""
    fallback = FALLBACK_FILE if weight == "regular" else FALLBACK_BOLD_FILE
    files = (FONT_FILES[weight], fallback, LAST_RESORT_FILE)

    def file_of(letter: str) -> Path:
        return next((file for file in files if ord(letter) in _letters(file)), LAST_RESORT_FILE)

    return (
        sum(float(_font(file).getlength("".join(run))) for file, run in groupby(text, key=file_of))
        / _MEASURED
    )


@cache
def _letters(file: Path) -> frozenset[int]:
    """Which letters a font has, as code points."""
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _font(file: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, _MEASURED)
