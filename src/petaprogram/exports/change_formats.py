"""The files about changes. They stand in `formats.FORMATS` with all others."""

# ruff: noqa: PLC0415  (what writes a file is imported when one is made)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from petaprogram.exports.file_format import Format, Task
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

if TYPE_CHECKING:
    from petaprogram.changes.comparison import Changes


def _make_changes_csv(task: Task, changes: Changes) -> bytes:
    from petaprogram.exports.change_tables import change_table
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(change_table(changes, task.language), task.language)


def _make_changes_xlsx(task: Task, changes: Changes) -> bytes:
    from petaprogram.exports.change_tables import changes_workbook

    return changes_workbook(changes, task.link, task.language)


def _name_changes(_dataset: Dataset, language: Language, changes: Changes) -> Iterator[str]:
    yield language.say("sejak {moment}", moment=changes.before.short(language))
    if not changes.after.is_today:
        yield language.say("sampai {moment}", moment=changes.after.short(language))


CHANGES_XLSX: Format[Changes] = Format(
    message("Perubahan (XLSX)"),
    message("perubahan"),
    "xlsx",
    _make_changes_xlsx,
    hint=message("Setiap perubahan dengan isi sebelum dan sesudahnya"),
    name_subject=_name_changes,
)
CHANGES_CSV = replace(CHANGES_XLSX, label=message("Perubahan (CSV)"), suffix="csv", make=_make_changes_csv)
