"""Which record a row is: by the id of a template, else by what tells records apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from petaprogram.importing.base import Base
from petaprogram.importing.values import plain_text

# By these the checks call two records one and the same (`cross_checks.check_duplicates`).
KEY = ("program_id", "kode", "lon", "lat", "site", "start_year", "source_id")


class Records:
    """The records of a version, asked by the columns that a file has."""

    def __init__(self, base: Base, columns: Sequence[str]) -> None:
        """Take as key what the file has of it; what it has not cannot tell two records apart."""
        self.key = tuple(column for column in KEY if column in columns)
        self._by_key: dict[tuple[str, ...], list[str]] = {}
        for name, record in base.records.items():
            self._by_key.setdefault(self.key_of(record.cells), []).append(name)

    def key_of(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """Give the key of a row; numbers are compared as numbers."""
        return tuple(_comparable(column, cells.get(column, "")) for column in self.key)

    def find(self, cells: Mapping[str, str]) -> list[str]:
        """List the ids of the records with the key of a row."""
        return self._by_key.get(self.key_of(cells), [])


def same_cell(column: str, old: str, new: str) -> bool:
    """Tell whether two texts say the same in a column."""
    if column == "start_is_upper_bound":
        # A blank says that the year was not marked, and so does a no.
        return (old == "yes") == (new == "yes")
    # What is there may have blanks or letters that are left out on reading.
    return _comparable(column, plain_text(old)) == _comparable(column, new)


def _comparable(column: str, text: str) -> str:
    if column in ("lon", "lat") and text:
        try:
            return repr(float(text))
        except ValueError:
            return text
    return text
