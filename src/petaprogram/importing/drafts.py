"""What was uploaded and how it is to be read, kept until it is taken over: a closed laptop costs nothing.

A draft is a folder that is there as a whole or not at all: the bytes of the file, and beside them what is
known of it. Its name cannot be guessed and is all that opens it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from petaprogram.files.regular_file import read_regular
from petaprogram.files.writing import draft_folder, write_whole
from petaprogram.importing.book import MAX_BYTES
from petaprogram.importing.recipe import Recipe, read_recipe
from petaprogram.messages.issues import ImportStopError, make_issue
from petaprogram.settings import Settings

FOLDER = "drafts"
# Beyond these the drafts that nobody opened for longest go.
MOST_DRAFTS, MOST_BYTES = 200, 500 * 2**20

_DATA, _ABOUT = "data", "draft.json"
_MAX_ABOUT = 5 * 2**20
_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A file with its name, how it is to be read, and the number of the change it was held against."""

    id: str
    data: bytes
    file: str
    recipe: Recipe
    base: int


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts in a folder, which need not be there yet."""

    folder: Path

    def keep(self, data: bytes, file: str, recipe: Recipe, base: int) -> str:
        """Keep a file; returns what opens it again.

        Raises
        ------
        ImportStopError
            If the disk does not take it.
        """
        name = secrets.token_urlsafe(16)
        try:
            self._make_room(len(data))
            with draft_folder(self.folder) as near:
                made = near / name
                made.mkdir()
                write_whole(made / _DATA, data)
                write_whole(made / _ABOUT, _write(data, file, recipe, base))
                made.rename(self.folder / name)
        except OSError as error:
            raise _stop("import-draft-unkept", file, error) from error
        return name

    def change(self, name: str, recipe: Recipe, base: int) -> None:
        """Keep other answers with a file, and that it was held against another change.

        Raises
        ------
        ImportStopError
            As `open`, and if the disk does not take it.
        """
        draft = self.open(name)
        try:
            write_whole(self.folder / name / _ABOUT, _write(draft.data, draft.file, recipe, base))
        except OSError as error:
            raise _stop("import-draft-unkept", draft.file, error) from error

    def open(self, name: str) -> Draft:
        """Open a draft.

        Raises
        ------
        ImportStopError
            If there is none of that name, or it is not what was kept.
        """
        if not _NAME.fullmatch(name):
            raise _stop("import-draft", name)
        place = self.folder / name
        try:
            data = read_regular(place / _DATA, MAX_BYTES)
            about = json.loads(read_regular(place / _ABOUT, _MAX_ABOUT))
            os.utime(place)
        except FileNotFoundError as error:
            raise _stop("import-draft", name) from error
        except (OSError, ValueError) as error:
            raise _stop("import-draft-broken", name) from error
        if not isinstance(about, dict) or about.get("sha256") != sha256(data).hexdigest():
            raise _stop("import-draft-broken", name)
        recipe = read_recipe(json.dumps(about.get("recipe", {})), name)
        return Draft(name, data, str(about.get("file", "")), recipe, int(about.get("base", 0)))

    def forget(self, name: str) -> None:
        """Remove a draft; one that is not there is none."""
        if _NAME.fullmatch(name):
            # It goes out of sight in one step, then piece by piece.
            with suppress(FileNotFoundError), draft_folder(self.folder) as near:
                (self.folder / name).rename(near / name)

    def forget_old(self, days: int) -> int:
        """Remove what nobody has opened for so many days; returns how many."""
        old = [name for name, used, _ in self._all() if time.time() - used > days * _DAY]
        for name in old:
            self.forget(name)
        return len(old)

    def _all(self) -> Iterator[tuple[str, float, int]]:
        """List (name, when it was used last, bytes)."""
        with suppress(FileNotFoundError):
            for place in self.folder.iterdir():
                # Another one's may be gone by now.
                with suppress(FileNotFoundError):
                    if _NAME.fullmatch(place.name):
                        size = (place / _DATA).stat().st_size
                        yield place.name, place.stat().st_mtime, size

    def _make_room(self, size: int) -> None:
        there = sorted(self._all(), key=lambda one: one[1], reverse=True)
        for number, (name, _, own) in enumerate(there, start=1):
            size += own
            if number >= MOST_DRAFTS or size > MOST_BYTES:
                self.forget(name)


def drafts_of(settings: Settings) -> Drafts:
    """Give the drafts of an installation; they lie beside its store."""
    return Drafts(settings.state / FOLDER)


def _write(data: bytes, file: str, recipe: Recipe, base: int) -> bytes:
    about = {
        "file": file,
        "sha256": sha256(data).hexdigest(),
        "base": base,
        "recipe": recipe.model_dump(exclude_defaults=True),
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _stop(rule: str, name: str, error: OSError | None = None) -> ImportStopError:
    reason = (error.strerror if error else "") or type(error).__name__
    return ImportStopError([make_issue(rule, name, reason=reason)])
