"""The parameters of a link, read one by one, and what in them means nothing here."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeVar
from urllib.parse import parse_qs

Params = Mapping[str, Sequence[str]]
# Old values, by which a link may still ask, and what they are called now.
Renamed = Mapping[str, str]
NOTHING: Renamed = {}
Value = TypeVar("Value")

_TRAILING = re.compile(r"[\s.,;:!?)\]}>'\"\u2019\u201d]+$")


class LinkReader:
    """Reads the parameters of a link and remembers which values were set aside.

    Parameters
    ----------
    params
        The values of each parameter, in the order of the link.
    single
        Whether each parameter may stand once: a second known value is then set aside too.
    """

    def __init__(self, params: Params, *, single: bool = False) -> None:
        self._params = params
        self._single = single
        # What was asked for, in this order, and which of its values were taken.
        self._taken: dict[str, tuple[str, ...]] = {}

    def many(self, name: str, known: Container[str], renamed: Renamed = NOTHING) -> tuple[str, ...]:
        """Take the known values of a parameter, each once; `renamed` says what old values are called now."""
        return self._take(name, _among(known, renamed))

    def one(self, name: str, known: Container[str], renamed: Renamed = NOTHING) -> str | None:
        """Take the first known value of a parameter; None where there is none."""
        return self.parsed(name, _among(known, renamed))

    def flag(self, name: str) -> bool:
        """Tell whether a parameter is switched on: it is 1."""
        return self.one(name, ("1",)) is not None

    def word(self, name: str, words: Mapping[str, Value]) -> Value | None:
        """Take what the first known word of a parameter stands for."""
        return self.parsed(name, words.get)

    def parsed(self, name: str, parse: Callable[[str], Value | None]) -> Value | None:
        """Take the first value of a parameter that `parse` makes sense of: it answers None to the others."""
        return next(iter(self._take(name, parse)), None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Name what was asked for and set aside, as "name=value", each once."""
        return tuple(
            f"{name}={value}"
            for name, taken in self._taken.items()
            for value in dict.fromkeys(self._values(name))
            if value not in taken
        )

    @property
    def left_over(self) -> tuple[str, ...]:
        """Name everything in the link that was not taken, parameters of other pages too, in its order."""
        return tuple(
            f"{name}={value}"
            for name, values in self._params.items()
            for value in values
            if value not in self._taken.get(name, ())
        )

    def _take(self, name: str, parse: Callable[[str], Value | None]) -> tuple[Value, ...]:
        read = ((value, _parse(value, parse)) for value in self._values(name))
        found = {value: meant for value, meant in read if meant is not None}
        self._taken[name] = tuple(found)[:1] if self._single else tuple(found)
        return tuple(dict.fromkeys(found.values()))

    def _values(self, name: str) -> Sequence[str]:
        return self._params.get(name, ())


def _parse(value: str, parse: Callable[[str], Value | None]) -> Value | None:
    """Parse a value as it stands, else without what follows a link in a sentence or a message."""
    meant = parse(value)
    return parse(_TRAILING.sub("", value)) if meant is None else meant


def _among(known: Container[str], renamed: Renamed) -> Callable[[str], str | None]:
    def parse(value: str) -> str | None:
        value = renamed.get(value, value)
        return value if value in known else None

    return parse


def parameters_of(link: str) -> dict[str, list[str]]:
    """Take the parameters out of a link, or of the part after its question mark."""
    return parse_qs(link.strip().rpartition("?")[2], keep_blank_values=True)
