"""Texts for files that are XML inside: workbooks, slides and pictures."""

from __future__ import annotations

import re

# Control characters but for tabs and line ends, halves of pairs, and two that Unicode never gives out.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
