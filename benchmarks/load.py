"""Measures how long visitors wait for a filter when many click at once. See README.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from kit.servers import BENCHMARKS, ROOT, Server, free_port, run, serve, wait_until_healthy
from kit.visitors import Visit, visit

# Visitors at once, and the seconds from one click of each to the next.
BUSY, MANY = 50, 300
ROUNDS = ((1, 2.0), (10, 2.0), (BUSY, 2.0), (MANY, 50.0))
# In seconds: after this Streamlit has forgotten who left, and we have collected what they held.
LEFT = 190
# The list of programs on the map page, and the button of the empty page.
FILTER, BUTTON = "c-program", "None"
GOAL_P95, GOAL_CPU, GOAL_GROWTH = 1.5, 4.0, 1.03


@dataclass(frozen=True, slots=True)
class Result:
    """One round: milliseconds, and MB of resident memory of all processes."""

    page: str
    visitors: int
    every: float
    runs: int
    runs_a_second: float
    p50: float
    p95: float
    errors: int
    cpu_a_run: float
    kb_a_run: float
    mb_before: float
    mb_under: float
    mb_after: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is measured: a server to start, and the control to click."""

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    control: str


def processes(pid: int) -> list[int]:
    """List a process and those that it has started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            for child in (task / "children").read_text("ascii").split():
                found += processes(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """Add the CPU seconds of a process and of those that it has started."""
    ticks = 0
    for one in processes(pid):
        fields = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Add the resident memory of a process and of those that it has started."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1]) for one in processes(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serve_many(workers: int, state: Path) -> Iterator[Server]:
    """Run `petaprogram serve` as long as the block lasts, and wait until all its workers serve."""
    port, log = free_port(), state / "serve.log"
    command = [sys.executable, "-m", "petaprogram.cli", "serve", "--address", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers)]
    changed = {"PYTHONPATH": str(ROOT / "src"), "PETAPROGRAM_STATE": str(state)}
    with run(command, ROOT, changed, log) as process:
        wait_until_healthy(port, process, log)
        server = Server(process.pid, port)
        # New visitors go to one worker after the other, and to those alone that serve.
        while len({asyncio.run(Visit(server.url, FILTER).load()) for _ in range(workers)}) < workers:
            time.sleep(0.1)
        yield server


def measure(page: Page, server: Server, visitors: int, every: float, seconds: float) -> Result:
    """Let visitors click for a while, and count."""
    # What comes first once: modules, caches.
    asyncio.run(visit(server.url, page.control, 2, 0.2, 3))
    before, cpu, begun = memory_mb(server.pid), cpu_seconds(server.pid), time.monotonic()
    tally = asyncio.run(visit(server.url, page.control, visitors, every, seconds))
    took, under = time.monotonic() - begun, memory_mb(server.pid)
    spent = cpu_seconds(server.pid) - cpu
    runs = len(tally.seconds)
    for error in sorted(set(tally.errors))[:3]:
        print(f"  {error}", file=sys.stderr)
    p50, p95 = np.percentile(tally.seconds or [float("nan")], [50, 95]) * 1000
    # Streamlit keeps a visit that has left for two minutes.
    time.sleep(LEFT if visitors >= MANY else 0)
    return Result(
        page=page.name,
        visitors=visitors,
        every=every,
        runs=runs,
        runs_a_second=runs / took,
        p50=float(p50),
        p95=float(p95),
        errors=len(tally.errors),
        # The first run of each visitor is among them.
        cpu_a_run=1000 * spent / (runs + visitors),
        kb_a_run=float(np.mean(tally.kb)) if tally.kb else 0.0,
        mb_before=before,
        mb_under=under,
        mb_after=memory_mb(server.pid),
    )


def main() -> int:
    """Measure and print; returns 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="of each round")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--visitors", type=int, nargs="+", help="only the rounds of so many")
    parser.add_argument(
        "--soak", type=float, metavar="MINUTES", help="visitors that come and go, and memory alone"
    )
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.soak:
        return soak(arguments.soak)
    print(f"load at the start: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        print("| page | visitors, every | runs | a second | p50, p95 ms | errors | CPU a run ms | kB | MB |")
        print("| --- " * 9 + "|")
        for page in make_pages(arguments.workers, Path(folder)):
            for visitors, every in ROUNDS:
                if not arguments.visitors or visitors in arguments.visitors:
                    with page.start() as server:
                        seconds = max(arguments.seconds, every)
                        results.append(measure(page, server, visitors, every, seconds))
                    print(row(results[-1]), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(one) for one in results], indent=1))
    return judge(results)


def soak(minutes: float) -> int:
    """Let ten visitors come, click and leave again and again; 1 where memory goes on growing."""
    found: list[float] = []
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder:
        (page,) = make_pages(1, Path(folder))[1:2]
        with page.start() as server:
            while time.monotonic() < end:
                tally = asyncio.run(visit(server.url, page.control, 10, 5.0, 20.0))
                found.append(memory_mb(server.pid))
                errors = len(tally.errors)
                print(f"{10 * len(found)} visits, {found[-1]:.0f} MB, errors {errors}", flush=True)
    # Streamlit keeps 128 visits that have left, for two minutes: until then memory has to grow.
    settled = found[len(found) // 3 :]
    middle = len(settled) // 2
    before, after = float(np.median(settled[:middle])), float(np.median(settled[middle:]))
    print(
        f"median of the second third {before:.0f} MB, of the last {after:.0f} MB, goal {GOAL_GROWTH:g} times"
    )
    return int(after > before * GOAL_GROWTH)


def make_pages(workers: int, state: Path) -> list[Page]:
    """List what is measured."""
    return [
        Page("empty page", lambda: serve(BENCHMARKS / "empty" / "app.py", state, {}), BUTTON),
        Page("map, 1 process", lambda: serve(ROOT / "app.py", state, {}), FILTER),
        Page(f"map, {workers} workers", lambda: serve_many(workers, state), FILTER),
    ]


def row(one: Result) -> str:
    """Write a result as a row of the table."""
    cells = (
        one.page,
        f"{one.visitors}, {one.every:g} s",
        one.runs,
        f"{one.runs_a_second:.1f}",
        f"{one.p50:.0f}, {one.p95:.0f}",
        one.errors,
        f"{one.cpu_a_run:.0f}",
        f"{one.kb_a_run:.1f}",
        f"{one.mb_before:.0f}, {one.mb_under:.0f}, {one.mb_after:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def judge(results: list[Result]) -> int:
    """Say which goals are met; 1 where one is missed."""
    empty = {one.visitors: one.cpu_a_run for one in results if one.page == "empty page"}
    errors = sum(one.errors for one in results)
    print(f"errors: {errors}")
    missed = errors > 0
    for one in results:
        if one.page == "empty page" or one.visitors != BUSY:
            continue
        found = {"p95 in s": (one.p95 / 1000, GOAL_P95)}
        if one.visitors in empty:
            found["times the CPU of the empty page"] = (one.cpu_a_run / empty[one.visitors], GOAL_CPU)
        for name, (value, goal) in found.items():
            missed |= value > goal
            print(f"{one.page}: {name} {value:.2f}, goal {goal}{', missed' * (value > goal)}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
