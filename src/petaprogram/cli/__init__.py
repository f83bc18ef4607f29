"""The `petaprogram` command."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from petaprogram.cli import (
    changes,
    data,
    export,
    planning,
    scenarios,
    serve,
    snapshots,
    spreadsheets,
    store,
    walk,
)
from petaprogram.cli.terminal import WRONG_CALL, print_line
from petaprogram.files.writing import is_full
from petaprogram.messages.issues import DataError
from petaprogram.messages.letters import visible
from petaprogram.settings import Settings, SettingsError, read_settings

_FULL = "tempat penyimpanan penuh; yang sudah ada tidak berubah. Kosongkan ruang, lalu ulangi perintahnya"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 good, 1 errors in the data, 2 a wrong call."""
    arguments = _parser().parse_args(argv)
    try:
        settings = read_settings()
    except SettingsError as error:
        for problem in str(error).splitlines():
            print_line(problem, error=True)
        return WRONG_CALL
    # By default a process that is asked to end ends at once, and its unfinished files stay behind.
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        return _run(arguments, settings)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    try:
        return int(arguments.run(arguments, settings))
    except DataError as error:
        data.print_issues(error.issues)
        return 1
    except BrokenPipeError:
        # Whoever read the output has left; Python would complain when it closes the pipe at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print_line(f"petaprogram: {place}{_FULL if is_full(error) else error.strerror or error}", error=True)
        return 1


class _Parser(argparse.ArgumentParser):
    """Quotes a wrong call in a way that commands no terminal; those of the commands are of this class too."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="petaprogram", description="Periksa dan tanyai data PetaProgram.")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")
    for module in (data, planning, scenarios, changes, export, snapshots, walk, store, spreadsheets, serve):
        module.add_to(commands)
    return parser
