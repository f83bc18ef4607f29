"""Who changed what, when and why: of one row, one area, one program or one office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from petaprogram.store.engine import reading
from petaprogram.store.reading import Change, Row, as_cells, key_of, read_rows, read_touched
from petaprogram.store.schema import CHANGE, COLUMNS, KEYS, VERSIONS
from petaprogram.store.store import Store
from petaprogram.store.writing import Edit


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one row: its cells before and after; None where there was no such row."""

    table: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    @property
    def key(self) -> str:
        """By what the row is known."""
        return key_of(self.table, self.after or self.before or {})

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """The column, the text before and the text after, of each cell that is not the same."""
        before, after = self.before or {}, self.after or {}
        all_three = (
            (column, before.get(column, ""), after.get(column, "")) for column in COLUMNS[self.table]
        )
        return [(column, old, new) for column, old, new in all_three if old != new]


@dataclass(frozen=True, slots=True)
class Entry:
    """A change with what it did to the rows that were asked for."""

    change: Change
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which history: of the row with this key, of a kode, of a program, of an office; all empty: all."""

    row: str = ""
    kode: str = ""
    program: str = ""
    office: str = ""


def read_history(store: Store, wanted: Wanted, limit: int) -> list[Entry]:
    """Read at most `limit` changes, the newest first, with what each did to the rows that are wanted.

    Without any wish for rows, all rows that a change touched.
    """
    with reading(store.engine) as connection:
        query = select(CHANGE).order_by(CHANGE.c.id.desc())
        if wanted.office:
            query = query.where(CHANGE.c.office == wanted.office)
        if not (wanted.row or wanted.kode or wanted.program):
            changes = [Change(*found) for found in connection.execute(query.limit(limit))]
            return [Entry(change, tuple(_touched(connection, change.id))) for change in changes]
        by_change: dict[int, list[Difference]] = {}
        for name in VERSIONS:
            for number, difference in _followed(connection, name, wanted):
                by_change.setdefault(number, []).append(difference)
        numbers = sorted(by_change, reverse=True)
        entries: list[Entry] = []
        for start in range(0, len(numbers), 500):
            some = query.where(CHANGE.c.id.in_(numbers[start : start + 500]))
            changes = [Change(*found) for found in connection.execute(some)]
            entries += [Entry(change, tuple(by_change[change.id])) for change in changes]
            if len(entries) >= limit:
                break
        return entries[:limit]


def _touched(connection: Connection, number: int) -> Iterator[Difference]:
    for name in VERSIONS:
        rows = [*read_rows(connection, name, read_touched(connection, name, number))]
        yield from (difference for at, difference in _steps(name, rows) if at == number)


def _followed(connection: Connection, name: str, wanted: Wanted) -> Iterator[tuple[int, Difference]]:
    """Follow every row that ever was what is wanted."""
    table, wishes = VERSIONS[name], []
    if wanted.row:
        wishes += [table.c[column] == wanted.row for column in KEYS[name][:1]]
    if wanted.kode:
        wishes += [table.c[column] == wanted.kode for column in COLUMNS[name] if column.startswith("kode")]
    if wanted.program and "program_id" in COLUMNS[name]:
        wishes.append(table.c.program_id == wanted.program)
    if wishes:
        rows = connection.execute(select(table.c.row).where(or_(*wishes)).distinct()).scalars()
        yield from _steps(name, [*read_rows(connection, name, rows)])


def _steps(name: str, rows: list[Row]) -> Iterator[tuple[int, Difference]]:
    """Part the versions of rows into what each change did; a row that was only moved has no difference."""
    began = {(row.row, row.since): as_cells(name, row) for row in rows}
    ended = {(row.row, row.until): as_cells(name, row) for row in rows if row.until}
    for row, number in sorted(began.keys() | ended.keys(), key=lambda one: (one[1] or 0, one[0])):
        difference = Difference(name, ended.get((row, number)), began.get((row, number)))
        if number and difference.cells:
            yield number, difference


def differences_of(store: Store, edits: list[Edit] | tuple[Edit, ...]) -> list[Difference]:
    """Say what edits would do to the rows that are in force."""
    found = []
    with reading(store.engine) as connection:
        for name in VERSIONS:
            mine = [edit for edit in edits if edit.table == name]
            rows = read_rows(connection, name, [edit.row for edit in mine if edit.row is not None])
            now = {row.row: as_cells(name, row) for row in rows if row.until is None}
            found += [Difference(name, now.get(edit.row or 0), edit.cells) for edit in mine]
    return [one for one in found if one.cells]
