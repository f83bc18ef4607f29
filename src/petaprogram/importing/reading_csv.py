"""Reading text with separators in the worker: its encoding, what parts its cells, and its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from petaprogram.importing.worker_lines import Stop, Writer
from petaprogram.tables.csv_records import MAX_CELL
from petaprogram.tables.csv_shape import SEPARATORS, find_shape

_UTF32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MARKED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(<[!?a-z]|[{\[]\s*[\"{\[])", re.IGNORECASE)
_HTML = re.compile(rb"<(?:html|head|body|table)\b", re.IGNORECASE)
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[;,|\s]*(?:\r\n|\r|\n)', re.IGNORECASE)
# Bytes that no text has; a file with more of them than this share is none.
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13})


def read(data: bytes, request: Mapping[str, Any], writer: Writer) -> None:
    """Read a text file; encoding and separator are found where they are not given."""
    encoding, separator = request["encoding"], request["separator"]
    if marked := _MARKED.match(data):
        xml = "html" if _HTML.search(data[:4096]) else "xml"
        raise Stop("import-kind", found=xml if marked[1].startswith(b"<") else "json")
    # The shorter mark of UTF-16 begins like it.
    if data.startswith(_UTF32):
        raise Stop("import-encoding", encoding="UTF-8")
    encoding = encoding or find_encoding(data)
    if not encoding.startswith("utf-16") and b"\0" in data:
        raise Stop("nul-byte", data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        text = data.decode(encoding).lstrip("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise Stop("import-encoding", encoding=encoding) from error
    if not text.strip():
        raise Stop("import-empty")
    stated = _SEPARATOR_LINE.match(text)
    if stated and not separator:
        separator = "\t" if stated[1] == "\t" else stated[1]
    # A spreadsheet shows that line to nobody, so that it counts for no row.
    text = text[stated.end() :] if stated else text
    separator = separator or find_shape(text, request["titles"]).separator
    if separator not in SEPARATORS:
        raise Stop("import-separator", separator=separator)
    writer.line("book", "csv", encoding, separator, [], "")
    writer.line("sheet", {"name": ""})
    _read_rows(text, separator, writer)


def find_encoding(data: bytes) -> str:
    """Find how a text is encoded: by its mark, else UTF-8 where that fits from end to end, else cp1252."""
    for mark, name in _UTF16.items():
        if data.startswith(mark):
            return name
    try:
        data.decode()
    except UnicodeDecodeError:
        if len(data.translate(None, _CONTROL)) < 0.95 * len(data):
            raise Stop("import-kind", found="binary") from None
        return "cp1252"
    return "utf-8"


def _read_rows(text: str, separator: str, writer: Writer) -> None:
    """Write every record under the number of its row: blank ones count, one with line breaks is one row."""
    csv.field_size_limit(MAX_CELL)
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            rule = "long-cell" if "field limit" in str(error) else "unclosed-quote"
            raise Stop(rule, line, limit=MAX_CELL) from error
        writer.row(number, cells)
