"""A version of the store, opened as a snapshot is: its tables, with all other files as they are today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from petaprogram import __version__
from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.presentation.edition import make_edition
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import Manifest, Snapshot, find_snapshot, open_snapshot
from petaprogram.store.in_use import tables_of
from petaprogram.store.version import Version, number_in
from petaprogram.tables.dataset import Dataset, read_dataset

if TYPE_CHECKING:
    from petaprogram.store.reading import Change


def version_of(change: Change) -> Version:
    """Name the version that a change made."""
    return Version(change.id, dt.datetime.fromisoformat(change.at))


def open_version(change: Change, folder: Path, settings: Settings, areas: Areas) -> Snapshot:
    """Open the version after a change; `folder` holds its CSV files, `areas` are the boundaries of today.

    Raises
    ------
    DataError
        If its tables do not pass the checks of today.
    """
    version = version_of(change)
    dataset = _as_of(read_dataset(folder, areas, settings.tables), version.day)
    manifest = Manifest(
        name=str(version.number),
        slug=version.slug,
        made=version.day,
        app_version=__version__,
        city=areas.city,
        city_kode=areas.city_kode,
        data_date=dataset.site.data_date,
        dataset_version=dataset.version,
        sums={},
        fingerprint=change.content[:16],
        version=version,
    )
    return Snapshot(manifest, make_edition(dataset, settings.tables, settings.boundaries))


def _as_of(dataset: Dataset, day: dt.date) -> Dataset:
    """Let data stand for no later day than the one on which they were written."""
    if dataset.site.data_date <= day:
        return dataset
    known = sha256(f"{dataset.version} {day}".encode()).hexdigest()
    return replace(dataset, site=replace(dataset.site, data_date=day), version=known[: len(dataset.version)])


def open_frozen(slug: str, settings: Settings) -> Snapshot:
    """Open a snapshot, or a version of the store, by the slug that names it in a link.

    Raises
    ------
    SnapshotError, StoreError
        If it is not there, or cannot be used.
    DataError
        If its files do not pass the checks of this version of the program.
    """
    number = number_in(slug)
    if number is None:
        return open_snapshot(find_snapshot(settings.snapshots, slug))
    change, folder = tables_of(settings).version(number)
    return open_version(change, folder, settings, read_boundaries(settings.boundaries))
