"""Commands about the data: check them, match names, list presence, mend boundaries."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from petaprogram import __version__
from petaprogram.cli.options import add_format, add_subject, add_wide
from petaprogram.cli.terminal import print_data, print_line, refuse
from petaprogram.exports.spreadsheet import csv_text
from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import check_boundaries, read_boundaries
from petaprogram.geography.mending import mend_boundaries
from petaprogram.geography.names_to_codes import match_names
from petaprogram.geography.passport import passport_path
from petaprogram.measures.ministry import FRAME_FILE, read_frame
from petaprogram.measures.presence import state_table
from petaprogram.messages.issues import BoundaryError, Issue, errors_only
from petaprogram.messages.language import INDONESIAN
from petaprogram.presentation.photos import read_photos
from petaprogram.presentation.scenes import read_walk
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import Settings
from petaprogram.store.in_use import tables_in_use
from petaprogram.tables.dataset import Dataset, check_tables, read_dataset

# What `add_subparsers` returns; argparse has no public name for it.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    check = commands.add_parser("check", help="periksa batas wilayah dan tabel; semua masalah sekaligus")
    check.add_argument("--boundaries", type=Path, metavar="FILE", help="berkas batas (GeoJSON)")
    check.add_argument("--tables", type=Path, metavar="DIR", help="folder tabel CSV")
    check.set_defaults(run=_check)

    match = commands.add_parser("match", help="cari kode wilayah dari nama")
    match.add_argument("names", nargs="+", metavar="NAMA")
    match.add_argument("--level", choices=["city", "kecamatan", "kelurahan"], help="hanya tingkat ini")
    match.add_argument("--json", action="store_true", help="keluaran JSON")
    match.set_defaults(run=_match)

    presence = commands.add_parser("presence", help="keadaan setiap kelurahan")
    add_subject(presence)
    add_wide(presence)
    add_format(presence)
    presence.set_defaults(run=_presence)

    mend = commands.add_parser("mend", help="rapikan celah dan tumpang tindih batas menjadi liputan yang sah")
    mend.add_argument("source", type=Path, metavar="SUMBER")
    mend.add_argument("out", type=Path, metavar="HASIL")
    mend.add_argument(
        "--simplify",
        type=_metres,
        metavar="METER",
        help="sederhanakan garis sejauh ini; batas bersama tetap sama",
    )
    mend.set_defaults(run=_mend)

    version = commands.add_parser("version", help="versi program")
    version.set_defaults(run=_version)


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    path = arguments.boundaries or settings.boundaries
    issues: list[Issue] = []
    areas: Areas | None = None
    # A candidate without a passport of its own is held against that of the city in use.
    passport = next(
        (found for one in (path, settings.boundaries) if (found := passport_path(one)).exists()),
        passport_path(path),
    )
    issues += check_boundaries(path, passport, _other_edition(path, settings))
    if not errors_only(issues):
        areas = read_boundaries(path, passport)
    tables = arguments.tables or settings.tables
    versions = arguments.tables or tables_in_use(settings)
    issues += check_tables(versions, areas, tables)
    if areas and not errors_only(issues):
        dataset = read_dataset(versions, areas, tables)
        frame, problems = read_frame(tables / FRAME_FILE, dataset)
        issues += (*problems, *read_walk(tables / WALK_FILE, dataset, frame).issues)
        issues += read_photos(tables, dataset).issues
    if areas:
        issues += areas.context.issues
    print_issues(issues)
    return 1 if errors_only(issues) else 0


def _other_edition(candidate: Path, settings: Settings) -> Areas | None:
    """Read the boundaries in use, for a candidate to be compared with; None where there are no good ones."""
    if candidate.resolve() == settings.boundaries.resolve():
        return None
    try:
        return read_boundaries(settings.boundaries)
    except BoundaryError:
        return None


def print_issues(issues: Sequence[Issue]) -> None:
    """Print every problem with its file, row and rule, errors first."""
    for issue in sorted(issues, key=lambda issue: issue.severity != "error"):
        place = issue.file if issue.row is None else f"{issue.file}:{issue.place}"
        print_line(f"{issue.severity}: {place}: {issue.rule}: {issue.message}")
    errors = len(errors_only(issues))
    print_line(f"{errors} kesalahan (error), {len(issues) - errors} peringatan (warning)")


def _match(arguments: argparse.Namespace, settings: Settings) -> int:
    dataset = load_dataset(settings)
    matches = match_names(
        arguments.names, dataset.areas, dataset.aliases, dataset.homonyms, level=arguments.level
    )
    if arguments.json:
        said = [{**asdict(match), "reason": match.reason.say(INDONESIAN)} for match in matches]
        print_data(json.dumps(said, ensure_ascii=False, indent=2) + "\n")
        return 0
    for match in matches:
        names = ", ".join(f"{kode} {dataset.areas.name_of(kode)}" for kode in match.candidates)
        print_line(f"{match.input}: {match.status}: {names or '-'} ({match.reason.say(INDONESIAN)})")
    return 0


def _presence(arguments: argparse.Namespace, settings: Settings) -> int:
    dataset = load_dataset(settings)
    if arguments.program:
        subject, wanted, known = "program_id", [arguments.program], dataset.programs.index
    else:
        subject, known = "pillar_id", dataset.pillars.sort_values("order").index
        wanted = [arguments.pillar] if arguments.pillar else list(known)
    if unknown := [value for value in wanted if value not in known]:
        return refuse(f"'{unknown[0]}' tidak dikenal; pilih: {', '.join(known)}")
    states = state_table(
        dataset.records,
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        subject,  # type: ignore[arg-type]
        wanted,
        wide=arguments.with_citywide,
    )
    if arguments.pillar or arguments.program:
        states.columns = pd.Index(["state"])
    table = dataset.areas.frame[["name", "kecamatan"]].join(states).reset_index()
    if arguments.format == "json":
        print_data(json.dumps(table.to_dict("records"), ensure_ascii=False, indent=2) + "\n")
    else:
        print_data(csv_text(table))
    return 0


def _mend(arguments: argparse.Namespace, _settings: Settings) -> int:
    mended = mend_boundaries(arguments.source, arguments.out, simplify=arguments.simplify)
    received, written = INDONESIAN.number(mended.received), INDONESIAN.number(mended.written)
    print_line(f"{received} titik diterima, {written} titik ditulis")
    return 0


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        metres = math.nan
    if not 0 < metres < math.inf:
        raise argparse.ArgumentTypeError(f"'{text}' bukan jarak dalam meter seperti 2 atau 0.5")
    return metres


def _version(_arguments: argparse.Namespace, _settings: Settings) -> int:
    print_line(f"petaprogram {__version__}")
    return 0


def load_dataset(settings: Settings) -> Dataset:
    """Read the data of this installation; `DataError` where they do not pass their checks."""
    return read_dataset(tables_in_use(settings), read_boundaries(settings.boundaries), settings.tables)
