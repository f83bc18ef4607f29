"""Which tables count: the files of data/, or the newest version of the store where somebody made one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from petaprogram.messages.issues import StoreError
from petaprogram.settings import Settings

if TYPE_CHECKING:
    from petaprogram.store.store import Store

# The file of a store in the folder of the state.
FILE_NAME = "store.sqlite"
# A database that did not answer is not asked again before that: a page would wait for it each time.
RETRY_SECONDS = 10.0


def tables_in_use(settings: Settings) -> Path:
    """Give the folder of the CSV files that count now.

    Raises
    ------
    StoreError
        If there is a store that cannot be used; the files of data/ never stand in for it.
    """
    return TablesInUse(settings).folder()


class TablesInUse:
    """The same for a server, which asks at each visit: it keeps its connection, and rests after a failure."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """Open nothing yet; `clock` tells seconds."""
        self._settings = settings
        self._clock = clock
        self._store: Store | None = None
        self._failed: tuple[StoreError, float] | None = None

    def folder(self) -> Path:
        """Give the folder as `tables_in_use`."""
        if self._failed and self._clock() < self._failed[1] + RETRY_SECONDS:
            raise self._failed[0]
        self._failed = None
        try:
            self._store = self._store or self._find()
            return self._store.checkout(self._store.head()) if self._store else self._settings.tables
        except StoreError as error:
            self._store = None
            self._failed = error, self._clock()
            raise

    def _find(self) -> Store | None:
        if not self._settings.database_url and not (self._settings.state / FILE_NAME).exists():
            return None
        # Without a store nobody waits for the libraries of one.
        from petaprogram.store.store import find_store  # noqa: PLC0415

        return find_store(self._settings)
