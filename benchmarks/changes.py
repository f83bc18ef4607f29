"""Measures what changed between two editions beside loops over rows: seconds and memory. See README.md."""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from naive.changes import naive_changes

from gaps import KEDIRI, SEED, Measure, extrapolated, line, timed, write_figures
from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.moments import Moment
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset, read_dataset

SIZES = (1_000, 100_000)
# So many records the naive way goes through at most; beyond them its time is extrapolated.
MOST_RECORDS = 2_000
# The shares of the records that are another in the second edition.
REMOVED, RENAMED, NEW, ENDED, SOURCED, MOVED = 0.01, 0.01, 0.05, 0.05, 0.05, 0.02

Answer = set[tuple[object, ...]]


def make_editions(size: int) -> tuple[Dataset, Dataset]:
    """Make two editions with `size` records in the first, from the published programs and sources."""
    published = read_dataset(ROOT / "data", read_boundaries(KEDIRI))
    draws = np.random.default_rng(SEED)
    total = round(size * (1 + NEW))
    number = np.arange(total)
    placements = pd.DataFrame(
        {
            "program_id": draws.choice(published.programs.index.to_numpy(object), total),
            "kode": draws.choice(published.areas.frame.index.to_numpy(object), total),
            "site": [f"Lokasi {one}" for one in number],
            "status": draws.choice(np.array(["running", "planned"], dtype=object), total),
            "source_id": draws.choice(published.sources.index.to_numpy(object), total),
            "confidence": "high",
            "note": np.where(draws.random(total) < SOURCED, "nama tidak disebut (sumber: dsf8)", None),
        },
        index=pd.Index([f"P{one:06}" for one in number], name="placement_id"),
        dtype=object,
    ).reindex(columns=published.placements.columns)
    after = placements.copy()
    after.loc[draws.random(total) < ENDED, "status"] = "ended"
    after.loc[draws.random(total) < MOVED, "kode"] = published.areas.frame.index[0]
    after.loc[draws.random(total) < SOURCED, "note"] = "dilaporkan lagi (sumber: bacspk)"
    after.index = after.index.where(draws.random(total) >= RENAMED, after.index.str.replace("P", "R"))
    after = after[draws.random(total) >= REMOVED]
    return replace(published, placements=placements[:size]), replace(published, placements=after)


def some_of(frame: pd.DataFrame, size: int) -> pd.DataFrame:
    """Take the records that the naive way goes through: every so many-th, under whichever id."""
    step = -(-size // MOST_RECORDS)
    return frame[frame.index.str[1:].astype(int) % step == 0]


def answer(found: Changes, size: int) -> Answer:
    """Give our rows as the naive way finds them, for the records that it goes through."""
    rows = some_of(found.rows.set_index("id", drop=False), size)
    return set(rows[["kind", "id", "column", "before", "after"]].itertuples(index=False, name=None))


def our_rows(size: int, rounds: int) -> Measure:
    """Find the changes of all tables, with their kinds."""
    before, after = make_editions(size)
    measured = timed(lambda: compare(Moment(before), Moment(after)), rounds)
    return replace(measured, answer=answer(measured.answer, size))


def their_rows(size: int, _rounds: int) -> Measure:
    """Find those of the records naively, once."""
    sides = [side.placements.drop(columns="row") for side in make_editions(size)]
    some = [some_of(side, size) for side in sides]
    dates = make_editions(1)[0].sources["date"].to_dict()
    measured = timed(lambda: set(naive_changes(*some, dates, dates)), 1)
    return extrapolated(measured, len(some[0]) / len(sides[0]))


def our_areas(size: int, rounds: int) -> Measure:
    """Find what the changes mean for kelurahan and pillars, with both rankings."""
    before, after = make_editions(size)

    def call() -> int:
        found = compare(Moment(before), Moment(after))
        return len(found.areas.frame) + len(found.count_by("pillar_id"))

    return replace(timed(call, rounds), answer=set())


TASKS: Mapping[str, Mapping[str, Callable[[int, int], Measure]]] = {
    "changes of records": {"ours": our_rows, "naive": their_rows},
    "with kelurahan and ranks": {"ours": our_areas},
}


def measure(size: int, rounds: int) -> dict[str, dict[str, Measure]]:
    """Measure every task at one size, ours and naive one after the other, and compare what they found."""
    figures = {}
    print(f"\n{size:,} records")
    print(f"{'':26}{'seconds':>12}{'naive':>12}{'times':>9}{'MB':>9}{'naive':>9}")
    for name, ways in TASKS.items():
        found = {}
        for way, call in ways.items():
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                found[way] = pool.submit(partial(call, size, rounds)).result()
        figures[name] = found
        if "naive" in found and found["ours"].answer != found["naive"].answer:
            raise RuntimeError(f"{name}: ours and the naive way differ")
        print(line(name, found, "records"))
    return figures


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="samples of ours (default 3); naive has one")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    results = {size: measure(size, options.rounds) for size in SIZES}
    if options.json:
        write_figures(options.json, results)


if __name__ == "__main__":
    main()
