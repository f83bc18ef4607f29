"""Reading XLSX in the worker: values by calamine, and from the XML itself what it passes over in silence.

Hidden rows and columns, cells with an error and formulas without a stored value are blank or there like any
other to calamine.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from petaprogram.importing.book import TEMPLATE_PROPERTY
from petaprogram.importing.worker_lines import Stop, Writer

_MAX_MEMBERS = 2000
# What 150,000 rows take when they are unpacked, several times over.
_MAX_INFLATED = 300 * 2**20
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)

# Some programs write the names with a prefix ("<x:row").
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
# No cell stands in another: what is never closed is not looked for to the end of the file.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*?)(?:/>|>([^<]*+(?:<(?!/?(?:\w+:)?c\b)[^<]*+)*+)</(?:\w+:)?c>)")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>([^<]+)<")
_ATTRIBUTE = re.compile(rb'\b(\w+)\s*=\s*["\']([^"\']*)["\']')
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_VERSION = re.compile(TEMPLATE_PROPERTY.encode() + rb'"[^>]*>\s*<[^>]*>([0-9a-f-]{1,40})<')
_TRUE = (b"1", b"true")


def read(data: bytes, wanted: Collection[str], writer: Writer) -> None:
    """Read the sheets that are seen, and those that are `wanted` though hidden."""
    parts, template = _open(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        hidden = [
            one.name for one in sheets if one.visible != SheetVisibleEnum.Visible and one.name not in wanted
        ]
        writer.line("book", "xlsx", "", "", hidden, template)
        for one in sheets:
            if one.name not in hidden:
                xml = parts.get(one.name, b"")
                visible = one.visible == SheetVisibleEnum.Visible
                _read_sheet(book.get_sheet_by_name(one.name), xml, writer, visible=visible)
    except PasswordError as error:
        raise Stop("import-locked") from error
    except (CalamineError, *_BROKEN) as error:
        raise Stop("import-broken") from error


def _open(data: bytes) -> tuple[dict[str, bytes], str]:
    """Look at the archive before anything reads it; give the XML of each sheet, and which template it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename: one for one in archive.infolist()}
            if "xl/workbook.xml" not in members:
                raise Stop("import-kind", found=_foreign(archive, members))
            if len(members) > _MAX_MEMBERS or sum(one.file_size for one in members.values()) > _MAX_INFLATED:
                raise Stop("import-inflated", limit=f"{_MAX_INFLATED // 2**20} MB")
            for name in members:
                _refuse_entities(archive, name)
            return dict(_sheet_parts(archive, members)), _template(archive, members)
    except _BROKEN as error:
        raise Stop("import-broken") from error


def _template(archive: zipfile.ZipFile, members: Collection[str]) -> str:
    """Read of which version a template was made; empty for other workbooks."""
    if "docProps/custom.xml" not in members:
        return ""
    with archive.open("docProps/custom.xml") as member:
        found = _VERSION.search(member.read(65_536))
    return found[1].decode("ascii") if found else ""


def _foreign(archive: zipfile.ZipFile, members: Collection[str]) -> str:
    if "xl/workbook.bin" in members:
        return "xlsb"
    if "mimetype" in members:
        with archive.open("mimetype") as member:
            if b"opendocument.spreadsheet" in member.read(200):
                return "ods"
    return "document" if any(name.startswith(("word/", "ppt/")) for name in members) else "zip"


def _refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    if name.endswith((".xml", ".rels")):
        with archive.open(name) as member:
            if b"<!DOCTYPE" in member.read(4096).upper():
                raise Stop("import-entities")


class _WithoutEntities(ET.TreeBuilder):
    """Builds a tree of a document that declares nothing, however it is encoded."""

    def doctype(self, *_declared: object) -> None:
        """Refuse a declaration."""
        raise Stop("import-entities")


def _parse(xml: bytes) -> ET.Element:
    return ET.fromstring(xml, ET.XMLParser(target=_WithoutEntities()))  # noqa: S314 - no entities


def _sheet_parts(archive: zipfile.ZipFile, members: Collection[str]) -> Iterator[tuple[str, bytes]]:
    try:
        targets = {
            one.get("Id"): str(one.get("Target"))
            for one in _parse(archive.read("xl/_rels/workbook.xml.rels"))
        }
        book = _parse(archive.read("xl/workbook.xml"))
    except ET.ParseError as error:
        raise Stop("import-broken") from error
    left = _MAX_INFLATED
    for one in book.iter():
        target = targets.get(one.get(f"{_RELATIONS}id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if one.tag.endswith("}sheet") and path in members:
            with archive.open(path) as member:
                xml = member.read(left + 1)
            left -= len(xml)
            # A file may lie about its size.
            if left < 0:
                raise Stop("import-inflated", limit=f"{_MAX_INFLATED // 2**20} MB")
            yield str(one.get("name")), xml


def _read_sheet(sheet: CalamineSheet, xml: bytes, writer: Writer, *, visible: bool) -> None:
    merged = [
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    about = {
        "name": sheet.name,
        "visible": visible,
        "hidden_rows": [*_hidden_rows(xml)],
        "hidden_columns": sorted({*_hidden_columns(xml)}),
        "merged": merged,
    }
    writer.line("sheet", about)
    odd = _odd_cells(xml)
    # The rows begin at the first of the sheet, the columns at the first that holds anything.
    first = sheet.start[1] if sheet.start else 0
    blank = [""] * sheet.width
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if cells == blank and number not in odd:
            continue
        writer.row(number, _with_odd([""] * first + list(cells), odd.pop(number, {})))
    # Below the last row with a value calamine sees none.
    for number in sorted(odd):
        writer.row(number, _with_odd([], odd[number]))


def _with_odd(row: list[Any], odd: dict[int, dict[str, str]]) -> list[Any]:
    for column, cell in odd.items():
        row += [""] * (column + 1 - len(row))
        row[column] = cell
    return row


def _attributes(found: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(found))


def _hidden_rows(xml: bytes) -> Iterator[int]:
    if b"hidden=" not in xml:
        return
    for number, found in enumerate(_ROW.finditer(xml), start=1):
        about = _attributes(found[1])
        if about.get(b"hidden") in _TRUE:
            yield int(about.get(b"r", number))


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(xml[: xml.find(b"sheetData")]):
        about = _attributes(found[1])
        if about.get(b"hidden") in _TRUE:
            # "All others" goes to the last column of a sheet.
            yield from range(int(about[b"min"]) - 1, min(int(about[b"max"]), 1000))


def _odd_cells(xml: bytes) -> dict[int, dict[int, dict[str, str]]]:
    """Find by row and column the cells with an error and the formulas without a value."""
    found: dict[int, dict[int, dict[str, str]]] = {}
    if not _FORMULA.search(xml) and b't="e"' not in xml:
        return found
    for cell in _CELL.finditer(xml):
        about, inside = _attributes(cell[1]), cell[2] or b""
        value = _VALUE.search(inside)
        odd: dict[str, str] = {}
        if about.get(b"t") == b"e":
            odd = {"error": value[1].decode("ascii", "replace") if value else "#ERR"}
        elif _FORMULA.search(inside) and not value and about.get(b"t") != b"str":
            odd = {"formula": "="}
        address = _ADDRESS.fullmatch(about.get(b"r", b"").decode("ascii", "replace"))
        if odd and address:
            found.setdefault(int(address[2]), {})[_position(address[1])] = odd
    return found


def _position(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
