"""Reading a published table strictly, as text.

Everything is read as text, so that a code never turns into a number, and every problem of a file is
gathered before anything is reported. What a column may hold stands in `columns`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, Issue, Said, make_issue
from petaprogram.messages.letters import find_unseen, name_letter, tidy
from petaprogram.tables.columns import KINDS, OPTIONAL, TABLES, Column
from petaprogram.tables.csv_shape import SEPARATORS, Shape, find_shape

FILE_RULES = FileRules("missing-file", "unreadable-file", "too-large")
# Tables without a store are read whole at each change: those of a city are a tenth of this.
MAX_BYTES = 5 * 2**20
MAX_COLUMNS = 200
MAX_ROWS = 20_000
# After so many broken rows the file is probably not what its name says.
MAX_BROKEN = 1000
MAX_CELL = 32_767  # what a spreadsheet cell can hold
# Without its columns nothing of a table is used.
_WITHOUT_COLUMNS = {"untitled-column", "duplicate-column", "missing-column"}
_QUOTES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


class _Cleaned(NamedTuple):
    """A cell out of which a letter was left: its row in the file, its title, and the first such letter."""

    row: int
    column: str
    letter: str


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
    rows, issues = _read_rows(folder / file, file, spec)
    if name in OPTIONAL and [issue.rule for issue in issues] == ["missing-file"]:
        return pd.DataFrame(columns=list(spec), dtype=object), ()
    if not rows:
        return None, tuple(issues)
    titles, body = _drop_blank_columns(rows)
    issues += _check_titles(rows[0][0], titles, body, spec, file)
    if any(issue.rule in _WITHOUT_COLUMNS for issue in issues):
        return None, tuple(issues)
    frame = pd.DataFrame(
        [cells for _, cells in body], columns=titles, index=[row for row, _ in body], dtype=object
    )
    frame = frame.reindex(columns=list(spec)).astype(object)
    frame = frame.where(frame.notna() & (frame != ""), None)
    return frame, (*issues, *_check_rows(frame, spec, file))


def _drop_blank_columns(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Part titles and rows, without the columns that have neither title nor cell."""
    header, *body = rows
    kept = [
        position
        for position, title in enumerate(header[1])
        if title or any(cells[position] for _, cells in body)
    ]
    if len(kept) == len(header[1]):
        return header[1], body
    return [header[1][one] for one in kept], [(row, [cells[one] for one in kept]) for row, cells in body]


def _check_titles(
    line: int, titles: list[str], body: list[tuple[int, list[str]]], spec: Mapping[str, Column], file: str
) -> Iterator[Issue]:
    """Check which columns there are; what is wrong with the first is not told of others again."""
    for position, title in enumerate(titles):
        if not title:
            row, cells = next((row, cells) for row, cells in body if cells[position])
            yield make_issue(
                "untitled-column", file, row, value=_shown(cells[position]), position=position + 1
            )
    if doubled := sorted({title for title in titles if title and titles.count(title) > 1}):
        yield make_issue("duplicate-column", file, line, columns=", ".join(doubled))
        return
    missing = [title for title, column in spec.items() if title not in titles and not column.optional]
    found = [title for title in titles if title]
    if missing:
        values = {"columns": ", ".join(missing), "found": ", ".join(found)}
        yield make_issue("missing-column", file, line, **values)
    elif unknown := [title for title in found if title not in spec]:
        yield make_issue("unknown-column", file, line, columns=", ".join(unknown))


def _read_rows(
    path: Path, file: str, spec: Mapping[str, Column]
) -> tuple[list[tuple[int, list[str]]], list[Issue]]:
    """Split a CSV file into (row number, cells); rows that cannot be trusted are reported, not kept."""
    try:
        data = read_file(path, MAX_BYTES, FILE_RULES)
    except DataError as error:
        return [], list(error.issues)
    text, issues = _decode(data, file)
    return ([], issues) if text is None else _split_rows(text, file, spec, issues)


def _split_rows(
    text: str, file: str, spec: Mapping[str, Column], issues: list[Issue]
) -> tuple[list[tuple[int, list[str]]], list[Issue]]:
    shape = find_shape(text, spec)
    if shape.separator != ",":
        issues.append(make_issue("separator", file, separator=Said(SEPARATORS[shape.separator])))
    if shape.above:
        issues.append(make_issue("title-rows", file, shape.line, text=_shown(shape.above)))
    rows: list[tuple[int, list[str]]] = []
    cleaned: list[_Cleaned] = []
    for row, cells in _records(text, shape, file, issues):
        cleaned += _clean_cells(cells, rows[0][1] if rows else cells, spec, row)
        if not any(cells):
            continue
        issues += _check_cells(cells, rows, file, row, decimal_comma=shape.separator != ",")
        if not rows and len(cells) > MAX_COLUMNS:
            return [], issues
        if len(issues) >= MAX_BROKEN:
            return [], [*issues[:MAX_BROKEN], make_issue("not-checked", file, row, count=len(issues))]
        if len(rows) > MAX_ROWS:
            return [], [*issues, make_issue("too-many-rows", file, row, limit=MAX_ROWS)]
        if not rows or len(cells) == len(rows[0][1]):
            rows.append((row, cells))
    if not rows and not issues:
        issues.append(make_issue("empty-file", file))
    issues += _say_cleaned(cleaned, file)
    return rows, issues


