"""The typeface of everything printed, and how much room a text takes in it.

Source Sans Pro (SIL Open Font License) comes as a package, so that a print looks the same on every machine;
what it lacks is taken from DejaVu Sans, which matplotlib brings along.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import font_source_sans_pro
import matplotlib as mpl
from PIL import ImageFont

Weight = Literal["regular", "semibold", "bold"]

FAMILY, FALLBACK = "Source Sans Pro", "DejaVu Sans"
# A box for each letter that no other font has, so that a reader sees that something stands there.
LAST_RESORT = "Last Resort High-Efficiency"
FONT_FOLDERS = (
    Path(font_source_sans_pro.__file__).parent / "files",
    Path(mpl.get_data_path()) / "fonts" / "ttf",
)
FONT_FILES: dict[Weight, Path] = {
    "regular": FONT_FOLDERS[0] / "SourceSansPro-Regular.ttf",
    "semibold": FONT_FOLDERS[0] / "SourceSansPro-Semibold.ttf",
    "bold": FONT_FOLDERS[0] / "SourceSansPro-Bold.ttf",
}
LAST_RESORT_FILE = FONT_FOLDERS[1] / "LastResortHE-Regular.ttf"
# The weights as numbers, as CSS, matplotlib and Typst count them.
WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600, "bold": 700}

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
    return float(_font(weight).getlength(text)) / _MEASURED


@cache
def _font(weight: Weight) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FILES[weight], _MEASURED)
