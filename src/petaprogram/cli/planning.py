"""Commands about what to do next: where the gaps are and which come first."""

from __future__ import annotations

import argparse
import json
import re

from petaprogram.cli.data import Commands, load_dataset
from petaprogram.cli.options import add_format, add_language, add_subject, add_wide
from petaprogram.cli.terminal import print_data, print_line, refuse
from petaprogram.exports.ranking_tables import ranking_file
from petaprogram.exports.spreadsheet import csv_text
from petaprogram.gaps.ranking import Target, rank_dataset
from petaprogram.gaps.reasons import remarks
from petaprogram.gaps.weights import DEFAULT, PARTS, PRESETS, format_weights, parse_weights
from petaprogram.messages.issues import WeightsError
from petaprogram.messages.language import language_of
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    gaps = commands.add_parser("gaps", help="peringkat kelurahan yang punya celah, dengan alasannya")
    add_subject(gaps, pillar_help="celah satu pilar (bawaan: semua pilar)", program_help="celah satu program")
    gaps.add_argument(
        "--weights",
        default=format_weights(DEFAULT),
        metavar="BOBOT",
        help=f"{', '.join(PRESETS)}, atau missing=0.4,distance=0.2,... (bagian: {', '.join(PARTS)})",
    )
    gaps.add_argument("--top", type=_positive, metavar="N", help="hanya N baris pertama")
    add_language(gaps)
    add_wide(gaps)
    add_format(gaps)
    gaps.set_defaults(run=_gaps)


def _gaps(arguments: argparse.Namespace, settings: Settings) -> int:
    language = language_of(arguments.lang)
    try:
        weights = parse_weights(arguments.weights)
    except WeightsError as error:
        return refuse(error.say(language))
    dataset = load_dataset(settings)
    target, known = _target(arguments, dataset)
    if target.subject is not None and target.subject not in known:
        return refuse(
            language.say(
                "'{value}' tidak dikenal; pilih: {known}", value=target.subject, known=", ".join(known)
            )
        )
    ranking = rank_dataset(dataset, target, weights)
    table = ranking_file(ranking, language, arguments.top)
    for remark in remarks(ranking, dataset, language):
        print_line(f"petaprogram: {remark}", error=True)
    if arguments.format == "json":
        rows = table.astype(object).where(table.notna(), None).to_dict("records")
        print_data(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    else:
        print_data(csv_text(table))
    return 0


def _target(arguments: argparse.Namespace, dataset: Dataset) -> tuple[Target, list[str]]:
    """Read what is asked for, and what may be."""
    wide = arguments.with_citywide
    if arguments.program is not None:
        return Target("program", arguments.program, wide), list(dataset.programs.index)
    pillars = list(dataset.pillars.sort_values("order").index)
    if arguments.pillar is not None:
        return Target("pillar", arguments.pillar, wide), pillars
    return Target("pillars", None, wide), pillars


def _positive(text: str) -> int:
    value = int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' bukan bilangan bulat lebih dari nol")
    return value
