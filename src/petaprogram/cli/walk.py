"""`petaprogram walk`: list, move, add and check the steps of the presentation."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from petaprogram.cli.data import Commands, load_dataset, print_issues
from petaprogram.cli.terminal import print_line, refuse
from petaprogram.files.writing import write_whole
from petaprogram.measures.map_view import ONLY_CLASS, WHOLE_VIEW, make_choices, read_link, write_link
from petaprogram.measures.ministry import FRAME_FILE, read_frame
from petaprogram.messages.issues import errors_only
from petaprogram.presentation.key_figures import NAMES
from petaprogram.presentation.scenes import make_scene, read_walk, view_parameters
from petaprogram.presentation.steps import AUDIENCES, WALK_FILE, parse_steps
from petaprogram.presentation.walk_file import (
    NoSuchStepError,
    WalkText,
    add_step,
    make_id,
    move_step,
    read_walk_text,
)
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset

# The only page whose links say what a map shows, and its address.
_MAP_PATHS = ("", "peta")


class _RefusedError(ValueError):
    """A wrong call; the message says what to do."""


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    walk = commands.add_parser("walk", help="langkah paparan: daftar, pindahkan, tambah, periksa")
    actions = walk.add_subparsers(required=True, metavar="TINDAKAN")

    listed = actions.add_parser("list", help="nomor, tanda, untuk siapa, judul")
    listed.set_defaults(run=_list)

    move = actions.add_parser("move", help="pindahkan satu langkah")
    move.add_argument("step", metavar="ID", help="tanda langkah, lihat 'walk list'")
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=int, metavar="N", help="menjadi langkah nomor ini")
    where.add_argument("--before", metavar="ID", help="tepat sebelum langkah ini")
    where.add_argument("--after", metavar="ID", help="tepat sesudah langkah ini")
    move.set_defaults(run=_move)

    add = actions.add_parser("add", help="tambah langkah dari tautan peta")
    add.add_argument("link", metavar="TAUTAN", help="disalin dari halaman Peta")
    add.add_argument("--title", required=True, metavar="JUDUL")
    add.add_argument("--title-en", metavar="JUDUL", help="judul dalam bahasa Inggris")
    add.add_argument("--caption", metavar="TEKS", help="satu sampai tiga kalimat; angka ditulis {programs}")
    add.add_argument("--caption-en", metavar="TEKS", help="teks itu dalam bahasa Inggris")
    add.add_argument("--number", choices=NAMES, help="angka besar, dihitung dari data")
    add.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help="untuk siapa")
    add.add_argument("--id", metavar="ID", help="bawaan: dibuat dari judul")
    add.add_argument("--after", metavar="ID", help="bawaan: sesudah langkah terakhir")
    add.set_defaults(run=_add)

    check = actions.add_parser("check", help="periksa berkas paparan saja")
    check.set_defaults(run=_check)

    for writing in (move, add):
        writing.add_argument("--dry-run", action="store_true", help="tunjukkan perubahannya, jangan tulis")


def _list(_arguments: argparse.Namespace, settings: Settings) -> int:
    walk = read_walk_text(settings.tables / WALK_FILE)
    for number, (step, entry) in enumerate(zip(walk.ids, walk.entries, strict=True), start=1):
        fields = (number, step, entry.get("audience", AUDIENCES[0]), entry.get("title", ""))
        print_line(*fields, between="\t")
    return 0


def _move(arguments: argparse.Namespace, settings: Settings) -> int:
    path = settings.tables / WALK_FILE
    walk = read_walk_text(path)
    try:
        place = _target(arguments, walk)
        made = move_step(walk, arguments.step, place)
    except (NoSuchStepError, _RefusedError) as error:
        return refuse(str(error))
    return _write(path, walk, made, arguments)


def _target(arguments: argparse.Namespace, walk: WalkText) -> int:
    """Find the place among the other steps, from 0."""
    if arguments.to is not None:
        if not 1 <= arguments.to <= len(walk.blocks):
            raise _RefusedError(f"--to {arguments.to}: pilih nomor 1 sampai {len(walk.blocks)}")
        return int(arguments.to) - 1
    beside = arguments.before or arguments.after
    if beside == arguments.step:
        raise _RefusedError(f"'{beside}' adalah langkah itu sendiri; sebut langkah lain")
    at = walk.place_of(beside) - (walk.place_of(beside) > walk.place_of(arguments.step))
    return at if arguments.before else at + 1


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    path = settings.tables / WALK_FILE
    walk, dataset = read_walk_text(path), load_dataset(settings)
    try:
        view = _read_view(arguments.link, dataset)
        place = walk.place_of(arguments.after) + 1 if arguments.after else len(walk.blocks)
    except (NoSuchStepError, _RefusedError) as error:
        return refuse(str(error))
    entry = {
        "id": arguments.id or make_id(arguments.title, walk.ids),
        "title": arguments.title,
        "title_en": arguments.title_en,
        "caption": arguments.caption,
        "caption_en": arguments.caption_en,
        "audience": None if arguments.audience == AUDIENCES[0] else arguments.audience,
        "view": view,
        "number": arguments.number,
    }
    filled = {name: value for name, value in entry.items() if value}
    made = add_step(walk, filled, place)
    _print_warnings(filled, place + 1, dataset, settings)
    return _write(path, walk, made, arguments)


def _print_warnings(entry: Mapping[str, Any], number: int, dataset: Dataset, settings: Settings) -> None:
    """Name what should be mended about a new step, though it can be shown."""
    (step,), issues = parse_steps([entry])
    frame, _ = read_frame(settings.tables / FRAME_FILE, dataset)
    scene = make_scene(step, number, dataset, make_choices(dataset), frame)
    for issue in (*(one for one in issues if one.rule == "step-translation"), *scene.issues):
        print_line(f"{issue.severity}: {issue}", error=True)


def _read_view(link: str, dataset: Dataset) -> str:
    """Read a link of the map page, and write what it shows as the steps have it."""
    page = urlsplit(link).path.rstrip("/").rpartition("/")[2]
    if "?" in link and page not in _MAP_PATHS:
        raise _RefusedError(f"tautan ini dari halaman '{page}'; salin tautan halaman Peta")
    asked = view_parameters(link)
    if "=" not in link:
        raise _RefusedError(
            "ini bukan tautan tampilan; buka Peta, pilih yang ingin ditampilkan, salin tautannya"
        )
    choices = make_choices(dataset)
    view, unknown = read_link(asked, choices)
    if unknown:
        raise _RefusedError(
            f"bagian tautan tidak dikenal: {', '.join(unknown)}; salin ulang tautannya dari Peta"
        )
    if view.only_class:
        raise _RefusedError(
            f"hapus {ONLY_CLASS}={view.only_class} dari tautan; langkah menampilkan peta utuh"
        )
    if left := [name for name in asked if name not in WHOLE_VIEW]:
        print_line(f"tidak ikut disimpan, bukan bagian tampilan peta: {', '.join(left)}", error=True)
    return urlencode(write_link(view, choices), doseq=True, safe=",")


def _check(_arguments: argparse.Namespace, settings: Settings) -> int:
    dataset = load_dataset(settings)
    frame, _ = read_frame(settings.tables / FRAME_FILE, dataset)
    issues = read_walk(settings.tables / WALK_FILE, dataset, frame).issues
    print_issues(issues)
    return 1 if errors_only(issues) else 0


def _write(path: Path, before: WalkText, after: WalkText, arguments: argparse.Namespace) -> int:
    """Write the file as a whole or not at all, or show what would change."""
    if before.text == after.text:
        print_line("tidak ada yang berubah")
        return 0
    if arguments.dry_run:
        old, new = before.text.splitlines(), after.text.splitlines()
        for line in difflib.unified_diff(old, new, path.name, path.name, lineterm=""):
            print_line(line)
        return 0
    try:
        write_whole(path, after.text.encode())
    except OSError as error:
        return refuse(f"{path} tidak dapat ditulis ({error.strerror}); periksa izinnya")
    print_line(path)
    return 0
