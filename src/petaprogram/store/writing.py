"""The one function that writes: commands, imports and undoing all come here with a list of row edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.sql import bindparam

from petaprogram.files.writing import draft_folder
from petaprogram.messages.issues import Issue, StoreError, make_issue
from petaprogram.store.engine import writing
from petaprogram.store.reading import (
    Change,
    Row,
    add_up,
    as_cells,
    key_of,
    read_change,
    read_head,
    read_rows,
    read_version,
)
from petaprogram.store.schema import CHANGE, COLUMNS, VERSIONS
from petaprogram.store.sheets import sheets_of, write_sheets
from petaprogram.store.store import Store

# The kind of the first change, and of no other.
SEED = "seed"
# Raises a DataError where the tables in a folder may not be published as they are.
Check = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to become of one row.

    Attributes
    ----------
    table
        Its table.
    row
        Which row; None: a new one.
    seen
        The change that wrote the version that the writer saw (`Row.since`); None: there was none in force.
    cells
        The text of every column; None: the row is taken out.
    position
        Its place in the file; None: as before, or behind the last for a new one.
    """

    table: str
    row: int | None
    seen: int | None
    cells: Mapping[str, str] | None
    position: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What is written beside a change: who made it, for which office, of what kind, why, what it undoes."""

    actor: str
    kind: str
    reason: str
    office: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    table: str
    before: Row | None
    after: Row | None


def write(store: Store, edits: Sequence[Edit], note: Note, check: Check) -> Change:
    """Write one change: all of its edits, or none.

    Parameters
    ----------
    store
        Where to.
    edits
        One at most for each row. What changes nothing is left out.
    note
        What to write beside it.
    check
        Looks at the files that result, before they count.

    Returns
    -------
    Change
        The change as it was written. Its files are there once somebody asks for them (`Store.checkout`).

    Raises
    ------
    StoreError
        If a row was changed since the writer saw it, with both versions; if nothing would change; or if the
        store does not answer. Nothing is written then.
    DataError
        From `check`.
    """
    store.versions.mkdir(parents=True, exist_ok=True)
    with draft_folder(store.versions) as drafts:
        draft = drafts / "version"
        with writing(store.engine) as connection:
            head = read_head(connection)
            if (note.kind == SEED) != (head.id == 0):
                raise StoreError([make_issue("store-exists" if head.id else "store-absent", store.name)])
            steps = [*_plan(connection, edits, head.id + 1)]
            if not steps:
                raise StoreError([make_issue("store-nothing", store.name)])
            content = head.content
            for step in steps:
                content = add_up(content, step.table, filter(None, [step.before]), sign=-1)
                content = add_up(content, step.table, filter(None, [step.after]))
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            change = Change(
                head.id + 1, now, note.actor, note.office, note.kind, note.reason, note.undoes, content
            )
            connection.execute(insert(CHANGE), dict(zip(CHANGE.c.keys(), _values(change), strict=True)))
            _apply(connection, steps, change.id)
            write_sheets(sheets_of(read_version(connection, change.id)), draft)
            check(draft)
    return change


def _values(change: Change) -> tuple[object, ...]:
    return tuple(getattr(change, name) for name in CHANGE.c.keys())  # noqa: SIM118


def _plan(connection: Connection, edits: Sequence[Edit], number: int) -> Iterator[_Step]:
    """Hold every edit against what is in force now, all of them before any is made."""
    issues: list[Issue] = []
    steps: list[_Step] = []
    for name in VERSIONS:
        mine = [edit for edit in edits if edit.table == name]
        if not mine:
            continue
        versions = read_rows(connection, name, [edit.row for edit in mine if edit.row is not None])
        in_force = {row.row: row for row in versions if row.until is None}
        last_row, last_place = _last(connection, name)
        for edit in mine:
            before = None if edit.row is None else in_force.get(edit.row)
            if problem := _problem(connection, edit, before):
                issues.append(problem)
                continue
            after = None
            if edit.cells is not None:
                row, place = edit.row, edit.position
                if row is None:
                    row = last_row = last_row + 1
                if place is None:
                    place = before.position if before else (last_place := last_place + 1)
                after = Row(row, number, None, place, tuple(edit.cells[one] for one in COLUMNS[name]))
            if not _is_same(before, after):
                steps.append(_Step(name, before, after))
    if issues:
        raise StoreError(issues)
    yield from steps


def _last(connection: Connection, name: str) -> tuple[int, float]:
    table = VERSIONS[name]
    row = connection.execute(select(func.max(table.c.row))).scalar()
    place = connection.execute(select(func.max(table.c.position)).where(table.c.until.is_(None))).scalar()
    return row or 0, float(int(place or 0))


def _is_same(before: Row | None, after: Row | None) -> bool:
    if before is None or after is None:
        return before is after
    return (before.position, before.cells) == (after.position, after.cells)


def _problem(connection: Connection, edit: Edit, found: Row | None) -> Issue | None:
    name, file = edit.table, f"{edit.table}.csv"
    cells = edit.cells or {}
    key = key_of(name, cells or (as_cells(name, found) if found else {}))
    if edit.cells is not None and set(cells) != set(COLUMNS[name]):
        columns = ", ".join(sorted(set(cells) ^ set(COLUMNS[name])))
        return make_issue("store-columns", file, key=key, columns=columns)
    for column, cell in cells.items():
        if not _is_storable(cell):
            return make_issue("store-cell", file, key=key, column=column)
    if (found.since if found else None) == edit.seen:
        return None
    return _conflict(connection, edit, found)


def _is_storable(cell: object) -> bool:
    if not isinstance(cell, str) or "\0" in cell:
        return False
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _conflict(connection: Connection, edit: Edit, found: Row | None) -> Issue:
    """Say what the writer saw, what is there now and by whom, and what the writer wants."""
    versions = [*read_rows(connection, edit.table, [edit.row or 0])]
    seen = next((one for one in versions if one.since == edit.seen), None)
    # A row that is gone was changed by whoever ended it.
    number = found.since if found else max((one.until or 0 for one in versions), default=0)
    change = read_change(connection, number)
    saw, now = (as_cells(edit.table, one) if one else {} for one in (seen, found))
    parts = []
    for column in COLUMNS[edit.table]:
        wanted = (edit.cells or {}).get(column, "-")
        three = (saw.get(column, "-"), now.get(column, "-"), wanted)
        if len(set(three)) > 1:
            parts.append("{}: dilihat '{}', sekarang '{}', isian Anda '{}'".format(column, *three))
    return make_issue(
        "store-conflict",
        f"{edit.table}.csv",
        key=key_of(edit.table, saw or now),
        number=number,
        who=(change.actor or change.office) if change else "-",
        differences="; ".join(parts) or "-",
    )


def _apply(connection: Connection, steps: Sequence[_Step], number: int) -> None:
    for name, table in VERSIONS.items():
        mine = [step for step in steps if step.table == name]
        ended = [{"_row": one.before.row, "_since": one.before.since} for one in mine if one.before]
        if ended:
            ending = update(table).where(
                table.c.row == bindparam("_row"), table.c.since == bindparam("_since")
            )
            connection.execute(ending.values(until=number), ended)
        begun = [
            {
                "row": row.row,
                "since": number,
                "until": None,
                "position": row.position,
                **as_cells(name, row),
            }
            for row in (one.after for one in mine)
            if row
        ]
        if begun:
            connection.execute(insert(table), begun)
