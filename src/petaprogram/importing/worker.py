"""The process that opens a file from outside: whatever the file does, it does to this process alone.

Started by `sandbox`. The file comes in on the standard input; out go lines of JSON: what kind of file it is,
then each sheet and its rows, or the one reason why it is not read. No pandas here, no text for people.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from petaprogram.importing import reading_csv, reading_xls, reading_xlsx
from petaprogram.importing.book import MAX_BYTES
from petaprogram.importing.worker_limits import OUT_OF_MEMORY, shut_in
from petaprogram.importing.worker_lines import Stop, Writer

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# What needs no text to be known.
_MAGIC = ((b"%PDF", "pdf"), *((start, "image") for start in _IMAGES))


def main(arguments: Sequence[str]) -> int:
    """Read a file as the request says; the exit status is 0 also where it is refused for a reason."""
    request = json.loads(arguments[0])
    shut_in(int(request["seconds"]))
    writer = Writer(sys.stdout)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        _read(data, request, writer)
        writer.line("end")
    except Stop as stop:
        writer.line("stop", stop.rule, stop.row, stop.values)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.flush()
    return 0


def _read(data: bytes, request: dict[str, Any], writer: Writer) -> None:
    if not data:
        raise Stop("import-empty")
    if len(data) > MAX_BYTES:
        raise Stop("too-large", limit=f"{MAX_BYTES // 2**20} MB")
    for start, kind in _MAGIC:
        if data.startswith(start):
            raise Stop("import-kind", found=kind)
    if data.startswith(b"PK"):
        reading_xlsx.read(data, request["sheets"], writer)
    elif data.startswith(_OLE):
        reading_xls.read(data, request["sheets"], writer)
    else:
        reading_csv.read(data, request, writer)
