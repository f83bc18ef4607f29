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
from kit.browser import Visit, chromium, signature
from kit.expected import NAIVE_HATCH, OUR_HATCH, Expected, read_expected
from kit.servers import BENCHMARKS, ROOT, Server, serve
from playwright.sync_api import Browser

SESSIONS = 10
MEMORY_ROUNDS = 3
# Ten moves of a map: how far to drag it (pixels), or which button to press.
MOVES: tuple[tuple[int, int] | str, ...] = (
    "in", (120, 60), "in", (-150, 40), (90, -80), "out", (-60, -90), "in", (140, 30), "out",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to build the page."""

    name: str
    title: str
    script: Path
    hatch: str
    environ: Mapping[str, str] = field(default_factory=dict)


OURS = Variant("ours", "ours", ROOT / "app.py", OUR_HATCH)
NAIVE_MAP = Variant("naive_map", "naive, map only", BENCHMARKS / "naive" / "app.py", NAIVE_HATCH)
NAIVE_PAGE = Variant(
    "naive_page", "naive, whole page", NAIVE_MAP.script, NAIVE_HATCH, {"NAIVE_CONTENT": "page"}
)
VARIANTS = (OURS, NAIVE_MAP, NAIVE_PAGE)

Samples = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its samples for each variant, and the largest accepted ratio of ours to naive."""

    title: str
    unit: str
    samples: Samples
    target: str


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
                took = visit.open(servers[variant.name].url, fills)
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
        Milliseconds to the repainted map; bytes that came over the web socket, and script runs asked for,
        until the page was at rest.
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
            took = visit.choose("Program", expected.name(program), fills)
            visit.settle()
            expected.check(visit, program, variant.hatch)
            if turn:
                times[variant.name].append(took)
                received[variant.name].append(visit.received - before[0])
                asked[variant.name].append(visit.asked - before[1])
    return times, received, asked


def count_reruns(visit: Visit) -> float:
    """Move the map ten times; return the script runs that this asked for."""
    visit.settle()
    before = visit.asked
    frame = visit.map_frame()
    corner = frame.frame_element().bounding_box()
    if corner is None:
        raise LookupError("the map's frame is not visible")
    x, y = corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2
    for move in MOVES:
        if isinstance(move, str):
            frame.locator(f".leaflet-control-zoom-{move}").click()
        else:
            visit.page.mouse.move(x, y)
            visit.page.mouse.down()
            visit.page.mouse.move(x + move[0], y + move[1], steps=8)
            visit.page.mouse.up()
        visit.page.wait_for_timeout(900)
    visit.settle()
    return visit.asked - before


def measure_memory(browser: Browser, expected: Expected, state: Path) -> Samples:
    """Open ten more sessions on a fresh server; return the megabytes for each of them."""
    samples: Samples = {variant.name: [] for variant in VARIANTS}
    for turn in range(MEMORY_ROUNDS):
        for variant in _in_turn(turn):
            fills = signature(expected.fills(expected.first, variant.hatch))
            with (
                serve(variant.script, state, variant.environ) as server,
                contextlib.closing(Visit(browser)) as first,
            ):
                first.open(server.url, fills)
                first.settle()
                before = server.memory_mb()
                for _ in range(SESSIONS):
                    visit = Visit(browser, beside=first)
                    visit.open(server.url, fills)
                    visit.settle()
                samples[variant.name].append((server.memory_mb() - before) / SESSIONS)
    return samples


def measure_all(rounds: int) -> list[Measure]:
    """Run everything."""
    expected = read_expected()
    with contextlib.ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = stack.enter_context(chromium())
        servers = {
            variant.name: stack.enter_context(serve(variant.script, state, variant.environ))
            for variant in VARIANTS
        }
        first = measure_first_visits(browser, servers, expected, rounds)
        visits = {
            variant.name: stack.enter_context(contextlib.closing(Visit(browser))) for variant in VARIANTS
        }
        for variant in VARIANTS:
            fills = signature(expected.fills(expected.first, variant.hatch))
            visits[variant.name].open(servers[variant.name].url, fills)
        times, received, asked = measure_filters(visits, expected, rounds)
        reruns = {name: [count_reruns(visit)] for name, visit in visits.items()}
    with contextlib.ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        memory = measure_memory(stack.enter_context(chromium()), expected, state)
    return [
        Measure("filter click to repainted map", "ms", times, "ratio at most 0.5"),
        Measure("first visit to painted map", "ms", first, "ratio at most 1"),
        Measure("reruns from ten pans and zooms", "", reruns, "ours 0"),
        Measure("script runs for one filter change", "", asked, ""),
        Measure(
            "sent to the browser at one filter change",
            "kB",
            {name: [value / 1000 for value in values] for name, values in received.items()},
            "",
        ),
        Measure("server memory for one more session", "MB", memory, ""),
    ]


def format_table(measures: Sequence[Measure]) -> str:
    """Write the figures as plain text."""
    lines = [f"{'':42}{'median':>9}{'min':>9}{'max':>9}{'n':>4}  ours / it"]
    for measure in measures:
        unit = f", {measure.unit}" if measure.unit else ""
        target = f"  ({measure.target})" if measure.target else ""
        lines.append(f"{measure.title}{unit}{target}")
        ours = statistics.median(measure.samples[OURS.name])
        for variant in VARIANTS:
            values = measure.samples[variant.name]
            middle = statistics.median(values)
            ratio = f"{ours / middle:9.2f}" if variant is not OURS and middle else ""
            numbers = "".join(f"{value:9.1f}" for value in (middle, min(values), max(values)))
            lines.append(f"    {variant.title:38}{numbers}{len(values):4}  {ratio}".rstrip())
    return "\n".join(lines)


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
    print(f"{machine}\n{format_table(measures)}")
    if options.json:
        content = {"machine": machine} | {
            measure.title: {"unit": measure.unit, **measure.samples} for measure in measures
        }
        options.json.write_text(json.dumps(content, indent=1), "utf-8")


if __name__ == "__main__":
    main()
