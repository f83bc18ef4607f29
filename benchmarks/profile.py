"""Measures how long a profile takes to be shown, beside an empty page's rerun, in a real browser.

A profile is shown when its heading is there, its script has ended, and the frame with them is painted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st
from kit.browser import Visit, chromium
from kit.expected import read_expected
from kit.servers import BENCHMARKS, ROOT, Server, serve
from playwright.sync_api import Locator

from petaprogram.geography.areas import Areas
from petaprogram.measures.area_profile import beside

# Writes down each text of an element at a time when no script runs, and when it was painted.
WATCH = """(selector) => {
  const read = () => {
    const running = document.querySelector("[data-testid=stApp]").dataset.testScriptState !== "notRunning";
    const found = document.querySelector(selector);
    return running || !found ? null : found.textContent;
  };
  let last = read();
  window.__shown = [];
  new MutationObserver(() => {
    const text = read();
    if (text === null || text === last) return;
    last = text;
    requestAnimationFrame(() => {
      // A message posted in the animation frame arrives after that frame was laid out and painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        window.__shown.push({ text, painted: performance.timeOrigin + performance.now() });
      };
      channel.port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
SECONDS = 30.0

Samples = dict[str, list[float]]


def time_click(visit: Visit, target: Locator, selector: str, expected: str) -> float:
    """Click, and return the milliseconds from the press to the painted text of an element.

    Raises
    ------
    TimeoutError
        If the text does not appear.
    """
    page = visit.page
    page.evaluate(WATCH, selector)
    target.hover()
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page.wait_for_timeout(50)
        seen = page.evaluate("window.__shown")
        hits = [one["painted"] for one in seen if one["text"] == expected]
        if hits:
            return float(hits[0] - page.evaluate("window.__bench.down"))
    raise TimeoutError(f"{selector} never said {expected!r}; seen: {seen}")


def from_map(visit: Visit, server: Server, areas: Areas, kode: str) -> float:
    """Open the map with a kelurahan chosen, and go on to its profile."""
    visit.page.goto(f"{server.url}?kode={kode}")
    link = visit.page.get_by_role("link", name="Buka profil lengkap")
    link.wait_for()
    visit.settle()
    return time_click(visit, link, ".profile-head h1", areas.name_of(kode))


def from_profile(visit: Visit, _server: Server, areas: Areas, kode: str) -> float:
    """Go on from a profile to the next one; the one before `kode` is open."""
    link = visit.page.get_by_role("link", name=f"{areas.name_of(kode)} →", exact=True)
    return time_click(visit, link, ".profile-head h1", areas.name_of(kode))


def of_empty_page(visit: Visit) -> float:
    """Press the button of the empty page."""
    count = int(visit.page.locator("h1").inner_text())
    return time_click(visit, visit.page.get_by_role("button", name="Berikut"), "h1", str(count + 1))


def measure(rounds: int) -> Samples:
    """Take every time in turn; the first round of all warms up and is not counted."""
    areas = read_expected().dataset.areas
    samples: Samples = {"from the map": [], "from one profile to the next": [], "empty page": []}
    with contextlib.ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = stack.enter_context(chromium())
        ours = stack.enter_context(serve(ROOT / "app.py", state, {}))
        empty = stack.enter_context(serve(BENCHMARKS / "empty" / "app.py", state, {}))
        visit, other = (stack.enter_context(contextlib.closing(Visit(browser))) for _ in range(2))
        other.page.goto(empty.url)
        other.page.get_by_role("button", name="Berikut").wait_for()
        other.settle()
        for turn in range(rounds + 1):
            kode = str(areas.frame.index[turn % (len(areas.frame) - 1)])
            _, following = beside(areas, kode)
            steps: Mapping[str, Callable[[], float]] = {
                "from the map": lambda kode=kode: from_map(visit, ours, areas, kode),
                "from one profile to the next": lambda kode=following: from_profile(
                    visit, ours, areas, str(kode)
                ),
                "empty page": lambda: of_empty_page(other),
            }
            for name, step in steps.items():
                took = step()
                visit.settle()
                other.settle()
                if turn:
                    samples[name].append(took)
    return samples


def format_table(samples: Samples) -> str:
    """Write the figures as plain text."""
    base = statistics.median(samples["empty page"])
    lines = [
        f"{'click to painted page, ms':34}{'median':>9}{'min':>9}{'max':>9}{'n':>4}  times the empty page"
    ]
    for name, values in samples.items():
        middle = statistics.median(values)
        numbers = "".join(f"{value:9.0f}" for value in (middle, min(values), max(values)))
        lines.append(f"    {name:30}{numbers}{len(values):4}{middle / base:10.1f}")
    return "\n".join(lines)


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
    samples = measure(options.rounds)
    print(f"{machine}\n{format_table(samples)}")
    if options.json:
        options.json.write_text(json.dumps({"machine": machine, "ms": samples}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
