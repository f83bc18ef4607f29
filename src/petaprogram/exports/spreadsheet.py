"""Tables as CSV and XLSX that are safe to open in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd

from petaprogram.messages.xml_text import printable

# A spreadsheet takes a text that opens with one of these for a formula (OWASP, "CSV Injection").
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
# Widths of columns: in letters, and how many pixels a letter takes.
_MAX_WIDTH = 60
_LETTER = 7


def neutralise(value: Any) -> Any:  # noqa: ANN401  (a cell may be anything)
    """Put an apostrophe before a text that a spreadsheet would run; leave everything else as it is."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULA_START) else text


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame without its index as CSV; the BOM makes a spreadsheet read the letters right."""
    safe = frame.map(neutralise).rename(columns=neutralise)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Write frames without their indexes as the sheets of one workbook; texts, codes too, stay text."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        bold = writer.book.add_format({"bold": True})
        for title, frame in sheets.items():
            sheet = writer.book.add_worksheet(title)
            sheet.add_write_handler(str, _write_markup)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [_cell(str(column)) for column in frame.columns], bold)
            frame.map(_cell).to_excel(writer, sheet_name=title, index=False, header=False, startrow=1)
            for position, column in enumerate(frame.columns):
                longest = max([len(str(column)), *frame[column].map(lambda value: len(str(value)))])
                sheet.set_column_pixels(position, position, min(longest + 2, _MAX_WIDTH) * _LETTER)
    return file.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401  (a cell may be anything)
    """Make a cell safe; XML knows one line break."""
    safe = neutralise(value)
    return safe.replace("\r\n", "\n").replace("\r", "\n") if isinstance(safe, str) else safe


def _write_markup(sheet: Any, row: int, column: int, text: str, style: Any = None) -> int | None:  # noqa: ANN401
    """Write a text that XlsxWriter would put into the XML unescaped, as its own markup of a rich text.

    Written as three runs it is escaped. None for every other text: then XlsxWriter writes it.
    """
    if not (text.startswith("<r>") and text.endswith("</r>")):
        return None
    runs = [text[:1], text[1:2], text[2:]]
    return int(sheet.write_rich_string(row, column, *runs, *([style] if style else [])))
