"""Where a store of SQLite lies: known without the libraries of a database, for which no start should wait."""

from __future__ import annotations

from pathlib import Path

from petaprogram.settings import Settings

FILE_NAME = "store.sqlite"


def store_file(settings: Settings) -> Path:
    """Name the file of the store, whether it is there or not."""
    return settings.state / FILE_NAME
