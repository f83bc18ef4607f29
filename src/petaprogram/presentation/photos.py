"""The photos of steps and programs: what photos.toml says of each, and the picture itself.

A photo that breaks a rule is named and left out; it never stops anything else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from petaprogram.files.photo_file import CleanPhoto, read_photo
from petaprogram.messages.field_checks import NO_TEXT, is_filled, say_unseen
from petaprogram.messages.issues import DataError, Issue, Said, errors_only, make_issue
from petaprogram.messages.language import SOURCE, Language, message
from petaprogram.presentation.steps import WALK_FILE, read_steps
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.reloading import Stamp, file_stamp
from petaprogram.tables.toml_files import read_toml

PHOTO_FILE, FOLDER = "photos.toml", "photos"
# Safe on every system, and in a snapshot; nothing in it leads out of the folder.
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\.(jpg|jpeg|png|webp)")
MAX_PHOTOS = 60
_LIST = "photo"
_SUBJECTS = ("program", "step")
_REQUIRED = ("file", "source", "credit", "licence")
_LONGEST = 300
# Where what a field names has to stand.
_PLACES = {"program": "programs.csv", "step": WALK_FILE, "source": "sources.csv"}

_NO_NAME = message("bukan nama berkas foto; pakai huruf kecil, angka, '-', lalu .jpg, .png, atau .webp")
_TOO_LONG = message("lebih dari 300 huruf")
_NO_TABLE = message("bukan [[photo]]")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a step or of a program (the other is ""), with whose it is and where it was found.

    `source` is in the table of sources, `publisher` its publisher; `caption` may be empty.
    """

    file: str
    source: str
    publisher: str
    credit: str
    licence: str
    picture: CleanPhoto
    program: str = ""
    step: str = ""
    caption: str = ""
    caption_en: str = ""

    def caption_in(self, language: Language) -> str:
        """What it shows, if that is said; in the source language where there is no translation."""
        return self.caption if language.code == SOURCE else self.caption_en or self.caption

    def credit_in(self, language: Language) -> str:
        """Whose it is, under which licence, and where it was found: one line that stands at every photo."""
        return language.say(
            "Foto: {credit}, {licence}. Sumber: {publisher}",
            credit=self.credit,
            licence=self.licence,
            publisher=self.publisher,
        )

    def alt_in(self, language: Language) -> str:
        """Say what is read in its place."""
        return self.caption_in(language) or language.say("Foto dari {credit}", credit=self.credit)


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """The photos that can be shown, by what they are of, and every problem of the others."""

    of_program: Mapping[str, Photo]
    of_step: Mapping[str, Photo]
    issues: tuple[Issue, ...] = ()

    @property
    def every(self) -> tuple[Photo, ...]:
        """All of them."""
        return (*self.of_program.values(), *self.of_step.values())


NO_PHOTOS = Photos({}, {})
_FIELDS = tuple(one.name for one in fields(Photo) if one.name not in {"picture", "publisher"})


def photo_files(tables: Path) -> list[Path]:
    """List the files that photos are read from: what is said of them, then the pictures by name."""
    folder, found = tables / FOLDER, []
    with suppress(OSError):
        found = sorted(path for path in folder.iterdir() if FILE_NAME.fullmatch(path.name))
    return [tables / PHOTO_FILE, *found]


