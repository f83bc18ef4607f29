"""The data as it stands on disk now; the last good one while new files do not pass their checks."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from petaprogram.geography.boundaries import load_boundaries
from petaprogram.messages.issues import Issue, TableError
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset, read_dataset


@dataclass(frozen=True, slots=True)
class Loaded:
    """The dataset in use, and why newer files were refused (empty when the files on disk are in use)."""

    dataset: Dataset
    refused: tuple[Issue, ...]


class DataSource:
    """Reads the files of an installation again whenever one of them changed.

    Safe to call from several sessions at once.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._stamp: tuple[object, ...] | None = None
        self._loaded: Loaded | None = None

    def current(self) -> Loaded:
        """Return the data in use.

        Raises
        ------
        DataError
            If the files are refused and there is no earlier good state to fall back on.
        """
        with self._lock:
            stamp = self._files()
            if self._loaded is None or stamp != self._stamp:
                self._loaded = self._read(self._loaded)
                self._stamp = stamp
            return self._loaded

    def _read(self, before: Loaded | None) -> Loaded:
        areas, refused = load_boundaries(self.settings.boundaries, self.settings.state)
        try:
            return Loaded(read_dataset(self.settings.tables, areas), refused)
        except TableError as error:
            if before is None:
                raise
            return Loaded(before.dataset, (*refused, *error.issues))

    def _files(self) -> tuple[object, ...]:
        """What tells a changed file from an unchanged one: name, size and time of every file read."""
        boundaries = self.settings.boundaries
        paths = [*boundaries.parent.glob(f"{boundaries.stem}*"), *self.settings.tables.glob("*")]
        stats = [(path, path.stat()) for path in sorted(paths)]
        return tuple((path.name, stat.st_size, stat.st_mtime_ns) for path, stat in stats)
