"""What a visit looks at: the files as they are now, or a snapshot. All sessions share what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from petaprogram.measures.ministry import FRAME_FILE
from petaprogram.messages.issues import Issue
from petaprogram.presentation.edition import Edition, make_edition
from petaprogram.presentation.photos import Photos, photo_files, read_photos
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import Manifest, Snapshot, find_snapshot, open_snapshot
from petaprogram.snapshots.versions import open_version
from petaprogram.store.in_use import tables_of
from petaprogram.store.version import number_in
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.reloading import Loaded, Stamp, file_stamp
from petaprogram.tables.site import SITE_FILE
from petaprogram.web.server import routes
from petaprogram.web.visit.visit import snapshot

if TYPE_CHECKING:
    from petaprogram.geography.areas import Areas
    from petaprogram.store.reading import Change

# What goes with the tables and lies beside them.
_AROUND = (FRAME_FILE, WALK_FILE)

# Gives today's data as the run of this thread first found them. Files may be read anew while it lasts, and a
# page of which one part shows the old numbers and another the new ones contradicts itself.
_IN_RUN: ContextVar[Callable[[], Loaded] | None] = ContextVar("today's data in the run", default=None)


@dataclass(frozen=True, slots=True)
class InUse:
    """The data of a visit, why newer files are not used, and the manifest where it is a snapshot.

    `records_before` is that of `Loaded`; None for a snapshot.
    """

    dataset: Dataset
    refused: tuple[Issue, ...]
    manifest: Manifest | None
    records_before: int | None = None


def begin() -> None:
    """Start a run of the script: all that it shows of today is what is there when it first asks."""
    _IN_RUN.set(cache(routes.SOURCE.current))


def _today() -> Loaded:
    return (_IN_RUN.get() or routes.SOURCE.current)()


def in_use() -> InUse:
    """Return the data that this visit looks at.

    Raises
    ------
    SnapshotError
        If the link names a snapshot that is not there, or that was altered; never replaced by today's data.
    StoreError
        If it names a version of the store that is not there.
    DataError
        If the files are refused and there is no earlier good state to fall back on.
    """
    if slug := snapshot():
        opened = open_kept(slug)
        return InUse(opened.edition.dataset, (), opened.manifest)
    loaded = _today()
    return InUse(loaded.dataset, loaded.refused, None, loaded.records_before)


def dataset_in_use() -> Dataset:
    """Return the dataset that this visit looks at; raises as `in_use`."""
    return in_use().dataset


def has_store() -> bool:
    """Tell whether a store keeps the history of the tables, be it one that cannot be read just now."""
    return tables_of(routes.SETTINGS).has_store


def edition_in_use() -> Edition:
    """Return the presentation with its data, read again when its files or the data change."""
    if slug := snapshot():
        return open_kept(slug).edition
    dataset = _today().dataset
    return _make_unchanged(dataset, routes.SETTINGS, _stamps(_AROUND))


def photos_of(slug: str | None) -> Photos:
    """Return the photos of a snapshot, or those of today for None, without the presentation around them."""
    if slug:
        return open_kept(slug).edition.photos
    dataset = _today().dataset
    return _read_unchanged_photos(dataset, routes.SETTINGS.tables, _stamps((WALK_FILE,)))


def photos_in_use() -> Photos:
    """Return the photos that this visit looks at."""
    return photos_of(snapshot())


def stamps_in_use() -> tuple[Stamp, ...]:
    """Return what tells changed files from unchanged ones where `Dataset.version` does not: see `_AROUND`."""
    slug = snapshot()
    # A snapshot stays as it is. A version of the store has its tables alone.
    return () if slug and number_in(slug) is None else _stamps(_AROUND)


def open_kept(slug: str) -> Snapshot:
    """Open a snapshot or a version of the store by its slug, or return it as it was opened before.

    Raises
    ------
    SnapshotError, StoreError
        If it is not there, or was altered.
    DataError
        If its files do not pass the checks of this version of the program.
    """
    settings = routes.SETTINGS
    if (number := number_in(slug)) is not None:
        change, folder = tables_of(settings).version(number)
        areas = _today().dataset.areas
        return _open_version(change, folder, settings, areas, _stamps((SITE_FILE, *_AROUND)))
    path = find_snapshot(settings.snapshots, slug)
    return _open_unchanged(path, file_stamp(path))


def _stamps(names: Sequence[str]) -> tuple[Stamp, ...]:
    """Stamp files that lie beside the tables, and all photos."""
    tables = routes.SETTINGS.tables
    return tuple(map(file_stamp, (*(tables / name for name in names), *photo_files(tables))))


# What was read stays for as long as the stamps of its files do: a changed file is another call.


@lru_cache(maxsize=1)
def _make_unchanged(dataset: Dataset, settings: Settings, _stamps: tuple[Stamp, ...]) -> Edition:
    return make_edition(dataset, settings.tables, settings.boundaries)


@lru_cache(maxsize=1)
def _read_unchanged_photos(dataset: Dataset, tables: Path, _stamps: tuple[Stamp, ...]) -> Photos:
    return read_photos(tables, dataset)


@lru_cache(maxsize=4)
def _open_version(
    change: Change, folder: Path, settings: Settings, areas: Areas, _stamps: tuple[Stamp, ...]
) -> Snapshot:
    return open_version(change, folder, settings, areas)


@lru_cache(maxsize=4)
def _open_unchanged(path: Path, _stamp: Stamp) -> Snapshot:
    return open_snapshot(path)
