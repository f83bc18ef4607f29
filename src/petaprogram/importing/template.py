"""The workbook that offices fill in: one flat sheet of what is recorded, drop-downs and explanations."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]

from petaprogram.files.workbook import TEXTS_AS_TEXTS
from petaprogram.importing.base import Base, Record
from petaprogram.importing.book import TEMPLATE_PROPERTY
from petaprogram.importing.fields import FIELDS, title_of
from petaprogram.importing.layout import EXAMPLE
from petaprogram.importing.places import label_of
from petaprogram.importing.sources import SOURCE_FIELDS
from petaprogram.importing.template_guide import EXAMPLE_CELLS, HOW, MEANINGS
from petaprogram.importing.words import VOCABULARIES
from petaprogram.messages.language import ENGLISH, INDONESIAN, message
from petaprogram.messages.xml_text import printable

# XlsxWriter has no types.
_Book: TypeAlias = Any
_Sheet: TypeAlias = Any
_Style: TypeAlias = Any
VERSION = "1"
COLUMNS = tuple(name for name in FIELDS if name != "kecamatan")
_NUMBERS = ("lon", "lat", "start_year")
_DATA, _GUIDE, _LISTS = message("Data"), message("Penjelasan"), message("Daftar")
_COLUMN, _MEANING = message("Kolom"), message("Arti")
# Rows below the last record that have drop-downs and may be written into.
_SPARE_ROWS = 1000
_WIDTHS = {"program": 34, "area": 30, "source": 44, "site": 28, "partners": 36, "note": 36, "url": 30}
_WIDTH, _GUIDE_WIDTH = 16, 60
# The same records make the same bytes.
_CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_YES = message("ya")


def make_template(base: Base, records: Iterable[str]) -> bytes:
    """Make the workbook.

    Parameters
    ----------
    base
        The version that is shown.
    records
        The ids of the records that stand in it, in this order; none: a blank one.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXTS_AS_TEXTS}) as book:
        book.set_properties({"title": "PetaProgram", "created": _CREATED})
        book.set_custom_property("petaprogram_template", VERSION)
        book.set_custom_property(TEMPLATE_PROPERTY, base.version)
        lists = _lists(base)
        data = book.add_worksheet(INDONESIAN.say(_DATA))
        _write_guide(book, base)
        _write_lists(book, lists)
        rows = [_cells(base, base.records[name]) for name in records]
        _write_data(book, data, [_example(base), *rows], lists)
    return out.getvalue()


def _lists(base: Base) -> dict[str, list[str]]:
    areas = base.areas
    kodes = [areas.city_kode, *areas.kecamatan.index, *areas.frame.index]
    words = {name: [INDONESIAN.say(word) for word in known.values()] for name, known in VOCABULARIES.items()}
    return {
        "program": sorted(one.cells["name"] for one in base.programs.values()),
        "area": [label_of(str(kode), areas) for kode in kodes],
        "source": sorted({one.cells["title"] for one in base.sources.values()}),
        "start_is_upper_bound": [INDONESIAN.say(_YES)],
        **words,
    }


def _cells(base: Base, record: Record) -> dict[str, str]:
    """Give a record as an office reads it: names for ids, words for values."""
    cells = {name: record.cells.get(name, "") for name in COLUMNS}
    program = base.programs.get(record.cells["program_id"])
    source = base.sources.get(record.cells["source_id"])
    cells["program"] = program.cells["name"] if program else record.cells["program_id"]
    # One of the two says it: in both, whoever changes the place would have to change the code as well.
    cells["area"] = ""
    if base.areas.level(cells["kode"]) is not None:
        cells["area"], cells["kode"] = label_of(cells["kode"], base.areas), ""
    for name, words in VOCABULARIES.items():
        cells[name] = INDONESIAN.say(words[cells[name]]) if cells[name] in words else cells[name]
    cells["start_is_upper_bound"] = INDONESIAN.say(_YES) if cells["start_is_upper_bound"] == "yes" else ""
    for name, column in SOURCE_FIELDS.items():
        cells[name] = source.cells[column] if source else ""
    return cells


