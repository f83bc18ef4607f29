"""What a field of a small document (TOML, JSON) may hold: questions that several documents ask.

No type is converted: a number in quotes is a text, and true is not 1.

The documents are checked by hand, because their issues stand in the order of the file and in our own
sentences. Models of pydantic were tried with the steps: 52 lines for 62, but with errors in the order of the
model, and with English sentences for the items of a list; with these mended nothing is saved.
"""

from __future__ import annotations

import re
import sys
from typing import TypeGuard

from petaprogram.messages.issues import Said
from petaprogram.messages.language import message
from petaprogram.messages.letters import find_unseen_in, name_letter

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

NO_TEXT = message("kosong atau bukan teks")
_UNSEEN = message("memuat {letter}, huruf yang tidak terlihat; hapus huruf itu")


def is_filled(value: object) -> TypeGuard[str]:
    """Ask whether it is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_whole(value: object) -> TypeGuard[int]:
    """Ask whether it is a whole number."""
    return type(value) is int


def is_number(value: object) -> TypeGuard[float]:
    """Ask whether it is a number to calculate with: not NaN, not infinite, no integer beyond all floats."""
    return type(value) in {int, float} and abs(value) <= sys.float_info.max  # type: ignore[arg-type]


def is_web_address(value: object) -> TypeGuard[str]:
    """Ask whether it is an address that may be shown as a link: http or https, nothing that runs."""
    return isinstance(value, str) and _WEB_ADDRESS.fullmatch(value) is not None


def say_unseen(value: object) -> Said | None:
    """Say which letter that nobody sees stands in a text or in a list of texts; None where there is none."""
    return next((say_letter(letter) for _, letter in find_unseen_in(value)), None)


def say_letter(letter: str) -> Said:
    """Say of a field that this letter stands in it."""
    return Said(_UNSEEN, values=(("letter", name_letter(letter)),))
