"""Starting the worker, waiting no longer than it may take, and saying how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from petaprogram.importing.book import FOREIGN, Book, Cell, Odd, Sheet
from petaprogram.importing.fields import known_titles
from petaprogram.importing.worker_limits import OUT_OF_MEMORY
from petaprogram.messages.issues import ImportStopError, Issue, Said, make_issue

# A small file that takes longer means harm; a large one may take its time.
SECONDS, SECONDS_PER_MB = 10, 5

_SOURCE = str(Path(__file__).parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; sys.exit(main(sys.argv[2:]))"
)
# Windows knows none of these but the third.
_KILLED, _CPU, _ABORTED, _FILE_SIZE = (
    -getattr(signal, name, 0) for name in ("SIGKILL", "SIGXCPU", "SIGABRT", "SIGXFSZ")
)
_TOO_LONG = (_KILLED, _CPU)
_TOO_MUCH = (OUT_OF_MEMORY, _ABORTED, _FILE_SIZE)
# Without it no process starts on Windows.
_ENVIRONMENT = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def read_book(
    data: bytes, file: str, *, sheets: Collection[str] = (), encoding: str = "", separator: str = ""
) -> Book:
    """Open a file from outside in a process of its own.

    Parameters
    ----------
    data
        The bytes of the file; its name says nothing of what it is.
    file
        What to call it in messages. It is never used as a path.
    sheets
        Hidden sheets that are to be opened too.
    encoding, separator
        Of a CSV file; found where they are empty.

    Raises
    ------
    ImportStopError
        Why the file is not read: the one cause, with what to do.
    """
    seconds = SECONDS + SECONDS_PER_MB * (len(data) // 2**20)
    request = {
        "seconds": seconds,
        "sheets": list(sheets),
        "encoding": encoding,
        "separator": separator,
        "titles": known_titles(),
    }
    with tempfile.TemporaryFile() as out:
        status = run_worker("petaprogram.importing.worker", [json.dumps(request)], data, out, seconds)
        if issue := ending(status, file, seconds):
            raise ImportStopError([issue])
        out.seek(0)
        return _parse(out, file)


def run_worker(module: str, arguments: Sequence[str], data: bytes, out: IO[bytes], seconds: int) -> int:
    """Run `main` of a module in a process of its own, with `data` as its input; returns its exit status."""
    call = [sys.executable, "-I", "-c", _START.format(module=module), _SOURCE, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own module
        call, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    ) as child:
        try:
            child.communicate(data, timeout=seconds + 2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
        return int(child.returncode)


def ending(status: int, file: str, seconds: int) -> Issue | None:
    """Say why a worker did not end well; None where it did."""
    if status == 0:
        return None
    if status in _TOO_LONG:
        return make_issue("import-time", file, seconds=seconds)
    return make_issue("import-memory" if status in _TOO_MUCH else "import-broken", file)


def _parse(out: IO[bytes], file: str) -> Book:
    about: list[Any] = []
    sheets: list[Sheet] = []
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    sheet: dict[str, Any] | None = None
    whole = False
    # A sheet says the same again and again: cells that are equal are one text in memory.
    same: dict[str, str] = {}
    for kind, *parts in _lines(out, file):
        if kind == "row":
            rows.append((parts[0], tuple(_cell(one, same) for one in parts[1])))
            continue
        if sheet is not None:
            sheets.append(_make_sheet(sheet, rows))
            sheet, rows = None, []
        if kind == "stop":
            raise ImportStopError([_stop(file, *parts)])
        if kind == "sheet":
            sheet = parts[0]
        elif kind == "book":
            about = parts
        whole = kind == "end"
    if not whole or not about:
        raise ImportStopError([make_issue("import-broken", file)])
    kind, encoding, separator, hidden, template = about
    return Book(kind, tuple(sheets), encoding, separator, tuple(hidden), template)


def _lines(out: IO[bytes], file: str) -> Iterator[list[Any]]:
    try:
        for line in out:
            yield json.loads(line)
    except ValueError:
        raise ImportStopError([make_issue("import-broken", file)]) from None


def _make_sheet(about: dict[str, Any], rows: list[tuple[int, tuple[Cell, ...]]]) -> Sheet:
    return Sheet(
        about["name"],
        about.get("visible", True),
        tuple(rows),
        frozenset(about.get("hidden_rows", ())),
        frozenset(about.get("hidden_columns", ())),
        tuple(tuple(one) for one in about.get("merged", ())),
    )


def _cell(value: Any, same: dict[str, str]) -> Cell:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return same.setdefault(value, value)
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return Odd(kind, text)
    return value  # type: ignore[no-any-return]


def _stop(file: str, rule: str, row: int | None, values: dict[str, Any]) -> Issue:
    if rule == "import-kind":
        found, remedy = FOREIGN[values["found"]]
        values = {"found": Said(found), "how": Said(remedy)}
    return make_issue(rule, file, row, **values)
