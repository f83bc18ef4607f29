"""The options by which a command is told a scenario."""

from __future__ import annotations

import argparse
import re

from petaprogram.gaps.weights import DEFAULT, PRESETS, Weights, format_weights, parse_weights
from petaprogram.messages.issues import WeightsError
from petaprogram.scenario.definition import (
    DEFAULT_RULE,
    MAX_METRES,
    NAMED_RULES,
    WEIGHTS,
    Scenario,
    ServiceRule,
    parse_metres,
)


def add_scenario_options(parser: argparse.ArgumentParser) -> None:
    """Ask for everything that makes a scenario."""
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--pillar", metavar="PILAR")
    about.add_argument("--program", metavar="ID")
    parser.add_argument("--k", type=_whole, required=True, metavar="N", help="banyaknya lokasi baru")
    parser.add_argument(
        "--rule",
        type=_rule,
        default=DEFAULT_RULE,
        metavar="self|neighbours|METER",
        help="yang dilayani sebuah lokasi: kelurahannya saja, juga tetangganya (bawaan), atau juga sampai "
        "jarak ini",
    )
    parser.add_argument("--lock", nargs="+", action="extend", default=[], metavar="KODE", help="wajib masuk")
    parser.add_argument(
        "--exclude", nargs="+", action="extend", default=[], metavar="KODE", help="jangan dimasukkan"
    )
    parser.add_argument("--weight", choices=WEIGHTS, default=WEIGHTS[0], help="yang dimaksimalkan")
    parser.add_argument(
        "--weights",
        type=_weights,
        default=DEFAULT,
        metavar="BOBOT",
        help=f"bobot prioritas kunjungan, yang memilih bila sama banyak: {', '.join(PRESETS)}, atau seperti "
        f"pada 'gaps' (bawaan: {format_weights(DEFAULT)})",
    )
    parser.add_argument(
        "--with-citywide", action="store_true", help="hitung juga program tingkat kota dan kecamatan"
    )


def make_scenario(given: argparse.Namespace) -> Scenario:
    """Make the scenario that the options ask for."""
    return Scenario(
        kind="pillar" if given.program is None else "program",
        subject=given.pillar if given.program is None else given.program,
        k=given.k,
        rule=given.rule,
        locked=tuple(given.lock),
        excluded=tuple(given.exclude),
        weight=given.weight,
        wide=given.with_citywide,
        weights=given.weights,
    )


def _whole(text: str) -> int:
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"'{text}' bukan bilangan bulat")
    return int(text)


def _rule(text: str) -> ServiceRule:
    metres = parse_metres(text)
    for rule in NAMED_RULES:
        if text == rule:
            return rule
    if metres is None:
        raise argparse.ArgumentTypeError(
            f"'{text}': tulis self, neighbours, atau 0 sampai {MAX_METRES} (meter)"
        )
    return metres


def _weights(text: str) -> Weights:
    try:
        return parse_weights(text)
    except WeightsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
