"""Measures what is taken along: the offline file to the painted map, a snapshot, slides. See README.md."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kit.browser import Visit, chromium, signature
from kit.expected import OUR_HATCH

from petaprogram.exports.file_format import Material
from petaprogram.exports.offline.offline_file import build_offline
from petaprogram.exports.slides.slide_deck import build_slides
from petaprogram.maps.classes import classify
from petaprogram.presentation.edition import Edition, read_edition
from petaprogram.settings import Settings, read_settings
from petaprogram.snapshots.snapshot import make_snapshot, open_snapshot

DAY = dt.date(2026, 11, 25)
# The offline file of a city may be so large, in megabytes.
LIMIT_MB = 2.0

Samples = dict[str, list[float]]
T = TypeVar("T")


def timed(samples: Samples, name: str, act: Callable[[], T]) -> T:
    """Do something, and note the seconds that it took."""
    start = time.perf_counter()
    result = act()
    samples.setdefault(name, []).append(time.perf_counter() - start)
    return result


def first_fills(edition: Edition) -> str:
    """Say how the map of the first step is filled, as the probe in the browser does."""
    made = classify(edition.walk.scenes[0].shown)
    styles = [item.style for item in made.classes]
    return signature(
        {
            str(kode): OUR_HATCH if styles[place].hatch else styles[place].fill
            for kode, place in made.by_area.items()
        }
    )


def measure(settings: Settings, rounds: int) -> tuple[Samples, Mapping[str, float]]:
    """Write everything `rounds` times, and open the offline file with an empty cache each time.

    Returns
    -------
    samples, megabytes
        Seconds of every act, and the size of every file.
    """
    samples: Samples = {}
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for turn in range(rounds):
            edition = timed(
                samples, "read the data", lambda: read_edition(settings.tables, settings.boundaries)
            )
            page = timed(samples, "write the offline file", lambda one=edition: build_offline(Material(one)))
            deck = timed(samples, "write the slides", lambda one=edition: build_slides(Material(one)))
            frozen = replace(settings, snapshots=folder / str(turn))
            path = timed(samples, "make a snapshot", lambda to=frozen: make_snapshot("Asesmen", to, DAY))
            timed(samples, "open a snapshot", lambda one=path: open_snapshot(one))
            file = folder / "offline.html"
            file.write_bytes(page)
            visit = Visit(browser)
            visit.page.context.set_offline(True)
            # The clock of the browser, from the start of navigation to the frame with all polygons in it.
            painted = visit.open(file.as_uri(), first_fills(edition))
            samples.setdefault("open the offline file to the painted map", []).append(painted / 1000)
            visit.close()
        sizes = {"offline file": len(page), "slides": len(deck), "snapshot": path.stat().st_size}
    return samples, {title: size / 1e6 for title, size in sizes.items()}


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="samples of each time (default 5)")
    parser.add_argument("--json", type=Path, help="also write all samples to this file")
    options = parser.parse_args()
    machine = (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} before the start"
    )
    samples, megabytes = measure(read_settings(), options.rounds)
    print(machine)
    print("| what | seconds: median [smallest, largest] |\n| --- | --- |")
    for title, seconds in samples.items():
        print(f"| {title} | {statistics.median(seconds):.2f} [{min(seconds):.2f}, {max(seconds):.2f}] |")
    print("\n| file | MB |\n| --- | --- |")
    for title, size in megabytes.items():
        print(f"| {title} | {size:.2f} |")
    kept = megabytes["offline file"] < LIMIT_MB
    print(f"\nthe offline file stays under {LIMIT_MB:g} MB: {'yes' if kept else 'NO'}")
    if options.json:
        content = {"machine": machine, "seconds": samples, "megabytes": dict(megabytes)}
        options.json.write_text(json.dumps(content, indent=1), "utf-8")


if __name__ == "__main__":
    main()
