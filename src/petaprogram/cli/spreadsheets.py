"""`petaprogram import FILE` and `petaprogram template`: the spreadsheets of offices."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from petaprogram.cli.data import Commands
from petaprogram.cli.terminal import print_line, print_not_written, print_written, refuse, write_file
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.messages.issues import group_rows
from petaprogram.messages.language import INDONESIAN
from petaprogram.messages.vocabulary import STATE
from petaprogram.settings import Settings

if TYPE_CHECKING:
    from petaprogram.importing.base import Base
    from petaprogram.importing.effect import Effect
    from petaprogram.importing.plan import Plan

_SEVERITIES = {"error": "kesalahan", "warning": "peringatan"}
_COUNTED = {"new": "baru", "changed": "berubah", "gone": "hilang", "same": "tetap", "waiting": "menunggu"}
# Of a long list as many lines are shown; the marked file has all.
_SHOWN = 50


def add_to(commands: Commands) -> None:
    """Add the command of the template."""
    template = commands.add_parser("template", help="tulis templat XLSX untuk diisi sebuah kantor")
    template.add_argument(
        "--office", default="", metavar="KANTOR", help="hanya data kantor ini; tanpa ini semuanya"
    )
    template.add_argument("--blank", action="store_true", help="tanpa data")
    template.add_argument(
        "--out", required=True, type=Path, metavar="HASIL", help="berkas .xlsx yang ditulis"
    )
    template.set_defaults(run=_template)


def _template(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.importing.planning import records_of  # noqa: PLC0415
    from petaprogram.importing.recipe import Whole  # noqa: PLC0415
    from petaprogram.importing.template import make_template  # noqa: PLC0415
    from petaprogram.importing.words import say_similar, similar  # noqa: PLC0415

    base = _base(settings)
    whole = Whole(of="office", value=arguments.office) if arguments.office else Whole(of="all")
    records = [] if arguments.blank else [*records_of(base, whole)]
    if arguments.office and not records and not arguments.blank:
        near = say_similar(similar(arguments.office, base.offices))
        return refuse(
            f"tidak ada data kantor '{arguments.office}'; yang mirip: {near}. Templat kosong: --blank"
        )
    return write_file(arguments.out, make_template(base, records))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what only the import of a spreadsheet asks for."""
    parser.add_argument("--recipe", type=Path, metavar="RESEP", help="cara membaca lembar kerja (JSON)")
    parser.add_argument("--save-recipe", type=Path, metavar="RESEP", help="tulis resep untuk dilengkapi")
    parser.add_argument("--dry-run", action="store_true", help="hanya tunjukkan, seperti tanpa --yes")
    parser.add_argument(
        "--marked", type=Path, metavar="HASIL", help="tulis berkas itu kembali dengan sel bermasalah ditandai"
    )


def given_options(arguments: argparse.Namespace) -> str:
    """Name the options of `add_options` that were given and make no sense for a folder."""
    options = {
        "--recipe": arguments.recipe,
        "--save-recipe": arguments.save_recipe,
        "--marked": arguments.marked,
    }
    return ", ".join(name for name, value in options.items() if value is not None)


