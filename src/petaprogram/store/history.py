"""Who changed what, when and why: of one row, one area, one program or one office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, bindparam, false, func, or_, select, union

from petaprogram.geography.areas import Areas
from petaprogram.store.engine import reading
from petaprogram.store.reading import Change, as_cells, as_rows, key_of, read_rows
from petaprogram.store.schema import CHANGE, COLUMNS, KEYS, VERSIONS
from petaprogram.store.store import Store
from petaprogram.store.writing import Edit
from petaprogram.tables.cross_checks import locate


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
    """Which changes: for an office, of a kind, before a number; of rows with a key, of a kode, of a program.

    What is empty narrows nothing down; a row is wanted once it ever was all that is asked for.
    """

    row: str = ""
    kode: str = ""
    program: str = ""
    office: str = ""
    kind: str = ""
    before: int | None = None

    @property
    def some_rows(self) -> bool:
        """Whether not every row is wanted."""
        return bool(self.row or self.kode or self.program)


# Of each table that has any the rows that are wanted.
Rows = Mapping[str, Sequence[int]]


def read_history(
    store: Store, wanted: Wanted, limit: int, *, rows: int = 20, areas: Areas | None = None
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
    rows
        Of so many rows of each change the differences are read.
    areas
        By these the records without a kode are found in a kelurahan: by their coordinates, or because their
        site names it. None: by kode alone.
    """
    query = select(CHANGE).order_by(CHANGE.c.id.desc()).limit(limit).where(*_conditions(wanted))
    with reading(store.engine) as connection:
        found = _find_rows(connection, wanted, areas) if wanted.some_rows else None
        if found is not None:
            query = query.where(CHANGE.c.id.in_(_numbers(connection, wanted, found, limit)))
        changes = [Change(*one) for one in connection.execute(query)]
        touched = _count_touched(connection, found, [change.id for change in changes])
        return [
            Entry(
                change,
                touched[change.id],
                tuple(_first_differences(connection, found, change.id, touched[change.id], rows)),
            )
            for change in changes
        ]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    wishes = ((CHANGE.c.office, wanted.office), (CHANGE.c.kind, wanted.kind))
    conditions = [column == wish for column, wish in wishes if wish]
    return conditions if wanted.before is None else [*conditions, CHANGE.c.id < wanted.before]


def read_offices(store: Store) -> list[str]:
    """Name the offices for which something was changed, in order."""
    with reading(store.engine) as connection:
        found = connection.execute(select(CHANGE.c.office).where(CHANGE.c.office != "").distinct())
        return sorted(found.scalars())


def _find_rows(connection: Connection, wanted: Wanted, areas: Areas | None) -> Rows:
    """Find the rows of which a version ever was all that is asked for."""
    without_kode = _find_without_kode(connection, wanted.kode, areas) if areas else []
    found = {}
    for name, table in VERSIONS.items():
        columns = COLUMNS[name]
        each = []
        if wanted.row:
            each.append(_is_any(wanted.row, table, KEYS[name][:1]))
        if wanted.kode:
            is_there = _is_any(wanted.kode, table, [one for one in columns if one.startswith("kode")])
            each.append(is_there | _is_one_of(table.c.row, without_kode if name == "placements" else ()))
        if wanted.program:
            each.append(_is_any(wanted.program, table, [one for one in columns if one == "program_id"]))
        rows = [*connection.execute(select(table.c.row).where(*each).distinct()).scalars()]
        if rows:
            found[name] = rows
    return found


def _find_without_kode(connection: Connection, kode: str, areas: Areas) -> list[int]:
    """Find the records that say by their coordinates or their site alone that they are in a kelurahan."""
    if areas.level(kode) != "kelurahan":
        return []
    table = VERSIONS["placements"]
    columns = (table.c.row, table.c.lon, table.c.lat, table.c.site)
    placements = pd.DataFrame(
        [tuple(one) for one in connection.execute(select(*columns).where(table.c.kode == "").distinct())],
        columns=["row", "lon", "lat", "site"],
    )
    there = locate(placements, areas).eq(kode).reindex(placements.index, fill_value=False)
    name = rf"\b{re.escape(areas.name_of(kode))}\b"
    return [*placements.loc[there | placements["site"].str.contains(name, case=False), "row"].unique()]


def _is_any(wish: str, table: Table, columns: Sequence[str]) -> ColumnElement[bool]:
    return or_(false(), *(table.c[column] == wish for column in columns))


def _is_one_of(row: ColumnElement[int], rows: Sequence[int]) -> ColumnElement[bool]:
    # They may be more than a statement has parameters.
    return row.in_(bindparam("rows", rows, expanding=True, literal_execute=True, unique=True))


def _numbers(connection: Connection, wanted: Wanted, found: Rows, limit: int) -> list[int]:
    """Name the last changes that wrote or ended one of the rows, `limit` of each table at least."""
    # One question for each table and side: of all at once, PostgreSQL would go through everything. And by an
    # expression, for which there is no index: along that of the numbers a row of long ago is found last.
    conditions = _conditions(wanted)
    numbers: set[int] = set()
    for name, rows in found.items():
        for column in (VERSIONS[name].c.since, VERSIONS[name].c.until):
            number = column + 0
            touched = select(number).where(_is_one_of(VERSIONS[name].c.row, rows), column.is_not(None))
            if conditions:
                touched = touched.join(CHANGE, CHANGE.c.id == column).where(*conditions)
            numbers.update(
                connection.execute(touched.distinct().order_by(number.desc()).limit(limit)).scalars()
            )
    return sorted(numbers)


def _count_touched(
    connection: Connection, found: Rows | None, numbers: Sequence[int]
) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {number: {} for number in numbers}
    for name, table in VERSIONS.items():
        if found is not None and name not in found:
            continue
        touched = union(
            *(
                select(column.label("number"), table.c.row).where(
                    column.in_(numbers), *_are_wanted(found, name)
                )
                for column in (table.c.since, table.c.until)
            )
        ).subquery()
        query = select(touched.c.number, func.count()).group_by(touched.c.number)
        for number, count in connection.execute(query):
            counts[number][name] = count
    return counts


def _are_wanted(found: Rows | None, name: str) -> list[ColumnElement[bool]]:
    # By an expression too: few versions have one of the numbers, and many may be of the rows.
    return [] if found is None else [_is_one_of(VERSIONS[name].c.row + 0, found[name])]


def _first_differences(
    connection: Connection, found: Rows | None, number: int, touched: Mapping[str, int], limit: int
) -> Iterator[Difference]:
    """Give what a change did to the first rows that it touched; one that was only moved has no difference."""
    for name, count in touched.items():
        if limit <= 0:
            break
        table = VERSIONS[name]
        here = or_(table.c.since == number, table.c.until == number)
        first = select(table.c.row).where(here, *_are_wanted(found, name)).distinct()
        first = first.order_by(table.c.row).limit(limit)
        versions = select(table).where(here, table.c.row.in_(first)).order_by(table.c.row)
        sides: dict[int, dict[bool, Mapping[str, str]]] = {}
        for one in as_rows(connection.execute(versions)):
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
