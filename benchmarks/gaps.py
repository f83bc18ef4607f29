"""Measures the ranking of gaps beside the loops one would write first: seconds and memory. See README.md."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.stability import DRAWS, TOP, sample_weights
from petaprogram.gaps.weights import DEFAULT, PARTS
from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.measures.last_reports import latest_day
from petaprogram.measures.population import make_population
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset, read_dataset

KEDIRI = ROOT / "geo" / "kelurahan.geojson"
METRIC_CRS = 32749
SEED = 20261124
# The share of areas in which each pillar of a synthetic city runs.
PRESENCE = {"living": 0.02, "society": 0.1, "economy": 0.2, "branding": 0.3, "governance": 0.05}
PRESENCE |= {"environment": 0.4}
PILLAR = Target("pillar", "living")
# So many areas the naive ways go through at most; beyond them their time is extrapolated.
MOST_AREAS = 500

# The parts that are compared; people are not known.
COMPARED = ("missing", "distance", "neighbours", "years")

Answer = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds (median), the highest memory above that before, in MB, and what was found for each area.

    `share` is the share of the areas that were gone through; the seconds are those of all.
    """

    seconds: float
    megabytes: float
    answer: Answer
    share: float = 1.0


def mend(source: Path, to: Path) -> None:
    """Write the areas of a GeoParquet file as a coverage: drawn apart or overlapping they share no edges."""
    frame = gpd.read_parquet(source).set_index("code").sort_index().to_crs(METRIC_CRS)
    shapes = shapely.coverage_clean(shapely.make_valid(frame.geometry.to_numpy()))
    mended = frame.set_geometry(gpd.GeoSeries(shapes, frame.index, crs=METRIC_CRS))
    mended[~mended.is_empty].to_crs(4326).to_parquet(to)


def load(path: Path) -> Dataset:
    """Read the published data, or make tables for the areas of a GeoParquet file."""
    published = read_dataset(ROOT / "data", read_boundaries(KEDIRI))
    if path == KEDIRI:
        return published
    frame = gpd.read_parquet(path).rename_axis("kode")
    frame["kecamatan_kode"] = frame["kecamatan"] = frame.index.str[:8]
    draws = np.random.default_rng(SEED)
    programs = published.programs.drop_duplicates("pillar_id")
    programs = programs.set_index(programs["pillar_id"].rename("program_id"))
    dates = [f"{year}-06-01" for year in range(2014, 2026)]
    sources = published.sources.iloc[[0] * len(dates)].set_index(pd.Index(dates)).assign(date=dates)
    runs = draws.random((len(frame), len(PRESENCE))) < list(PRESENCE.values())
    area, pillar = np.nonzero(runs)
    placements = pd.DataFrame(
        {
            "kode": frame.index[area],
            "program_id": np.array(list(PRESENCE))[pillar],
            "source_id": draws.choice(dates, len(area)),
            "status": "running",
        },
        index=pd.RangeIndex(len(area), name="placement_id"),
        dtype=object,
    )
    return replace(
        published,
        areas=Areas(frame, frame.index[0][:2], "-", METRIC_CRS, "0"),
        programs=programs,
        sources=sources,
        placements=placements.reindex(columns=published.placements.columns),
    )


# The naive ways: one area after the other, one draw after the other.


def naive_neighbours(shapes: gpd.GeoSeries, some: gpd.GeoSeries) -> Answer:
    """Ask the areas which ones they touch, and count those with a common line."""
    found = {}
    for kode, shape in some.items():
        near = shapes[shapes.touches(shape)]
        found[kode] = (float((near.intersection(shape).length > 0).sum()),)
    return found


def naive_parts(dataset: Dataset, some: gpd.GeoSeries) -> Answer:
    """Go through the areas for the parts of one pillar, the distance still in metres; nothing known is -1."""
    shapes, until, records = dataset.areas.metric.geometry, dataset.site.data_date, dataset.records
    records = records[records["scope"] == "kelurahan"]
    runs = set(records.loc[records["pillar_id"].eq("living") & records["status"].eq("running"), "kode"])
    rows = {}
    for kode, shape in some.items():
        here = records[records["kode"] == kode]
        alive = set(here.loc[here["status"] != "ended", "pillar_id"])
        if "living" in alive:
            continue
        around = dataset.areas.neighbours[kode]
        dates = [day for date in here["source_date"] if (day := latest_day(date, until))]
        rows[kode] = (
            1 - len(alive) / len(dataset.pillars),
            shapes[list(runs)].distance(shape).min(),
            len(runs.intersection(around)) / len(around) if around else -1.0,
            _years(dates, until) if here.empty or dates else -1.0,
        )
    return rows