def import_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show what the spreadsheet of an office would change, and with --yes write it."""
    from petaprogram.files.regular_file import FileRules, read_file  # noqa: PLC0415
    from petaprogram.importing.book import MAX_BYTES  # noqa: PLC0415
    from petaprogram.importing.effect import find_effect  # noqa: PLC0415
    from petaprogram.importing.planning import plan_import  # noqa: PLC0415
    from petaprogram.importing.recipe import Recipe, read_recipe  # noqa: PLC0415

    rules = FileRules("import-missing", "unreadable-file", "too-large")
    data = read_file(arguments.path, MAX_BYTES, rules)
    recipe = Recipe()
    if arguments.recipe:
        recipe = read_recipe(read_file(arguments.recipe, MAX_BYTES, rules), arguments.recipe.name)
    base = _base(settings)
    plan = plan_import(data, arguments.path.name, recipe, base)
    if arguments.save_recipe:
        write_file(arguments.save_recipe, plan.draft().to_json().encode())
    if arguments.marked:
        from petaprogram.importing.marking import mark  # noqa: PLC0415

        write_file(arguments.marked, mark(data, plan))
    for line in _say_plan(plan):
        print_line(line)
    if plan.is_same:
        print_line("Tidak ada perubahan.")
        return 0
    if effect := find_effect(base, plan):
        for line in _say_effect(effect):
            print_line(line)
    if not plan.can_take_over:
        print_line("Belum dapat ditulis: jawab dan perbaiki yang disebut di atas.")
        return 1
    if not arguments.yes:
        return print_not_written()
    return _write(arguments, settings, plan)


def _base(settings: Settings) -> Base:
    """Read what the file is held against: the store, or where there is none the files."""
    from petaprogram.importing.base import base_of_folder, base_of_store  # noqa: PLC0415
    from petaprogram.store.store import find_store  # noqa: PLC0415

    areas = read_boundaries(settings.boundaries)
    store = find_store(settings)
    return base_of_store(store, areas, settings) if store else base_of_folder(settings.tables, areas)


def _write(arguments: argparse.Namespace, settings: Settings, plan: Plan) -> int:
    from petaprogram.importing.taking_over import KIND, take_over  # noqa: PLC0415
    from petaprogram.store.checking import make_check  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415
    from petaprogram.store.writing import Note  # noqa: PLC0415

    note = Note(arguments.by, KIND, arguments.reason, arguments.office)
    change = take_over(open_store(settings), plan, note, make_check(settings))
    return print_written(change.id)


def _say_plan(plan: Plan) -> Iterator[str]:
    layout = plan.layout
    sheet = f"lembar {layout.sheet.name}, " if layout.sheet.name else ""
    yield f"{plan.file}: {sheet}judul kolom di baris {layout.header}, {len(layout.rows)} baris data"
    if layout.unread:
        yield f"Kolom yang tidak dibaca: {', '.join(layout.unread)}"
    if plan.problems:
        yield "Masalah:"
        ordered = sorted(plan.problems, key=lambda one: not one.stops)
        issues = group_rows(one.issue for one in ordered)
        yield from _cut([f"  {_SEVERITIES[one.severity]}: {one}" for one in issues], "masalah")
    if plan.places:
        yield "Tempat yang perlu diputuskan (places dalam resep):"
        for place in plan.places:
            found = "; ".join(f"{one.kode} {one.name} ({one.score})" for one in place.candidates) or "-"
            reason = place.reason.say(INDONESIAN)
            yield f"  '{place.written}' ({len(place.rows)} baris): {reason}. Calon: {found}"
    for name, near in plan.unknown_programs.items():
        found = ", ".join(near) or "-"
        yield f"Program yang perlu diputuskan (programs dalam resep): '{name}'. Calon: {found}"
    for question in plan.questions:
        subject = f".{question.subject}" if question.subject else ""
        examples = f" Misalnya {'; '.join(question.examples)}." if question.examples else ""
        answers = " atau ".join(question.choices)
        yield f"Pertanyaan: {question.said.say(INDONESIAN)}{examples} ({question.field}{subject}: {answers})"
    yield from _cut([*_say_rows(plan)], "perubahan")
    counts = plan.counts
    blank = "dibiarkan" if plan.recipe.blank == "keep" else "mengosongkan"
    said = [f"{counts[kind]} {word}" for kind, word in _COUNTED.items()]
    yield f"{', '.join(said)}. Sel kosong: {blank}."
    if plan.held_back:
        yield "Yang hilang belum diterapkan: baris yang menunggu mungkin salah satunya."


def _say_rows(plan: Plan) -> Iterator[str]:
    for row in plan.rows:
        if row.what == "new":
            cells = ", ".join(f"{column} '{new}'" for column, _, new in row.cells if column != "placement_id")
            yield f"  baris {row.number}: baru, {row.record}: {cells}"
        elif row.what == "changed":
            for column, old, new in row.cells:
                yield f"  baris {row.number}: {row.record}: {column}: '{old}' -> '{new}'"
    for one in plan.others:
        kind = "baru" if one.before is None else "berubah"
        cells = ", ".join(f"{column} '{new}'" for column, _, new in one.cells)
        yield f"  {one.key}: {kind}: {cells}"
    done = {"end": "menjadi berakhir", "remove": "dihapus"}.get(plan.recipe.gone or "", "dibiarkan")
    for name in plan.gone:
        yield f"  {name}: tidak ada di berkas, {done}"


def _cut(lines: list[str], what: str) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"  ... dan {len(lines) - _SHOWN} {what} lagi"


def _say_effect(effect: Effect) -> Iterator[str]:
    places = {one.kode for one in effect.states}
    yield f"Akibat: {len(places)} kelurahan berubah keadaan."
    say = INDONESIAN.say
    lines = [
        f"  {one.name}, {one.pillar_id}: {say(STATE[one.before])} -> {say(STATE[one.after])}"
        for one in effect.states
    ]
    yield from _cut(lines, "keadaan")
    frame = effect.changes.areas.frame
    moves = effect.changes.areas.moves
    for kode in moves.index[:_SHOWN]:
        row = frame.loc[kode]
        yield f"  peringkat {row['name']}: {int(row['rank_before'])} -> {int(row['rank_after'])}"
    if not len(moves):
        yield "  Tidak ada peringkat yang berpindah."
