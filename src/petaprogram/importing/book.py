"""What was read of a spreadsheet: its sheets cell by cell, under the row numbers that the office sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from petaprogram.messages.language import message

# No office sends more by hand; a page that takes uploads has the same limit.
MAX_BYTES = 20 * 2**20
MAX_ROWS = 150_000

# The property of a template that says of which version it was made.
TEMPLATE_PROPERTY = "petaprogram_version"

Kind = Literal["xlsx", "xls", "csv"]

_SAVE_AGAIN = message("buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx")
_ASK_FOR_TABLE = message("minta lembar kerjanya (.xlsx), atau salin tabelnya ke templat")

# Files that offices send instead of a spreadsheet: for each what to call it, and what to do.
FOREIGN: Mapping[str, tuple[str, str]] = {
    "html": (message("halaman web (HTML), walau namanya lain"), _SAVE_AGAIN),
    "xml": (
        message("XML (misalnya KML atau GML)"),
        message("ekspor tabelnya sebagai .xlsx atau CSV dari program asalnya"),
    ),
    "json": (
        message("JSON atau GeoJSON"),
        message("ekspor tabelnya sebagai .xlsx atau CSV dari program asalnya"),
    ),
    "pdf": (message("dokumen PDF"), _ASK_FOR_TABLE),
    "image": (message("gambar"), _ASK_FOR_TABLE),
    "document": (message("dokumen atau paparan Office"), _ASK_FOR_TABLE),
    "ods": (message("lembar kerja OpenDocument (.ods)"), _SAVE_AGAIN),
    "xlsb": (message("lembar kerja biner (.xlsb)"), _SAVE_AGAIN),
    "zip": (message("arsip ZIP"), message("keluarkan isinya, lalu pilih lembar kerjanya (.xlsx atau CSV)")),
    "binary": (
        message("data biner yang tidak dikenal"),
        message("periksa apakah berkasnya benar; kalau lembar kerja, simpan ulang sebagai .xlsx"),
    ),
}


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is neither text nor number: an error, a formula without its value, or a date (ISO)."""

    kind: Literal["error", "formula", "date"]
    text: str


# A blank cell is the empty text.
Cell: TypeAlias = str | float | bool | Odd


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows`: (row number from 1, cells from column A on) of every row that is not wholly blank.

    `merged` holds (first row, first column, last row, last column), rows from 1 and columns from 0.
    """

    name: str
    visible: bool = True
    rows: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds; `encoding` and `separator` are those by which a CSV file was read."""

    kind: Kind
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    # Sheets that were not opened because nobody sees them.
    hidden_sheets: tuple[str, ...] = ()
    # Of a template, the version that it was made from (`Base.version`).
    template: str = ""


def column_letter(position: int) -> str:
    """Name a column (from 0) as a spreadsheet does.

    Examples
    --------
    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
