"""How a file to take away is declared: what stands on its button, its name, and how it is made."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import pandas as pd

from petaprogram.exports.file_names import city_slug, file_stem
from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.presentation.edition import Edition, Progress, no_progress
from petaprogram.presentation.scenes import Scene
from petaprogram.presentation.steps import Audience
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
    """The files of today, or those of a snapshot with its manifest; `audience`: whom the steps are for."""

    edition: Edition
    manifest: Manifest | None = None
    audience: Audience = "public"

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The steps that this audience sees."""
        return self.edition.walk.shown_to(self.audience)


class MapView(NamedTuple):
    """A map as a page shows it, and the paper to print it on.

    `only` is the id of the class to which it is narrowed down.
    """

    shown: ThematicMap
    classified: Classified
    selected: str | None
    paper: str = "a4"
    only: str | None = None


class TableView(NamedTuple):
    """The `area_table` of a map, the map, and it in a sentence."""

    table: pd.DataFrame
    map: MapView
    sentence: str


class ListView(NamedTuple):
    """A list as a page shows it, in words, and what it is; `records` are those behind it.

    `name` is what the file is called by; `filters` are the conditions that it obeys, in words. `make_table`
    is asked when somebody takes the file.
    """

    name: str
    title: str
    make_table: Callable[[], pd.DataFrame]
    records: pd.DataFrame | None = None
    filters: tuple[str, ...] = ()


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


def _city_alone(_dataset: Dataset, _language: Language, _what: Any) -> Iterable[str]:  # noqa: ANN401
    """Name nothing: the file is about the whole city."""
    return ()


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
        The kind of file as its name says it, a message; "" where the subject says enough.
    suffix
        A key of `MIME`.
    make
        Makes the content of the file.
    name_subject
        Names the subject and its filters, for the name of the file.
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
    name_subject: Callable[[Dataset, Language, Subject], Iterable[str]] = _city_alone
    slow: bool = False
    command: str = ""
    help: str = ""
    add_options: Callable[[argparse.ArgumentParser], None] = _no_options
    read_options: Callable[[argparse.Namespace, Material], Subject] = _no_subject

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.suffix]

    def name_file(
        self, dataset: Dataset, what: Subject, language: Language, snapshot: str | None = None
    ) -> str:
        """Name the file on a visitor's disk: city, kind, subject with its filters, month of the data.

        `snapshot` is the slug of the one that it shows.
        """
        kind = language.say(self.file_name) if self.file_name else ""
        subject = " ".join(filter(None, (kind, *self.name_subject(dataset, language, what))))
        month = f"{dataset.site.data_date:%Y-%m}"
        stem = file_stem(city_slug(dataset), subject, f"{month} {snapshot or ''}")
        return f"{stem}.{self.suffix}"
