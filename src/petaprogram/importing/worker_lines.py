"""What the worker says, and the reason for which it stops."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Sequence
from typing import Any, TextIO

from petaprogram.importing.book import MAX_ROWS
from petaprogram.tables.csv_records import MAX_CELL, MAX_COLUMNS


class Stop(Exception):  # noqa: N818 - an answer, no error
    """The file is not read, for one reason: a rule, the row where it shows, and what its sentence needs."""

    def __init__(self, rule: str, row: int | None = None, **values: object) -> None:
        super().__init__(rule)
        self.rule, self.row, self.values = rule, row, values


class Writer:
    """Writes lines of JSON, and counts what is read."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._rows = 0

    def line(self, *parts: object) -> None:
        """Write one line."""
        self._out.write(json.dumps(parts, ensure_ascii=True) + "\n")

    def row(self, number: int, cells: Sequence[Any]) -> None:
        """Write a row without the blank cells at its end; one that is blank as a whole is left out.

        Raises
        ------
        Stop
            Beyond the limits of rows, columns and letters.
        """
        last = len(cells)
        while last and (cells[last - 1] is None or cells[last - 1] == ""):
            last -= 1
        if not last:
            return
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise Stop("too-many-rows", number, limit=MAX_ROWS)
        if last > MAX_COLUMNS:
            raise Stop("too-many-columns", number, count=last, limit=MAX_COLUMNS)
        said = [_say(cell) for cell in cells[:last]]
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in said):
            raise Stop("long-cell", number, limit=MAX_CELL)
        self.line("row", number, said)


def _say(cell: Any) -> Any:  # noqa: ANN401 - whatever a library reads
    if cell is None or isinstance(cell, str | bool | dict):
        return "" if cell is None else cell
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) else str(cell)
    if isinstance(cell, dt.datetime):
        return {"date": (cell if cell.time() != dt.time() else cell.date()).isoformat()}
    if isinstance(cell, dt.date):
        return {"date": cell.isoformat()}
    return str(cell)
