"""Snapshots: all files that numbers and pictures come from, frozen under a name.

A snapshot holds the files themselves, not what was computed from them; the manifest names the version of the
program that made it, because another version may compute something else.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from petaprogram import __version__
from petaprogram.files.photo_file import read_photo
from petaprogram.files.regular_file import read_file
from petaprogram.files.writing import write_whole
from petaprogram.geography.context_files import FILE_NAME, FOLDER, context_files
from petaprogram.geography.geojson import MAX_BYTES as CONTEXT_BYTES
from petaprogram.geography.passport import passport_path
from petaprogram.measures.ministry import FRAME_FILE
from petaprogram.messages.field_checks import say_unseen
from petaprogram.messages.issues import DataError, Issue, Said, SnapshotError, make_issue
from petaprogram.messages.language import Language, message
from petaprogram.messages.letters import find_unseen, name_letter, slug
from petaprogram.presentation.edition import Edition, read_edition
from petaprogram.presentation.photos import FILE_NAME as PHOTO_NAME
from petaprogram.presentation.photos import FOLDER as PHOTO_FOLDER
from petaprogram.presentation.photos import PHOTO_FILE, photo_files
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import Settings
from petaprogram.snapshots.archive import MANIFEST, MAX_BYTES, read_archive, write_archive
from petaprogram.store.in_use import tables_in_use
from petaprogram.store.version import Version
from petaprogram.tables.columns import TABLES
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.reading import FILE_RULES

# In format 1 the fingerprint covers the members alone, and a file may be renamed. In format 2 it is the sum
# of the manifest, and a file has the name of its slug, as in its link.
_MEMBERS_ONLY, FORMAT = FORMATS = (1, 2)
SUFFIX = ".petaprogram.zip"
_NAME_LIMIT = 80

_BOUNDARIES = "geo/kelurahan.geojson"
_PASSPORT = "geo/kelurahan.passport.json"
_CONTEXT = f"geo/{FOLDER}/"
_PHOTOS = f"data/{PHOTO_FOLDER}/"
_FILES = (*(f"{table}.csv" for table in TABLES), "site.toml", FRAME_FILE, WALK_FILE, PHOTO_FILE)
_DATA = {f"data/{name}" for name in _FILES}
_MEMBERS = {_BOUNDARIES, _PASSPORT, *_DATA}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SLUG_LIMIT = 60
_DAYS = ("made", "data_date")
_TEXTS = ("name", "slug", "made", "app_version", "city", "city_kode", "data_date", "dataset_version")

_NO_FIELD = message("tidak memuat isian yang diperlukan")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself: `sums` are the sha256 of its members, `fingerprint` that of all.

    From format 2 on the fingerprint covers everything that is said here. Where `version` is given, it is no
    snapshot but that version of the store, without members of its own.
    """

    name: str
    slug: str
    made: dt.date
    app_version: str
    city: str
    city_kode: str
    data_date: dt.date
    dataset_version: str
    sums: Mapping[str, str]
    fingerprint: str
    version: Version | None = None

    def say(self, language: Language) -> str:
        """Say what one looks at, and that its numbers stay."""
        if self.version:
            return language.say(
                "Data pada {time} (versi {number}), hanya untuk dilihat.",
                time=language.time(self.version.at),
                number=self.version.number,
            )
        return language.say(
            "Versi beku '{name}' per {day}: angka tidak berubah.", name=self.name, day=language.day(self.made)
        )

    @property
    def same_version(self) -> bool:
        """Whether this version of the program made it, so that it computes the same."""
        return self.app_version == __version__


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A snapshot that was opened: its edition stands in for the current one."""

    manifest: Manifest
    edition: Edition


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the folder of snapshots: its manifest, or why it is refused."""

    path: Path
    manifest: Manifest | None
    issues: tuple[Issue, ...] = ()


