"""Tables as CSV and XLSX that are safe to open in a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from numbers import Number
from typing import Any

import pandas as pd

from petaprogram.files.workbook import TEXTS_AS_TEXTS
from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from petaprogram.messages.xml_text import printable

# A spreadsheet takes a text that opens with one of these for a formula (OWASP, "CSV Injection"): = + - @, in
# full width and small too.
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_FORMULA = re.compile(rf"[\t\r]|\s*{_SIGN}")
# Where lists are separated by semicolons, as in Indonesia, a spreadsheet cuts the lines of a CSV file there,
# and at line ends inside a text. Quotes stop it only in the first cell: behind a comma it sees none open.
_CUTS = frozenset(";\t\r\n")
_SIGN_INSIDE = re.compile(rf'(?<![;\s"])([;\s"]+)({_SIGN})')
# A file of semicolons may be cut at its commas elsewhere.
_SIGN_BEHIND_COMMA = re.compile(rf'(?<![,\s"])([,\s"]*,[,\s"]*)({_SIGN})')
# Between several values in one cell: a semicolon would be taken for the end of the cell.
LIST_SIGN = " | "
# Widths of columns: in letters, and how many pixels a letter takes.
_MAX_WIDTH = 60
_LETTER = 7


def neutralise(value: Any) -> Any:  # noqa: ANN401  (a cell may be anything)
    """Put an apostrophe before a text that a spreadsheet would run; leave everything else as it is."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if _FORMULA.match(text) else text


def to_csv(frame: pd.DataFrame, language: Language = ENGLISH) -> bytes:
    """Write a frame without its index as CSV; the BOM makes a spreadsheet read the letters right.

    A spreadsheet that speaks Indonesian cuts lines at semicolons and reads decimal commas; so is the file.
    """
    return csv_text(frame, line_end="\r\n", language=language).encode("utf-8-sig")


def csv_text(frame: pd.DataFrame, line_end: str = "\n", language: Language = ENGLISH) -> str:
    """Write a frame without its index as CSV, every text quoted.

    No cell opens with a formula, whether the lines are cut at commas, at semicolons or tabs. Numbers stay
    numbers.
    """
    separator, mark = (";", ",") if language == INDONESIAN else (",", ".")
    # As objects, or a whole number beside a blank cell would get a decimal.
    rows = frame.astype(object).itertuples(index=False, name=None)
    titles = [_csv_cell(str(title), mark) for title in frame.columns]
    lines = [titles, *([_csv_cell(value, mark) for value in row] for row in rows)]
    return "".join(f"{separator.join(line)}{line_end}" for line in lines)


def _csv_cell(value: Any, mark: str) -> str:  # noqa: ANN401  (a cell may be anything)
    """Write a cell: numbers as they are, with their decimal mark, everything else between quotes."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, Number) and not isinstance(value, bool):
        return str(value).replace(".", mark)
    safe = _SIGN_INSIDE.sub(_guard, neutralise(str(value)))
    if mark == ",":
        safe = _SIGN_BEHIND_COMMA.sub(r"\1'\2", safe)
    quoted = safe.replace('"', '""')
    return f'"{quoted}"'


def _guard(found: re.Match[str]) -> str:
    """Put an apostrophe before a sign with which a cell would open if the text were cut before it."""
    before, sign = found.groups()
    return found[0] if _CUTS.isdisjoint(before) else f"{before}'{sign}"


def to_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Write frames without their indexes as the sheets of one workbook; texts, codes too, stay text."""
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": TEXTS_AS_TEXTS}) as writer:
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
