"""Options of the command `export` that say what a file is about, and how they are read."""

from __future__ import annotations

import argparse

from petaprogram.exports.file_format import MapView, Material, WrongCallError
from petaprogram.maps.classes import classify
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.presentation.steps import AUDIENCES
from petaprogram.tables.dataset import Dataset


def add_kode(parser: argparse.ArgumentParser) -> None:
    """Ask for one kelurahan."""
    parser.add_argument("--kode", required=True, metavar="KODE", help="kode kelurahan (35.71.02.1016)")


def read_kode(given: argparse.Namespace, material: Material) -> str:
    """Read the kode of a kelurahan."""
    return _known_area(material.edition.dataset, given.kode)


def add_audience(parser: argparse.ArgumentParser) -> None:
    """Ask whom the steps of the presentation are for."""
    parser.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=AUDIENCES[0],
        help="internal: dengan langkah untuk rapat internal",
    )


def read_material(given: argparse.Namespace, material: Material) -> Material:
    """Take all files, for what is made from the steps of the presentation too."""
    return material._replace(audience=given.audience)


def add_map_options(parser: argparse.ArgumentParser) -> None:
    """Ask for what a map shows, and on which paper."""
    from petaprogram.maps.paper.sheet import PAPERS  # noqa: PLC0415  (it draws; pages need none of it)

    about = parser.add_mutually_exclusive_group()
    about.add_argument("--pillar", metavar="PILAR", help="keadaan satu pilar")
    about.add_argument("--program", metavar="ID", help="keadaan satu program")
    about.add_argument("--pillars", action="store_true", help="banyaknya pilar yang ada datanya (bawaan)")
    about.add_argument("--programs", action="store_true", help="banyaknya program yang tercatat")
    parser.add_argument(
        "--with-citywide", action="store_true", help="hitung juga program tingkat kota dan kecamatan"
    )
    parser.add_argument("--kode", metavar="KODE", help="satu kelurahan dengan tetangganya")
    parser.add_argument("--paper", choices=list(PAPERS), default="a4", help="ukuran kertas")


def read_map_options(given: argparse.Namespace, material: Material) -> MapView:
    """Read what a map shows, and compute it."""
    dataset = material.edition.dataset
    shown = make_map(dataset, _read_theme(given, dataset))
    selected = None if given.kode is None else _known_area(dataset, given.kode)
    return MapView(shown, classify(shown), selected, given.paper)


def _read_theme(given: argparse.Namespace, dataset: Dataset) -> Theme:
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
