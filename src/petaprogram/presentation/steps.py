"""The steps of a presentation as a person writes them (paparan.toml): reading and checking.

A step that breaks a rule is named and left out; it never stops the show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from petaprogram.messages.field_checks import NO_TEXT, is_filled, is_whole, say_unseen
from petaprogram.messages.issues import Issue, Said, errors_only, make_issue
from petaprogram.messages.language import SOURCE, Language, message
from petaprogram.tables.toml_files import read_toml

WALK_FILE = "paparan.toml"
# A presentation of ten minutes.
FEWEST, MOST = 6, 12

# What a step shows: the map of its view, the opening of the presentation, who takes part where, the quick
# wins, the index of the ministry over the years, or its frame.
Show = Literal["map", "cover", "partners", "quick_wins", "index", "frame"]

# Whom a step is for. An internal meeting sees the public steps too.
Audience = Literal["public", "internal"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LIST = "step"

_NO_ID = message("bukan tanda yang sah; pakai huruf kecil, angka, dan '-' saja")
_NO_NOTES = message("bukan daftar teks")
_NO_YEAR = message("bukan tahun seperti 2023")
_NO_SHOW = message("tidak dikenal; pilih map, cover, partners, quick_wins, index, atau frame")
_NO_AUDIENCE = message("tidak dikenal; pilih public atau internal")
_NO_TABLE = message("bukan [[step]]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `view` holds the parameters of a link to the map, `number` a name of `figures.NAMES`.

    `notes` are the talking points, seen by the presenter alone. `year` belongs to a number that has years.
    A step for the `internal` audience is shown only where a meeting asks for it.
    """

    id: str
    title: str
    title_en: str = ""
    caption: str = ""
    caption_en: str = ""
    notes: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    view: str = ""
    show: Show = "map"
    number: str = ""
    year: int | None = None
    audience: Audience = "public"

    def title_in(self, language: Language) -> str:
        """Its title; in the source language where there is no translation."""
        return self.title if language.code == SOURCE else self.title_en or self.title

    def caption_in(self, language: Language) -> str:
        """Its caption, placeholders still in it."""
        return self.caption if language.code == SOURCE else self.caption_en or self.caption

    def notes_in(self, language: Language) -> tuple[str, ...]:
        """Its talking points, placeholders still in them."""
        return self.notes if language.code == SOURCE else self.notes_en or self.notes


STEP_FIELDS = tuple(field.name for field in fields(Step))
_TRANSLATED = ("title", "caption", "notes")


def read_steps(path: Path) -> tuple[tuple[Step, ...], tuple[Issue, ...]]:
    """Read the steps of a file.

    Returns
    -------
    steps
        Those that can be shown, in order.
    issues
        Every problem: an error leaves a step out, a warning does not.
    """
    content, issues = read_toml(path, missing="walk-missing", unreadable="walk-unreadable")
    if content is None:
        return (), tuple(issues)
    steps, found = parse_steps(content.get(_LIST, []), path.name)
    strange = [
        make_issue("walk-unknown-field", path.name, field=field) for field in content if field != _LIST
    ]
    return steps, (*strange, *found)


def parse_steps(entries: object, file: str = WALK_FILE) -> tuple[tuple[Step, ...], tuple[Issue, ...]]:
    """Turn the tables of a file into steps; returns as `read_steps`."""
    steps: list[Step] = []
    issues: list[Issue] = []
    listed = entries if isinstance(entries, list) else [entries]
    for number, entry in enumerate(listed, start=1):
        found = list(_check(entry, number, file))
        if not errors_only(found):
            step = _make(entry, number)
            if any(step.id == other.id for other in steps):
                found.append(make_issue("step-id", file, step=_named(entry, number), value=step.id))
            else:
                steps.append(step)
        issues += found
    shown = sum(step.audience == "public" for step in steps)
    if not FEWEST <= shown <= MOST:
        issues.append(make_issue("walk-length", file, count=shown, low=FEWEST, high=MOST))
    return tuple(steps), tuple(issues)


def _make(entry: Mapping[str, Any], number: int) -> Step:
    known = {name: value for name, value in entry.items() if name in STEP_FIELDS}
    for field in ("notes", "notes_en"):
        if field in known:
            known[field] = tuple(known[field])
    return Step(**{"id": f"langkah-{number}", **known})


def _check(entry: object, number: int, file: str) -> Iterator[Issue]:
    if not isinstance(entry, Mapping):
        yield make_issue("step-field", file, step=number, field=_LIST, problem=Said(_NO_TABLE))
        return
    name = _named(entry, number)
    for field, value in entry.items():
        if field not in STEP_FIELDS:
            yield make_issue("step-unknown-field", file, step=name, field=field)
        elif unseen := say_unseen(value):
            yield make_issue("step-field", file, step=name, field=field, problem=unseen)
        elif problem := _CHECKS[field](value):
            yield make_issue("step-field", file, step=name, field=field, problem=Said(problem))
    if "title" not in entry:
        yield make_issue("step-field", file, step=name, field="title", problem=Said(NO_TEXT))
    for field in _TRANSLATED:
        if entry.get(field) and not entry.get(f"{field}_en"):
            yield make_issue("step-translation", file, step=name, field=f"{field}_en")


def _named(entry: Mapping[str, Any], number: int) -> str:
    """Say which step is meant, so that a person finds it in the file."""
    title = entry.get("title")
    return f"{number} ({title[:40]})" if isinstance(title, str) and title.strip() else str(number)


def _check_text(value: object) -> str | None:
    return None if isinstance(value, str) else NO_TEXT


def _check_title(value: object) -> str | None:
    return None if is_filled(value) else NO_TEXT


def _check_notes(value: object) -> str | None:
    return None if isinstance(value, list) and all(isinstance(note, str) for note in value) else _NO_NOTES


def _check_year(value: object) -> str | None:
    return None if is_whole(value) and 1900 <= value <= 2100 else _NO_YEAR  # noqa: PLR2004


_CHECKS: Mapping[str, Callable[[object], str | None]] = {
    "id": lambda value: None if isinstance(value, str) and _ID.fullmatch(value) else _NO_ID,
    "title": _check_title,
    "title_en": _check_text,
    "caption": _check_text,
    "caption_en": _check_text,
    "notes": _check_notes,
    "notes_en": _check_notes,
    "view": _check_text,
    "show": lambda value: None if value in get_args(Show) else _NO_SHOW,
    "number": _check_text,
    "year": _check_year,
    "audience": lambda value: None if value in AUDIENCES else _NO_AUDIENCE,
}
