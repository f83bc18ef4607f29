"""Editing the steps of a presentation in their file: remarks, order and every other letter stay as they are.

A step is moved as the text that it is, with the remark right above it. What comes out is read again and
compared with what was meant before anybody may write it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomlkit

from petaprogram.messages.issues import DataError, errors_only, make_issue
from petaprogram.messages.letters import slug
from petaprogram.presentation.steps import WALK_FILE, parse_steps
from petaprogram.tables.toml_files import read_toml

_HEADER = re.compile(r"(?m)^[ \t]*\[\[[ \t]*step[ \t]*\]\]")
# Lines of remarks right above a header, without a blank line between, go with the step below them.
_REMARK = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)
_LINE_ENDS = "\r\n \t"
_ID_LENGTH = 36


class NoSuchStepError(LookupError):
    """No step has this id; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class WalkText:
    """A file of steps, cut where each begins.

    `blocks` are the steps as they are written, `gaps` the line ends after the block at each place, `entries`
    what each block says; `head` stands before the first.
    """

    head: str
    blocks: tuple[str, ...]
    gaps: tuple[str, ...]
    entries: tuple[Mapping[str, Any], ...]

    @property
    def text(self) -> str:
        """The whole file."""
        return self.head + "".join(map("".join, zip(self.blocks, self.gaps, strict=True)))

    @property
    def ids(self) -> list[str]:
        """The id of each step; one without an id is called by its place, as on the page."""
        return [str(entry.get("id", f"langkah-{at}")) for at, entry in enumerate(self.entries, start=1)]

    def place_of(self, step: str) -> int:
        """Return the place of a step, from 0.

        Raises
        ------
        NoSuchStepError
            If there is none with this id.
        """
        if step not in self.ids:
            raise NoSuchStepError(f"langkah '{step}' tidak ada; pilih: {', '.join(self.ids)}")
        return self.ids.index(step)


def read_walk_text(path: Path) -> WalkText:
    """Read a file of steps for editing.

    Raises
    ------
    DataError
        If it is not there, is no TOML, or its steps are written so that they cannot be told apart.
    """
    content, issues = read_toml(path, missing="walk-missing", unreadable="walk-unreadable")
    if content is None:
        raise DataError(issues)
    return _cut(path.read_bytes().decode("utf-8"), content.get("step", []))


def move_step(walk: WalkText, step: str, place: int) -> WalkText:
    """Move a step so that it stands at a place, from 0; a place beyond the end is the end.

    Raises
    ------
    NoSuchStepError
        If there is none with this id.
    """
    at = walk.place_of(step)
    order = [one for one in range(len(walk.blocks)) if one != at]
    order.insert(place, at)
    return _checked(
        replace(
            walk,
            blocks=tuple(walk.blocks[one] for one in order),
            entries=tuple(walk.entries[one] for one in order),
        )
    )


def add_step(walk: WalkText, entry: Mapping[str, Any], place: int) -> WalkText:
    """Add a step at a place, from 0. `entry` holds its fields, in the order in which they are written.

    Raises
    ------
    DataError
        If the step breaks a rule that would leave it out.
    """
    ends = "\r\n" if "\r\n" in walk.text else "\n"
    block = _write(entry).rstrip(_LINE_ENDS).replace("\n", ends)
    blocks, gaps = list(walk.blocks), list(walk.gaps)
    blocks.insert(place, block)
    if gaps:
        # The last step keeps the end of the file.
        gaps[-1] = gaps[-1] or ends
        gaps.insert(len(gaps) - 1, ends * 2)
    else:
        gaps = [ends]
    entries = [*walk.entries[:place], entry, *walk.entries[place:]]
    head = walk.head if not walk.head or walk.blocks else walk.head.rstrip(_LINE_ENDS) + ends * 2
    made = _checked(WalkText(head, tuple(blocks), tuple(gaps), tuple(entries)))
    _, issues = parse_steps(list(made.entries))
    _, before = parse_steps(list(walk.entries))
    if new := [issue for issue in errors_only(issues) if str(issue) not in set(map(str, before))]:
        raise DataError(new)
    return made


def make_id(title: str, taken: Sequence[str]) -> str:
    """Make the id of a step from its title: small letters, digits and hyphens, not one of those taken.

    >>> make_id("Air bersih, 24 jam", ["air-bersih-24-jam"])
    'air-bersih-24-jam-2'
    """
    stem = slug(title)[:_ID_LENGTH].rstrip("-") or "langkah"
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def _cut(text: str, entries: object) -> WalkText:
    starts = [_with_remark(text, found.start()) for found in _HEADER.finditer(text)]
    parts = [text[one:other] for one, other in pairwise([*starts, len(text)])]
    blocks = tuple(part.rstrip(_LINE_ENDS) for part in parts)
    gaps = tuple(part[len(block) :] for part, block in zip(parts, blocks, strict=True))
    head = text[: starts[0]] if starts else text
    listed = tuple(entries) if isinstance(entries, list) else (entries,)
    return _checked(WalkText(head, blocks, gaps, listed))


def _with_remark(text: str, start: int) -> int:
    remark = _REMARK.search(text[:start])
    # What stands right at the beginning is about the whole file.
    return remark.start() if remark and remark.start() > 0 else start


def _checked(walk: WalkText) -> WalkText:
    """Make sure that the text says what is meant, and each block its own step."""
    try:
        said = tomllib.loads(walk.text.lstrip("\ufeff")).get("step", [])
        each = [tomllib.loads(block)["step"] for block in walk.blocks]
    except (ValueError, KeyError, RecursionError):
        said, each = None, []
    if said != list(walk.entries) or each != [[entry] for entry in walk.entries]:
        raise DataError([make_issue("walk-shape", WALK_FILE)])
    return walk


def _write(entry: Mapping[str, Any]) -> str:
    table = tomlkit.table()
    for name, value in entry.items():
        table.add(name, value)
    steps = tomlkit.aot()
    steps.append(table)
    document = tomlkit.document()
    document.add("step", steps)
    return tomlkit.dumps(document)
