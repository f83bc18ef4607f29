"""What a field of a small document (TOML, JSON) may hold: questions that several documents ask.

No type is converted: a number in quotes is a text, and true is not 1.

The documents are checked by hand, because their issues stand in the order of the file and in our own
sentences. Models of pydantic were tried with the steps: 52 lines for 62, but with errors in the order of the
model, and with English sentences for the items of a list; with these mended nothing is saved.
"""

from __future__ import annotations

import sys
from typing import TypeGuard

from petaprogram.messages.language import message

NO_TEXT = message("kosong atau bukan teks")


def is_filled(value: object) -> TypeGuard[str]:
    """Ask whether it is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_whole(value: object) -> TypeGuard[int]:
    """Ask whether it is a whole number."""
    return type(value) is int


def is_number(value: object) -> TypeGuard[float]:
    """Ask whether it is a number to calculate with: not NaN, not infinite, no integer beyond all floats."""
    return type(value) in {int, float} and abs(value) <= sys.float_info.max  # type: ignore[arg-type]
