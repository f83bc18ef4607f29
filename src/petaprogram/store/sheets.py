"""The CSV files that a version stands for: written byte by byte as they came in, and read without loss."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from petaprogram.files.regular_file import read_regular
from petaprogram.messages.issues import TableError
from petaprogram.store.reading import Tables, as_cells
from petaprogram.store.schema import COLUMNS, LAYOUT
from petaprogram.tables.columns import OPTIONAL, TABLES
from petaprogram.tables.reading import MAX_BYTES, read_table

_CRLF = "\r\n"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its columns in their order, and its rows. `plain`: written again, it is the same."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: bool = True


def render(sheet: Sheet) -> bytes:
    """Write a sheet as the published files are: commas, quotation marks where needed, lines ended by LF."""
    lines: list[str] = []
    # A CR within a cell ends a line when it is read, unless it stands in quotation marks: where LF alone ends
    # lines, Python before 3.13 writes none.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator=_CRLF)
    writer.writerows((sheet.columns, *sheet.rows))
    return "".join(f"{line.removesuffix(_CRLF)}\n" for line in lines).encode()


def sheets_of(tables: Tables) -> dict[str, Sheet]:
    """Give the files of a version; a file that it does not have is absent."""
    sheets = {}
    for row in tables[LAYOUT]:
        about = as_cells(LAYOUT, row)
        name, columns = about["file"], tuple(about["columns"].split(","))
        places = [COLUMNS[name].index(column) for column in columns]
        sheets[name] = Sheet(
            columns, tuple(tuple(one.cells[place] for place in places) for one in tables[name])
        )
    return sheets


def write_sheets(sheets: Mapping[str, Sheet], folder: Path) -> None:
    """Write the files of a version into `folder`, which is made.

    Raises
    ------
    OSError
        If the folder is there, or the disk is full.
    """
    folder.mkdir()
    for name, sheet in sheets.items():
        (folder / f"{name}.csv").write_bytes(render(sheet))


def settle(folder: Path, place: Path) -> Path:
    """Give a folder its place for good, complete on the disk first; one that is there already stays."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    if not place.exists():
        try:
            folder.rename(place)
        except OSError:  # another process was faster with the same files
            if not place.is_dir():
                raise
    return place


def read_sheets(folder: Path) -> dict[str, Sheet]:
    """Read the files of a folder as they are written; one that a city may leave out may be absent.

    What is not in the plain form of `render` is read as the tables are: with its odd letters cleaned, and
    without columns that nobody knows.

    Raises
    ------
    TableError
        If a file cannot be read.
    """
    sheets = {}
    for name in TABLES:
        try:
            content = read_regular(folder / f"{name}.csv", MAX_BYTES)
        except FileNotFoundError:
            if name in OPTIONAL:
                continue
            content = b""
        except OSError:
            content = b""
        sheets[name] = _as_written(name, content) or _as_read(name, folder)
    return sheets


def _as_written(name: str, content: bytes) -> Sheet | None:
    try:
        columns, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    except (ValueError, csv.Error):
        return None
    sheet = Sheet(tuple(columns), tuple(map(tuple, rows)))
    known = len(set(columns)) == len(columns) and set(columns) <= set(COLUMNS[name])
    whole = all(len(row) == len(columns) for row in rows)
    return sheet if known and whole and render(sheet) == content else None


def _as_read(name: str, folder: Path) -> Sheet:
    frame, issues = read_table(folder, name)
    if frame is None:
        raise TableError(issues)
    columns = tuple(
        title for title, column in TABLES[name].items() if not column.optional or frame[title].notna().any()
    )
    rows = frame[list(columns)].fillna("").itertuples(index=False, name=None)
    return Sheet(columns, tuple(rows), plain=False)


def differing(sheets: Mapping[str, Sheet], folder: Path) -> list[str]:
    """Name the files of a folder that are not the sheets, to the byte."""
    found = []
    for name in TABLES:
        path = folder / f"{name}.csv"
        there = path.read_bytes() if path.is_file() else None
        if there != (render(sheets[name]) if name in sheets else None):
            found.append(path.name)
    return found
