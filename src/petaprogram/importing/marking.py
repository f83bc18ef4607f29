"""The office's own file given back: every cell marked that has to be mended, and a list of all."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Sequence

import xlsxwriter  # type: ignore[import-untyped]

from petaprogram.files.workbook import TEXTS_AS_TEXTS
from petaprogram.importing.book import Cell, Odd, column_letter
from petaprogram.importing.plan import Plan, Problem
from petaprogram.importing.sandbox import SECONDS, SECONDS_PER_MB, run_worker
from petaprogram.messages.language import INDONESIAN, Language, message
from petaprogram.messages.letters import visible
from petaprogram.messages.xml_text import printable

LIST_NAME = message("Masalah")
_TITLES = (
    message("Lembar"),
    message("Baris"),
    message("Kolom"),
    message("Isi"),
    message("Masalah"),
)
# What the library that keeps the look of a workbook opens within the memory of a worker.
_MARKED_ROWS = 20_000
_COLOURS = {True: "#F8CBAD", False: "#FFE699"}
_FEWEST_BYTES = 100


def mark(data: bytes, plan: Plan, language: Language = INDONESIAN) -> bytes:
    """Give a workbook with the problems of a plan marked at their cells.

    An XLSX file keeps its look and its other sheets. Of other files, and of very long ones, the sheet is
    written anew as it was read.
    """
    rows = _list(plan, language)
    name = _free_name(plan, language)
    if data.startswith(b"PK") and len(plan.layout.sheet.rows) <= _MARKED_ROWS:
        marks = [
            (row, position + 1, text, _COLOURS[stops].lstrip("#"))
            for (row, position), (text, stops) in _marks(plan, language).items()
        ]
        request = {"sheet": plan.layout.sheet.name, "marks": marks, "list": {"name": name, "rows": rows}}
        seconds = 2 * SECONDS + SECONDS_PER_MB * (len(data) // 2**20)
        with tempfile.TemporaryFile() as out:
            sent = json.dumps(request).encode() + b"\n" + data
            status = run_worker("petaprogram.importing.marker", [str(seconds)], sent, out, seconds)
            out.seek(0)
            marked = out.read()
        if status == 0 and len(marked) > _FEWEST_BYTES:
            return marked
    return _rewrite(plan, language, name, rows)


def _marks(plan: Plan, language: Language) -> dict[tuple[int, int], tuple[str, bool]]:
    """Join the problems of each cell; one of a whole row stands at its first cell."""
    found: dict[tuple[int, int], list[Problem]] = {}
    for problem in plan.problems:
        if problem.row:
            found.setdefault((problem.row, problem.position or 0), []).append(problem)
    return {
        place: ("\n".join(one.issue.say(language) for one in problems), any(one.stops for one in problems))
        for place, problems in found.items()
    }


def _list(plan: Plan, language: Language) -> list[list[str | int]]:
    cells = dict(plan.layout.sheet.rows)
    rows: list[list[str | int]] = [[language.say(title) for title in _TITLES]]
    for problem in plan.problems:
        found = cells.get(problem.row, ())
        position = problem.position
        there = found[position] if position is not None and position < len(found) else ""
        letter = "" if position is None else column_letter(position)
        said = visible(printable(str(_value(there))))[:200]
        rows.append([plan.layout.sheet.name, problem.row, letter, said, problem.issue.say(language)])
    return rows


def _free_name(plan: Plan, language: Language) -> str:
    name = language.say(LIST_NAME)
    return f"{name} 2" if plan.layout.sheet.name == name else name


def _rewrite(plan: Plan, language: Language, name: str, rows: Sequence[Sequence[str | int]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXTS_AS_TEXTS}) as book:
        marks = _marks(plan, language)
        formats = {stops: book.add_format({"bg_color": colour}) for stops, colour in _COLOURS.items()}
        sheet = book.add_worksheet((plan.layout.sheet.name or "Data")[:31])
        for number, cells in plan.layout.sheet.rows:
            for position, cell in enumerate(cells):
                _write(sheet, number - 1, position, _value(cell), None)
        values = dict(plan.layout.sheet.rows)
        for (row, position), (text, stops) in marks.items():
            own = values.get(row, ())
            there = _value(own[position]) if position < len(own) else ""
            _write(sheet, row - 1, position, there, formats[stops])
            sheet.write_comment(row - 1, position, text)
        listed = book.add_worksheet(name)
        for number, line in enumerate(rows):
            for position, value in enumerate(line):
                _write(listed, number, position, value, None)
    return out.getvalue()


def _value(cell: Cell | int) -> str | float | bool:
    return cell.text if isinstance(cell, Odd) else cell


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, style: object
) -> None:
    if value == "" and style is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, printable(value), style)
    else:
        sheet.write(row, column, value, style)
