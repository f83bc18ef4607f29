"""Measures the map page against the same page built the naive way, in a real browser. See README.md."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from kit.browser import Move, Visit, chromium, signature
from kit.expected import NAIVE_HATCH, OUR_HATCH, Expected, read_expected
from kit.servers import BENCHMARKS, ROOT, Server, serve
from playwright.sync_api import Browser

SESSIONS = 10
MEMORY_ROUNDS = 3
# Ten moves of a map.
MOVES: tuple[Move, ...] = (
    "in", (120, 60), "in", (-150, 40), (90, -80), "out", (-60, -90), "in", (140, 30), "out",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to build the page: `link` opens the first program, `box` is where another is chosen."""

    name: str
    title: str
    script: Path
    hatch: str
    link: str = ""
    box: str = "Program"
    environ: Mapping[str, str] = field(default_factory=dict)


OURS = Variant("ours", "ours", ROOT / "app.py", OUR_HATCH, "?program={first}", "Sebuah program")
NAIVE_MAP = Variant("naive_map", "naive, map only", BENCHMARKS / "naive" / "app.py", NAIVE_HATCH)
NAIVE_PAGE = Variant(
    "naive_page", "naive, whole page", NAIVE_MAP.script, NAIVE_HATCH, environ={"NAIVE_CONTENT": "page"}
)
VARIANTS = (OURS, NAIVE_MAP, NAIVE_PAGE)

