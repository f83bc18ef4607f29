"""`petaprogram export`: what is taken along or handed out, one file each."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from petaprogram.cli.data import Commands
from petaprogram.errors import Issue
from petaprogram.language import LANGUAGES, SOURCE, Language, language_of
from petaprogram.report.edition import Edition, read_edition
from petaprogram.report.offline import build_offline
from petaprogram.report.slides import build_slides
from petaprogram.report.snapshot import Manifest, find_snapshot, open_snapshot
from petaprogram.settings import Settings


def add_to(commands: Commands) -> None:
    """Add the command."""
    export = commands.add_parser("export", help="tulis berkas untuk dibawa atau dibagikan")
    export.add_argument("format", choices=list(FORMATS), metavar="FORMAT", help=", ".join(FORMATS))
    export.add_argument("--lang", choices=[one.code for one in LANGUAGES], default=SOURCE, help="bahasa")
    export.add_argument("--snapshot", metavar="CUPLIKAN", help="dari cuplikan ini, bukan dari data kini")
    export.add_argument("--out", type=Path, required=True, metavar="HASIL", help="berkas yang ditulis")
    export.set_defaults(run=_export)


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    edition, snapshot = _open(arguments.snapshot, settings)
    _print_warnings(edition.issues)
    data = FORMATS[arguments.format](edition, language_of(arguments.lang), snapshot)
    try:
        arguments.out.write_bytes(data)
    except OSError as error:
        print(f"petaprogram: {arguments.out}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{arguments.out} ({len(data) / 1e6:.1f} MB)")
    return 0


def _open(slug: str | None, settings: Settings) -> tuple[Edition, Manifest | None]:
    if slug is None:
        return read_edition(settings.tables, settings.boundaries), None
    snapshot = open_snapshot(find_snapshot(settings.snapshots, slug))
    return snapshot.edition, snapshot.manifest


def _print_warnings(issues: tuple[Issue, ...]) -> None:
    for issue in issues:
        print(f"{issue.severity}: {issue}", file=sys.stderr)


def _html(edition: Edition, language: Language, snapshot: Manifest | None) -> bytes:
    return build_offline(edition, language, snapshot, Progress())


def _slides(edition: Edition, language: Language, snapshot: Manifest | None) -> bytes:
    # Only slides need the printed maps, and matplotlib takes a while to load.
    draw = import_module("petaprogram.cartography.printmap").draw_png
    return build_slides(edition, draw, language, snapshot, Progress())


FORMATS: Mapping[str, Callable[[Edition, Language, Manifest | None], bytes]] = {
    "html": _html,
    "slides": _slides,
}


class Progress:
    """A line on the terminal with the time left; nothing where the output is no terminal."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Say how far it is."""
        if not self.shown or not total:
            return
        took = time.monotonic() - self.start
        left = f", sisa {took / done * (total - done):.0f} detik" if 0 < done < total else ""
        end = "\n" if done == total else ""
        print(f"\r{done}/{total}{left}        ", end=end, file=sys.stderr, flush=True)
