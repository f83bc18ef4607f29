"""Where the data stand in a book: which sheet, which row has the titles, what each column means.

The shape is looked at before any cell, so that one cause gives one message, with what was found and what was
expected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from petaprogram.importing.book import Book, Cell, Odd, Sheet, column_letter
from petaprogram.importing.fields import FIELDS, field_of, plain_title
from petaprogram.importing.guard import check_columns
from petaprogram.importing.recipe import Recipe
from petaprogram.messages.issues import ImportStopError, Issue, Said, make_issue
from petaprogram.messages.language import INDONESIAN, message
from petaprogram.messages.letters import tidy

_SEARCHED_ROWS = 40
_FEWEST_TITLES = 2
_SHOWN = 12
_LONGEST_MERGED = 1000
# What stands in the column of ids of the row that shows how to fill in a template.
EXAMPLE = "CONTOH"
_TOTALS = {"jumlah", "total", "grand total", "jumlah total", "subtotal", "sub total"}
_LONGEST_TOTAL = 40
_NUMBERED = re.compile(r"\(?([0-9]{1,3})\)?")

_TITLES_AGAIN = message("judul kolom yang berulang")
_NUMBERS = message("nomor kolom")
_SUM = message("baris jumlah")
_HEADING = message("judul bagian ('{text}')")
_REMARK = message("catatan ('{text}')")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the data are.

    Attributes
    ----------
    sheet, header
        The sheet, and the number of the row with the titles.
    titles
        The title of each column that has one, by position.
    columns
        By field the position of its column.
    rows
        (row number, cells) of the rows of data; what merged cells say is in each row that they cover.
    unread
        Titles that mean no field.
    hidden
        Numbers of hidden rows with content, whether they are among `rows` or not.
    notes
        What was read otherwise than cell by cell, or not at all: warnings.
    choices
        The sheets that hold such data, where nobody said which.
    """

    sheet: Sheet
    header: int
    titles: Mapping[int, str]
    columns: Mapping[str, int]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    unread: tuple[str, ...]
    hidden: tuple[int, ...]
    notes: tuple[Issue, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known once the titles are found."""

    sheet: Sheet
    place: str
    titles: Mapping[int, str]
    columns: Mapping[str, int]


def find_layout(book: Book, recipe: Recipe, file: str) -> Layout:
    """Find where the data stand.

    Raises
    ------
    ImportStopError
        Where there is no sheet with titles that are known, where a column is missing or there twice, or where
        one holds numbers of persons.
    """
    sheet, choices = _choose_sheet(book, recipe, file)
    place = name_place(sheet, file)
    filled = fill_merged(sheet)
    header = find_header(filled, sheet, recipe)
    if header is None:
        raise ImportStopError([_say_no_titles(filled, place)])
    titles = titles_at(filled, sheet, header)
    columns = _columns(titles, recipe, place, header, sheet.hidden_columns)
    body = [(number, cells) for number, cells in filled if number > header]
    if issues := [*check_columns(sorted(titles.items()), body, place, header)]:
        raise ImportStopError(issues)
    _require(columns, recipe, titles, place, header)
    table = _Table(sheet, place, titles, columns)
    notes: list[Issue] = [*_check_width(book, table, body)]
    if unseen := sorted(set(titles) & sheet.hidden_columns - {columns.get("placement_id")}):
        letters = ", ".join(column_letter(one) for one in unseen)
        notes.append(make_issue("import-hidden-columns", place, header, columns=letters))
    rows, hidden = _rows(body, table, notes, take=recipe.hidden_rows == "take")
    if not rows and not hidden:
        raise ImportStopError([make_issue("import-no-rows", place, header)])
    used = set(columns.values())
    unread = tuple(title for position, title in sorted(titles.items()) if position not in used)
    return Layout(sheet, header, titles, columns, tuple(rows), unread, hidden, tuple(notes), choices)


def name_place(sheet: Sheet, file: str) -> str:
    """Name a sheet of a file in messages; a file of one sheet without a name by itself."""
    return f"{file} [{sheet.name}]" if sheet.name else file


def _choose_sheet(book: Book, recipe: Recipe, file: str) -> tuple[Sheet, tuple[str, ...]]:
    if recipe.sheet is not None:
        for sheet in book.sheets:
            if sheet.name == recipe.sheet:
                return sheet, ()
        found = ", ".join([*(one.name for one in book.sheets), *book.hidden_sheets])
        raise ImportStopError([make_issue("import-sheet", file, sheet=recipe.sheet, found=found)])
    seen = [sheet for sheet in book.sheets if sheet.rows and sheet.visible]
    if not seen:
        hidden = ", ".join(book.hidden_sheets) or "-"
        raise ImportStopError([make_issue("import-no-sheet", file, hidden=hidden)])
    fitting = [sheet for sheet in seen if find_header(fill_merged(sheet), sheet, recipe) is not None]
    names = tuple(sheet.name for sheet in fitting)
    return (fitting or seen)[0], names if len(names) > 1 else ()


def fill_merged(sheet: Sheet) -> list[tuple[int, tuple[Cell, ...]]]:
    """Write what a merged cell says into each row that it covers, in its first column."""
    rows = dict(sorted(sheet.rows))
    for number, left, top in _covered(sheet, list(rows)):
        value, cells = _at(rows.get(top, ()), left), rows[number]
        if value != "" and _at(cells, left) == "":
            cells += ("",) * (left + 1 - len(cells))
            rows[number] = (*cells[:left], value, *cells[left + 1 :])
    return list(rows.items())


def _covered(sheet: Sheet, numbers: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Give (row, column, first row) for each row below the first that a merged cell covers, of `numbers`.

    A row without anything of its own is none of these. No program writes merged cells that lie over each
    other: of such the first counts, so that no file makes more work than it has cells.
    """
    last: dict[int, int] = {}
    for top, left, bottom, _ in sorted(sheet.merged, key=lambda one: (one[1], one[0])):
        if bottom > top > last.get(left, 0):
            last[left] = bottom
            # One over a whole column is not followed to its end.
            end = bisect_right(numbers, min(bottom, top + _LONGEST_MERGED))
            for number in numbers[bisect_right(numbers, top) : end]:
                yield number, left, top


def find_header(rows: Sequence[tuple[int, tuple[Cell, ...]]], sheet: Sheet, recipe: Recipe) -> int | None:
    """Find the row with the most titles that are known; of a heading in two rows the lower one."""
    if recipe.header_row is not None:
        return recipe.header_row if any(number == recipe.header_row for number, _ in rows) else None
    best, most = None, _FEWEST_TITLES - 1
    lower = {bottom for top, _, bottom, _ in sheet.merged if bottom > top}
    for number, cells in rows[:_SEARCHED_ROWS]:
        known = {meant_field(cell_text(cell), recipe) for cell in cells if cell_text(cell)} - {None, ""}
        again = best is not None and number == best + 1 and number in lower
        if len(known) > most or (again and len(known) == most):
            best, most = number, len(known)
    return best


def meant_field(title: str, recipe: Recipe) -> str | None:
    """Give the field that a title means, as the recipe says or as offices call it; "" or None: none."""
    return recipe.columns[title] if title in recipe.columns else field_of(title)


def titles_at(rows: Sequence[tuple[int, tuple[Cell, ...]]], sheet: Sheet, header: int) -> dict[int, str]:
    """Give the titles in a row of a sheet by their position."""
    cells = dict(rows).get(header, ())
    titles = {position: cell_text(cell) for position, cell in enumerate(cells) if cell_text(cell)}
    # A title over several columns is that of the first; of the others nobody knows.
    for top, left, bottom, right in sheet.merged:
        if top <= header <= bottom:
            for position in [one for one in titles if left < one <= right]:
                del titles[position]
    return titles


def _columns(
    titles: Mapping[int, str], recipe: Recipe, place: str, header: int, hidden: Collection[int]
) -> dict[str, int]:
    if doubled := [title for title, count in Counter(titles.values()).items() if count > 1]:
        raise ImportStopError([make_issue("duplicate-column", place, header, columns=", ".join(doubled))])
    found: dict[str, list[int]] = {}
    for position, title in titles.items():
        field = meant_field(title, recipe)
        if field and (position not in hidden or field == "placement_id"):
            found.setdefault(field, []).append(position)
    issues = [
        make_issue(
            "import-double-column",
            place,
            header,
            columns=", ".join(titles[one] for one in positions),
            field=Said(FIELDS[field].title),
        )
        for field, positions in found.items()
        if len(positions) > 1
    ]
    if issues:
        raise ImportStopError(issues)
    return {field: positions[0] for field, positions in found.items()}


def _require(
    columns: Mapping[str, int], recipe: Recipe, titles: Mapping[int, str], place: str, header: int
) -> None:
    there = {*columns, *recipe.constants}
    # Records that are known by their id need nothing else.
    if "placement_id" in columns:
        return
    missing = [field for field in ("program", "status", "source") if field not in there]
    if not (there & {"area", "kode", "kecamatan"} or {"lon", "lat"} <= there):
        missing.append("area")
    if missing:
        said = ", ".join(INDONESIAN.say(FIELDS[one].title) for one in missing)
        found = INDONESIAN.listing(list(titles.values()), _SHOWN)
        raise ImportStopError([make_issue("import-missing-column", place, header, columns=said, found=found)])


def _say_no_titles(rows: Sequence[tuple[int, tuple[Cell, ...]]], place: str) -> Issue:
    first, cells = rows[0] if rows else (1, ())
    found = INDONESIAN.listing([cell_text(cell)[:40] for cell in cells if cell_text(cell)], _SHOWN)
    expected = ", ".join(
        INDONESIAN.say(FIELDS[one].title) for one in ("program", "area", "site", "status", "source")
    )
    return make_issue("import-no-titles", place, first, first=first, found=found or "-", expected=expected)


def _check_width(book: Book, table: _Table, body: Sequence[tuple[int, tuple[Cell, ...]]]) -> Iterator[Issue]:
    """Name what stands beyond the titles; in a CSV file a sign was taken for a separator there."""
    titles, place = table.titles, table.place
    if book.kind == "csv":
        last = max(titles)
        wide = [number for number, cells in body if any(cell != "" for cell in cells[last + 1 :])]
        if wide:
            rows = tuple(wide) if len(wide) > 1 else ()
            issue = make_issue("import-ragged", place, wide[0], expected=len(titles))
            raise ImportStopError([replace(issue, rows=rows)])
    named: set[int] = set()
    for number, cells in body:
        for position, cell in enumerate(cells):
            if cell != "" and position not in titles and position not in named:
                named.add(position)
                yield make_issue(
                    "import-untitled",
                    place,
                    number,
                    column=column_letter(position),
                    value=cell_text(cell)[:40],
                )


def _rows(
    body: Sequence[tuple[int, tuple[Cell, ...]]], table: _Table, notes: list[Issue], *, take: bool
) -> tuple[list[tuple[int, tuple[Cell, ...]]], tuple[int, ...]]:
    """Keep the rows of data; each of another kind is named in `notes`, and hidden ones are asked about."""
    merged = table.sheet.merged
    wide = {top for top, left, _, right in merged if right > left}
    covered = {number for number, _, _ in _covered(table.sheet, [number for number, _ in table.sheet.rows])}
    kept, hidden = [], []
    for number, cells in body:
        # The row of a template that shows how to fill it in.
        if _at(cells, table.columns.get("placement_id", -1)) == EXAMPLE:
            continue
        what = _other_kind(cells, table, merged=number in wide)
        if what is not None:
            notes.append(make_issue("import-left-out", table.place, number, what=what))
            continue
        if not any(_at(cells, position) != "" for position in table.columns.values()):
            continue
        if number in table.sheet.hidden_rows:
            hidden.append(number)
            if not take:
                continue
        if number in covered:
            notes.append(make_issue("import-filled", table.place, number))
        kept.append((number, cells))
    return kept, tuple(hidden)


def _other_kind(cells: Sequence[Cell], table: _Table, *, merged: bool) -> Said | None:
    """Say what a row is that holds no record; None for a record."""
    filled = {position: cell_text(cell) for position, cell in enumerate(cells) if cell != ""}
    first = next(iter(filled.values()), "")
    kind = None
    if filled and all(table.titles.get(position) == text for position, text in filled.items()):
        kind = _TITLES_AGAIN
    elif _are_numbered(list(filled.values())):
        kind = _NUMBERS
    elif plain_title(first[:_LONGEST_TOTAL]) in _TOTALS:
        kind = _SUM
    elif len(filled) == 1:
        naming = {table.columns.get(field) for field in ("program", "area", "kode", "placement_id")}
        if merged:
            kind = _HEADING
        elif next(iter(filled)) not in naming:
            kind = _REMARK
    return Said(kind, values=(("text", first[:40]),)) if kind else None


def _are_numbered(texts: Sequence[str]) -> bool:
    """Tell whether a row only numbers its columns: 1, 2, 3 or (1), (2), (3)."""
    numbers = [_NUMBERED.fullmatch(text) for text in texts]
    counted = [int(one[1]) for one in numbers if one]
    return len(counted) == len(texts) > _FEWEST_TITLES and counted == [
        *range(counted[0], counted[0] + len(counted))
    ]


def _at(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if 0 <= position < len(cells) else ""


def cell_text(cell: Cell) -> str:
    """Write a cell as people see it."""
    if isinstance(cell, Odd):
        return cell.text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))[0]
