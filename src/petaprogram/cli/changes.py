"""The command that says what changed between two moments."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from pathlib import Path

import pandas as pd

from petaprogram.changes.change_words import say_changes, say_meaning, say_span
from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.moments import Moment
from petaprogram.cli.data import Commands, load_dataset
from petaprogram.cli.options import add_format, add_language
from petaprogram.cli.terminal import print_data, print_line, refuse, write_file
from petaprogram.exports.change_formats import CHANGES_XLSX
from petaprogram.exports.change_tables import change_file
from petaprogram.exports.file_format import Task
from petaprogram.exports.spreadsheet import csv_text, to_csv
from petaprogram.messages.issues import ChangesError
from petaprogram.messages.language import Language, language_of, message
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import SUFFIX, make_slug, open_snapshot
from petaprogram.snapshots.versions import open_frozen
from petaprogram.store.version import number_in, version_slug
from petaprogram.tables.dataset import Dataset

TODAY = "hari-ini"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_MOMENT = (
    "versi beku (nama atau berkas), nomor versi penyimpanan seperti 12, tanggal seperti 2024-12-31, "
    f"atau {TODAY}"
)


def add_to(commands: Commands) -> None:
    """Add the command of this module."""
    changes = commands.add_parser("changes", help="yang berubah sejak versi beku atau tanggal")
    changes.add_argument("--since", required=True, metavar="KEADAAN", help=_MOMENT)
    changes.add_argument("--until", default=TODAY, metavar="KEADAAN", help=f"bawaan: {TODAY}")
    changes.add_argument(
        "--out", type=Path, metavar="BERKAS", help="berkas hasil; tanpa ini tercetak di layar"
    )
    add_language(changes)
    add_format(changes, "xlsx")
    changes.set_defaults(run=_changes)


def _changes(arguments: argparse.Namespace, settings: Settings) -> int:
    language = language_of(arguments.lang)
    form = arguments.format
    if form == "xlsx" and arguments.out is None:
        return refuse(language.say("XLSX tidak dapat dicetak di layar; tambahkan --out BERKAS"))
    today = load_dataset(settings)
    try:
        days = [_read_day(text) for text in (arguments.since, arguments.until)]
        before, after = (
            _read_moment(text, day, today, settings, by_day=any(days))
            for text, day in zip((arguments.since, arguments.until), days, strict=True)
        )
        found = compare(before, after)
    except ChangesError as error:
        return refuse(error.say(language))
    remarks = (say_span(found, language), say_changes(found, language), *say_meaning(found, language))
    for remark in remarks:
        print_line(f"petaprogram: {remark}", error=True)
    if form == "xlsx":
        day = dt.datetime.now().astimezone().date()
        content = CHANGES_XLSX.make(Task(after.dataset, language, day), found)
    elif form == "json":
        text = json.dumps(changes_json(found, language), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        content = text.encode()
    else:
        text = csv_text(change_file(found))
        content = to_csv(change_file(found))
    if arguments.out is not None:
        return write_file(arguments.out, content)
    print_data(text)
    return 0


def _read_day(text: str) -> dt.date | None:
    """Read a date; None where the text is none, such as the name of a snapshot."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ChangesError(message("'{value}' bukan tanggal; tulis seperti 2024-12-31"), value=text) from None


def _read_moment(
    text: str, day: dt.date | None, today: Dataset, settings: Settings, *, by_day: bool
) -> Moment:
    """Find what a side is: today, a day, a version by its number, or a snapshot by its file or by its name.

    `by_day` says whether one of the sides is a day: then today is the day of the data.

    Raises
    ------
    SnapshotError, StoreError
        If there is no such snapshot or version, or it cannot be used.
    """
    if day is not None:
        return Moment(today, day=day)
    if text == TODAY:
        return Moment(today, day=today.site.data_date if by_day else None)
    if text.endswith(SUFFIX):
        snapshot = open_snapshot(Path(text))
    else:
        snapshot = open_frozen(_slug_of(text, settings), settings)
    version = snapshot.manifest.version
    return Moment(snapshot.edition.dataset, None if version else snapshot.manifest.name, version=version)


def _slug_of(text: str, settings: Settings) -> str:
    """Take a number for a version, unless a snapshot is called that."""
    if number_in(text) is not None:
        return text
    slug = make_slug(text)
    is_version = _NUMBER.fullmatch(text) and not (settings.snapshots / f"{slug}{SUFFIX}").exists()
    return version_slug(int(text)) if is_version else slug


def changes_json(changes: Changes, language: Language) -> dict[str, object]:
    """Everything that changed, for a program: numbers, rows and kelurahan. Counts are of records."""
    areas = changes.areas
    frame = areas.frame.rename_axis("kode").reset_index()
    return {
        "since": _moment_json(changes.before),
        "until": _moment_json(changes.after),
        "sentence": say_changes(changes, language),
        "remarks": list(say_meaning(changes, language)),
        "counts": dict(changes.counts),
        "balance": dict(changes.balance),
        "undated": changes.undated,
        "other_tables": {table: kinds for table, kinds in changes.other_counts.items() if kinds},
        "rows": _rows(change_file(changes)),
        "areas": {
            "gained": areas.gained,
            "lost": areas.lost,
            "came": areas.came,
            "went": areas.went,
            "pillars": _rows(areas.pillars),
            "all": _rows(frame),
        },
    }


def _moment_json(moment: Moment) -> dict[str, object]:
    return {
        "snapshot": moment.name,
        "version": moment.version.number if moment.version else None,
        "day": moment.day.isoformat() if moment.day else None,
        "data_date": moment.dataset.site.data_date.isoformat(),
        "dataset_version": moment.dataset.version,
        "boundaries": moment.dataset.areas.version,
    }


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in table.astype(object).where(table.notna(), None).to_dict("records")
    ]
