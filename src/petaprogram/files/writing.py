"""Files and folders that appear under their name as a whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

# No command takes this long: an older draft belongs to one that was killed.
_ABANDONED_SECONDS = 3600
_DRAFT = ".petaprogram-draft-"


@contextmanager
def draft_folder(near: Path) -> Iterator[Path]:
    """Open a new folder inside `near`, made if need be, from which files can be renamed to their place.

    It goes with its content at the end. Drafts that a killed program left behind go first.

    Raises
    ------
    OSError
        If nothing can be written there.
    """
    near.mkdir(parents=True, exist_ok=True)
    for old in near.glob(f"{_DRAFT}*"):
        # Another one's may be gone by now.
        with suppress(FileNotFoundError):
            if time.time() - old.lstat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_DRAFT, dir=near) as folder:
        yield Path(folder)


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file that is there as a whole or not at all; its folder is not made.

    Raises
    ------
    FileExistsError
        If it is there and is not to be replaced.
    OSError
        If the folder does not exist or cannot be written to, or the disk is full.
    """
    path.parent.stat()
    with draft_folder(path.parent) as folder:
        draft = folder / path.name
        _write_draft(draft, content, path)
        if not replace:
            path.touch(exist_ok=False)
        draft.replace(path)


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder, which is made if need be: none takes its place before all are on the disk.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    with draft_folder(folder) as drafts:
        for name, content in contents.items():
            _write_draft(drafts / name, content, folder / name)
        for name in contents:
            (drafts / name).replace(folder / name)


def _write_draft(draft: Path, content: bytes, path: Path) -> None:
    with naming(path), draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in the error of a full disk, which does not say where it is."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def is_full(error: OSError) -> bool:
    """Tell whether there is no room left, on the disk or for this user."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