def read_photos(tables: Path, dataset: Dataset) -> Photos:
    """Read the photos of a folder of tables; a city without photos.toml has none."""
    path = tables / PHOTO_FILE
    if not path.exists():
        return Photos({}, {}, tuple(_name_unused(tables, set())))
    content, found = read_toml(path, missing="photos-unreadable", unreadable="photos-unreadable")
    if content is None:
        return Photos({}, {}, tuple(found))
    issues = [*found]
    issues += [make_issue("photos-unknown-field", PHOTO_FILE, field=one) for one in content if one != _LIST]
    entries = content.get(_LIST, [])
    entries = entries if isinstance(entries, list) else [entries]
    if len(entries) > MAX_PHOTOS:
        issues.append(make_issue("photos-too-many", PHOTO_FILE, limit=MAX_PHOTOS, next=MAX_PHOTOS + 1))
    taken: dict[str, dict[str, Photo]] = {subject: {} for subject in _SUBJECTS}
    known = {
        "program": set(dataset.programs.index),
        "step": {step.id for step in read_steps(tables / WALK_FILE)[0]},
        "source": set(dataset.sources.index),
    }
    for number, entry in enumerate(entries[:MAX_PHOTOS], start=1):
        problems = list(_check(entry, number, known))
        if not errors_only(problems):
            subject = next(one for one in _SUBJECTS if entry.get(one))
            name = _named(entry, number)
            if entry[subject] in taken[subject]:
                values = {"photo": name, "field": subject, "value": entry[subject]}
                problems.append(make_issue("photo-twice", PHOTO_FILE, **values))
            else:
                try:
                    taken[subject][entry[subject]] = _make(tables, entry, dataset)
                except DataError as error:
                    problems += error.issues
        issues += problems
    mentioned = {str(entry.get("file")) for entry in entries if isinstance(entry, Mapping)}
    issues += _name_unused(tables, mentioned)
    return Photos(taken["program"], taken["step"], tuple(issues))


def _name_unused(tables: Path, mentioned: Collection[str]) -> Iterator[Issue]:
    for path in photo_files(tables)[1:]:
        if path.name not in mentioned:
            yield make_issue("photo-unused", f"{FOLDER}/{path.name}")


def _make(tables: Path, entry: Mapping[str, Any], dataset: Dataset) -> Photo:
    path = tables / FOLDER / entry["file"]
    said = {name: value for name, value in entry.items() if name in _FIELDS}
    publisher = str(dataset.sources.at[entry["source"], "publisher"])
    return Photo(**said, publisher=publisher, picture=_read_unchanged(path, file_stamp(path)))


@lru_cache(maxsize=2 * MAX_PHOTOS)
def _read_unchanged(path: Path, _stamp: Stamp) -> CleanPhoto:
    return read_photo(path)


def _check(entry: object, number: int, known: Mapping[str, Collection[str]]) -> Iterator[Issue]:
    if not isinstance(entry, Mapping):
        yield make_issue("photo-field", PHOTO_FILE, photo=number, field=_LIST, problem=Said(_NO_TABLE))
        return
    name = _named(entry, number)
    for field, value in entry.items():
        if field not in _FIELDS:
            yield make_issue("photo-unknown-field", PHOTO_FILE, photo=name, field=field)
        elif problem := _check_text(field, value):
            yield make_issue("photo-field", PHOTO_FILE, photo=name, field=field, problem=problem)
    for field in (field for field in _REQUIRED if field not in entry):
        yield make_issue("photo-field", PHOTO_FILE, photo=name, field=field, problem=Said(NO_TEXT))
    if sum(field in entry for field in _SUBJECTS) != 1:
        yield make_issue("photo-subject", PHOTO_FILE, photo=name)
    if "caption" in entry and "caption_en" not in entry:
        yield make_issue("photo-translation", PHOTO_FILE, photo=name, field="caption_en")
    for field, table in _PLACES.items():
        value = entry.get(field)
        if is_filled(value) and value not in known[field]:
            yield make_issue("photo-unknown", PHOTO_FILE, photo=name, field=field, value=value, table=table)


def _check_text(field: str, value: object) -> Said | None:
    if not is_filled(value):
        return Said(NO_TEXT)
    if unseen := say_unseen(value):
        return unseen
    if field == "file" and not FILE_NAME.fullmatch(value):
        return Said(_NO_NAME)
    return Said(_TOO_LONG) if len(value) > _LONGEST else None


def _named(entry: Mapping[str, Any], number: int) -> str:
    """Name an entry by its place and its file, so that a person finds it."""
    file = entry.get("file")
    return f"{number} ({file[:60]})" if is_filled(file) else str(number)