def make_snapshot(name: str, settings: Settings, made: dt.date) -> Path:
    """Freeze the files of this installation; they must pass their checks.

    Parameters
    ----------
    name
        What to call it; people read it.
    settings
        Which files, and where snapshots are kept.
    made
        The day to write into it.

    Returns
    -------
    Path
        The file, named after the slug of `name`.

    Raises
    ------
    DataError
        If the files do not pass, the name cannot be used, or one of that name is there already.
    OSError
        If the folder cannot be written to.
    """
    if letter := find_unseen(name):
        raise SnapshotError([make_issue("snapshot-name-letter", MANIFEST, letter=name_letter(letter))])
    slug = make_slug(name)
    path = settings.snapshots / f"{slug}{SUFFIX}"
    members = _gather(settings)
    dataset = _read_edition(members).dataset
    about = {
        "format": FORMAT,
        "name": " ".join(name.split()),
        "slug": slug,
        "made": made.isoformat(),
        "app_version": __version__,
        "city": dataset.areas.city,
        "city_kode": dataset.areas.city_kode,
        "data_date": dataset.site.data_date.isoformat(),
        "dataset_version": dataset.version,
    }
    data = write_archive(members, about)
    settings.snapshots.mkdir(parents=True, exist_ok=True)
    try:
        write_whole(path, data, replace=False)
    except FileExistsError:
        raise SnapshotError([make_issue("snapshot-exists", path.name)]) from None
    return path


def open_snapshot(path: Path) -> Snapshot:
    """Open a snapshot: verify every member, read data, frame and steps, and compare the manifest with them.

    Raises
    ------
    SnapshotError
        If the file is not there, or any member or the content is not what its manifest says; nothing of it
        is used then.
    DataError
        If its files do not pass the checks of this version of the program.
    """
    manifest, members = _read(path)
    edition = _read_edition(members)
    _compare(manifest, edition.dataset, path.name)
    return Snapshot(manifest, edition)


def list_snapshots(folder: Path) -> tuple[Listed, ...]:
    """List the snapshots of a folder, the newest first; broken ones are in it, with the reason."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found.append(Listed(path, _read(path)[0]))
        except SnapshotError as error:
            found.append(Listed(path, None, error.issues))
    found.sort(key=lambda one: one.manifest.made if one.manifest else dt.date.min, reverse=True)
    return tuple(found)


def find_snapshot(folder: Path, slug: str) -> Path:
    """Find the file of a slug, as a link names it.

    Raises
    ------
    SnapshotError
        If there is none; a slug that could lead out of the folder never names one.
    """
    path = folder / f"{slug}{SUFFIX}"
    if len(slug) > _SLUG_LIMIT or not _SLUG.fullmatch(slug) or not path.is_file():
        raise SnapshotError([make_issue("snapshot-missing", f"{slug[:_SLUG_LIMIT]}{SUFFIX}")])
    return path


def make_slug(name: str) -> str:
    """Write a name for links and file names: "Asesmen 2026" becomes asesmen-2026.

    Raises
    ------
    SnapshotError
        If nothing is left of it, or it is longer than 80 letters.
    """
    slug = _slug_of(name)
    if not slug or len(name) > _NAME_LIMIT:
        issue = make_issue("snapshot-name", MANIFEST, value=name[:_NAME_LIMIT], limit=_NAME_LIMIT)
        raise SnapshotError([issue])
    return slug


def _slug_of(name: str) -> str:
    return slug(name)[:_SLUG_LIMIT].rstrip("-")


def _gather(settings: Settings) -> dict[str, bytes]:
    """Read every file once: what is checked is what is frozen."""
    folders = {".csv": tables_in_use(settings)}
    paths = {
        name: folders.get(Path(name).suffix, settings.tables) / name.removeprefix("data/")
        for name in sorted(_DATA)
    }
    paths |= {_BOUNDARIES: settings.boundaries, _PASSPORT: passport_path(settings.boundaries)}
    # What is not there is named by the check of the others.
    members = {name: read_file(path, MAX_BYTES, FILE_RULES) for name, path in paths.items() if path.exists()}
    for path in context_files(settings.boundaries):
        # One that cannot be read is not drawn today either.
        with suppress(DataError):
            members[f"{_CONTEXT}{path.name}"] = read_file(path, CONTEXT_BYTES, FILE_RULES)
    for path in photo_files(settings.tables)[1:]:
        # As it is shown: small, and without what a camera writes into it.
        with suppress(DataError):
            members[f"{_PHOTOS}{path.name}"] = read_photo(path).jpeg
    return members


def _is_member(name: str) -> bool:
    is_context = name.startswith(_CONTEXT) and FILE_NAME.fullmatch(name.removeprefix(_CONTEXT))
    is_photo = name.startswith(_PHOTOS) and PHOTO_NAME.fullmatch(name.removeprefix(_PHOTOS))
    return name in _MEMBERS or bool(is_context or is_photo)


def _read_edition(members: Mapping[str, bytes]) -> Edition:
    """Read files that are only in memory; their names are known by now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (_PHOTOS, _CONTEXT):
            (folder / part).mkdir(parents=True)
        for member, content in members.items():
            (folder / member).write_bytes(content)
        return read_edition(folder / "data", folder / _BOUNDARIES)


