"""The data as it stands on disk now; the last good one while new files do not pass their checks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import load_boundaries
from petaprogram.geography.context_files import context_files
from petaprogram.geography.passport import passport_path
from petaprogram.messages.issues import DataError, Issue, make_issue
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset, read_dataset, table_files

_LOG = logging.getLogger(__name__)

Stamp = tuple[Path, int, int]

# A file that was written less than this ago may not be complete.
REST_SECONDS = 1.0
# So often at most the files are looked at while nothing changes, however many runs and parts of a page ask.
LOOK_SECONDS = 0.5


def file_stamp(path: Path) -> Stamp:
    """Return what tells a changed file from an unchanged one: path, size, time; -1 where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return path, -1, -1
    return path, found.st_size, found.st_mtime_ns


# So long a session waits for another one that reads what is new.
PATIENCE_SECONDS = 1.0
# Files of which the very first reading failed are read again after that, or once they change: pages and the
# server ask several times a second.
RETRY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """The dataset in use, and why newer files were refused (empty when the files on disk are in use).

    `records_before` is the number of records before it last changed since the start; None while it has not.
    """

    dataset: Dataset
    refused: tuple[Issue, ...]
    records_before: int | None = None


class DataSource:
    """Reads the files of an installation again whenever one of them changed and has come to rest.

    Whatever goes wrong while good data are in use, they stay in use. Safe to call from several sessions at
    once: one of them reads what is new; where that takes long the others get what was there.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        find_folder: Callable[[], Path] | None = None,
    ) -> None:
        """Read nothing yet.

        Parameters
        ----------
        settings
            Which files.
        clock
            Gives the time that the times of files are compared with, in seconds.
        find_folder
            Gives the folder of the CSV files that count now, another one for each version, complete; by
            default always that of `settings`. Asked by one session at a time, it may raise DataError.
        """
        self.settings = settings
        self._clock = clock
        self._find_folder = find_folder or (lambda: settings.tables)
        self._folder = settings.tables
        self._lock = threading.Lock()
        self._stamps: tuple[Stamp, ...] = ()
        # Changed files, and when that was first noticed.
        self._changed: tuple[tuple[Stamp, ...], float] = (), 0.0
        # What was read last, and what sessions get: the same, but for the reason where no folder is there.
        self._read: Loaded | None = None
        self._loaded: Loaded | None = None
        self._looked = -LOOK_SECONDS
        # Files of which the very first reading failed, why, and when.
        self._refused: tuple[tuple[Stamp, ...], tuple[Issue, ...], float] = (), (), -RETRY_SECONDS

    def current(self) -> Loaded:
        """Return the data in use.

        Raises
        ------
        DataError
            If the files are refused and there is no earlier good state to fall back on.
        """
        loaded = self._loaded
        # The very first reading is waited for, a later one for a moment: most are done by then.
        if self._lock.acquire(timeout=-1 if loaded is None else PATIENCE_SECONDS):
            try:
                loaded = self._loaded = self._follow()
            finally:
                self._lock.release()
        return loaded or self.current()

    def known(self) -> Loaded:
        """Return the data in use without a look at the files: for what must not wait and may be a moment old.

        Raises
        ------
        DataError
            As `current`, which reads them the first time.
        """
        return self._loaded or self.current()

    def _follow(self) -> Loaded:
        """Look at the files, and read them where they are new; for one session at a time."""
        before, now = self._folder, self._clock()
        try:
            self._folder = self._find_folder()
        except DataError as error:
            if self._read is None:
                raise
            return replace(self._read, refused=error.issues)
        just_looked = 0 <= now - self._looked < LOOK_SECONDS and self._folder == before
        if self._read is not None and just_looked:
            return self._read
        stamps = self._look()
        if self._read is None:
            self._read, self._stamps = self._read_first(stamps), stamps
        elif stamps != self._stamps and self._are_at_rest(stamps):
            self._read, self._stamps = self._read_again(self._read), stamps
        # A change that has not come to rest yet is not lost sight of.
        self._looked = now if stamps == self._stamps else -LOOK_SECONDS
        return self._read

    def _look(self) -> tuple[Stamp, ...]:
        boundaries = self.settings.boundaries
        files = (boundaries, passport_path(boundaries), *context_files(boundaries))
        return tuple(map(file_stamp, (*files, *table_files(self._folder, self.settings.tables))))

    def _are_at_rest(self, stamps: tuple[Stamp, ...]) -> bool:
        """Tell whether the files that changed are complete, as far as can be told.

        They are by their own times, unless one is gone or its time lies in the future; then it counts for how
        long they have been as they are.
        """
        now = self._clock()
        if stamps != self._changed[0]:
            self._changed = stamps, now
        new = set(stamps).difference(self._stamps)
        if self._folder != self.settings.tables:
            # A version of a store is complete from its first moment on.
            new = {stamp for stamp in new if stamp[0].parent != self._folder}
        # A file of the context that is gone is complete at once.
        written = max((written_ns for _, _, written_ns in new), default=0) / 1e9
        is_known = written <= now and all(size >= 0 for _, size, _ in new)
        noticed = self._changed[1]
        return now - (min(written, noticed) if is_known else noticed) >= REST_SECONDS

    def _read_first(self, stamps: tuple[Stamp, ...]) -> Loaded:
        files, issues, when = self._refused
        if files == stamps and 0 <= self._clock() - when < RETRY_SECONDS:
            raise DataError(issues)
        try:
            areas, refused = load_boundaries(self.settings.boundaries, self.settings.state)
            loaded = Loaded(self._read_tables(areas), refused)
        except Exception as error:
            issues = self._reasons(error, known=issues)
            self._refused = stamps, issues, self._clock()
            raise DataError(issues) from error
        self._refused = (), (), -RETRY_SECONDS
        _warn_of_boundaries(refused)
        return loaded

    def _read_again(self, before: Loaded) -> Loaded:
        areas, refused = self._read_areas(before.dataset.areas)
        try:
            dataset = self._read_tables(areas)
        except Exception as error:  # noqa: BLE001 - whatever it is, the good data stay in use
            return replace(before, refused=(*refused, *self._reasons(error)))
        count = len(before.dataset.records)
        # Files are often written twice, and several one after the other.
        changed = len(dataset.records) != count
        return Loaded(dataset, refused, count if changed else before.records_before)

    def _read_areas(self, before: Areas) -> tuple[Areas, tuple[Issue, ...]]:
        """Read the boundaries, a copy of the last good ones, or keep those in use."""
        try:
            areas, refused = load_boundaries(self.settings.boundaries, self.settings.state)
        except Exception as error:  # noqa: BLE001 - whatever it is, the good boundaries stay in use
            kept = make_issue("boundary-kept", self.settings.boundaries.name, edition=before.edition)
            return before, (*self._reasons(error), kept)
        _warn_of_boundaries(refused)
        return areas, refused

    def _read_tables(self, areas: Areas) -> Dataset:
        began = time.monotonic()
        dataset = read_dataset(self._folder, areas, self.settings.tables)
        seconds = time.monotonic() - began
        _LOG.info("%d records of version %s read in %.2f s", len(dataset.records), dataset.version, seconds)
        return dataset

    def _reasons(self, error: Exception, known: tuple[Issue, ...] = ()) -> tuple[Issue, ...]:
        """Say why files are not used: to the caller, and to the log what is not `known` already."""
        if isinstance(error, DataError):
            if error.issues != known:
                _LOG.warning("files of %s refused, %d issues: %s", self._folder, len(error.issues), error)
            return error.issues
        issue = make_issue("reading-failed", self.settings.tables.name, reason=type(error).__name__)
        if (issue,) != known:
            _LOG.error("reading failed", exc_info=error)
        return (issue,)


def _warn_of_boundaries(refused: tuple[Issue, ...]) -> None:
    for issue in refused:
        _LOG.warning("boundaries refused: %s", issue)