def _clean_cells(
    cells: list[str], titles: list[str], spec: Mapping[str, Column], row: int
) -> Iterator[_Cleaned]:
    """Take out of a row, in place, what came along unseen; yield each cell that had something of it."""
    for position, cell in enumerate(cells):
        text, letter = tidy(cell)
        title = titles[position] if position < len(titles) else ""
        column = spec.get(title)
        # A spreadsheet keeps a code or a number as text by a quotation mark before it.
        if column and column.kind != "text" and text[:1] in _QUOTES and len(text) > 1:
            text, letter = text[1:].lstrip(), letter or text[0]
        cells[position] = text
        if letter:
            yield _Cleaned(row, title if titles is not cells else text, letter)
    # Blank cells at the right belong to no column.
    while len(cells) > len(titles) and not cells[-1]:
        cells.pop()


def _say_cleaned(cleaned: list[_Cleaned], file: str) -> Iterator[Issue]:
    if cleaned:
        row, column, letter = cleaned[0]
        values = {"count": len(cleaned), "letter": name_letter(letter), "column": column}
        yield make_issue("cleaned-cells", file, row, **values)


def _records(text: str, shape: Shape, file: str, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """Split text into records from its titles on, and add to `issues` where that fails.

    A record may span lines inside quotes: it is named by the line on which it starts.
    """
    lines = io.StringIO(text, newline="")
    lines.seek(shape.start)
    reader = csv.reader(lines, delimiter=shape.separator, strict=True)
    while True:
        row = reader.line_num + shape.line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rule = "long-cell" if "field limit" in str(error) else "unclosed-quote"
            issues.append(make_issue(rule, file, row, limit=MAX_CELL))
            return
        if cells:
            yield row, cells


def _decode(data: bytes, file: str) -> tuple[str | None, list[Issue]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [make_issue("not-utf8", file, encoding="UTF-16")]
    if b"\0" in data:
        row = data[: data.index(b"\0")].count(b"\n") + 1
        return None, [make_issue("nul-byte", file, row)]
    try:
        # Some programs put a second byte order mark before the one that is there.
        return data.decode().lstrip("\ufeff"), []
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return None, [make_issue("not-utf8", file, row, encoding="bukan UTF-8 (mungkin Windows-1252)")]


def _check_cells(
    cells: list[str], rows: list[tuple[int, list[str]]], file: str, row: int, *, decimal_comma: bool
) -> list[Issue]:
    """Check the shape of one row; in place, make points of decimal commas where those do not part cells."""
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
        if letter := find_unseen(cell):
            # A title may be the cell that is wrong.
            issues.append(
                make_issue("unseen-letter", file, row, column=title or cell, letter=name_letter(letter))
            )
        if decimal_comma and re.fullmatch(r"-?[0-9]+,[0-9]+", cell):
            cells[position] = cell.replace(",", ".")
    return issues


def row_number(label: object) -> int:
    """Take the label of a row in a table that was read: its number in the file."""
    return int(str(label))


def _check_rows(frame: pd.DataFrame, columns: Mapping[str, Column], file: str) -> list[Issue]:
    """Check every cell against its column; issues by row, those of a row by the name of the column."""
    found = [
        (row_number(row), title, rule, value)
        for title, column in columns.items()
        if not (column.optional and frame[title].isna().all())
        for rule, cells in _broken(frame[title], column)
        for row, value in cells.items()
    ]
    found.sort(key=itemgetter(0, 1))
    issues = [
        make_issue(rule, file, row, column=title, **_values(rule, value, columns[title]))
        for row, title, rule, value in found[:MAX_BROKEN]
    ]
    if left := len(found) - len(issues):
        issues.append(make_issue("more-problems", file, count=left))
    return issues


def _values(rule: str, value: object, column: Column) -> dict[str, object]:
    """Fill the sentence of a rule that a cell breaks."""
    kind = KINDS[column.kind]
    values: dict[str, object] = {"value": _shown(value), "allowed": ", ".join(column.allowed)}
    return {**values, "how": kind.advise(str(value))} if kind.advise and rule == kind.rule else values


def _broken(cells: pd.Series, column: Column) -> Iterator[tuple[str, pd.Series]]:
    """Yield each rule of a column with the cells that break it. Index of the cells: row in the file."""
    kind, blank = KINDS[column.kind], cells.isna()
    known = cells[~blank]
    if column.required:
        yield "missing-value", cells[blank]
    if column.wanted:
        yield "blank-text", cells[blank]
    if column.unique:
        yield "duplicate-id", known[known.duplicated(keep=False)]
    if kind.rule:
        yield kind.rule, known[~known.map(lambda text: bool(kind.test(text))).astype(bool)]
    if column.allowed:
        yield "not-in-vocabulary", known[~known.isin(list(column.allowed))]


def _shown(value: object) -> str:
    """Shorten a cell for a message."""
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004