def _read(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """Read and verify a file, and compare what its manifest says as far as that needs no data."""
    about, members, manifest_sum = read_archive(path, _is_member)
    if type(about.get("format")) is not int or about["format"] not in FORMATS:
        found, known = str(about.get("format"))[:20], ", ".join(map(str, FORMATS))
        raise SnapshotError([make_issue("snapshot-format", path.name, found=found, known=known)])
    manifest = _make_manifest(about, path.name, manifest_sum)
    if manifest.slug != (slug := _slug_of(manifest.name)) or not slug:
        raise _lie(path.name, "slug", manifest.slug, slug)
    expected = f"{slug}{SUFFIX}"
    if about["format"] != _MEMBERS_ONLY and path.name != expected:
        raise SnapshotError([make_issue("snapshot-file-name", path.name, expected=expected)])
    return manifest, members


def _compare(manifest: Manifest, dataset: Dataset, file: str) -> None:
    for field, says, holds in (
        ("city", manifest.city, dataset.areas.city),
        ("city_kode", manifest.city_kode, dataset.areas.city_kode),
        ("data_date", manifest.data_date, dataset.site.data_date),
        ("dataset_version", manifest.dataset_version, dataset.version),
    ):
        if says != holds:
            raise _lie(file, field, says, holds)


def _lie(file: str, field: str, says: object, holds: object) -> SnapshotError:
    return SnapshotError([make_issue("snapshot-manifest", file, field=field, says=says, holds=holds)])


def _make_manifest(about: Mapping[str, Any], file: str, manifest_sum: str) -> Manifest:
    if unseen := say_unseen([about.get(field) for field in _TEXTS]):
        raise SnapshotError([make_issue("snapshot-member", file, member=MANIFEST, problem=unseen)])
    texts = {field: str(about.get(field)) for field in _TEXTS if isinstance(about.get(field), str)}
    try:
        days = {field: dt.date.fromisoformat(texts.pop(field, "")) for field in _DAYS}
    except ValueError:
        days = {}
    if not days or set(texts) != {*_TEXTS} - {*_DAYS}:
        problem = Said(_NO_FIELD)
        raise SnapshotError([make_issue("snapshot-member", file, member=MANIFEST, problem=problem)])
    sums = about["members"]
    fingerprint = manifest_sum
    if about["format"] == _MEMBERS_ONLY:
        listed = "\n".join(f"{name} {sums[name]}" for name in sorted(sums))
        fingerprint = sha256(listed.encode()).hexdigest()
    return Manifest(**texts, **days, sums=sums, fingerprint=fingerprint[:16])  # type: ignore[arg-type]
