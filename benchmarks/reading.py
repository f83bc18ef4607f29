"""Measures reading and checking the tables of a grown city beside the naive way. See README.md."""

from __future__ import annotations

import argparse
import csv
import hashlib
import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
from naive.reading import naive_duplicates, naive_table

from gaps import KEDIRI, SEED, Measure, line, timed, write_figures
from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.settings import ROOT
from petaprogram.tables.columns import TABLES
from petaprogram.tables.cross_checks import check_duplicates
from petaprogram.tables.dataset import read_dataset
from petaprogram.tables.partner_names import MAX_COMPARED
from petaprogram.tables.reading import read_table

SIZES = (1_000, 10_000, 100_000)
# So many records share a program, a source, a partner; so large a share has a point, or is reported again.
OF_PROGRAM, OF_SOURCE, OF_PARTNER = 50, 5, 50
LOCATED, REPEATED = 0.1, 0.005

Rows = list[dict[str, str]]


def make_city(folder: Path, size: int) -> None:
    """Write the tables of a city with `size` records: published ones, repeated with other ids and places."""
    # Evidence names records that are not made here.
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("evidence_frame.csv"))
    areas = read_boundaries(KEDIRI)
    points = {kode: (f"{point.x:.5f}", f"{point.y:.5f}") for kode, point in areas.label_points.items()}
    draws, published = random.Random(SEED), {table: read_rows(table) for table in TABLES}  # noqa: S311
    programs = repeat(published["programs"], size // OF_PROGRAM, "program_id", "name")
    sources = repeat(published["sources"], size // OF_SOURCE, "source_id")
    partners = repeat(published["partners"], min(size // OF_PARTNER, MAX_COMPARED), "partner")
    standing = [one["partner"] for one in partners if not one["same_as"]]
    placements: Rows = []
    for number in range(size):
        row = {**draws.choice(published["placements"]), "lon": "", "lat": ""}
        if number and draws.random() < REPEATED:
            row = dict(placements[-1])
        else:
            row["program_id"] = draws.choice(programs)["program_id"]
            row["source_id"] = draws.choice(sources)["source_id"]
            row["site"] = f"{row['site'] or 'Balai RW'} {number}"
            row["partners"] = "; ".join(draws.sample(standing, draws.randrange(3)))
            if areas.level(row["kode"]) == "kelurahan":
                row["kode"] = draws.choice(list(points))
                if draws.random() < LOCATED:
                    row["lon"], row["lat"] = points[row["kode"]]
        placements.append({**row, "placement_id": f"P{number:06}"})
    made = {"programs": programs, "sources": sources, "partners": partners, "placements": placements}
    for table, rows in made.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [title for title in TABLES[table] if title in rows[0]])
            writer.writeheader()
            writer.writerows(rows)


def read_rows(table: str) -> Rows:
    """Read the rows of a published table."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def repeat(rows: Rows, count: int, *names: str) -> Rows:
    """Repeat rows, at least once, with a number after what has to be unique."""
    repeated = []
    for number in range(max(len(rows), count)):
        row, turn = rows[number % len(rows)], number // len(rows)
        again = {name: f"{row[name]}{'-' if name.endswith('_id') else ' '}{turn}" for name in names}
        repeated.append({**row, **again} if turn else row)
    return repeated


def answer(placements: pd.DataFrame, duplicates: Mapping[int, int]) -> dict[str, tuple[float, ...]]:
    """Shorten what was read and found, so that both ways can be compared."""
    cells = ("\0".join(map(str, row)) for row in placements.itertuples(name=None))
    read = {"read": tuple(hashlib.sha256("\n".join(cells).encode()).digest())}
    return read | {f"as {row}": (first,) for row, first in duplicates.items()}


def our_reading(folder: Path, rounds: int) -> Measure:
    """Read all tables and check every rule."""
    areas = warm_areas()
    measured = timed(lambda: read_dataset(folder, areas), rounds, time.process_time)
    placements, _ = read_table(folder, "placements")
    if placements is None:
        raise RuntimeError("the tables that were made cannot be read")
    duplicates = {
        int(one.row or 0): int(str(dict(one.values)["other"]))
        for one in check_duplicates({"placements": placements}, areas)
    }
    return replace(measured, answer=answer(placements, duplicates))


def their_reading(folder: Path, _rounds: int) -> Measure:
    """Read all tables naively, and check only one rule between rows: what is reported twice."""

    def call() -> tuple[pd.DataFrame, dict[int, int]]:
        tables = {
            name: naive_table(folder / f"{name}.csv", columns)
            for name, columns in TABLES.items()
            if (folder / f"{name}.csv").exists()
        }
        return tables["placements"], naive_duplicates(tables["placements"])

    measured = timed(call, 1, time.process_time)
    return replace(measured, answer=answer(*measured.answer))


def our_records(folder: Path, rounds: int) -> Measure:
    """Join the records with their programs and sources, as the first visitor waits for it."""
    dataset = read_dataset(folder, warm_areas())
    return replace(timed(lambda: len(replace(dataset).records), rounds, time.process_time), answer={})


def warm_areas() -> Areas:
    """Read the boundaries, and compute what is computed once for a city."""
    areas = read_boundaries(KEDIRI)
    if areas.kecamatan.empty:
        raise ValueError("no kecamatan")
    return areas


TASKS: Mapping[str, Mapping[str, Callable[[Path, int], Measure]]] = {
    "read and checked": {"ours": our_reading, "naive": their_reading},
    "records joined": {"ours": our_records},
}


def measure(size: int, rounds: int) -> dict[str, dict[str, Measure]]:
    """Measure every task at one size, ours and naive one after the other, and compare what they found."""
    figures = {}
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "city"
        make_city(folder, size)
        megabytes = sum(path.stat().st_size for path in folder.glob("*.csv")) / 2**20
        print(f"\n{size:,} records, {megabytes:.1f} MB of tables")
        print(f"{'':26}{'CPU s':>12}{'naive':>12}{'times':>9}{'MB':>9}{'naive':>9}")
        for name, ways in TASKS.items():
            found = {}
            for way, call in ways.items():
                with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                    found[way] = pool.submit(call, folder, rounds).result()
            figures[name] = found
            if "naive" in found and found["ours"].answer != found["naive"].answer:
                raise RuntimeError(f"{name}: ours and the naive way differ")
            print(line(name, found))
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="records (default: up to 100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="samples of ours (default 3); naive has one")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args(arguments)
    results = {size: measure(size, options.rounds) for size in options.sizes}
    if options.json:
        write_figures(options.json, results)


if __name__ == "__main__":
    main()
