"""The tables as they would be: checked as if they were published, before anything is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petaprogram.importing.base import Base
from petaprogram.importing.plan import Problem
from petaprogram.messages.issues import DataError, Issue, errors_only, make_issue
from petaprogram.store.history import Difference
from petaprogram.store.reading import Row, Tables, as_cells
from petaprogram.store.schema import COLUMNS, LAYOUT
from petaprogram.store.sheets import sheets_of, write_sheets
from petaprogram.store.writing import Edit
from petaprogram.tables.columns import TABLES
from petaprogram.tables.dataset import Dataset, read_dataset

RECORDS = "placements"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What edits lead to. `by_row` holds by row of the sheet what becomes of its record."""

    edits: tuple[Edit, ...]
    by_row: Mapping[int, Difference]
    others: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    after: Dataset | None
    refused: bool


def find_outcome(base: Base, edits: Sequence[Edit], owners: Mapping[str, int], place: str) -> Outcome:
    """Look at the tables after some edits.

    `owners` says by the id of a record from which row of the sheet it comes, `place` what to call the sheet.
    """
    whole = [*edits, *_widen(base, edits)] if edits else []
    before = {name: {row.row: row for row in rows} for name, rows in base.tables.items()}
    differences = [
        Difference(
            edit.table,
            as_cells(edit.table, before[edit.table][edit.row]) if edit.row is not None else None,
            edit.cells,
        )
        for edit in edits
    ]
    by_row = {
        owners[name]: one
        for one in differences
        if one.table == RECORDS and (name := (one.after or {}).get("placement_id", "")) in owners
    }
    others = tuple(one for one in differences if one.table != RECORDS)
    if not whole:
        return Outcome((), by_row, others, (), None, refused=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tables"
        lines = _write(apply(base.tables, whole), folder, owners)
        after, issues = _check(folder, base)
    problems = [*_at_rows(issues, place, lines)]
    return Outcome(tuple(whole), by_row, others, tuple(problems), after, refused=after is None)


def apply(tables: Tables, edits: Sequence[Edit]) -> Tables:
    """Give the tables after some edits, as the store would order them; nothing is written."""
    result = {name: {row.row: row for row in rows} for name, rows in tables.items()}
    last = {name: max(rows, default=0) for name, rows in result.items()}
    end = {name: max((row.position for row in rows.values()), default=0.0) for name, rows in result.items()}
    for edit in edits:
        rows = result[edit.table]
        number = edit.row
        if edit.cells is None:
            rows.pop(number or 0, None)
            continue
        place = rows[number].position if number is not None else None
        if number is None:
            number = last[edit.table] = last[edit.table] + 1
            place = end[edit.table] = float(int(end[edit.table])) + 1
        cells = tuple(edit.cells[column] for column in COLUMNS[edit.table])
        rows[number] = Row(number, 0, None, place or 0.0, cells)
    return {
        name: sorted(rows.values(), key=lambda row: (row.position, row.row)) for name, rows in result.items()
    }


def _widen(base: Base, edits: Sequence[Edit]) -> list[Edit]:
    """Give a file the columns that it lacks and that an edit fills: else they would be lost with it."""
    found = []
    for row in base.tables[LAYOUT]:
        about = as_cells(LAYOUT, row)
        name, there = about["file"], about["columns"].split(",")
        filled = {
            column for one in edits if one.table == name for column, text in (one.cells or {}).items() if text
        }
        if missing := filled - set(there):
            columns = [column for column in TABLES[name] if column in missing or column in there]
            # Those that are there keep their order.
            order = (
                columns if [one for one in columns if one in there] == there else [*there, *sorted(missing)]
            )
            found.append(Edit(LAYOUT, row.row, row.since, {"file": name, "columns": ",".join(order)}))
    return found


def read_tables(tables: Tables, base: Base) -> Dataset:
    """Read tables as the app would read their files.

    Raises
    ------
    TableError
        If they do not pass their checks.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tables"
        write_sheets(sheets_of(tables), folder)
        return read_dataset(folder, base.areas, base.site)


def _write(tables: Tables, folder: Path, owners: Mapping[str, int]) -> dict[int, int]:
    """Write tables as files; gives by line of placements.csv the row of the sheet that the record is from."""
    sheets = sheets_of(tables)
    write_sheets(sheets, folder)
    records = sheets[RECORDS]
    place = records.columns.index("placement_id")
    found, line = {}, 2
    for cells in records.rows:
        if cells[place] in owners:
            found[line] = owners[cells[place]]
        line += 1 + sum(cell.count("\n") for cell in cells)
    return found


def _check(folder: Path, base: Base) -> tuple[Dataset | None, Sequence[Issue]]:
    try:
        dataset = read_dataset(folder, base.areas, base.site)
    except DataError as error:
        return None, errors_only(error.issues)
    return dataset, [one for one in dataset.issues if one.file == f"{RECORDS}.csv"]


def _at_rows(issues: Sequence[Issue], place: str, lines: Mapping[int, int]) -> Iterator[Problem]:
    """Say of the result what concerns rows of the sheet under their numbers there, and what forbids it."""
    for issue in issues:
        found = issue.rows or (issue.row or 0,)
        rows = [lines[row] for row in found if row in lines] if issue.file == f"{RECORDS}.csv" else []
        if issue.severity == "error":
            row = rows[0] if rows else None
            file = place if row else issue.file
            yield Problem(make_issue("import-result", file, row, reason=issue.message), row or 0)
            continue
        for row in rows:
            yield Problem(Issue(issue.rule, place, row, issue.severity, issue.values), row)