def _years(dates: list[dt.date], until: dt.date) -> float:
    return min((until - max(dates)).days / 3652.5, 1.0) if dates else 1.0


def naive_ranks(parts: pd.DataFrame) -> Answer:
    """Rank draw after draw and area after area; return the score and the share in the top ten."""
    rows = [dict(zip(parts.columns, row, strict=True)) for row in parts.to_numpy()]

    def scores(weights: dict[str, float]) -> list[float]:
        found = []
        for row in rows:
            known = {part: value for part, value in row.items() if not np.isnan(value)}
            weight = sum(weights[part] for part in known)
            total = sum(weights[part] * value for part, value in known.items())
            found.append(round(total / weight, 12))
        return found

    shares = [0.0] * len(rows)
    for draw in sample_weights(DEFAULT):
        found = scores(dict(zip(PARTS, draw, strict=True)))
        last = sorted(found, reverse=True)[TOP - 1]
        above, level = sum(one > last for one in found), found.count(last)
        for place, one in enumerate(found):
            shares[place] += (one > last) + (one == last) * (TOP - above) / level
    chosen = scores(dict(zip(PARTS, DEFAULT.shares, strict=True)))
    pairs = zip(chosen, shares, strict=True)
    return {kode: (one, share / DRAWS) for kode, (one, share) in zip(parts.index, pairs, strict=True)}


# Measuring: each figure in a process of its own, so that none inherits another's memory or caches.


def timed(call: Callable[[], Any], rounds: int, clock: Callable[[], float] = time.perf_counter) -> Measure:
    """Call it so many times; `clock` gives seconds."""
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # sets the highest back to the present
    times = []
    for _ in range(rounds):
        start = clock()
        answer = call()
        times.append(clock() - start)
    return Measure(statistics.median(times), max(0.0, memory("VmHWM") - before), answer)


