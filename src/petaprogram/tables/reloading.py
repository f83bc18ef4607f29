"""The data as it stands on disk now; the last good one while new files do not pass their checks."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from petaprogram.geography.boundaries import load_boundaries
from petaprogram.messages.issues import Issue, TableError
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset, read_dataset

_LOG = logging.getLogger(__name__)

Stamp = tuple[Path, int, int]


def file_stamp(path: Path) -> Stamp:
    """Return what tells a changed file from an unchanged one: path, size, time; -1 where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return path, -1, -1
    return path, found.st_size, found.st_mtime_ns


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
        self._stamps: tuple[Stamp, ...] = ()
        self._loaded: Loaded | None = None

    def current(self) -> Loaded:
        """Return the data in use.

        Raises
        ------
        DataError
            If the files are refused and there is no earlier good state to fall back on.
        """
        with self._lock:
            stamps = self._look()
            if self._loaded is None or stamps != self._stamps:
                self._loaded = self._read(self._loaded)
                self._stamps = stamps
            return self._loaded

    def _read(self, before: Loaded | None) -> Loaded:
        began = time.monotonic()
        areas, refused = load_boundaries(self.settings.boundaries, self.settings.state)
        for issue in refused:
            _LOG.warning("boundaries refused: %s", issue)
        try:
            dataset = read_dataset(self.settings.tables, areas)
        except TableError as error:
            _LOG.warning(
                "tables of %s refused, %d issues: %s", self.settings.tables, len(error.issues), error
            )
            if before is None:
                raise
            return Loaded(before.dataset, (*refused, *error.issues))
        seconds = time.monotonic() - began
        _LOG.info("%d records of version %s read in %.2f s", len(dataset.records), dataset.version, seconds)
        return Loaded(dataset, refused)

    def _look(self) -> tuple[Stamp, ...]:
        boundaries = self.settings.boundaries
        paths = [*boundaries.parent.glob(f"{boundaries.stem}*"), *self.settings.tables.glob("*")]
        return tuple(map(file_stamp, sorted(paths)))
