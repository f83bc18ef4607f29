"""`petaprogram store` and `petaprogram import`: tables with their history. Without --yes none writes."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from petaprogram.changes.history_words import say_kind
from petaprogram.cli import spreadsheets
from petaprogram.cli.data import Commands, print_issues
from petaprogram.cli.terminal import print_line, print_not_written, print_written, refuse
from petaprogram.files.writing import write_together
from petaprogram.messages.issues import errors_only
from petaprogram.messages.language import INDONESIAN, WIB
from petaprogram.settings import Settings

if TYPE_CHECKING:
    from petaprogram.store.history import Difference
    from petaprogram.store.reading import Change
    from petaprogram.store.writing import Note

# Of a long import as many rows are listed; all are in the history.
_SHOWN = 50


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    store = commands.add_parser("store", help="penyimpanan dengan riwayat: buat, lihat, batalkan, cadangkan")
    parts: Commands = store.add_subparsers(required=True, metavar="TINDAKAN")

    init = parts.add_parser("init", help="buat penyimpanan dari berkas data/ dan buktikan isinya sama")
    init.add_argument("--rewrite", action="store_true", help="bentuk berkas boleh berubah, isinya tetap")
    _add_note(init, needed=False, default="data awal")
    init.set_defaults(run=_init)

    status = parts.add_parser("status", help="versi terbaru, dan apakah data/ masih sama")
    status.set_defaults(run=_status)

    history = parts.add_parser("history", help="siapa mengubah apa, kapan, dan mengapa")
    history.add_argument("--row", default="", metavar="TANDA", help="satu baris, misalnya P012")
    history.add_argument("--kode", default="", help="satu wilayah")
    history.add_argument("--program", default="", metavar="ID")
    history.add_argument("--office", default="", metavar="KANTOR")
    history.add_argument("--limit", type=int, default=20, metavar="N", help="paling banyak sekian perubahan")
    history.set_defaults(run=_history)

    undo = parts.add_parser("undo", help="batalkan satu perubahan dengan perubahan baru")
    undo.add_argument("number", type=int, metavar="N")
    _add_note(undo)
    undo.set_defaults(run=_undo)

    export = parts.add_parser("export", help="tulis berkas CSV satu versi ke dalam folder")
    export.add_argument("folder", type=Path, metavar="DIR")
    which = export.add_mutually_exclusive_group()
    which.add_argument("--version", type=int, metavar="N", help="versi yang ditulis; tanpa ini yang terbaru")
    which.add_argument(
        "--day", type=_day, metavar="TTTT-BB-HH", help="yang berlaku pada akhir hari itu (WIB)"
    )
    _add_yes(export)
    export.set_defaults(run=_export)

    for name, about, run in (
        ("backup", "tulis cadangan lengkap ke satu berkas, juga saat aplikasi berjalan", _backup),
        ("restore", "isi penyimpanan baru dari cadangan, SQLite maupun PostgreSQL", _restore),
    ):
        part = parts.add_parser(name, help=about)
        part.add_argument("file", type=Path, metavar="BERKAS")
        _add_yes(part)
        part.set_defaults(run=run)

    check = parts.add_parser("check", help="baca semuanya dan cocokkan dengan sidiknya")
    check.set_defaults(run=_check)

    taken = commands.add_parser(
        "import", help="masukkan ke penyimpanan: folder CSV yang berubah, atau lembar kerja sebuah kantor"
    )
    taken.add_argument(
        "path", type=Path, metavar="BERKAS", help="lembar kerja (XLSX, XLS, CSV), atau folder seperti data/"
    )
    spreadsheets.add_options(taken)
    _add_note(taken, needed=False)
    taken.set_defaults(run=_import)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan tanggal seperti 2026-11-27") from None


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="tulis; tanpa ini hanya ditunjukkan")


def _add_note(parser: argparse.ArgumentParser, *, needed: bool = True, default: str = "") -> None:
    parser.add_argument(
        "--reason", required=needed, default=default, metavar="TEKS", help="alasan, misalnya nomor SK"
    )
    parser.add_argument(
        "--by", default=getpass.getuser(), metavar="NAMA", help="siapa; biasanya nama pengguna"
    )
    parser.add_argument("--office", default="", metavar="KANTOR", help="atas nama kantor mana")
    _add_yes(parser)


def _note(arguments: argparse.Namespace, kind: str) -> Note:
    from petaprogram.store.writing import Note  # noqa: PLC0415

    return Note(arguments.by, kind, arguments.reason, arguments.office)


def _init(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.checking import make_check  # noqa: PLC0415
    from petaprogram.store.engine import store_place  # noqa: PLC0415
    from petaprogram.store.founding import found, prepare  # noqa: PLC0415

    check = make_check(settings)
    founding = prepare(settings, check)
    for name, sheet in founding.sheets.items():
        print_line(f"{name}.csv: {len(sheet.rows)} baris")
    for file in founding.rewritten:
        print_line(f"{file}: bentuknya akan berubah, isinya tetap (perlu --rewrite)")
    print_line(f"Tempat penyimpanan: {store_place(settings)}")
    if not arguments.yes:
        return print_not_written()
    change = found(settings, founding, _note(arguments, "seed"), check, rewrite=arguments.rewrite)
    proof = (
        "isi sama, bentuk seragam" if founding.rewritten else "ekspornya sama dengan data/ sampai ke bitnya"
    )
    print_line(f"Perubahan {change.id} ditulis; {proof}.")
    return 0


def _status(_arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.drift import find_drift  # noqa: PLC0415
    from petaprogram.store.engine import store_place  # noqa: PLC0415
    from petaprogram.store.store import find_store  # noqa: PLC0415

    store = find_store(settings)
    if store is None:
        print_line(f"Belum ada penyimpanan ({store_place(settings)}); yang berlaku berkas {settings.tables}.")
        return 0
    head = store.head()
    print_line(f"Penyimpanan: {store_place(settings)}")
    _print_change(head)
    drift = find_drift(store, settings.tables)
    for name, count in drift.items():
        print_line(f"{name}: berbeda dari penyimpanan ({count} baris)")
    if not drift:
        print_line(f"{settings.tables} sama dengan penyimpanan.")
        return 0
    print_line("Yang berlaku penyimpanan, bukan berkas itu. Lihat bedanya (hanya --yes yang menulis):")
    print_line(f"  bila berkasnya yang benar: petaprogram import {settings.tables} --reason ALASAN")
    print_line(f"  bila penyimpanan yang benar: petaprogram store export {settings.tables}")
    return 0


def _history(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.geography.boundaries import load_boundaries  # noqa: PLC0415
    from petaprogram.store.history import Wanted, read_history  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415

    wanted = Wanted(arguments.row, arguments.kode, arguments.program, arguments.office)
    store = open_store(settings)
    areas = load_boundaries(settings.boundaries, settings.state)[0] if wanted.kode else None
    entries = read_history(store, wanted, max(arguments.limit, 1), rows=_SHOWN, areas=areas)
    for entry in entries:
        _print_change(entry.change)
        _print_differences(entry.differences, max(entry.rows - _SHOWN, 0))
    if not entries:
        print_line("Tidak ada perubahan.")
    return 0


def _undo(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.checking import make_check  # noqa: PLC0415
    from petaprogram.store.history import differences_of  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415
    from petaprogram.store.undoing import plan_undo, undo  # noqa: PLC0415

    store = open_store(settings)
    undoing = plan_undo(store, arguments.number)
    _print_change(undoing.change)
    _print_differences(differences_of(store, undoing.edits))
    for key, number in undoing.changed_since:
        print_line(f"  {key}: dibiarkan, sudah diubah lagi oleh perubahan {number}")
    if not undoing.edits:
        print_line("Tidak ada lagi yang dapat dibatalkan.")
        return 1
    if not arguments.yes:
        return print_not_written()
    change = undo(store, undoing, _note(arguments, "undo"), make_check(settings))
    print_line(f"Perubahan {change.id} membatalkan perubahan {arguments.number}.")
    return 0


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.sheets import differing, render, sheets_of  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415

    store = open_store(settings)
    if arguments.day:
        change = store.change_on(arguments.day)
    else:
        change = store.head() if arguments.version is None else store.change(arguments.version)
    _print_change(change)
    sheets = sheets_of(store.tables(change.id))
    changed = differing(sheets, arguments.folder)
    for file in changed:
        print_line(f"{arguments.folder / file}: berbeda dari versi {change.id}")
    if not changed:
        print_line(f"{arguments.folder} sama dengan versi {change.id}.")
        return 0
    if not arguments.yes:
        return print_not_written()
    names = {Path(file).stem: file for file in changed}
    write_together(
        arguments.folder, {names[name]: render(sheet) for name, sheet in sheets.items() if name in names}
    )
    for name in names.keys() - sheets.keys():
        (arguments.folder / names[name]).unlink()
    print_line(f"{len(changed)} berkas ditulis.")
    return 0


def _backup(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.backup import write_backup  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415

    store = open_store(settings)
    if arguments.file.exists():
        return refuse(f"{arguments.file} sudah ada dan tidak ditimpa; beri nama lain")
    if not arguments.yes:
        print_line(f"{arguments.file}: akan memuat semua perubahan sampai nomor {store.head().id}")
        return print_not_written()
    head = write_backup(store, arguments.file)
    size = arguments.file.stat().st_size / 1e6
    print_line(f"{arguments.file}: {head.id} perubahan, {size:.2f} MB")
    return 0


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.backup import read_backup, restore  # noqa: PLC0415
    from petaprogram.store.engine import store_place  # noqa: PLC0415

    about = read_backup(arguments.file)
    print_line(f"{arguments.file}: utuh, {about.id} perubahan; akan mengisi {store_place(settings)}")
    if not arguments.yes:
        return print_not_written()
    head = restore(settings, arguments.file)
    print_line(f"Dipulihkan sampai perubahan {head.id}, sama dengan sidiknya.")
    return 0


def _check(_arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.checking import check_store  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415

    issues = [*check_store(open_store(settings))]
    print_issues(issues)
    return 1 if errors_only(issues) else 0


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.yes and arguments.dry_run:
        return refuse("--yes dan --dry-run tidak dapat bersama")
    if arguments.yes and not arguments.reason:
        return refuse("tulis alasannya, misalnya --reason 'SK 12/2026'")
    if not arguments.path.is_dir():
        return spreadsheets.import_file(arguments, settings)
    if given := spreadsheets.given_options(arguments):
        return refuse(f"{given} hanya untuk lembar kerja, bukan untuk folder")
    return _import_folder(arguments, settings)


def _import_folder(arguments: argparse.Namespace, settings: Settings) -> int:
    from petaprogram.store.checking import make_check  # noqa: PLC0415
    from petaprogram.store.history import differences_of  # noqa: PLC0415
    from petaprogram.store.sheets import read_sheets  # noqa: PLC0415
    from petaprogram.store.store import open_store  # noqa: PLC0415
    from petaprogram.store.taking_over import plan  # noqa: PLC0415
    from petaprogram.store.writing import write  # noqa: PLC0415

    store, check = open_store(settings), make_check(settings)
    check(arguments.path)
    edits = plan(read_sheets(arguments.path), store.tables(store.head().id))
    if not edits:
        print_line("Tidak ada perubahan.")
        return 0
    differences = differences_of(store, edits)
    new = sum(one.before is None for one in differences)
    gone = sum(one.after is None for one in differences)
    _print_differences(differences)
    print_line(
        f"{new} baris baru, {len(differences) - new - gone} berubah, {gone} hilang, "
        f"{len(edits) - len(differences)} hanya pindah tempat"
    )
    if not arguments.yes:
        return print_not_written()
    change = write(store, edits, _note(arguments, "import"), check)
    return print_written(change.id)


def _print_change(change: Change) -> None:
    at = dt.datetime.fromisoformat(change.at).astimezone(WIB)
    kind = say_kind(change.kind, INDONESIAN)
    undone = f" perubahan {change.undoes}" if change.undoes else ""
    who = ", ".join(filter(None, (change.actor, change.office)))
    print_line(f"{change.id}  {at:%Y-%m-%d %H.%M} WIB  {who}  {kind}{undone}: {change.reason}")


def _print_differences(differences: Sequence[Difference], more: int = 0) -> None:
    """Print the first rows; `more` follow these that are not here."""
    for one in differences[:_SHOWN]:
        if one.before is None:
            print_line(f"  {one.key}: baru")
        elif one.after is None:
            print_line(f"  {one.key}: dihapus")
        else:
            for column, old, new in one.cells:
                print_line(f"  {one.key}: {column}: '{old}' -> '{new}'")
    more += max(len(differences) - _SHOWN, 0)
    if more:
        print_line(f"  ... dan {more} baris lagi")
