"""The presentation that goes with the data in use, read again when its files or the data change."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from petaprogram.assessment import FRAME_FILE
from petaprogram.dataset import Dataset
from petaprogram.report.edition import Edition, make_edition
from petaprogram.settings import Settings
from petaprogram.steps import WALK_FILE
from petaprogram.web.server import SETTINGS

Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    edition: Edition


_lock = threading.Lock()
_kept: list[_Kept] = []


def edition_of(dataset: Dataset) -> Edition:
    """Return the edition of the data in use; all sessions share it."""
    with _lock:
        stamp = tuple(_stamp(SETTINGS, name) for name in (FRAME_FILE, WALK_FILE))
        if not _kept or _kept[0].stamp != stamp or _kept[0].edition.dataset is not dataset:
            _kept[:] = [_Kept(stamp, make_edition(dataset, SETTINGS.tables, SETTINGS.boundaries))]
        return _kept[0].edition


def _stamp(settings: Settings, name: str) -> tuple[int, int] | None:
    path = settings.tables / name
    if not path.is_file():
        return None
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
