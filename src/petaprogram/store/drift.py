"""Where the files of a folder and the store have parted: somebody edited a file that counts no more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from petaprogram.messages.issues import TableError
from petaprogram.store.schema import LAYOUT
from petaprogram.store.sheets import differing, read_sheets, sheets_of
from petaprogram.store.store import Store
from petaprogram.store.taking_over import plan


def find_drift(store: Store, folder: Path) -> dict[str, int]:
    """Count for each file of a folder that is not as in the newest version the rows that differ.

    A file of another form with the same rows counts none; one that cannot be read counts all of its rows.
    """
    tables = store.tables(store.head().id)
    sheets = sheets_of(tables)
    files = differing(sheets, folder)
    if not files:
        return {}
    try:
        rows = Counter(edit.table for edit in plan(read_sheets(folder), tables) if edit.table != LAYOUT)
    except TableError:
        rows = Counter({name: len(sheet.rows) for name, sheet in sheets.items()})
    return {file: rows[Path(file).stem] for file in files}
