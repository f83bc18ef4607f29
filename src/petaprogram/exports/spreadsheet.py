"""Tables as CSV and XLSX that are safe to open in a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# A spreadsheet takes a text that opens with one of these for a formula (OWASP, "CSV Injection").
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
# What XML, and so a workbook, cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_WIDTH = 60


def neutralise(value: Any) -> Any:  # noqa: ANN401  (a cell may be anything)
    """Put an apostrophe before a text that a spreadsheet would run; leave everything else as it is."""
    if not isinstance(value, str):
        return value
    text = _UNPRINTABLE.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA_START) else text


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame without its index as CSV; the BOM makes a spreadsheet read the letters right."""
    safe = frame.map(neutralise).rename(columns=neutralise)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Write frames without their indexes as the sheets of one workbook; texts, codes too, stay text."""
    book = Workbook(write_only=True)
    for title, frame in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for position, column in enumerate(frame.columns, start=1):
            longest = max([len(str(column)), *frame[column].map(lambda value: len(str(value)))])
            sheet.column_dimensions[get_column_letter(position)].width = min(longest + 2, _MAX_WIDTH)
        header = [_cell(sheet, neutralise(str(column))) for column in frame.columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in frame.astype(object).itertuples(index=False, name=None):
            sheet.append([None if pd.isna(value) else _cell(sheet, neutralise(value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:  # noqa: ANN401  (a cell may be anything)
    """Make a cell; openpyxl would take a text such as #N/A for an error value."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, value.replace("\r\n", "\n").replace("\r", "\n"))
    cell.data_type = "s"
    return cell
