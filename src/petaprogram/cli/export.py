"""`petaprogram export`: what the program hands out as a file. Each format is one entry of `FORMATS`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petaprogram.cli.data import WRONG_CALL, Commands
from petaprogram.exports.offline.offline_file import build_offline
from petaprogram.exports.pdf.atlas import make_atlas
from petaprogram.exports.pdf.map_sheet import print_pdf
from petaprogram.exports.pdf.profile_pages import make_profile
from petaprogram.exports.pdf.summary_pages import make_summary
from petaprogram.exports.slides.slide_deck import build_slides
from petaprogram.maps.classes import classify
from petaprogram.maps.paper.image_files import draw_png, print_png, print_svg
from petaprogram.maps.paper.map_texts import make_imprint
from petaprogram.maps.paper.sheet import PAPERS, make_sheet
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.issues import Issue
from petaprogram.messages.language import LANGUAGES, SOURCE, Language, language_of
from petaprogram.presentation.edition import Edition, Progress, read_edition
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import Manifest, find_snapshot, open_snapshot
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Job:
    """What a format is made from: the files of today, or a snapshot with its manifest; `day` is today."""

    arguments: argparse.Namespace
    settings: Settings
    edition: Edition
    manifest: Manifest | None
    language: Language
    day: dt.date

    @property
    def dataset(self) -> Dataset:
        """The data of the edition."""
        return self.edition.dataset

    def progress(self) -> Progress:
        """Make what a format tells how far it is."""
        if self.arguments.count:
            return lambda done, steps: print(f"{done}/{steps}", flush=True)
        started = time.monotonic()
        return lambda done, steps: show_progress(done, steps, started)


@dataclass(frozen=True, slots=True)
class Format:
    """One thing to export: its help, its own options, and how it is made."""

    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    make: Callable[[Job], bytes]


class WrongCallError(ValueError):
    """An option that the data know nothing of; the message is for whoever typed it."""


def add_to(commands: Commands) -> None:
    """Add the command of this module."""
    export = commands.add_parser("export", help="buat berkas: profil, atlas, ringkasan, peta, paparan")
    kinds = export.add_subparsers(required=True, metavar="JENIS")
    for name, form in FORMATS.items():
        parser = kinds.add_parser(name, help=form.help)
        form.add_options(parser)
        parser.add_argument("--lang", choices=[one.code for one in LANGUAGES], default=SOURCE, help="bahasa")
        parser.add_argument("--snapshot", metavar="CUPLIKAN", help="dari cuplikan ini, bukan dari data kini")
        parser.add_argument("--out", type=Path, required=True, metavar="BERKAS", help="berkas hasil")
        # For a program that shows how far it is.
        parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
        parser.set_defaults(run=_export, make=form.make)


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    edition, manifest = _open_edition(arguments.snapshot, settings)
    day = dt.datetime.now().astimezone().date()
    job = Job(arguments, settings, edition, manifest, language_of(arguments.lang), day)
    try:
        write_whole(arguments.out, arguments.make(job))
    except WrongCallError as error:
        print(f"petaprogram: {error}", file=sys.stderr)
        return WRONG_CALL
    except OSError as error:
        print(f"petaprogram: {arguments.out} tidak dapat ditulis ({error.strerror})", file=sys.stderr)
        return WRONG_CALL
    print(arguments.out)
    return 0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all.

    Raises
    ------
    OSError
        When the folder does not exist or cannot be written to.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def show_progress(done: int, steps: int, started: float) -> None:
    """Say on the terminal how far the work is, and how much longer it takes."""
    if not sys.stderr.isatty():
        return
    left = (time.monotonic() - started) / done * (steps - done) if done else 0.0
    text = f"{done}/{steps}, kira-kira {left:.0f} detik lagi" if 0 < done < steps else f"{done}/{steps}"
    print(f"\r{text:<50}", end="\n" if done == steps else "", file=sys.stderr, flush=True)


def _no_options(_parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def _kode_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kode", required=True, metavar="KODE", help="kode kelurahan (35.71.02.1016)")


def _map_options(parser: argparse.ArgumentParser) -> None:
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--pillar", metavar="PILAR", help="keadaan satu pilar")
    about.add_argument("--program", metavar="ID", help="keadaan satu program")
    about.add_argument("--pillars", action="store_true", help="banyaknya pilar yang hadir (bawaan)")
    about.add_argument("--programs", action="store_true", help="banyaknya program yang tercatat")
    parser.add_argument(
        "--with-citywide", action="store_true", help="hitung juga program se-kota dan se-kecamatan"
    )
    parser.add_argument("--kode", metavar="KODE", help="satu kelurahan dengan tetangganya")
    parser.add_argument("--paper", choices=list(PAPERS), default="a4", help="ukuran kertas")
    parser.add_argument("--format", choices=["png", "svg", "pdf"], help="bawaan: menurut nama berkas")


def _profile(job: Job) -> bytes:
    kode = _known_area(job.dataset, job.arguments.kode)
    return make_profile(job.dataset, kode, job.language, day=job.day, address=job.settings.address)


def _atlas(job: Job) -> bytes:
    address = job.settings.address
    return make_atlas(job.dataset, job.language, day=job.day, address=address, progress=job.progress())


def _summary(job: Job) -> bytes:
    return make_summary(job.dataset, job.language, day=job.day)


def _map(job: Job) -> bytes:
    dataset, given = job.dataset, job.arguments
    shown = make_map(dataset, _theme(dataset, given))
    classified = classify(shown)
    selected = None if given.kode is None else _known_area(dataset, given.kode)
    imprint = make_imprint(dataset, shown, classified, job.language, selected=selected, made_on=job.day)
    sheet = make_sheet(dataset.areas, classified, imprint, PAPERS[given.paper])
    suffix = given.out.suffix.lower().removeprefix(".")
    form = given.format or (suffix if suffix in {"svg", "pdf"} else "png")
    if form == "pdf":
        return print_pdf(sheet, job.day)
    return print_svg(sheet) if form == "svg" else print_png(sheet)


def _html(job: Job) -> bytes:
    _print_warnings(job.edition.issues)
    return build_offline(job.edition, job.language, job.manifest, job.progress())


def _slides(job: Job) -> bytes:
    _print_warnings(job.edition.issues)
    return build_slides(job.edition, draw_png, job.language, job.manifest, job.progress())


def _open_edition(slug: str | None, settings: Settings) -> tuple[Edition, Manifest | None]:
    """Open the data of today or of a snapshot."""
    if slug is None:
        return read_edition(settings.tables, settings.boundaries), None
    snapshot = open_snapshot(find_snapshot(settings.snapshots, slug))
    return snapshot.edition, snapshot.manifest


def _print_warnings(issues: tuple[Issue, ...]) -> None:
    for issue in issues:
        print(f"{issue.severity}: {issue}", file=sys.stderr)


def _theme(dataset: Dataset, given: argparse.Namespace) -> Theme:
    wide = given.with_citywide
    if given.program:
        return Theme("program", _known(given.program, list(dataset.programs.index)), wide=wide)
    if given.pillar:
        pillars = list(dataset.pillars.sort_values("order").index)
        return Theme("pillar", _known(given.pillar, pillars), wide=wide)
    return Theme("programs" if given.programs else "pillars", wide=wide)


def _known(value: str, known: list[str]) -> str:
    if value not in known:
        raise WrongCallError(f"'{value}' tidak dikenal; pilih: {', '.join(known)}")
    return value


def _known_area(dataset: Dataset, kode: str) -> str:
    if dataset.areas.level(kode) != "kelurahan":
        raise WrongCallError(
            f"'{kode}' bukan kode kelurahan di {dataset.areas.city}; cari dengan 'petaprogram match NAMA'"
        )
    return kode


FORMATS: dict[str, Format] = {
    "profile": Format("profil satu kelurahan (PDF, A4)", _kode_option, _profile),
    "atlas": Format("profil semua kelurahan dalam satu berkas (PDF)", _no_options, _atlas),
    "summary": Format("ringkasan kota pada satu halaman (PDF, A4)", _no_options, _summary),
    "html": Format("semuanya dalam satu berkas yang terbuka tanpa internet (HTML)", _no_options, _html),
    "slides": Format("paparan sebagai salindia (PPTX)", _no_options, _slides),
    "map": Format("satu peta (PNG 300 dpi, SVG, atau PDF; A4 atau A3)", _map_options, _map),
}
