"""The shape of a CSV file: what separates its cells, and on which line its titles stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from petaprogram.messages.language import message
from petaprogram.messages.letters import tidy

# What is found between cells, and what to call it.
SEPARATORS: Mapping[str, str] = {
    ",": message("koma"),
    ";": message("titik koma"),
    "\t": message("tab"),
    "|": message("garis tegak"),
}
# A heading and some blank rows; further down nobody puts the titles.
_SEARCHED_LINES = 20
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
# A line by which Excel is told what separates the cells.
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[;,|\s]*', re.IGNORECASE)
_MAX_CELLS = 200
# A sentence above the table may hold one word that is a title, too.
_FEWEST_TITLES = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What separates cells, and where the titles stand.

    `start` is the position in the text and `line` the number (from 1) of the line of titles; `above` is the
    first text that stands over them, empty where there is none.
    """

    separator: str = ","
    start: int = 0
    line: int = 1
    above: str = ""


def find_shape(text: str, titles: Collection[str]) -> Shape:
    """Find the line and the separator by which the most of the expected titles are cells of their own.

    Where no line has two of them, the first that is not blank is taken, with the separator it seems to have.
    """
    wanted = {title.casefold() for title in titles}
    best, most, above, stated = Shape(), 0, "", ""
    first: Shape | None = None
    for number, line in enumerate(_LINE.finditer(text), start=1):
        if number > _SEARCHED_LINES or line.start() == len(text):
            break
        plain = tidy(line[1])[0].strip('";,|\t ')
        if number == 1 and (found := _SEPARATOR_LINE.fullmatch(line[1])):
            stated = found[1]
            continue
        if not plain:
            continue
        first = first or Shape(_guess(line[1], stated), line.start(), number)
        for separator in SEPARATORS:
            cells = {tidy(cell)[0].strip('" ').casefold() for cell in line[1].split(separator, _MAX_CELLS)}
            if (known := len(cells & wanted)) > most:
                best, most = Shape(separator, line.start(), number, above), known
        above = above or plain
    return best if most >= _FEWEST_TITLES else first or Shape()


def _guess(line: str, stated: str) -> str:
    if stated in SEPARATORS:
        return stated
    others = [separator for separator in SEPARATORS if separator != "," and separator in line]
    return others[0] if others and "," not in line else ","
