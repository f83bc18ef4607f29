"""The records of a CSV file, each named by the line on which it starts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from petaprogram.messages.issues import Issue, make_issue
from petaprogram.tables.csv_shape import Shape

MAX_COLUMNS = 200
MAX_CELL = 32_767  # what a spreadsheet cell can hold
# A longer record has too many columns, or a cell that is too long.
MAX_RECORD = MAX_COLUMNS * (MAX_CELL + 1)
# Blank lines are no rows, but take their time.
MAX_LINES = 5 * 2**20
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def split_records(text: str, shape: Shape, file: str, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """Split text into records from its titles on, and add to `issues` where that fails.

    Blank records are left out. One may span lines inside quotes: it is named by the line on which it starts.
    """
    lines = _Lines(text, shape.start)
    reader = csv.reader(lines, delimiter=shape.separator, strict=True)
    while True:
        row = reader.line_num + shape.line
        lines.began = lines.ended
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LongRecordError:
            count = text.count(shape.separator, lines.began, lines.ended) + 1
            issues.append(
                make_issue("too-many-columns", file, row, count=count, limit=MAX_COLUMNS)
                if count > MAX_COLUMNS
                else make_issue("long-cell", file, row, limit=MAX_CELL)
            )
            return
        except csv.Error as error:
            rule = "long-cell" if "field limit" in str(error) else "unclosed-quote"
            issues.append(make_issue(rule, file, row, limit=MAX_CELL))
            return
        if row > MAX_LINES:
            issues.append(make_issue("too-many-rows", file, row, limit=MAX_LINES))
            return
        if any(cells):
            yield row, cells


class _LongRecordError(ValueError):
    """A record is longer than one that keeps the limits can be."""


class _Lines:
    """The lines of a text; `began` is where the present record began, `ended` where the last line ended."""

    def __init__(self, text: str, start: int) -> None:
        self._found = _LINE.finditer(text, start)
        self.began = self.ended = start

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._found)
        self.ended = line.end()
        if self.ended - self.began > MAX_RECORD:
            raise _LongRecordError
        return line[0]
