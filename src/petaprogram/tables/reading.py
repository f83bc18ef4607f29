"""Reading a published table strictly, as text.

Everything is read as text, so that a code never turns into a number, and every problem of a file is
gathered before anything is reported. What a column may hold stands in `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, Issue, Said, make_issue, say_more
from petaprogram.messages.letters import find_unseen, name_letter, reads_as_written, tidy
from petaprogram.messages.rules import RULES
from petaprogram.tables.columns import KINDS, OPTIONAL, TABLES, Column
from petaprogram.tables.csv_records import MAX_CELL, MAX_COLUMNS, split_records
from petaprogram.tables.csv_shape import SEPARATORS, Shape, find_shape

FILE_RULES = FileRules("missing-file", "unreadable-file", "too-large")
# Tables without a store are read whole at each change: those of a city are a hundredth of this.
MAX_BYTES = 32 * 2**20
MAX_ROWS = 100_000
# After so many broken rows the file is probably not what its name says.
MAX_BROKEN = 1000
# Without its columns nothing of a table is used.
_WITHOUT_COLUMNS = {"untitled-column", "duplicate-column", "missing-column"}
_QUOTES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
# What `_is_clean` parts cells by, and what none may begin or end with there.
_MARK = "~"
_TOUCHED = (f"{_MARK} ", f" {_MARK}", *(_MARK + quote for quote in _QUOTES))


# Blank cells are None.
_Cells = tuple[str | None, ...]


class _Sheet(NamedTuple):
    """What stands in a file: its titles and their line, the numbers of its rows, the cells by column.

    Columns that have neither title nor cell are left out.
    """

    line: int
    titles: list[str]
    rows: list[int]
    columns: list[_Cells]


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
    sheet, issues = _read_sheet(folder / file, file, spec)
    if name in OPTIONAL and [issue.rule for issue in issues] == ["missing-file"]:
        return pd.DataFrame(columns=list(spec), dtype=object), ()
    if sheet is None:
        return None, tuple(issues)
    issues += _check_titles(sheet, spec, file)
    if any(issue.rule in _WITHOUT_COLUMNS for issue in issues):
        return None, tuple(issues)
    columns = dict(zip(sheet.titles, sheet.columns, strict=True))
    frame = pd.DataFrame({title: columns.get(title) for title in spec}, index=sheet.rows, dtype=object)
    return frame, (*issues, *_check_rows(frame, spec, file))


def _check_titles(sheet: _Sheet, spec: Mapping[str, Column], file: str) -> Iterator[Issue]:
    """Check which columns there are; what is wrong with the first is not told of others again."""
    for position, (title, cells) in enumerate(zip(sheet.titles, sheet.columns, strict=True), start=1):
        if not title:
            row, cell = next((row, cell) for row, cell in zip(sheet.rows, cells, strict=True) if cell)
            yield make_issue("untitled-column", file, row, value=_shown(cell), position=position)
    found = [title for title in sheet.titles if title]
    if doubled := sorted({title for title in found if found.count(title) > 1}):
        yield make_issue("duplicate-column", file, sheet.line, columns=", ".join(doubled))
        return
    missing = [title for title, column in spec.items() if title not in found and not column.optional]
    if missing:
        values = {"columns": ", ".join(missing), "found": ", ".join(found)}
        yield make_issue("missing-column", file, sheet.line, **values)
    elif unknown := [title for title in found if title not in spec]:
        yield make_issue("unknown-column", file, sheet.line, columns=", ".join(unknown))


def _read_sheet(path: Path, file: str, spec: Mapping[str, Column]) -> tuple[_Sheet | None, list[Issue]]:
    """Split a CSV file into cells; rows that cannot be trusted are reported, not kept."""
    try:
        data = read_file(path, MAX_BYTES, FILE_RULES)
    except DataError as error:
        return None, list(error.issues)
    text, issues = _decode(data, file)
    return (None, issues) if text is None else _split_rows(text, file, spec, issues)


def _split_rows(
    text: str, file: str, spec: Mapping[str, Column], issues: list[Issue]
) -> tuple[_Sheet | None, list[Issue]]:
    shape = find_shape(text, spec)
    decimal_comma = shape.separator != ","
    issues += _check_shape(shape, file)
    line, titles = 0, list[str]()
    rows: dict[int, _Cells] = {}
    cleaned: list[_Cleaned] = []
    # A table says the same again and again: cells that are equal are one text in memory.
    same: dict[str, str | None] = {"": None}
    for row, cells in split_records(text, shape, file, issues):
        if len(cells) != len(titles) or not _is_clean(cells, decimal_comma=decimal_comma):
            cleaned += _clean_cells(cells, titles or cells, spec, row)
            found = _check_cells(cells, titles, file, row, decimal_comma=decimal_comma) if any(cells) else ()
            issues += found
            if not titles and len(cells) > MAX_COLUMNS:
                return None, issues
            if len(issues) >= MAX_BROKEN:
                return None, [*issues[:MAX_BROKEN], make_issue("not-checked", file, row, count=len(issues))]
        if not any(cells):
            continue
        if len(rows) >= MAX_ROWS:
            return None, [*issues, make_issue("too-many-rows", file, row, limit=MAX_ROWS)]
        if not titles:
            line, titles = row, cells
        elif len(cells) == len(titles):
            rows[row] = tuple(map(same.setdefault, cells, cells))
    if not titles and not issues:
        issues.append(make_issue("empty-file", file))
    issues += _say_cleaned(cleaned, file)
    return (_make_sheet(line, titles, rows) if titles else None), issues


def _check_shape(shape: Shape, file: str) -> Iterator[Issue]:
    if shape.separator != ",":
        yield make_issue("separator", file, separator=Said(SEPARATORS[shape.separator]))
    if shape.above:
        yield make_issue("title-rows", file, shape.line, text=_shown(shape.above))


def _make_sheet(line: int, titles: list[str], rows: dict[int, _Cells]) -> _Sheet:
    columns = list(zip(*rows.values(), strict=True)) or [()] * len(titles)
    kept = [place for place, title in enumerate(titles) if title or any(columns[place])]
    return _Sheet(line, [titles[place] for place in kept], list(rows), [columns[place] for place in kept])


def _is_clean(cells: list[str], *, decimal_comma: bool) -> bool:
    """Ask of a whole row at once whether none of its cells has to be cleaned or is broken; in doubt, no.

    This is why long tables are read fast: most of their rows are clean.
    """
    text = f"{_MARK}{_MARK.join(cells)}{_MARK}"
    return (
        len(text) <= MAX_CELL
        and reads_as_written(text)
        and not any(touched in text for touched in _TOUCHED)
        and not (decimal_comma and "," in text)
    )


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
    cells: list[str], titles: list[str], file: str, row: int, *, decimal_comma: bool
) -> list[Issue]:
    """Check the shape of one row; in place, make points of decimal commas where those do not part cells.

    Without titles, the row is that of the titles.
    """
    issues = []
    if not titles and len(cells) > MAX_COLUMNS:
        issues.append(make_issue("too-many-columns", file, row, count=len(cells), limit=MAX_COLUMNS))
    if titles and len(cells) != len(titles):
        return [make_issue("ragged-row", file, row, found=len(cells), expected=len(titles))]
    for position, (title, cell) in enumerate(zip_longest(titles, cells, fillvalue="")):
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
    # Where there are too many, no error gives way to a warning.
    found.sort(key=lambda one: (RULES[one[2]].severity != "error", one[0], one[1]))
    kept, left = found[:MAX_BROKEN], found[MAX_BROKEN:]
    issues = [
        make_issue(rule, file, row, column=title, **_values(rule, value, columns[title]))
        for row, title, rule, value in sorted(kept, key=itemgetter(0, 1))
    ]
    if left:
        issues.append(say_more(file, len(left), RULES[kept[0][2]].severity))
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
        yield kind.rule, pick_cells(known, lambda text: not kind.test(text))
    if column.allowed:
        yield "not-in-vocabulary", known[~known.isin(list(column.allowed))]


def pick_cells(cells: pd.Series, test: Callable[[str], object]) -> pd.Series:
    """Take the cells that pass a test, without the blank ones; each text is asked about once.

    Index of both: row in the file.
    """
    known = cells.dropna()
    return known[known.isin([text for text in known.unique() if test(text)])]


def _shown(value: object) -> str:
    """Shorten a cell for a message."""
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004