def memory(name: str) -> float:
    """Read a figure of this process in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def our_neighbours(path: Path, rounds: int) -> Measure:
    """Find the neighbours of areas that have computed nothing yet."""
    areas = load(path).areas
    return timed(lambda: replace(areas).neighbours.map(lambda others: (len(others),)).to_dict(), rounds)


def their_neighbours(path: Path, _rounds: int) -> Measure:
    """Find them naively, once."""
    shapes = load(path).areas.metric.geometry
    some = shapes[:: -(-len(shapes) // MOST_AREAS)]
    return extrapolated(timed(lambda: naive_neighbours(shapes, some), 1), len(some) / len(shapes))


def extrapolated(measure: Measure, share: float) -> Measure:
    """Give the time for all areas."""
    return replace(measure, seconds=measure.seconds / share, share=share)


def our_parts(path: Path, rounds: int, target: Target = PILLAR) -> Measure:
    """Measure the parts, with the neighbours known."""
    dataset = warm(load(path))
    population = make_population(dataset)
    measured = timed(lambda: measure_needs(dataset, target, population), rounds)
    needs = measured.answer
    columns = needs.parts.assign(distance=needs.facts["distance_m"])[list(COMPARED)].fillna(-1.0)
    return replace(measured, answer={row[0]: row[1:] for row in columns.itertuples(name=None)})


def their_parts(path: Path, _rounds: int) -> Measure:
    """Measure them naively, once, with the neighbours known."""
    dataset = warm(load(path))
    shapes = dataset.areas.metric.geometry
    some = shapes[:: -(-len(shapes) // MOST_AREAS)]
    return extrapolated(timed(lambda: naive_parts(dataset, some), 1), len(some) / len(shapes))


def our_parts_of_all(path: Path, rounds: int) -> Measure:
    """Measure the parts for all pillars together."""
    return our_parts(path, rounds, Target())


def our_ranks(path: Path, rounds: int) -> Measure:
    """Rank with stability and with the reasons of every row."""
    dataset = warm(load(path))
    needs = measure_needs(dataset, PILLAR, make_population(dataset))
    measured = timed(lambda: rank_areas(needs, DEFAULT), rounds)
    return replace(measured, answer={row.kode: (row.score, row.stability) for row in measured.answer.rows})


def their_ranks(path: Path, _rounds: int) -> Measure:
    """Rank naively, once."""
    dataset = warm(load(path))
    parts = measure_needs(dataset, PILLAR, make_population(dataset)).parts
    return timed(lambda: naive_ranks(parts), 1)


def warm(dataset: Dataset) -> Dataset:
    """Compute what is computed once for a city: its metric frame and its neighbours."""
    if len(dataset.areas.metric) and len(dataset.areas.neighbours):
        return dataset
    raise ValueError("no areas")


TASKS: Mapping[str, Mapping[str, Callable[[Path, int], Measure]]] = {
    "neighbours": {"ours": our_neighbours, "naive": their_neighbours},
    "parts, one pillar": {"ours": our_parts, "naive": their_parts},
    "parts, all pillars": {"ours": our_parts_of_all},
    f"ranks and {DRAWS} draws": {"ours": our_ranks, "naive": their_ranks},
}


def measure(path: Path, rounds: int) -> dict[str, dict[str, Measure]]:
    """Measure every task on one city, ours and naive one after the other, and compare what they found."""
    dataset, figures = load(path), {}
    print(f"\n{len(dataset.areas.frame):,} areas, {len(dataset.placements):,} placements")
    print(f"{'':26}{'seconds':>12}{'naive':>12}{'times':>9}{'MB':>9}{'naive':>9}")
    for name, ways in TASKS.items():
        found = {}
        for way, call in ways.items():
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                found[way] = pool.submit(call, path, rounds).result()
        figures[name] = found
        ours, naive = found["ours"].answer, found.get("naive", found["ours"]).answer
        if not naive or not all(np.allclose(ours[kode], values, atol=1e-9) for kode, values in naive.items()):
            raise RuntimeError(f"{name}: ours and the naive way differ")
        print(line(name, found))
    return figures


def line(name: str, found: Mapping[str, Measure], what: str = "areas") -> str:
    """Write one row of the table; `what` names that of which the naive way goes through a share."""
    ours, naive = found["ours"], found.get("naive")
    if naive is None:
        return f"{name:26}{ours.seconds:12.4f}{'':21}{ours.megabytes:9.1f}"
    times = f"{ours.seconds:12.4f}{naive.seconds:12.4g}{naive.seconds / ours.seconds:9.3g}"
    note = "" if naive.share == 1 else f"  naive: {naive.share:.0%} of the {what}, extrapolated"
    return f"{name:26}{times}{ours.megabytes:9.1f}{naive.megabytes:9.1f}{note}"


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("boundaries", nargs="*", type=Path, help="GeoParquet with code, name, geometry")
    parser.add_argument("--rounds", type=int, default=5, help="samples of ours (default 5); naive has one")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


def write_figures(path: Path, results: Mapping[object, Mapping[str, Mapping[str, Measure]]]) -> None:
    """Write every measure but the answers, by city or size, task and way."""
    figures = {
        str(one): {
            name: {
                way: {key: value for key, value in asdict(measure).items() if key != "answer"}
                for way, measure in found.items()
            }
            for name, found in tasks.items()
        }
        for one, tasks in results.items()
    }
    path.write_text(json.dumps(figures, indent=1), "utf-8")


def main() -> None:
    """Measure the city of this checkout and every other that is named."""
    options = read_options()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [KEDIRI]
        for number, source in enumerate(options.boundaries):
            paths.append(Path(folder) / f"{number}.parquet")
            mend(source, paths[-1])
        for path, source in zip(paths, [KEDIRI, *options.boundaries], strict=True):
            results[source.name] = measure(path, options.rounds)
    if options.json:
        write_figures(options.json, results)


if __name__ == "__main__":
    main()
