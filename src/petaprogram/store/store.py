"""The store of an installation: where it is, whether it is there, and the files of its versions."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from petaprogram.files.writing import draft_folder
from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.messages.language import WIB
from petaprogram.settings import Settings
from petaprogram.store.engine import is_made, name_of, open_engine, reading
from petaprogram.store.place import FILE_NAME, store_file
from petaprogram.store.reading import (
    Change,
    Tables,
    read_all,
    read_change,
    read_change_before,
    read_head,
    read_newest,
    read_version,
)
from petaprogram.store.sheets import settle, sheets_of, write_sheets

VERSIONS_FOLDER = "versions"
# Folders of older versions are written again when somebody asks for one.
_KEPT, _KEPT_SECONDS = 8, 3600


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """A store that is there. `versions` is the folder with the files of its versions."""

    engine: Engine
    versions: Path

    @property
    def name(self) -> str:
        """What to call it in a sentence about it."""
        return name_of(self.engine)

    def folder(self, change: Change) -> Path:
        """Name the folder of a version."""
        return self.versions / change.name

    def head(self) -> Change:
        """Read the last change."""
        with reading(self.engine) as connection:
            return read_head(connection)

    def newest(self, limit: int) -> list[Change]:
        """Read the last changes, the newest first."""
        with reading(self.engine) as connection:
            return read_newest(connection, limit)

    def change(self, number: int) -> Change:
        """Read a change.

        Raises
        ------
        StoreError
            If there is none of that number.
        """
        with reading(self.engine) as connection:
            found, head = read_change(connection, number), read_head(connection)
        if found is None:
            raise StoreError([make_issue("store-number", self.name, number=number, head=head.id)])
        return found

    def change_on(self, day: dt.date) -> Change:
        """Read the change whose version counted at the end of a day, by the clock of the offices.

        Raises
        ------
        StoreError
            If the store begins later.
        """
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), WIB)
        with reading(self.engine) as connection:
            found, first = read_change_before(connection, end), read_change(connection, 1)
        if found is None:
            begun = dt.datetime.fromisoformat(first.at).astimezone(WIB).date() if first else "-"
            raise StoreError([make_issue("store-day", self.name, day=day, begun=begun)])
        return found

    def tables(self, number: int) -> Tables:
        """Read what was in force after a change."""
        with reading(self.engine) as connection:
            return read_version(connection, number)

    def keys_ever(self) -> set[str]:
        """Name the keys that rows of records, programs and sources have or had: none is given twice."""
        with reading(self.engine) as connection:
            return {
                row.cells[0]
                for name in ("placements", "programs", "sources")
                for row in read_all(connection, name)
            }

    def checkout(self, change: Change) -> Path:
        """Give the folder with the files of a version, written once.

        Raises
        ------
        StoreError
            If the database does not answer.
        OSError
            If the files cannot be written.
        """
        place = self.folder(change)
        if place.is_dir():
            # It is read now, so that it is not among the old ones.
            os.utime(place)
            return place
        self.versions.mkdir(parents=True, exist_ok=True)
        with draft_folder(self.versions) as drafts:
            write_sheets(sheets_of(self.tables(change.id)), drafts / "version")
            settle(drafts / "version", place)
        self._forget_old()
        return place

    def _forget_old(self) -> None:
        """Leave the newest folders, and what somebody may be reading."""
        folders = sorted(self.versions.glob("[0-9]*-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in folders[_KEPT:]:
            if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def find_store(settings: Settings) -> Store | None:
    """Open the store of this installation; None where it has none, so that the files of data/ count.

    Raises
    ------
    StoreError
        If there is one that cannot be used: it is never taken for none.
    """
    path = store_file(settings)
    if not settings.database_url and not path.exists():
        return None
    # SQLite would take an empty file for a new database.
    if not settings.database_url and not path.stat().st_size:
        raise StoreError([make_issue("store-damaged", path.name, reason="kosong")])
    engine = open_engine(settings)
    if is_made(engine):
        store = Store(engine, settings.state / VERSIONS_FOLDER)
        # One whose first change never came is none.
        if store.head().id:
            return store
    engine.dispose()
    if settings.database_url:
        return None
    raise StoreError([make_issue("store-damaged", path.name, reason="kosong")])


def open_store(settings: Settings) -> Store:
    """Open the store of this installation.

    Raises
    ------
    StoreError
        If it has none, or one that cannot be used.
    """
    if store := find_store(settings):
        return store
    raise StoreError([make_issue("store-absent", FILE_NAME)])
