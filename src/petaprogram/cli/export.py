"""`petaprogram export`: writes each format of `exports.formats` that has a word for it."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from petaprogram.cli.data import Commands
from petaprogram.cli.options import add_language
from petaprogram.cli.terminal import print_line, refuse
from petaprogram.exports.file_format import Format, Material, Task, WrongCallError
from petaprogram.exports.formats import FORMATS
from petaprogram.files.writing import write_whole
from petaprogram.messages.issues import Issue
from petaprogram.messages.language import language_of
from petaprogram.presentation.edition import read_edition
from petaprogram.settings import Settings
from petaprogram.snapshots.versions import open_frozen
from petaprogram.store.in_use import tables_in_use


def add_to(commands: Commands) -> None:
    """Add the command of this module."""
    export = commands.add_parser("export", help="buat berkas: profil, atlas, ringkasan, peta, paparan")
    kinds = export.add_subparsers(required=True, metavar="JENIS")
    for name, group in groupby((form for form in FORMATS if form.command), lambda form: form.command):
        forms = {form.suffix: form for form in group}
        first = next(iter(forms.values()))
        parser = kinds.add_parser(name, help=first.help)
        first.add_options(parser)
        if len(forms) > 1:
            parser.add_argument("--format", choices=list(forms), help="bawaan: menurut nama berkas")
        add_language(parser, "bahasa")
        parser.add_argument(
            "--snapshot", metavar="CUPLIKAN", help="dari versi beku ini, atau versi.12, bukan dari data kini"
        )
        parser.add_argument("--out", type=Path, required=True, metavar="BERKAS", help="berkas hasil")
        # For a page: it shows how far the work is, and gives no file of other data than its own.
        parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("--data-version", help=argparse.SUPPRESS)
        parser.set_defaults(run=partial(_export, forms))


def _export(forms: Mapping[str, Format[Any]], given: argparse.Namespace, settings: Settings) -> int:
    material = _open_material(given.snapshot, settings)
    version = material.edition.dataset.version
    if given.data_version not in {None, version}:
        return refuse(f"data kini versi {version}, bukan lagi {given.data_version}")
    day = dt.datetime.now().astimezone().date()
    progress = _count if given.count else partial(show_progress, started=time.monotonic())
    task = Task(material.edition.dataset, language_of(given.lang), day, settings.address, progress=progress)
    form = _choose(forms, given)
    try:
        what = form.read_options(given, material)
        if isinstance(what, Material):
            _print_warnings(material.edition.issues)
            _print_left_out(what)
        write_whole(given.out, form.make(task, what))
    except WrongCallError as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"{given.out} tidak dapat ditulis ({error.strerror})")
    print_line(given.out)
    return 0


def _choose(forms: Mapping[str, Format[Any]], given: argparse.Namespace) -> Format[Any]:
    """Choose by the option, else by the name of the file; what neither decides is made as the first."""
    suffix = getattr(given, "format", None) or given.out.suffix.lower().removeprefix(".")
    return forms.get(suffix) or next(iter(forms.values()))


def show_progress(done: int, steps: int, started: float) -> None:
    """Say on the terminal how far the work is, and how much longer it takes."""
    if not sys.stderr.isatty():
        return
    left = (time.monotonic() - started) / done * (steps - done) if done else 0.0
    text = f"{done}/{steps}, kira-kira {left:.0f} detik lagi" if 0 < done < steps else f"{done}/{steps}"
    print(f"\r{text:<50}", end="\n" if done == steps else "", file=sys.stderr, flush=True)


def _count(done: int, steps: int) -> None:
    print(f"{done}/{steps}", flush=True)


def _open_material(slug: str | None, settings: Settings) -> Material:
    """Open the data of today, of a snapshot, or of a version of the store."""
    if slug is None:
        return Material(read_edition(settings.tables, settings.boundaries, tables_in_use(settings)))
    snapshot = open_frozen(slug, settings)
    return Material(snapshot.edition, snapshot.manifest)


def _print_left_out(material: Material) -> None:
    """Say how many steps of the presentation are not in the file, and how they come into it."""
    if count := material.edition.walk.left_out(material.audience):
        text = f"{count} langkah internal tidak disertakan; --audience internal menyertakannya"
        print_line(text, error=True)


def _print_warnings(issues: tuple[Issue, ...]) -> None:
    for issue in issues:
        print_line(f"{issue.severity}: {issue}", error=True)
