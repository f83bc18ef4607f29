"""A laid out map as SVG: its text is text, and the file brings the letters along that it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from petaprogram import __version__
from petaprogram.maps.font_files import FALLBACK, FAMILY, WEIGHTS, Weight
from petaprogram.maps.font_subset import font_face
from petaprogram.maps.paper.sheet import Sheet
from petaprogram.maps.paper.strokes import Align, Mark, Stroke, Words
from petaprogram.maps.paper.strokes_svg import svg_groups
from petaprogram.maps.paper.typeface import MM_PER_POINT
from petaprogram.maps.svg import ROUND, Anchor, letters, svg, text

_FAMILIES = f"'{FAMILY}', '{FALLBACK}', sans-serif"
_ANCHORS: Mapping[Align, Anchor] = {"left": "start", "middle": "middle", "right": "end"}


def print_svg(sheet: Sheet) -> bytes:
    """Write a sheet as SVG; the same sheet is the same file.

    Raises
    ------
    UnsafeMapValueError
        If a colour or a number is not of its kind.
    """
    about = (
        f"<title>{letters(sheet.title)}</title><desc>{letters(sheet.description)}</desc>"
        f"<metadata>PetaProgram {__version__}</metadata><style>{''.join(_font_faces(sheet.marks))}</style>"
    )
    body = "".join(_body(sheet.marks))
    said = f' role="img" xml:lang="{sheet.language.code}" font-family="{_FAMILIES}"'
    document = svg(sheet.width, sheet.height, about + body, unit="mm", more=said + ROUND)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{document}\n'.encode()


def _body(marks: Iterable[Mark]) -> Iterator[str]:
    """Write strokes and words in the order in which they are drawn."""
    for _, group in groupby(marks, key=type):
        several = list(group)
        yield svg_groups(mark for mark in several if isinstance(mark, Stroke))
        yield from (_text(mark) for mark in several if isinstance(mark, Words))


def _text(words: Words) -> str:
    return text(
        words.x,
        words.y,
        words.text,
        size=words.size * MM_PER_POINT,
        colour=words.colour,
        anchor=_ANCHORS[words.align],
        weight=WEIGHTS[words.weight],
    )


def _font_faces(marks: Iterable[Mark]) -> Iterator[str]:
    """Write the letters of each weight that occurs as a style rule that holds the font itself."""
    used: dict[Weight, set[str]] = defaultdict(set)
    for mark in marks:
        if isinstance(mark, Words):
            used[mark.weight] |= set(mark.text)
    for weight, needed in sorted(used.items()):
        yield font_face(weight, needed)
