"""A laid out map as SVG: its text is text, and the file brings the letters along that it needs."""

from __future__ import annotations

import base64
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from fontTools import subset

from petaprogram import __version__
from petaprogram.maps.font_files import FALLBACK, FAMILY, FONT_FILES, WEIGHTS, Weight
from petaprogram.maps.paper.sheet import Sheet
from petaprogram.maps.paper.strokes import Mark, Stroke, Words
from petaprogram.maps.paper.strokes_svg import svg_groups
from petaprogram.maps.paper.typeface import MM_PER_POINT
from petaprogram.maps.safe import safe_colour, safe_number

_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
# What XML cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def print_svg(sheet: Sheet) -> bytes:
    """Write a sheet as SVG; the same sheet is the same file.

    Raises
    ------
    UnsafeMapValueError
        If a colour or a number is not of its kind.
    """
    width, height = sheet.width, sheet.height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" xml:lang="{sheet.language.code}" '
        f'width="{width:g}mm" height="{height:g}mm" viewBox="0 0 {width:g} {height:g}" '
        f"font-family=\"'{FAMILY}', '{FALLBACK}', sans-serif\" stroke-linejoin=\"round\">"
    )
    about = (
        f"<title>{_letters(sheet.title)}</title><desc>{_letters(sheet.description)}</desc>"
        f"<metadata>PetaProgram {__version__}</metadata><style>{''.join(_font_faces(sheet.marks))}</style>"
    )
    body = "".join(_body(sheet.marks))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}{about}{body}</svg>\n'.encode()


def _body(marks: Iterable[Mark]) -> Iterator[str]:
    """Write strokes and words in the order in which they are drawn."""
    for _, group in groupby(marks, key=type):
        several = list(group)
        yield svg_groups(mark for mark in several if isinstance(mark, Stroke))
        yield from (_text(mark) for mark in several if isinstance(mark, Words))


def _text(words: Words) -> str:
    x, y, size = (safe_number(one, "place") for one in (words.x, words.y, words.size))
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size * MM_PER_POINT:.3f}" '
        f'font-weight="{WEIGHTS[words.weight]}" text-anchor="{_ANCHORS[words.align]}" '
        f'fill="{safe_colour(words.colour)}">{_letters(words.text)}</text>'
    )


def _letters(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _font_faces(marks: Iterable[Mark]) -> Iterator[str]:
    """Write the letters of each weight that occurs as a style rule that holds the font itself."""
    used: dict[Weight, set[str]] = defaultdict(set)
    for mark in marks:
        if isinstance(mark, Words):
            used[mark.weight] |= set(mark.text)
    for weight, letters in sorted(used.items()):
        data = base64.b64encode(_font_of(weight, "".join(sorted(letters)))).decode()
        yield (
            f'@font-face{{font-family:"{FAMILY}";font-weight:{WEIGHTS[weight]};'
            f"src:url(data:font/woff;base64,{data})}}"
        )


def _font_of(weight: Weight, letters: str) -> bytes:
    options = subset.Options(flavor="woff", layout_features=["kern"], notdef_outline=True)
    font = subset.load_font(str(FONT_FILES[weight]), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    file = io.BytesIO()
    subset.save_font(font, file, options)
    font.close()
    return file.getvalue()
