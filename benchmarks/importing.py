"""Measures an import from the first byte to what would change, beside the naive way. See README.md."""

from __future__ import annotations

import argparse
import io
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import xlsxwriter  # type: ignore[import-untyped]
from naive.importing import naive_import

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.watched_worker import watch_reading

from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.importing.base import Base, base_of_folder
from petaprogram.importing.effect import find_effect
from petaprogram.importing.planning import make_plan
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.sandbox import read_book
from petaprogram.settings import ROOT

# Of one office, and as many as the published tables may hold beside theirs.
SIZES = (121, 99_000)
TITLES = (
    *("Program", "Kelurahan", "Kecamatan", "Lokasi", "Status", "Tahun"),
    *("Mitra", "Sumber", "Penerbit", "Tanggal", "Keterangan"),
)
# What an import of 99,000 rows may take: seconds, and MB of the process that opens the file.
MOST_SECONDS, MOST_WORKER_MB, MOST_WIZARD_SECONDS = 60, 512, 3
_MB = 2**20

T = TypeVar("T")


@dataclass(frozen=True)
class Measured:
    """Seconds and CPU seconds of each step, MB above those at the start, and the records by kode."""

    steps: dict[str, tuple[float, float]]
    megabytes: float
    records: Counter[str]


def make_sheet(base: Base, rows: int) -> bytes:
    """Write an office's workbook."""
    out = io.BytesIO()
    programs = [one.cells["name"] for one in base.programs.values()]
    places = base.areas.frame[["name", "kecamatan"]].to_numpy().tolist()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rekap")
        sheet.write_row(0, 0, TITLES)
        for number in range(rows):
            place = places[number % len(places)]
            about = ("berjalan", "2024", "Dinas Kesehatan", "Laporan 2024", "Dinas Kesehatan", "13/05/2024")
            cells = (programs[number % len(programs)], *place, f"RT {number}", *about, f"catatan {number}")
            for column, cell in enumerate(cells):
                sheet.write_string(number + 1, column, cell)
    return out.getvalue()


def city() -> tuple[Base, Areas]:
    """Read the published tables."""
    areas = read_boundaries(ROOT / "geo" / "kelurahan.geojson")
    return base_of_folder(ROOT / "data", areas), areas


def our_import(path: Path) -> Measured:
    """Read, plan, and find what the map would show."""
    base, _ = city()
    data, before = path.read_bytes(), _memory("VmRSS")
    steps: dict[str, tuple[float, float]] = {}
    book = _timed(steps, "read", lambda: read_book(data, path.name))
    plan = _timed(steps, "plan", lambda: make_plan(book, Recipe(), base, path.name))
    _timed(steps, "effect", lambda: find_effect(base, plan))
    kodes = Counter(edit.cells["kode"] for edit in plan.edits if edit.table == "placements" and edit.cells)
    return Measured(steps, _memory("VmHWM") - before, kodes)


def their_import(path: Path) -> Measured:
    """Read and look up, without checks, plan or effect."""
    base, areas = city()
    programs = {one.cells["name"].casefold(): name for name, one in base.programs.items()}
    frame = areas.frame
    places = {
        (name.casefold(), kecamatan.casefold()): str(kode)
        for kode, name, kecamatan in zip(frame.index, frame["name"], frame["kecamatan"], strict=True)
    }
    before, steps = _memory("VmRSS"), dict[str, tuple[float, float]]()
    found = _timed(steps, "all", lambda: naive_import(path, programs, places))
    return Measured(steps, _memory("VmHWM") - before, found)


def _timed(steps: dict[str, tuple[float, float]], name: str, work: Callable[[], T]) -> T:
    began, used = time.perf_counter(), time.process_time()
    result = work()
    steps[name] = time.perf_counter() - began, time.process_time() - used
    return result


def _memory(which: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(which)).split()[1]) / 1024


def _alone(work: Callable[[Path], Measured], path: Path) -> Measured:
    """Run in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, path).result()


def measure(rows: int, folder: Path) -> list[str]:
    """Print the figures of one size; returns what is beyond its limit."""
    path = folder / f"{rows}.xlsx"
    path.write_bytes(make_sheet(city()[0], rows))
    ours, theirs = _alone(our_import, path), _alone(their_import, path)
    if ours.records != theirs.records:
        raise SystemExit(f"{rows} rows: the two ways find other records")
    worker = (watch_reading(path.read_bytes(), 60).peak or 0) / _MB
    for name, one in (("ours", ours), ("naive", theirs)):
        steps = ", ".join(f"{step} {wall:.2f} s ({cpu:.2f} CPU s)" for step, (wall, cpu) in one.steps.items())
        total = sum(wall for wall, _ in one.steps.values())
        print(f"{rows:>7,} rows, {name}: {total:.1f} s, {one.megabytes:.0f} MB above the start; {steps}")
    print(f"{rows:>7,} rows: the process that opens the file takes {worker:.0f} MB")
    total = sum(wall for wall, _ in ours.steps.values())
    most = MOST_SECONDS if rows > SIZES[0] else MOST_WIZARD_SECONDS
    beyond = [f"{rows} rows: {total:.1f} s of {most}"] if total > most else []
    return beyond + ([f"{rows} rows: {worker:.0f} MB of {MOST_WORKER_MB}"] if worker > MOST_WORKER_MB else [])


def main() -> int:
    """Measure; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=SIZES)
    with tempfile.TemporaryDirectory() as name:
        beyond = [line for rows in parser.parse_args().rows for line in measure(rows, Path(name))]
    print("\n".join(beyond))
    return bool(beyond)


if __name__ == "__main__":
    raise SystemExit(main())
