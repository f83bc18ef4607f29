"""Letters: a text in those that every address takes, and those that nobody sees.

This is the one place that says which nobody sees, how to name one, and how to show it. Some turn the
direction of writing (one of them makes 64 of 46), some have no width, so that two names look the same, some
command a terminal. Texts of the data may hold none of them:

- What has no width and changes nothing that a reader sees is copied along from pages and spreadsheets. `tidy`
  leaves it out where tables and boundaries are read, and says so: two names that look the same then are one.
- Everything else is refused by name: without it the text would read otherwise than it looked, or nobody knows
  what it should be. So is every unseen letter of what is typed by hand (TOML, passports, names of snapshots),
  where its writer mends it at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
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
# Those that only have no width. Letters that turn the direction of writing are not among them.
_WIDTHLESS = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
# Blanks of other widths, or that do not break a line: a search for a plain blank does not find them.
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What people and word processors write for an apostrophe; some of these are letters to Unicode.
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4`\u02b9\u02bb\u02bc\u02bd\u02c8\ua78c\uff07", "'")
)
# Where a value stands in a document: within which place, and its name there; None for the document itself.
_Place: TypeAlias = "tuple[_Place, str] | None"
# A text may have several lines, and cells of a table pasted into it.
_LAYOUT = "\n\t"


def slug(text: str) -> str:
    """Write a text in a-z, 0-9 and hyphens; what has no such letters is left out.

    Examples
    --------
    >>> slug("Bank Sampah (RW 03), Café"), slug("../../etc"), slug("シ")
    ('bank-sampah-rw-03-cafe', 'etc', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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


def tidy(text: str) -> tuple[str, str | None]:
    r"""Read a text as it looks: every blank as a plain one, nothing at its ends, no letters without width.

    Returns the text and the first letter that was left out; None where there was none. What else cannot be
    seen stays, for `find_unseen`.

    Examples
    --------
    >>> tidy("\ufeff35.71 "), tidy("Bandar\u00a0Lor"), tidy("46\u202e")
    (('35.71', '\ufeff'), ('Bandar Lor', None), ('46\u202e', None))
    """
    if text.isascii():
        return text.strip(), None
    found = _WIDTHLESS.search(text)
    seen = _BLANK.sub(" ", _WIDTHLESS.sub("", text))
    return unicodedata.normalize("NFC", seen).strip(), found and found[0]


def reads_as_written(text: str) -> bool:
    r"""Ask whether every letter of a text can be seen and none is written in a way that `tidy` alters.

    Then that holds for every part of the text too, whose ends may still be blank: texts that are joined are
    asked about together.

    Examples
    --------
    >>> [reads_as_written(text) for text in ("Café, 46", "Cafe\u0301", "Bandar\u00a0Lor", "zero\u200bwidth")]
    [True, False, False, False]
    """
    return text.isprintable() and (
        text.isascii() or (unicodedata.is_normalized("NFC", text) and not _SHAPELESS.search(text))
    )


def plain_apostrophes(text: str) -> str:
    r"""Write every kind of apostrophe as the plain one.

    Examples
    --------
    >>> plain_apostrophes("Ma\u2019rang"), plain_apostrophes("Ma`rang")
    ("Ma'rang", "Ma'rang")
    """
    return text.translate(_APOSTROPHES)


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
    r"""Write a text on one line with every unseen letter as its number, so that it commands no terminal.

    Letters in `keep` stay as they are.

    Examples
    --------
    >>> print(visible("a\x1b[2Jb\nc\u202e"))
    a[U+001B][2Jb[U+000A]c[U+202E]
    """
    return replace_unseen(text, lambda letter: f"[U+{ord(letter):04X}]", keep)


def replace_unseen(text: str, write: Callable[[str], str], keep: str = "") -> str:
    """Write every unseen letter of a text, but those in `keep`, in another way."""
    if text.isprintable() and not _SHAPELESS.search(text):
        return text
    return "".join(write(letter) if letter not in keep and _is_unseen(letter) else letter for letter in text)


def _address(place: _Place) -> str:
    names = []
    while place:
        place, name = place
        names.append(name)
    return ".".join(reversed(names))


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN or _SHAPELESS.match(letter) is not None
