"""Options that several commands have, declared once so that they mean the same everywhere."""

from __future__ import annotations

import argparse

from petaprogram.messages.language import LANGUAGES, SOURCE


def add_subject(
    parser: argparse.ArgumentParser,
    *,
    required: bool = False,
    pillar_help: str | None = None,
    program_help: str | None = None,
) -> None:
    """Add `--pillar` and `--program`, of which a call names one at most."""
    about = parser.add_mutually_exclusive_group(required=required)
    about.add_argument("--pillar", metavar="PILAR", help=pillar_help)
    about.add_argument("--program", metavar="ID", help=program_help)


def add_wide(parser: argparse.ArgumentParser) -> None:
    """Add `--with-citywide`: what holds for the city or a kecamatan counts in each kelurahan of it."""
    parser.add_argument(
        "--with-citywide", action="store_true", help="hitung juga program tingkat kota dan kecamatan"
    )


def add_language(parser: argparse.ArgumentParser, meaning: str = "bahasa kalimat") -> None:
    """Add `--lang`; `meaning` is its help."""
    parser.add_argument("--lang", choices=[one.code for one in LANGUAGES], default=SOURCE, help=meaning)


def add_format(parser: argparse.ArgumentParser, *more: str) -> None:
    """Add `--format`: a table for a spreadsheet, JSON for a program, and what `more` names."""
    parser.add_argument("--format", choices=["csv", "json", *more], default="csv")