def _example(base: Base) -> dict[str, str]:
    kode = str(base.areas.frame.index[0])
    names = {"area": label_of(kode, base.areas)}
    if base.programs:
        names["program"] = next(iter(base.programs.values())).cells["name"]
    words = {name: INDONESIAN.say(next(iter(known.values()))) for name, known in VOCABULARIES.items()}
    return {**dict.fromkeys(COLUMNS, ""), **EXAMPLE_CELLS, **names, **words, "placement_id": EXAMPLE}


def _name_of(field: str) -> str:
    """Name the range of cells that holds what a drop-down offers."""
    return f"daftar_{field}"


def _write_data(
    book: _Book, sheet: _Sheet, rows: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[str]]
) -> None:
    text = {"num_format": "@", "locked": False, "text_wrap": True, "valign": "top"}
    own = book.add_format(text)
    number = book.add_format({**text, "num_format": "General"})
    locked = book.add_format({"num_format": "@", "locked": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E2F3"})
    example = book.add_format({**text, "italic": True, "font_color": "#595959", "locked": True})
    last = len(rows) + _SPARE_ROWS
    for position, name in enumerate(COLUMNS):
        style = locked if name == "placement_id" else number if name in _NUMBERS else own
        hidden = {"hidden": True} if name == "placement_id" else {}
        sheet.set_column(position, position, _WIDTHS.get(name, _WIDTH), style, hidden)
        sheet.write_string(0, position, title_of(name), head)
        if name in lists:
            # Another value is warned of, not refused: what is not in a list is asked later.
            about = {"validate": "list", "source": f"={_name_of(name)}", "error_type": "warning"}
            sheet.data_validation(1, position, last, position, about)
    for row, cells in enumerate(rows, start=1):
        for position, name in enumerate(COLUMNS):
            style = example if row == 1 else number if name in _NUMBERS else own
            _write(sheet, (row, position), cells[name], None if name == "placement_id" else style, name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    allowed = ("format_columns", "format_rows", "insert_rows", "sort", "autofilter", "format_cells")
    sheet.protect("", dict.fromkeys(allowed, True))


def _write(sheet: _Sheet, place: tuple[int, int], text: str, style: _Style, name: str) -> None:
    if not text:
        return
    if name in _NUMBERS:
        try:
            sheet.write_number(*place, float(text), style)
        except ValueError:
            sheet.write_string(*place, printable(text), style)
    else:
        sheet.write_string(*place, printable(text), style)


def _write_guide(book: _Book, base: Base) -> None:
    sheet = book.add_worksheet(INDONESIAN.say(_GUIDE))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, _GUIDE_WIDTH)
    row = 0
    for sentence in HOW:
        for column, language in ((1, INDONESIAN), (2, ENGLISH)):
            sheet.write_string(row, column, language.say(sentence, city=base.areas.city), plain)
        row += 1
    row += 1
    for column, title in enumerate((_COLUMN, _MEANING)):
        sheet.write_string(row, column, INDONESIAN.say(title), bold)
    sheet.write_string(row, 2, ENGLISH.say(_MEANING), bold)
    for name in COLUMNS:
        row += 1
        sheet.write_string(row, 0, title_of(name), bold)
        for column, language in ((1, INDONESIAN), (2, ENGLISH)):
            sheet.write_string(row, column, language.say(MEANINGS[name]), plain)
    sheet.protect()


def _write_lists(book: _Book, lists: Mapping[str, Sequence[str]]) -> None:
    """Write what drop-downs offer: inside a validation a list of more than 255 letters would be lost."""
    title = INDONESIAN.say(_LISTS)
    sheet = book.add_worksheet(title)
    for position, (name, values) in enumerate(lists.items()):
        for row, value in enumerate(values):
            sheet.write_string(row, position, printable(value))
        letter = chr(ord("A") + position)
        book.define_name(_name_of(name), f"='{title}'!${letter}$1:${letter}${max(len(values), 1)}")
    sheet.hide()
