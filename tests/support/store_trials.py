"""What a store has to bear: writers that are killed, and editors who meet at the same rows."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from petaprogram.messages.issues import StoreError
from petaprogram.settings import Settings
from petaprogram.store.engine import reading
from petaprogram.store.reading import as_cells
from petaprogram.store.schema import CHANGE, VERSIONS
from petaprogram.store.store import Store, open_store
from petaprogram.store.writing import Edit, Note, write

# A child that is forked has everything imported already.
FORK = multiprocessing.get_context("fork")
EDITED = ("sources", "placements")
_BEGINS = "begins\n"


def no_check(_folder):
    """Let everything pass: what is tried is the store, not the data."""


def edit_two(store: Store, who: str, reason: str, chosen: random.Random):
    """Read one row of two tables as an editor does, and write both anew: both, or none."""
    tables = store.tables(store.head().id)
    rows = [(name, chosen.choice(tables[name])) for name in EDITED]
    edits = [
        Edit(name, row.row, row.since, as_cells(name, row) | {_note_of(name): reason}) for name, row in rows
    ]
    return write(store, edits, Note(who, "edit", reason), no_check)


def _note_of(name: str) -> str:
    return "date_note" if name == "sources" else "note"


def _write_until_killed(settings: Settings, seed: int, acknowledged) -> None:
    store, chosen, count = open_store(settings), random.Random(seed), 0  # noqa: S311
    os.write(acknowledged, _BEGINS.encode())
    while True:
        count += 1
        reason = f"{seed}-{count}"
        try:
            change = edit_two(store, "penulis", reason, chosen)
        except StoreError:  # another one was faster
            continue
        os.write(acknowledged, f"{change.id} {reason}\n".encode())


@dataclass
class Killed:
    """What was found after the kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0


def kill_writers(settings: Settings, kills: int, at_once: int, seed: int = 1) -> Killed:
    """Kill -9 so many writers, each while the others of `at_once` go on, and count what is lost or half."""
    chosen, told = random.Random(seed), {}  # noqa: S311
    for start in range(0, kills, at_once):
        out, into = os.pipe()
        writers = [
            FORK.Process(
                target=_write_until_killed, args=(settings, seed * 100_000 + number, into), daemon=True
            )
            for number in range(start, min(start + at_once, kills))
        ]
        for writer in writers:
            writer.start()
        os.close(into)
        with os.fdopen(out) as lines:
            said: list[str] = []
            while said.count(_BEGINS) < len(writers):
                said.append(next(lines))
                assert all(writer.is_alive() for writer in writers)
            # All are at work now; the others go on while one is killed, at any point of what it does.
            for writer in writers:
                time.sleep(chosen.uniform(0, 0.2))
                os.kill(writer.pid, signal.SIGKILL)
            for writer in writers:
                writer.join()
            said += lines
        # The last line of a writer may be cut.
        told |= dict(line.split() for line in said if line.endswith("\n") and " " in line)
    found = Killed(kills, len(told))
    store = open_store(settings)
    with reading(store.engine) as connection:
        reasons = {
            str(number): why for number, why in connection.execute(select(CHANGE.c.id, CHANGE.c.reason))
        }
        written = Counter()
        for name in EDITED:
            table = VERSIONS[name]
            counts = select(table.c.since, func.count()).group_by(table.c.since)
            written.update(number for number, count in connection.execute(counts) if count == 1)
    found.lost = sum(reasons.get(number) != reason for number, reason in told.items())
    found.half = sum(written[int(number)] != len(EDITED) for number in reasons if number != "1")
    store.engine.dispose()
    return found


@dataclass
class Met:
    """What editors met with: `saved` and `conflicts` are all of their tries, the others must be nothing."""

    saved: int = 0
    conflicts: int = 0
    overwritten: int = 0
    unstable: int = 0


def _edit_often(settings: Settings, who: int, edits: int, results) -> None:
    store, chosen = open_store(settings), random.Random(who)  # noqa: S311
    saved, seen = [], {}
    for number in range(edits):
        head = store.head()
        row = chosen.choice(store.tables(head.id)["placements"])
        # What a reader once took for a version must be that version for ever.
        seen[head.id] = hash_of(store, head.id)
        cells = as_cells("placements", row)
        try:
            edit = Edit(
                "placements", row.row, row.since, cells | {"note": f"{cells['note']} {who}.{number}".strip()}
            )
            saved.append(
                (write(store, [edit], Note(str(who), "edit", "uji"), no_check).id, f"{who}.{number}")
            )
        except StoreError:
            continue
    results.put((saved, edits - len(saved), seen))


def hash_of(store: Store, number: int) -> int:
    """Tell one content of a version from another."""
    return hash(tuple((row.row, row.since) for row in store.tables(number)["placements"]))


def let_edit(settings: Settings, editors: int, edits: int) -> Met:
    """Let editors append marks to rows that they all want, and look for those that went missing."""
    results = FORK.Queue()
    people = [
        FORK.Process(target=_edit_often, args=(settings, who, edits, results)) for who in range(editors)
    ]
    for one in people:
        one.start()
    told = [results.get(timeout=600) for _ in people]
    for one in people:
        one.join()
    store, met = open_store(settings), Met()
    marks = " ".join(
        as_cells("placements", row)["note"] for row in store.tables(store.head().id)["placements"]
    )
    kept = Counter(marks.split())
    for saved, conflicts, seen in told:
        met.saved += len(saved)
        met.conflicts += conflicts
        met.overwritten += sum(kept[mark] != 1 for _, mark in saved)
        met.unstable += sum(hash_of(store, number) != value for number, value in seen.items())
    store.engine.dispose()
    return met
