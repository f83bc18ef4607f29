"""The bytes of a regular file of at most so many; everything else in its place is a stated problem.

A FIFO would wait for a writer, a device has no end, a socket and a folder hold nothing to read. A link to a
regular file is one.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from petaprogram.messages.issues import DataError, Issue, Said, make_issue
from petaprogram.messages.language import message

# Windows knows neither, and would turn line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_FILE = message("bukan berkas biasa")
_KB, _MB = 2**10, 2**20


class IrregularFileError(OSError):
    """Something is in the place of a file that is none: a folder, a FIFO, a device, a socket."""


class TooLargeFileError(OSError):
    """A file that is larger than it may be."""


@dataclass(frozen=True, slots=True)
class FileRules:
    """Which rule a file breaks that is not there, cannot be read, or is too large."""

    missing: str
    unreadable: str
    too_large: str


def read_regular(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes, without ever waiting for more.

    Raises
    ------
    IrregularFileError, TooLargeFileError
        If it is none, or larger.
    OSError
        If it is not there or cannot be read.
    """
    # Opening a device may already do something, so that the look comes first; the opened file is looked at
    # again, because another may stand in its place by then.
    _check_kind(path.stat())
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        _check_kind(os.fstat(file.fileno()))
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLargeFileError(path)
    return data


def read_file(path: Path, limit: int, rules: FileRules) -> bytes:
    """Read a file as `read_regular` does.

    Raises
    ------
    DataError
        With the one rule of `rules` that the file breaks.
    """
    try:
        return read_regular(path, limit)
    except OSError as error:
        raise DataError([_say(error, path, limit, rules)]) from error


def _say(error: OSError, path: Path, limit: int, rules: FileRules) -> Issue:
    if isinstance(error, TooLargeFileError):
        return make_issue(rules.too_large, path.name, limit=size_text(limit))
    if isinstance(error, IrregularFileError):
        return make_issue(rules.unreadable, path.name, reason=Said(_NO_FILE))
    rule = rules.missing if isinstance(error, FileNotFoundError) else rules.unreadable
    return make_issue(rule, path.name, name=path.name, reason=error.strerror or type(error).__name__)


def size_text(size: int) -> str:
    """Write a number of bytes for people.

    Examples
    --------
    >>> size_text(5 * 2**20), size_text(100 * 2**10)
    ('5 MB', '100 kB')
    """
    return f"{size // _MB} MB" if size >= _MB else f"{size // _KB} kB"


def _check_kind(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise IrregularFileError
