"""Quoting what a boundary file holds in a message."""

from __future__ import annotations

from petaprogram.messages.letters import visible

_HARMLESS = " .,:'_-/()\N{RIGHT SINGLE QUOTATION MARK}"


def shown(value: object, limit: int = 40) -> str:
    """Make a value from a file safe to quote in a message: short, and without markup of any kind.

    Examples
    --------
    >>> shown("Me\u202elati <b>")
    'Me[U+202E]lati ?b?'
    """
    text = str(value)
    quoted = "".join(
        letter
        if letter.isalnum() or letter in _HARMLESS
        else seen
        if (seen := visible(letter)) != letter
        else "?"
        for letter in text[:limit]
    )
    return quoted + ("..." if len(text) > limit else "")
