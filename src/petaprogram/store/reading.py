"""Reading a version: it never changes, so that no two questions about it need a common transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Integer, bindparam, select, union_all

from petaprogram.store.schema import CHANGE, COLUMNS, KEYS, VERSIONS

# Contents are added up modulo this.
_WIDTH = 64
_MODULUS = 16**_WIDTH
NOTHING = "0" * _WIDTH


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its number, when (UTC, ISO 8601), who, for which office, of what kind, why.

    `undoes` is the number of the change that it takes back; `content` identifies what is in force after it.
    """

    id: int
    at: str
    actor: str
    office: str
    kind: str
    reason: str
    undoes: int | None
    content: str

    @property
    def name(self) -> str:
        """Name what is in force after it, after its content too: that of no other store has the same."""
        return f"{self.id}-{self.content[:12]}"


# Before the first change.
BEGINNING = Change(0, "", "", "", "", "", None, NOTHING)


class Row(NamedTuple):
    """One version of a row; `cells` in the order of `schema.COLUMNS`."""

    row: int
    since: int
    until: int | None
    position: float
    cells: tuple[str, ...]


Tables = Mapping[str, list[Row]]


def read_head(connection: Connection) -> Change:
    """Read the last change; `BEGINNING` where there is none."""
    return next(iter(read_newest(connection, 1)), BEGINNING)


def read_newest(connection: Connection, limit: int) -> list[Change]:
    """Read the last changes, the newest first."""
    found = connection.execute(select(CHANGE).order_by(CHANGE.c.id.desc()).limit(limit))
    return [Change(*one) for one in found]


def read_change(connection: Connection, number: int) -> Change | None:
    """Read one change; None where there is none of that number."""
    found = connection.execute(select(CHANGE).where(CHANGE.c.id == number)).first()
    return Change(*found) if found else None


def read_change_before(connection: Connection, moment: dt.datetime) -> Change | None:
    """Read the last change that was written before a moment; None where there is none."""
    at = moment.astimezone(dt.UTC).isoformat(timespec="seconds")
    found = connection.execute(select(CHANGE).where(CHANGE.c.at < at).order_by(CHANGE.c.id.desc()).limit(1))
    return next((Change(*one) for one in found), None)


def read_version(connection: Connection, number: int) -> Tables:
    """Read what was in force after change `number`: the rows of each table, in the order of its file."""
    return {
        name: sorted(
            as_rows(connection.execute(_in_force(name), {"number": number})),
            key=lambda row: (row.position, row.row),
        )
        for name in VERSIONS
    }


@cache
def _in_force(name: str) -> CompoundSelect[Any]:
    table = VERSIONS[name]
    number = bindparam("number", type_=Integer)
    began = select(table).where(table.c.since <= number)
    # Two questions, each with an index of its own: one with OR would look at every version there ever was.
    return union_all(began.where(table.c.until.is_(None)), began.where(table.c.until > number))


def read_rows(connection: Connection, name: str, rows: Iterable[int]) -> Iterator[Row]:
    """Read all versions of some rows of a table, from the oldest on."""
    table, wanted = VERSIONS[name], sorted(set(rows))
    # A statement may not have more parameters than this, on any of the databases.
    for start in range(0, len(wanted), 500):
        some = table.c.row.in_(wanted[start : start + 500])
        yield from as_rows(connection.execute(select(table).where(some).order_by(table.c.since)))


def read_all(connection: Connection, name: str) -> Iterator[Row]:
    """Read every version that a table ever had, row by row, and each from its oldest version on."""
    table = VERSIONS[name]
    found = connection.execution_options(yield_per=5000).execute(
        select(table).order_by(table.c.row, table.c.since)
    )
    yield from as_rows(found)


def read_touched(connection: Connection, name: str, number: int) -> list[int]:
    """Name the rows of a table that a change wrote or ended."""
    table = VERSIONS[name]
    found = select(table.c.row).where(table.c.since == number)
    ended = select(table.c.row).where(table.c.until == number)
    return sorted(connection.execute(found.union(ended)).scalars())


def as_rows(found: Iterable[Any]) -> Iterator[Row]:
    """Take what a question for whole rows of a table found."""
    for row, since, until, position, *cells in found:
        yield Row(row, since, until, position, tuple(cells))


def as_cells(name: str, row: Row) -> dict[str, str]:
    """Give the cells of a row by column."""
    return dict(zip(COLUMNS[name], row.cells, strict=True))


def key_of(name: str, cells: Mapping[str, str]) -> str:
    """Write by what a row is known, for people: "placements P12"."""
    return " ".join((name, *filter(None, (cells.get(column, "") for column in KEYS[name]))))


def add_up(content: str, name: str, rows: Iterable[Row], *, sign: int = 1) -> str:
    """Add rows of a table to a content, or take them off: the same rows in force make the same content.

    A sum of hashes: it costs what a change touches, not what is there, and an undo gives back the old one.
    """
    total = int(content, 16)
    for row in rows:
        # A database keeps no -0.0.
        parts = "\0".join((name, str(row.row), (row.position + 0.0).hex(), *row.cells))
        total += sign * int(sha256(parts.encode()).hexdigest(), 16)
    return f"{total % _MODULUS:0{_WIDTH}x}"


def join_contents(one: str, other: str) -> str:
    """Add two contents up."""
    return f"{(int(one, 16) + int(other, 16)) % _MODULUS:0{_WIDTH}x}"
