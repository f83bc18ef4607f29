"""Reading the older workbooks of Excel (.xls) in the worker, with what readers of values leave out."""

from __future__ import annotations

import io
from collections.abc import Collection

import xlrd
from xlrd.biffh import error_text_from_code

from petaprogram.importing.worker_lines import Stop, Writer

# Both say of a container which part it has.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = ("WordDocument".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))


def read(data: bytes, wanted: Collection[str], writer: Writer) -> None:
    """Read the sheets that are seen, and those that are `wanted` though hidden."""
    if _ENCRYPTED in data:
        raise Stop("import-locked")
    if any(name in data for name in _DOCUMENT):
        raise Stop("import-kind", found="document")
    # It tells of what it finds on the standard output otherwise.
    quiet = io.StringIO()
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=quiet)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file ends in whatever exception
        locked = "ncrypt" in str(error)
        raise Stop("import-locked" if locked else "import-broken") from error
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility and sheet.name not in wanted]
    writer.line("book", "xls", "", "", hidden, "")
    for sheet in book.sheets():
        if sheet.name in hidden:
            continue
        about = {
            "name": sheet.name,
            "visible": not sheet.visibility,
            "hidden_rows": [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
            "hidden_columns": [column for column, info in sheet.colinfo_map.items() if info.hidden],
            "merged": [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells],
        }
        writer.line("sheet", about)
        for row in range(sheet.nrows):
            writer.row(row + 1, [_value(cell, book.datemode) for cell in sheet.row(row)])


def _value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return {"error": error_text_from_code.get(cell.value, "#ERR")}
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return float(cell.value)
    return cell.value
