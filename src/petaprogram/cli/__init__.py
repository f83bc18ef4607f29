"""The `petaprogram` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from petaprogram.cli import data, export, planning, scenarios, snapshots
from petaprogram.messages.issues import DataError
from petaprogram.settings import read_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 good, 1 errors in the data, 2 a wrong call."""
    arguments = _parser().parse_args(argv)
    try:
        settings = read_settings()
    except ValueError as error:
        print(f"petaprogram: {error}", file=sys.stderr)
        return data.WRONG_CALL
    try:
        return int(arguments.run(arguments, settings))
    except DataError as error:
        data.print_issues(error.issues)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="petaprogram", description="Periksa dan tanyai data PetaProgram.")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")
    for module in (data, planning, scenarios, export, snapshots):
        module.add_to(commands)
    return parser