Samples = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its samples for each variant, and the largest ratio of ours to naive to aim at."""

    title: str
    samples: Samples
    limit: float | None = None


def _address(variant: Variant, servers: Mapping[str, Server], expected: Expected) -> str:
    return servers[variant.name].url + variant.link.format(first=expected.first)


def measure_first_visits(
    browser: Browser, servers: Mapping[str, Server], expected: Expected, rounds: int
) -> Samples:
    """Open each page with an empty cache, turn by turn. The first visit of all warms the server up."""
    samples: Samples = {variant.name: [] for variant in VARIANTS}
    for turn in range(rounds + 1):
        for variant in _in_turn(turn):
            fills = signature(expected.fills(expected.first, variant.hatch))
            visit = Visit(browser)
            with contextlib.closing(visit):
                took = visit.open(_address(variant, servers, expected), fills)
                visit.settle()
                expected.check(visit, expected.first, variant.hatch)
            if turn:
                samples[variant.name].append(took)
    return samples


def measure_filters(
    visits: Mapping[str, Visit], expected: Expected, rounds: int
) -> tuple[Samples, Samples, Samples]:
    """Choose one program after the other, page by page; the first choice of each page is not counted.

    Returns
    -------
    times, received, asked
        Milliseconds to the repainted map; kilobytes that came over the web socket, and script runs asked
        for, until the page was at rest.
    """
    times: Samples = {variant.name: [] for variant in VARIANTS}
    received: Samples = {variant.name: [] for variant in VARIANTS}
    asked: Samples = {variant.name: [] for variant in VARIANTS}
    for turn in range(rounds + 1):
        program = expected.programs[turn % len(expected.programs)]
        for variant in _in_turn(turn):
            visit = visits[variant.name]
            visit.settle()
            before = visit.received, visit.asked
            fills = signature(expected.fills(program, variant.hatch))
            took = visit.choose(variant.box, expected.name(program), fills)
            visit.settle()
            expected.check(visit, program, variant.hatch)
            if turn:
                times[variant.name].append(took)
                received[variant.name].append((visit.received - before[0]) / 1000)
                asked[variant.name].append(visit.asked - before[1])
    return times, received, asked


def count_reruns(visit: Visit) -> float:
    """Move the map ten times; return the script runs that this asked for."""
    visit.settle()
    before = visit.asked
    for move in MOVES:
        visit.move_map(move)
    visit.settle()
    return visit.asked - before


def measure_memory(browser: Browser, servers: Mapping[str, Server], expected: Expected) -> Samples:
    """Open ten sessions after ten; return the megabytes for each session.

    The first ten are not counted: they fill what the server keeps for all.
    """
    samples: Samples = {variant.name: [] for variant in VARIANTS}
    for variant in VARIANTS:
        server = servers[variant.name]
        fills = signature(expected.fills(expected.first, variant.hatch))
        with contextlib.closing(Visit(browser)) as first:
            before = 0.0
            for turn in range(1 + MEMORY_ROUNDS):
                for _ in range(SESSIONS):
                    visit = Visit(browser, beside=first)
                    visit.open(_address(variant, servers, expected), fills)
                    visit.settle()
                now = server.memory_mb()
                if turn:
                    samples[variant.name].append((now - before) / SESSIONS)
                before = now
    return samples


def measure_all(rounds: int) -> list[Measure]:
    """Run everything, on servers that are warm."""
    expected = read_expected()
    with contextlib.ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = stack.enter_context(chromium())
        servers = {
            variant.name: stack.enter_context(serve(variant.script, state, variant.environ))
            for variant in VARIANTS
        }
        first = measure_first_visits(browser, servers, expected, rounds)
        with contextlib.ExitStack() as open_pages:
            visits = {}
            for variant in VARIANTS:
                visits[variant.name] = open_pages.enter_context(contextlib.closing(Visit(browser)))
                fills = signature(expected.fills(expected.first, variant.hatch))
                visits[variant.name].open(_address(variant, servers, expected), fills)
            times, received, asked = measure_filters(visits, expected, rounds)
            reruns = {name: [count_reruns(visit)] for name, visit in visits.items()}
        memory = measure_memory(browser, servers, expected)
    return [
        Measure("filter click to repainted map, ms", times, limit=0.5),
        Measure("first visit to painted map, ms", first, limit=1),
        Measure("reruns from ten pans and zooms", reruns, limit=0),
        Measure("script runs for one filter change", asked),
        Measure("sent to the browser at one filter change, kB", received),
        Measure("server memory for one more session, MB", memory),
    ]


def format_table(measures: Sequence[Measure]) -> str:
    """Write a Markdown table of medians (smallest to largest), and the ratios of ours to naive."""
    naive = VARIANTS[1:]
    head = ["", *(variant.title for variant in VARIANTS), *(f"ours / {one.title}" for one in naive), "goal"]
    rows = [head, ["-" * len(cell) for cell in head]]
    for measure in measures:
        middle = {name: statistics.median(values) for name, values in measure.samples.items()}
        ratios = [middle[OURS.name] / middle[one.name] if middle[one.name] else None for one in naive]
        rows.append(
            [
                measure.title,
                *(_spread(measure.samples[variant.name]) for variant in VARIANTS),
                *("" if ratio is None else f"{ratio:.2f}" for ratio in ratios),
                "" if measure.limit is None else f"at most {measure.limit:g}",
            ]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spread(values: Sequence[float]) -> str:
    """Write the median, and the smallest and largest where they differ from it."""
    found = (statistics.median(values), min(values), max(values))
    whole = found[0] >= 100 or all(value % 1 == 0 for value in values)  # noqa: PLR2004
    middle, low, high = (f"{one:.{0 if whole else 1}f}" for one in found)
    return middle if low == high else f"{middle} ({low} to {high})"


def _in_turn(turn: int) -> tuple[Variant, ...]:
    """Let another variant begin each time, so that none always follows the same one."""
    start = turn % len(VARIANTS)
    return VARIANTS[start:] + VARIANTS[:start]


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="samples of each time (default 15)")
    parser.add_argument("--json", type=Path, help="also write all samples to this file")
    options = parser.parse_args()
    machine = (
        f"Python {platform.python_version()}, streamlit {st.__version__}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} before the start"
    )
    measures = measure_all(options.rounds)
    print(f"{machine}; median (smallest to largest)\n\n{format_table(measures)}")
    if options.json:
        content = {"machine": machine} | {measure.title: measure.samples for measure in measures}
        options.json.write_text(json.dumps(content, indent=1), "utf-8")


if __name__ == "__main__":
    main()
