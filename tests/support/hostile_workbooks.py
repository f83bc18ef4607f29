"""Workbooks that no program would write, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from petaprogram.importing.book import column_letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TITLES = ("Program", "Kelurahan", "Lokasi", "Status", "Mulai", "Sumber", "Penerbit")
ROW = ("Posko", "Dahlia", "Balai RW 2", "berjalan", "2024", "Berita Satu", "")


def row(number: int | str, *cells: str, about: str = "") -> str:
    """Write a row of texts; a cell that is XML already stays as it is."""
    inside = "".join(
        cell
        if cell.startswith("<c")
        else f'<c r="{column_letter(at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
    )
    return f'<row r="{number}"{about}>{inside}</row>'


def sheet(*rows: str, before: str = "", after: str = "") -> bytes:
    """Write the XML of a sheet."""
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{before}{data}{after}</worksheet>'.encode()


def good_sheet(before: str = "", after: str = "") -> bytes:
    """Write a sheet of one sound row, with something else around it."""
    return sheet(row(1, *TITLES), row(2, *ROW), before=before, after=after)


def packed(
    sheet_xml: bytes,
    *,
    shared: bytes | None = None,
    names: str = '<sheet name="Data" sheetId="1" r:id="rId1"/>',
    more: Mapping[str, bytes] = MappingProxyType({}),
    links: str = "",
) -> bytes:
    """Pack the parts of a workbook."""
    strings = (
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        if shared is not None
        else ""
    )
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            f"{strings}</Types>"
        ).encode(),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ).encode(),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId9" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            f"{links}</Relationships>"
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet_xml,
        **({"xl/sharedStrings.xml": shared} if shared is not None else {}),
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
