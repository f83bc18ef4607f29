"""Measures what is printed: the atlas beside the naive loop, one profile, and a map as PNG. See README.md."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from petaprogram.exports.pdf.atlas import make_atlas
from petaprogram.exports.pdf.map_sheet import print_png
from petaprogram.exports.pdf.profile_pages import make_profile
from petaprogram.exports.pdf.survey import Survey
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.maps.classes import classify
from petaprogram.maps.paper.map_texts import make_imprint
from petaprogram.maps.paper.sheet import PAPERS, make_sheet
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN
from petaprogram.settings import read_settings
from petaprogram.tables.dataset import Dataset, read_dataset

DAY = dt.date(2026, 11, 25)
TARGET = 0.2


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds on the clock and of the processor, megabytes of the file and of memory at its peak."""

    seconds: float
    cpu_seconds: float
    file_mb: float
    peak_mb: float


def our_atlas(dataset: Dataset) -> bytes:
    """Set the atlas."""
    return make_atlas(Survey(dataset, INDONESIAN, DAY))


def naive_atlas(dataset: Dataset) -> bytes:
    """Plot and save one page after the other: map with names and legend, locator, programs as text."""
    import matplotlib as mpl  # noqa: PLC0415  (its global state is the naive way's own)

    mpl.use("Agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415

    file = io.BytesIO()
    frame = dataset.areas.metric.assign(pillars=make_map(dataset, Theme("pillars")).values)
    style = {
        "edgecolor": "grey",
        "categorical": True,
        "legend": True,
        "missing_kwds": {"color": "lightgrey", "hatch": "///", "label": "belum tercatat"},
    }
    with PdfPages(file) as pages:
        for kode, area in frame.iterrows():
            figure, (large, locator, listed) = plt.subplots(
                3, 1, figsize=(8.27, 11.69), height_ratios=(5, 2, 3)
            )
            frame.plot("pillars", ax=large, **style)
            frame.loc[[kode]].boundary.plot(ax=large, color="black", linewidth=2)
            west, south, east, north = area.geometry.buffer(1500).bounds
            large.set(xlim=(west, east), ylim=(south, north), title=f"{area['name']} ({kode})")
            for other, point in frame.representative_point().items():
                if west < point.x < east and south < point.y < north:
                    large.annotate(frame.at[other, "name"], (point.x, point.y), fontsize=7, ha="center")
            frame.plot(ax=locator, color="lightgrey")
            frame.loc[[kode]].plot(ax=locator, color="red")
            records = dataset.records[dataset.records["kode"] == kode]
            lines = [f"{row.program}: {row.status}, {row.partners}" for row in records.itertuples()]
            listed.text(0, 1, "\n".join(lines), va="top", fontsize=8, wrap=True)
            for axes in (large, locator, listed):
                axes.set_axis_off()
            pages.savefig(figure)
            plt.close(figure)
    return file.getvalue()


def bare_atlas(dataset: Dataset) -> bytes:
    """Plot and save one page after the other: the city with one kelurahan marked, nothing else."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415

    file = io.BytesIO()
    frame = dataset.areas.metric
    with PdfPages(file) as pages:
        for kode, area in frame.iterrows():
            figure, axes = plt.subplots(figsize=(8.27, 11.69))
            frame.plot(ax=axes, color="lightgrey", edgecolor="grey")
            frame.loc[[kode]].plot(ax=axes, color="red")
            axes.set_title(area["name"])
            pages.savefig(figure)
            plt.close(figure)
    return file.getvalue()


def one_profile(dataset: Dataset) -> bytes:
    """Set the profile with the most records; its first byte is there when the last one is."""
    return make_profile(Survey(dataset, INDONESIAN, DAY), "35.71.01.1011")


def one_png(dataset: Dataset) -> bytes:
    """Draw a map of the city as PNG, A3 at 300 dpi."""
    shown = make_map(dataset, Theme("pillars"))
    classified = classify(shown)
    imprint = make_imprint(dataset, shown, classified, INDONESIAN, made_on=DAY)
    return print_png(make_sheet(dataset.areas, classified, imprint, PAPERS["a3"]))


# What is measured, and whether it is done once before, as a running server has.
TASKS: Mapping[str, tuple[Callable[[Dataset], bytes], bool]] = {
    "atlas": (our_atlas, False),
    "atlas, naive": (naive_atlas, False),
    "atlas, bare maps": (bare_atlas, False),
    "profile, first in a process": (one_profile, False),
    "profile, running server": (one_profile, True),
    "PNG A3 300 dpi": (one_png, False),
}


def run_task(name: str) -> Sample:
    """Run one task in this process; reading the data is not counted."""
    settings = read_settings()
    dataset = read_dataset(settings.tables, read_boundaries(settings.boundaries))
    make, warm = TASKS[name]
    if warm:
        make(dataset)
    start, cpu = time.perf_counter(), time.process_time()
    made = make(dataset)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return Sample(seconds, cpu_seconds, len(made) / 1e6, peak)


def measure(rounds: int) -> dict[str, list[Sample]]:
    """Run every task so many times, each in a process of its own, forwards and backwards in turn."""
    samples: dict[str, list[Sample]] = {name: [] for name in TASKS}
    for turn in range(rounds):
        for name in list(TASKS) if turn % 2 == 0 else list(reversed(TASKS)):
            command = [sys.executable, str(Path(__file__)), "--task", name]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
            samples[name].append(Sample(**json.loads(out.splitlines()[-1])))
    return samples


def middle(samples: list[Sample], field: str) -> float:
    """Return the median of a figure."""
    return statistics.median(getattr(sample, field) for sample in samples)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="samples of each task (default 5)")
    parser.add_argument("--json", type=Path, help="also write all samples to this file")
    parser.add_argument("--task", choices=list(TASKS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        print(json.dumps(asdict(run_task(options.task))))
        return
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before the start")
    samples = measure(options.rounds)
    print(f"{f'median of {options.rounds}':32}{'s':>8}{'s CPU':>8}{'file MB':>9}{'peak MB':>9}")
    for name, found in samples.items():
        figures = [middle(found, field) for field in ("seconds", "cpu_seconds", "file_mb", "peak_mb")]
        print(f"{name:32}{figures[0]:8.2f}{figures[1]:8.2f}{figures[2]:9.2f}{figures[3]:9.0f}")
    for field in ("seconds", "cpu_seconds"):
        ratio = middle(samples["atlas"], field) / middle(samples["atlas, naive"], field)
        bare = middle(samples["atlas"], field) / middle(samples["atlas, bare maps"], field)
        print(f"atlas, {field}: {ratio:.2f} of naive (target: at most {TARGET}), {bare:.2f} of bare maps")
    if options.json:
        content = {name: [asdict(sample) for sample in found] for name, found in samples.items()}
        options.json.write_text(json.dumps(content, indent=1), "utf-8")


if __name__ == "__main__":
    main()
