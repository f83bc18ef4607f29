"""The process that marks cells in an office's own workbook: it opens a foreign file, so it is shut in too.

In comes a line of JSON with the marks, then the workbook; out goes the workbook with them.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from petaprogram.importing.worker_limits import OUT_OF_MEMORY, shut_in

# What the library writes through: a file for each sheet.
_FILES = 64
_AUTHOR = "PetaProgram"


def main(arguments: Sequence[str]) -> int:
    """Mark cells; returns the exit status."""
    shut_in(int(arguments[0]), _FILES)
    try:
        request = json.loads(sys.stdin.buffer.readline())
        book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        sheet = book[request["sheet"]]
        for row, column, text, colour in request["marks"]:
            cell = sheet.cell(row, column)
            cell.fill = PatternFill("solid", fgColor=colour)
            cell.comment = Comment(text, _AUTHOR, height=120, width=320)
        listed = book.create_sheet(request["list"]["name"])
        for line in request["list"]["rows"]:
            listed.append(line)
        # A text that begins like a formula stays a text.
        for cells in listed.iter_rows():
            for cell in cells:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        out = io.BytesIO()
        book.save(out)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(out.getvalue())
    sys.stdout.buffer.flush()
    return 0
