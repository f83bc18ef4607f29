"""Letters that nobody sees: the one place that says which they are, how to name one, and how to show it.

Some turn the direction of writing (one of them makes 64 of 46), some have no width, so that two names look
the same, some command a terminal. Texts of the data may hold none of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias

# Control and format characters (direction, zero width, soft hyphen; Indonesian needs no joiner), halves of
# pairs, letters of private use or of no use yet, and the separators of lines and paragraphs.
_UNSEEN: Mapping[str, str] = {
    "Cc": "CONTROL",
    "Cf": "FORMAT",
    "Cn": "UNASSIGNED",
    "Co": "PRIVATE USE",
    "Cs": "SURROGATE",
    "Zl": "LINE SEPARATOR",
    "Zp": "PARAGRAPH SEPARATOR",
}
# Marks and letters that Unicode files with the visible ones, but that leave no trace: fillers and selectors.
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Where a value stands in a document: within which place, and its name there; None for the document itself.
_Place: TypeAlias = "tuple[_Place, str] | None"
# A text may have several lines, and cells of a table pasted into it.
_LAYOUT = "\n\t"


def find_unseen(text: str) -> str | None:
    r"""Return the first letter for which a text is refused; None where all can be seen.

    Line feeds and tabs are no reason.

    Examples
    --------
    >>> find_unseen("46 kelurahan"), find_unseen("zero\u200bwidth")
    (None, '\u200b')
    """
    if text.isprintable() and not _SHAPELESS.search(text):
        return None
    return next((letter for letter in text if letter not in _LAYOUT and _is_unseen(letter)), None)


def find_unseen_in(content: object) -> Iterator[tuple[str, str]]:
    """Search everything in a document of tables and lists, as TOML and JSON have them, its keys too.

    Yields
    ------
    address, letter
        Where a text is (keys and, from 1, positions, joined by dots), and the first unseen letter of it.
    """
    # No recursion: dotted keys of TOML nest deeper than Python calls.
    waiting: list[tuple[object, _Place]] = [(content, None)]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, str):
            if letter := find_unseen(value):
                yield _address(place), letter
        elif isinstance(value, Mapping):
            # As texts of their own: what a key says is read, too.
            inside = ((part, (place, str(key))) for key, one in value.items() for part in (str(key), one))
            waiting += reversed(tuple(inside))
        elif isinstance(value, list):
            waiting += reversed([(one, (place, str(number))) for number, one in enumerate(value, start=1)])


def name_letter(letter: str) -> str:
    r"""Name a letter as Unicode does, so that a person can look it up.

    Examples
    --------
    >>> name_letter("\u202e"), name_letter("\x1b")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+001B CONTROL')
    """
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '') or _UNSEEN[unicodedata.category(letter)]}"


def visible(text: str, keep: str = "") -> str:
    r"""Write a text on one line with every unseen letter as an escape, so that it commands no terminal.

    Letters in `keep` stay as they are.

    Examples
    --------
    >>> print(visible("a\x1b[2Jb\nc\u202e"))
    a\x1b[2Jb\nc\u202e
    """
    if text.isprintable() and not _SHAPELESS.search(text):
        return text
    return "".join(
        _escape(letter) if letter not in keep and _is_unseen(letter) else letter for letter in text
    )


def _address(place: _Place) -> str:
    names = []
    while place:
        place, name = place
        names.append(name)
    return ".".join(reversed(names))


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN or _SHAPELESS.match(letter) is not None


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
