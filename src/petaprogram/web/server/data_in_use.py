"""What a visit looks at: the files as they are now, or a snapshot. All sessions share what was read."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from petaprogram.measures.ministry import FRAME_FILE
from petaprogram.messages.issues import Issue
from petaprogram.presentation.edition import Edition, make_edition
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import Manifest, Snapshot, find_snapshot, open_snapshot
from petaprogram.tables.dataset import Dataset
from petaprogram.web.server import routes
from petaprogram.web.visit.visit import snapshot

Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class InUse:
    """The data of a visit, why newer files are not used, and the manifest where it is a snapshot."""

    dataset: Dataset
    refused: tuple[Issue, ...]
    manifest: Manifest | None


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    edition: Edition


_lock = threading.Lock()
_kept: list[_Kept] = []


def in_use() -> InUse:
    """Return the data that this visit looks at.

    Raises
    ------
    SnapshotError
        If the link names a snapshot that is not there, or that was altered; never replaced by today's data.
    DataError
        If the files are refused and there is no earlier good state to fall back on.
    """
    if slug := snapshot():
        opened = _open(slug)
        return InUse(opened.edition.dataset, (), opened.manifest)
    loaded = routes.SOURCE.current()
    return InUse(loaded.dataset, loaded.refused, None)


def dataset_in_use() -> Dataset:
    """Return the dataset that this visit looks at; raises as `in_use`."""
    return in_use().dataset


def edition_in_use() -> Edition:
    """Return the presentation with its data, read again when its files or the data change."""
    if slug := snapshot():
        return _open(slug).edition
    dataset = routes.SOURCE.current().dataset
    with _lock:
        stamp = tuple(_stamp(routes.SETTINGS, name) for name in (FRAME_FILE, WALK_FILE))
        if not _kept or _kept[0].stamp != stamp or _kept[0].edition.dataset is not dataset:
            _kept[:] = [
                _Kept(stamp, make_edition(dataset, routes.SETTINGS.tables, routes.SETTINGS.boundaries))
            ]
        return _kept[0].edition


def _open(slug: str) -> Snapshot:
    path = find_snapshot(routes.SETTINGS.snapshots, slug)
    stat = path.stat()
    return _open_unchanged(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4)
def _open_unchanged(path: Path, _size: int, _time: int) -> Snapshot:
    """Open a file; a later change of it is another call."""
    return open_snapshot(path)


def _stamp(settings: Settings, name: str) -> tuple[int, int] | None:
    path = settings.tables / name
    if not path.is_file():
        return None
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
