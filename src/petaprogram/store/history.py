"""Who changed what, when and why: of one row, one area, one program or one office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union,
)

from petaprogram.store.engine import reading
from petaprogram.store.reading import Change, as_cells, as_rows, key_of, read_rows
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
    """A change with what it did to the rows that were asked for.

    `touched` counts these rows by table, those too that were only moved; `differences` are of the first ones.
    """

    change: Change
    touched: Mapping[str, int]
    differences: tuple[Difference, ...]

    @property
    def rows(self) -> int:
        """How many rows it touched."""
        return sum(self.touched.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes: for an office, of a kind; and of which rows: with a key, of a kode, of a program.

    What is empty narrows nothing down; a row is wanted once it ever was all that is asked for.
    """

    row: str = ""
    kode: str = ""
    program: str = ""
    office: str = ""
    kind: str = ""

    @property
    def some_rows(self) -> bool:
        """Whether not every row is wanted."""
        return bool(self.row or self.kode or self.program)

    def is_met(self, name: str, table: FromClause) -> ColumnElement[bool]:
        """Say whether a version of a row of table `name`, or of an alias of it, is what is asked for."""
        wishes = (
            (self.row, KEYS[name][:1]),
            (self.kode, [column for column in COLUMNS[name] if column.startswith("kode")]),
            (self.program, [column for column in COLUMNS[name] if column == "program_id"]),
        )
        each = [or_(false(), *(table.c[one] == wish for one in columns)) for wish, columns in wishes if wish]
        return and_(true(), *each)


def read_history(
    store: Store, wanted: Wanted, limit: int, *, before: int | None = None, rows: int = 20
) -> list[Entry]:
    """Read at most `limit` changes, the newest first, with what each did to the rows that are wanted.

    However many there are, the database reads them and only these come here.

    Parameters
    ----------
    store
        The store.
    wanted
        Which changes; without any wish for rows, with all rows that a change touched.
    limit
        How many changes.
    before
        Only changes with a smaller number than this.
    rows
        Of so many rows of each change the differences are read.
    """
    query = select(CHANGE).order_by(CHANGE.c.id.desc()).limit(limit)
    for column, wish in ((CHANGE.c.office, wanted.office), (CHANGE.c.kind, wanted.kind)):
        if wish:
            query = query.where(column == wish)
    if before is not None:
        query = query.where(CHANGE.c.id < before)
    if wanted.some_rows:
        query = query.where(CHANGE.c.id.in_(_numbers(wanted)))
    with reading(store.engine) as connection:
        changes = [Change(*found) for found in connection.execute(query)]
        touched = _count_touched(connection, wanted, [change.id for change in changes])
        return [
            Entry(
                change,
                touched[change.id],
                tuple(_first_differences(connection, wanted, change.id, touched[change.id], rows)),
            )
            for change in changes
        ]


def read_offices(store: Store) -> list[str]:
    """Name the offices for which something was changed, in order."""
    with reading(store.engine) as connection:
        found = connection.execute(select(CHANGE.c.office).where(CHANGE.c.office != "").distinct())
        return sorted(found.scalars())


def _numbers(wanted: Wanted) -> CompoundSelect[tuple[int]]:
    """Ask for the numbers of all changes that wrote or ended a wanted row, from what it was called on."""
    return union(
        *(
            select(column).where(
                table.c.row.in_(select(table.c.row).where(wanted.is_met(name, table)).distinct()),
                column.is_not(None),
            )
            for name, table in VERSIONS.items()
            for column in (table.c.since, table.c.until)
        )
    )


def _is_wanted(wanted: Wanted, name: str) -> ColumnElement[bool]:
    """Say whether the row of a version ever was what is wanted; asked of few rows, and of each alone."""
    table, ever = VERSIONS[name], VERSIONS[name].alias("ever")
    if not wanted.some_rows:
        return true()
    return exists().where(ever.c.row == table.c.row, wanted.is_met(name, ever))


def _count_touched(
    connection: Connection, wanted: Wanted, numbers: Sequence[int]
) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {number: {} for number in numbers}
    for name, table in VERSIONS.items():
        touched = union(
            *(
                select(column.label("number"), table.c.row).where(
                    column.in_(numbers), _is_wanted(wanted, name)
                )
                for column in (table.c.since, table.c.until)
            )
        ).subquery()
        query = select(touched.c.number, func.count()).group_by(touched.c.number)
        for number, count in connection.execute(query):
            counts[number][name] = count
    return counts


def _first_differences(
    connection: Connection, wanted: Wanted, number: int, touched: Mapping[str, int], limit: int
) -> Iterator[Difference]:
    """Give what a change did to the first rows that it touched; one that was only moved has no difference."""
    for name, count in touched.items():
        if limit <= 0:
            break
        table = VERSIONS[name]
        here = or_(table.c.since == number, table.c.until == number)
        first = select(table.c.row).where(here, _is_wanted(wanted, name)).distinct()
        first = first.order_by(table.c.row).limit(limit)
        found = connection.execute(select(table).where(here, table.c.row.in_(first)).order_by(table.c.row))
        sides: dict[int, dict[bool, Mapping[str, str]]] = {}
        for one in as_rows(found):
            sides.setdefault(one.row, {})[one.since == number] = as_cells(name, one)
        for side in sides.values():
            difference = Difference(name, side.get(False), side.get(True))
            if difference.cells:
                yield difference
        limit -= count


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
