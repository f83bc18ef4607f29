"""Measures what the store bears, and what a long history costs, on both databases. See README.md."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from sqlalchemy import insert, update
from sqlalchemy.sql import bindparam

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.databases import ENGINES, new_database, postgresql, sample_settings, sample_store
from tests.support.store_trials import kill_writers, let_edit, no_check

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.settings import ROOT, Settings
from petaprogram.store.checking import check_store, make_check
from petaprogram.store.engine import writing
from petaprogram.store.founding import found, prepare
from petaprogram.store.history import Wanted, read_history
from petaprogram.store.reading import add_up, as_cells
from petaprogram.store.schema import CHANGE, VERSIONS
from petaprogram.store.store import Store, open_store
from petaprogram.store.writing import Edit, Note, write
from petaprogram.tables.dataset import read_dataset

NOTE = Note("bench", "edit", "uji")
SEED, BATCH = 2026, 20_000
PLACEMENTS = VERSIONS["placements"]


def add_changes(store: Store, count: int) -> None:
    """Write so many changes of one record each past `write`, which checks each: this is what they leave."""
    chosen = random.Random(SEED)  # noqa: S311
    head = store.head()
    rows = store.tables(head.id)["placements"]
    content, number, last = head.content, head.id, head.id + count
    same = (PLACEMENTS.c.row == bindparam("_row"), PLACEMENTS.c.since == bindparam("_since"))
    ending = update(PLACEMENTS).where(*same)
    while number < last:
        changes, ended, begun = [], [], []
        for number in range(number + 1, min(number + BATCH, last) + 1):  # noqa: B020
            place = chosen.randrange(len(rows))
            old = rows[place]
            cells = {**as_cells("placements", old), "note": f"catatan {number}"}
            new = old._replace(since=number, cells=tuple(cells.values()))
            content = add_up(add_up(content, "placements", [old], sign=-1), "placements", [new])
            about = {"actor": "bench", "office": "", "kind": "edit", "reason": "uji", "undoes": None}
            changes.append({"id": number, "at": head.at, "content": content, **about})
            ended.append({"_row": old.row, "_since": old.since, "_until": number})
            begun.append({"row": new.row, "since": number, "until": None, "position": new.position, **cells})
            rows[place] = new
        with writing(store.engine) as connection:
            connection.execute(insert(CHANGE), changes)
            # Only the newest version of a row is in force: each is written as it ends up.
            until = {(one["_row"], one["_since"]): one["_until"] for one in ended}
            for one in begun:
                one["until"] = until.pop((one["row"], one["since"]), None)
            connection.execute(
                ending.values(until=bindparam("_until")),
                [{"_row": row, "_since": since, "_until": end} for (row, since), end in until.items()],
            )
            connection.execute(insert(PLACEMENTS), begun)


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Measure the median of so many rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure_long(settings: Settings, count: int) -> None:
    """Measure a store of the published tables with so many changes."""
    check = make_check(settings)
    found(settings, prepare(settings, check), NOTE, check)
    store = open_store(settings)
    print(f"  {count:,} changes written in {seconds(lambda: add_changes(store, count)):.1f} s")
    areas = read_boundaries(settings.boundaries)

    def start() -> None:
        opened = open_store(settings)
        read_dataset(opened.checkout(opened.head()), areas, settings.tables)
        opened.engine.dispose()

    print(f"  first start: {seconds(start):.2f} s; the next: {seconds(start):.2f} s")

    def edit(checked: Callable[[Path], object]) -> None:
        row = store.tables(store.head().id)["placements"][7]
        cells = {**as_cells("placements", row), "note": str(time.perf_counter_ns())}
        write(store, [Edit("placements", row.row, row.since, cells)], NOTE, checked)

    ms = 1000
    print(
        f"  one edit: {seconds(lambda: edit(check), 9) * ms:.0f} ms with all checks of the tables,", end=" "
    )
    print(f"{seconds(lambda: edit(no_check), 9) * ms:.0f} ms without")
    print(f"  head: {seconds(store.head, 200) * ms:.2f} ms")
    half = seconds(lambda: store.tables(count // 2), 5) * ms
    newest = seconds(lambda: store.tables(count + 1), 5) * ms
    print(f"  all tables of the newest version: {newest:.0f} ms, half-way: {half:.0f} ms")
    for name, wanted in (
        ("all", Wanted()),
        ("a record", Wanted(row="P012")),
        ("an area", Wanted(kode="35.71.02.1001")),
        ("a program", Wanted(program="kampung-keren")),
        ("an office", Wanted(office="Dinas Kesehatan")),
    ):
        newest = seconds(partial(read_history, store, wanted, 51), 3) * ms
        older = seconds(partial(read_history, store, replace(wanted, before=count // 2), 51), 3) * ms
        print(f"  a page of the history of {name}: {newest:.0f} ms, half-way: {older:.0f} ms")
    began = time.perf_counter()
    problems = [*check_store(store)]
    print(f"  store check: {time.perf_counter() - began:.1f} s, {len(problems)} problems")
    store.engine.dispose()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    arguments = parser.parse_args()
    wanted = arguments.engine or ENGINES
    with (
        postgresql() if "postgresql" in wanted else nullcontext("") as server,
        tempfile.TemporaryDirectory() as name,
    ):
        for engine in wanted:
            print(engine, flush=True)

            def place(part: str, engine: str = engine) -> Settings:
                url = new_database(server) if engine == "postgresql" else None
                return sample_settings(Path(name) / engine / part, url)

            tried = place("kills")
            sample_store(tried).engine.dispose()
            at_once = 50 if engine == "postgresql" else 2
            print(" ", asdict(kill_writers(tried, arguments.kills, at_once)), flush=True)
            print(f"  afterwards: {len([*check_store(open_store(tried))])} problems", flush=True)
            tried = place("editors")
            sample_store(tried).engine.dispose()
            began = time.perf_counter()
            met = asdict(let_edit(tried, arguments.editors, arguments.edits))
            print(f"  {met} in {time.perf_counter() - began:.1f} s", flush=True)
            long = place("long")
            measure_long(replace(long, tables=ROOT / "data"), arguments.changes)


if __name__ == "__main__":
    main()
