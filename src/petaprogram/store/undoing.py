"""Taking a change back: a new change that gives each row what it had before."""

from __future__ import annotations

from dataclasses import dataclass

from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.store.engine import reading
from petaprogram.store.reading import Change, Row, as_cells, key_of, read_rows, read_touched
from petaprogram.store.schema import VERSIONS
from petaprogram.store.store import Store
from petaprogram.store.writing import SEED, Check, Edit, Note, write


@dataclass(frozen=True, slots=True)
class Undoing:
    """How a change would be taken back.

    `changed_since` names the rows that are left as they are, and which change they have from since.
    """

    change: Change
    edits: tuple[Edit, ...]
    changed_since: tuple[tuple[str, int], ...]


def plan_undo(store: Store, number: int) -> Undoing:
    """Find out what taking back a change would do.

    Raises
    ------
    StoreError
        If there is no such change, or it is the first.
    """
    change = store.change(number)
    if change.kind == SEED:
        raise StoreError([make_issue("store-seed", store.name, number=number)])
    edits: list[Edit] = []
    since: list[tuple[str, int]] = []
    with reading(store.engine) as connection:
        for name in VERSIONS:
            versions: dict[int, list[Row]] = {}
            for one in read_rows(connection, name, read_touched(connection, name, number)):
                versions.setdefault(one.row, []).append(one)
            for row, mine in versions.items():
                before = next((one for one in mine if one.until == number), None)
                after = next((one for one in mine if one.since == number), None)
                newest = mine[-1]
                if newest != (after or before):
                    since.append((key_of(name, as_cells(name, newest)), newest.until or newest.since))
                elif after and after.until:
                    since.append((key_of(name, as_cells(name, after)), after.until))
                else:
                    cells = as_cells(name, before) if before else None
                    place = before.position if before else None
                    edits.append(Edit(name, row, after.since if after else None, cells, place))
    return Undoing(change, tuple(edits), tuple(since))


def undo(store: Store, undoing: Undoing, note: Note, check: Check) -> Change:
    """Take a change back as it was planned.

    Raises
    ------
    StoreError, DataError
        As `write`: also where other rows depend by now on what would go.
    """
    mine = Note(note.actor, "undo", note.reason, note.office, undoing.change.id)
    return write(store, undoing.edits, mine, check)
