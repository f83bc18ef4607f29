"""Which tables count: the files of data/, or the newest version of the store where somebody made one."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from petaprogram.files.writing import is_full
from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.settings import Settings
from petaprogram.store.place import FILE_NAME, store_file

if TYPE_CHECKING:
    from petaprogram.store.reading import Change
    from petaprogram.store.store import Store

Answer = TypeVar("Answer")

# A database that did not answer is not asked again before that: a page would wait for it each time.
RETRY_SECONDS = 10.0
# Nor is one in which there is no store yet, for a shorter time: a page asks often.
ABSENT_SECONDS = 1.0


def tables_in_use(settings: Settings) -> Path:
    """Give the folder of the CSV files that count now.

    Raises
    ------
    StoreError
        If there is a store that cannot be used; the files of data/ never stand in for it.
    """
    return TablesInUse(settings).folder()


def files_apart(settings: Settings) -> dict[str, int]:
    """Count by file the rows of the folder of tables that are not as in the store; empty without a store.

    A store that does not answer says nothing of it: the page says so elsewhere.
    """
    try:
        store = TablesInUse(settings).find()
        if store is None:
            return {}
        from petaprogram.store.drift import find_drift  # noqa: PLC0415

        try:
            return find_drift(store, settings.tables)
        finally:
            # Each visit would leave a connection behind.
            store.engine.dispose()
    except (StoreError, OSError):
        return {}


def _failure(error: OSError) -> StoreError:
    if is_full(error):
        return StoreError([make_issue("store-full", FILE_NAME)])
    reason = error.strerror or type(error).__name__
    return StoreError([make_issue("store-unreachable", FILE_NAME, reason=reason)])


class TablesInUse:
    """The same for a server, which asks at each visit: it keeps its connection, and rests after a failure."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """Open nothing yet; `clock` tells seconds."""
        self._settings = settings
        self._clock = clock
        self._store: Store | None = None
        self._failed: tuple[StoreError, float] | None = None
        self._absent_until = -ABSENT_SECONDS

    def folder(self) -> Path:
        """Give the folder as `tables_in_use`."""
        return self._ask(lambda store: store.checkout(store.head())) or self._settings.tables

    def version(self, number: int) -> tuple[Change, Path]:
        """Give a change with the folder of the CSV files that counted after it.

        Raises
        ------
        StoreError
            If there is no store, no such change, or no answer.
        """
        store = self.store()
        try:
            change = store.change(number)
            return change, store.checkout(change)
        except OSError as error:
            raise _failure(error) from error

    def store(self) -> Store:
        """Give the store.

        Raises
        ------
        StoreError
            If there is none, or it cannot be used.
        """
        if found := self._ask(lambda store: store):
            return found
        raise StoreError([make_issue("store-absent", FILE_NAME)])

    @property
    def has_store(self) -> bool:
        """Whether there is a store, be it one that cannot be used."""
        try:
            return self._ask(lambda store: store) is not None
        except StoreError:
            return True

    def _ask(self, question: Callable[[Store], Answer]) -> Answer | None:
        """Ask the store; None where there is none. One that just failed is not asked again at once."""
        if self._failed and self._clock() < self._failed[1] + RETRY_SECONDS:
            raise self._failed[0]
        self._failed = None
        try:
            self._store = self._store or self._look()
            return question(self._store) if self._store else None
        except (StoreError, OSError) as error:
            self._store = None
            failure = error if isinstance(error, StoreError) else _failure(error)
            self._failed = failure, self._clock()
            raise failure from error

    def _look(self) -> Store | None:
        """Find the store, if it was not sought in vain just now; to look for a file costs nothing."""
        if not self._settings.database_url:
            return self.find()
        if self._clock() < self._absent_until:
            return None
        found = self.find()
        if found is None:
            self._absent_until = self._clock() + ABSENT_SECONDS
        return found

    def find(self) -> Store | None:
        """Open the store; None where there is none."""
        if not self._settings.database_url and not store_file(self._settings).exists():
            return None
        # Without a store nobody waits for the libraries of one.
        from petaprogram.store.store import find_store  # noqa: PLC0415

        return find_store(self._settings)


@lru_cache(maxsize=8)
def tables_of(settings: Settings) -> TablesInUse:
    """Return what all sessions ask about the tables of an installation."""
    return TablesInUse(settings)
