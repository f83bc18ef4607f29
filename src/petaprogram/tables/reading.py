"""Reading a published table strictly, as text.

Everything is read as text, so that a code never turns into a number, and every problem of a file is
gathered before anything is reported. What a column may hold stands in `columns`.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from petaprogram.messages.issues import Issue, make_issue
from petaprogram.tables.columns import KINDS, OPTIONAL, TABLES

MAX_BYTES = 64 * 2**20
MAX_COLUMNS = 200
MAX_CELL = 32_767  # what a spreadsheet cell can hold


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    """Build the pandera schema of a table; the name of each check is the rule it stands for."""
    columns = {}
    for column, spec in TABLES[name].items():
        kind = KINDS[spec.kind]
        checks = []
        if kind.rule:
            checks.append(
                pa.Check(lambda text, kind=kind: bool(kind.test(text)), element_wise=True, error=kind.rule)
            )
        if spec.allowed:
            checks.append(pa.Check.isin(tuple(spec.allowed), error="not-in-vocabulary"))
        columns[column] = pa.Column(
            object, checks, nullable=not spec.required, unique=spec.unique, required=not spec.optional
        )
    return pa.DataFrameSchema(columns, strict=False)


def read_table(folder: Path, name: str) -> tuple[pd.DataFrame | None, tuple[Issue, ...]]:
    """Read the table `name` from `folder` and check each row by itself.

    Returns
    -------
    frame
        Text columns of the contract (blank = None), indexed by the row in the file (the header is
        row 1). None where the file or its columns cannot be read at all.
    issues
        Everything that breaks the contract.
    """
    file, spec = f"{name}.csv", TABLES[name]
    if name in OPTIONAL and not (folder / file).exists():
        return pd.DataFrame(columns=list(spec), dtype=object), ()
    rows, issues = _read_rows(folder / file, file)
    if not rows:
        return None, tuple(issues)
    header, *body = rows
    titles = header[1]
    doubled = sorted({title or "(kosong)" for title in titles if not title or titles.count(title) > 1})
    if doubled:
        issues.append(make_issue("duplicate-column", file, 1, columns=", ".join(doubled)))
        return None, tuple(issues)
    if missing := [title for title, column in spec.items() if title not in titles and not column.optional]:
        issues.append(make_issue("missing-column", file, 1, columns=", ".join(missing)))
    if unknown := [title for title in titles if title not in spec]:
        issues.append(make_issue("unknown-column", file, 1, columns=", ".join(unknown)))
    frame = pd.DataFrame(
        [cells for _, cells in body], columns=titles, index=[row for row, _ in body], dtype=object
    )
    frame = frame.reindex(columns=list(spec)).astype(object)
    frame = frame.where(frame.notna() & (frame != ""), None)
    if missing:
        return None, tuple(issues)
    return frame, (*issues, *_check_rows(frame, name, file))


def _read_rows(path: Path, file: str) -> tuple[list[tuple[int, list[str]]], list[Issue]]:
    """Split a CSV file into (row number, cells); rows that cannot be trusted are reported, not kept."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return [], [make_issue("too-large", file, limit=MAX_BYTES // 2**20)]
        data = path.read_bytes()
    except OSError:
        return [], [make_issue("missing-file", file, name=file)]
    text, issues = _decode(data, file)
    if text is None:
        return [], issues
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    if delimiter == ";":
        issues.append(make_issue("semicolon", file))
    rows: list[tuple[int, list[str]]] = []
    for row, cells in _records(text, delimiter, file, issues):
        issues += _check_cells(cells, rows, file, row, decimal_comma=delimiter == ";")
        if not rows and len(cells) > MAX_COLUMNS:
            return [], issues
        if not rows or len(cells) == len(rows[0][1]):
            rows.append((row, cells))
    if not rows and not issues:
        issues.append(make_issue("empty-file", file))
    return rows, issues


def _records(text: str, delimiter: str, file: str, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """Split text into records, and add to `issues` where that fails.

    A record may span lines inside quotes: it is named by the line on which it starts.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        row = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rule = "long-cell" if "field limit" in str(error) else "unclosed-quote"
            issues.append(make_issue(rule, file, row, limit=MAX_CELL))
            return
        if cells:
            yield row, [unicodedata.normalize("NFC", cell).strip() for cell in cells]


def _decode(data: bytes, file: str) -> tuple[str | None, list[Issue]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [make_issue("not-utf8", file, encoding="UTF-16")]
    if b"\0" in data:
        row = data[: data.index(b"\0")].count(b"\n") + 1
        return None, [make_issue("nul-byte", file, row)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return None, [make_issue("not-utf8", file, row, encoding="bukan UTF-8 (mungkin Windows-1252)")]


def _check_cells(
    cells: list[str], rows: list[tuple[int, list[str]]], file: str, row: int, *, decimal_comma: bool
) -> list[Issue]:
    """Check the shape of one row; in a semicolon file turns decimal commas into points, in place."""
    issues = []
    if not rows and len(cells) > MAX_COLUMNS:
        issues.append(make_issue("too-many-columns", file, row, count=len(cells), limit=MAX_COLUMNS))
    if rows and len(cells) != len(rows[0][1]):
        issues.append(make_issue("ragged-row", file, row, found=len(cells), expected=len(rows[0][1])))
        return issues
    titles = rows[0][1] if rows else [""] * len(cells)
    for position, (title, cell) in enumerate(zip(titles, cells, strict=True)):
        if len(cell) > MAX_CELL:
            issues.append(make_issue("long-cell", file, row, limit=MAX_CELL))
        if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in cell):
            issues.append(make_issue("control-character", file, row, column=title))
        if decimal_comma and re.fullmatch(r"-?\d+,\d+", cell):
            cells[position] = cell.replace(",", ".")
    return issues


def _check_rows(frame: pd.DataFrame, name: str, file: str) -> list[Issue]:
    spec = TABLES[name]
    present = frame.dropna(axis="columns", how="all")
    absent = [title for title in spec if title not in present and spec[title].optional]
    try:
        _schema(name).validate(frame.drop(columns=absent), lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    renamed = {"not_nullable": "missing-value", "field_uniqueness": "duplicate-id"}
    issues = []
    for case in cases.sort_values(["index", "column"]).itertuples():
        rule = renamed.get(case.check, case.check)
        column = str(case.column)
        issues.append(
            make_issue(
                rule,
                file,
                int(case.index),
                column=column,
                value=_shown(case.failure_case),
                allowed=", ".join(spec[column].allowed),
            )
        )
    return issues


def _shown(value: object) -> str:
    """Shorten a cell for a message."""
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004
