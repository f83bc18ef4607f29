"""How a file to take away is declared: what stands on its button, its name, and how it is made."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import pandas as pd

from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.presentation.edition import Edition, Progress, no_progress
from petaprogram.snapshots.snapshot import Manifest
from petaprogram.tables.dataset import Dataset

MIME = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "html": "text/html",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Subject = TypeVar("Subject")


class WrongCallError(ValueError):
    """An option that the data know nothing of; the message is for whoever typed it."""


class Material(NamedTuple):
    """The files of today, or those of a snapshot with its manifest."""

    edition: Edition
    manifest: Manifest | None = None


class MapView(NamedTuple):
    """A map as a page shows it, and the paper to print it on."""

    shown: ThematicMap
    classified: Classified
    selected: str | None
    paper: str = "a4"


class TableView(NamedTuple):
    """The `area_table` of a map, the records behind it, and the map in a sentence."""

    table: pd.DataFrame
    records: pd.DataFrame
    sentence: str


@dataclass(frozen=True, slots=True)
class Task:
    """What every file is made from: `day` is today.

    `address` is where the app is reached, `link` opens the view that the file is taken from.
    """

    dataset: Dataset
    language: Language
    day: dt.date
    address: str | None = None
    link: str = ""
    progress: Progress = no_progress


def _no_options(_parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def _no_subject(_given: argparse.Namespace, _source: Material) -> Any:  # noqa: ANN401  (None, for any subject)
    """Read nothing: the file is about the whole city."""
    return None


@dataclass(frozen=True, slots=True)
class Format(Generic[Subject]):
    """One kind of file. Its subject is what it is about: a kode, a ranking; None for the whole city.

    Parameters
    ----------
    label, hint
        The message on its button, and the one that explains it.
    file_name
        The name without its suffix, a pattern that may hold `{city}`, `{date}` of the data, `{snapshot}` and
        the subject as `{what}`.
    suffix
        A key of `MIME`.
    make
        Makes the content of the file.
    slow
        Whether it takes longer than two seconds: a page then runs the command, without the options of the
        format, and shows progress.
    command, help
        The word after `petaprogram export` and its help; "" where only pages offer the file.
        Several formats with one word differ in their suffix.
    add_options, read_options
        Add the options of the command, and read the subject from them (raises `WrongCallError`).
    """

    label: str
    file_name: str
    suffix: str
    make: Callable[[Task, Subject], bytes]
    hint: str = ""
    slow: bool = False
    command: str = ""
    help: str = ""
    add_options: Callable[[argparse.ArgumentParser], None] = _no_options
    read_options: Callable[[argparse.Namespace, Material], Subject] = _no_subject

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.suffix]

    def name_file(self, dataset: Dataset, what: Subject, snapshot: str | None = None) -> str:
        """Name the file on a visitor's disk; `snapshot` is the slug of the one that it shows."""
        city, date = dataset.areas.city_kode, dataset.site.data_date
        name = self.file_name.format(
            city=city, date=date, snapshot=f"-{snapshot}" if snapshot else "", what=what
        )
        return f"{name}.{self.suffix}"
