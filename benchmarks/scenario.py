"""Measures scenarios beside the loops one would write first: seconds and memory. See README.md."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import combinations, islice
from math import comb
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.exact import solve_exactly
from petaprogram.scenario.greedy import greedy_steps
from petaprogram.scenario.problem import Problem, make_problem
from petaprogram.scenario.reach import make_reach
from petaprogram.settings import ROOT

KEDIRI = ROOT / "geo" / "kelurahan.geojson"
METRIC_CRS = 32749
SEED, SHARE_RUNNING = 20261124, 0.05
SOLVER_LIMIT_S = 600.0
# Choices that the naive exact way may try; beyond them its time is extrapolated.
MOST_CHOICES = 3_000_000
YEAR_S = 365.25 * 86_400

Reached = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds (median), the highest memory above that before, in MB, and what was found, to be compared."""

    seconds: float
    megabytes: float
    answer: Any
    note: str = ""


def mend(source: Path, to: Path) -> None:
    """Write the areas of a GeoParquet file as a coverage: drawn apart or overlapping they share no edges."""
    frame = gpd.read_parquet(source).set_index("code").sort_index().to_crs(METRIC_CRS)
    shapes = shapely.coverage_clean(shapely.make_valid(frame.geometry.to_numpy()))
    mended = frame.set_geometry(gpd.GeoSeries(shapes, frame.index, crs=METRIC_CRS))
    mended[~mended.is_empty].to_crs(4326).to_parquet(to)


def load(path: Path) -> Areas:
    """Read boundaries of either format."""
    if path.suffix != ".parquet":
        return read_boundaries(path)
    frame = gpd.read_parquet(path).rename_axis("kode")
    frame["kecamatan_kode"] = frame["kecamatan"] = frame.index.str[:8]
    return Areas(frame, frame.index[0][:2], "-", METRIC_CRS, "0")


def make_running(areas: Areas) -> pd.Series:
    """Draw the kelurahan with a running placement."""
    draws = np.random.default_rng(SEED).random(len(areas.frame))
    return pd.Series(draws < SHARE_RUNNING, index=areas.frame.index)


def problem_of(areas: Areas, k: int) -> Problem:
    """Make the problem that is measured."""
    return make_problem(areas, make_running(areas), Scenario("pillar", "-", k, "neighbours"))


# The naive ways: sets and loops, as one would write them first.


def naive_reach(shapes: gpd.GeoSeries) -> Reached:
    """Ask every area which ones it touches, and keep those with a common line."""
    reached = {}
    for kode, shape in shapes.items():
        near = shapes[shapes.touches(shape)]
        reached[kode] = {kode, *near.index[near.intersection(shape).length > 0]}
    return reached


def naive_greedy(reached: Reached, running: pd.Series, k: int) -> list[tuple[str, int]]:
    """Try every area at every step."""
    served = set().union(*(reached[kode] for kode in running.index[running]))
    steps = []
    for _ in range(k):
        gains = {kode: len(own - served) for kode, own in reached.items()}
        best = max(gains, key=gains.__getitem__)
        if not gains[best]:
            break
        served |= reached[best]
        steps.append((best, gains[best]))
    return steps


def naive_exact(reached: Reached, running: pd.Series, k: int) -> tuple[int | None, int, int]:
    """Try every choice of k areas; return the best total, the choices tried, and those there are."""
    before = set().union(*(reached[kode] for kode in running.index[running]))
    left = [own - before for own in reached.values()]
    choices = comb(len(left), k)
    tried = min(choices, MOST_CHOICES)
    best = max(len(set().union(*chosen)) for chosen in islice(combinations(left, k), tried))
    return (len(before) + best if tried == choices else None), tried, choices


# Measuring: each figure in a process of its own, so that none inherits another's memory or caches.


def timed(call: Callable[[], Any], rounds: int) -> Measure:
    """Call it so many times."""
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # sets the highest back to the present
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - start)
    return Measure(statistics.median(times), max(0.0, memory("VmHWM") - before), answer)


def memory(name: str) -> float:
    """Read a figure of this process in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def ours_reach(path: Path, k: int, rounds: int) -> Measure:  # noqa: ARG001  (all have one form)
    """Measure `make_reach` on areas that have computed nothing yet."""
    areas = load(path)
    return timed(lambda: make_reach(replace(areas), "neighbours").nnz, rounds)


def theirs_reach(path: Path, k: int, rounds: int) -> Measure:  # noqa: ARG001
    """Measure `naive_reach`, once."""
    areas = load(path)
    shapes = areas.metric.geometry
    return timed(lambda: sum(map(len, naive_reach(shapes).values())), 1)


def ours_greedy(path: Path, k: int, rounds: int) -> Measure:
    """Measure the first k steps."""
    problem = problem_of(load(path), k)
    return timed(lambda: [(step.kode, step.newly) for step in islice(greedy_steps(problem), k)], rounds)


def theirs_greedy(path: Path, k: int, rounds: int) -> Measure:
    """Measure `naive_greedy`."""
    areas = load(path)
    reached, running = sets_of(areas), make_running(areas)
    return timed(lambda: naive_greedy(reached, running, k), rounds)


def ours_curve(path: Path, k: int, rounds: int) -> Measure:
    """Measure all steps to the end, as the curve needs them."""
    problem = problem_of(load(path), k)
    return timed(lambda: [(step.kode, step.newly) for step in greedy_steps(problem)], rounds)


def theirs_curve(path: Path, k: int, rounds: int) -> Measure:  # noqa: ARG001
    """Measure `naive_greedy` to the end, once."""
    areas = load(path)
    reached, running = sets_of(areas), make_running(areas)
    return timed(lambda: naive_greedy(reached, running, len(reached)), 1)


def ours_exact(path: Path, k: int, rounds: int) -> Measure:
    """Measure the exact check of the plan."""
    problem = problem_of(load(path), k)
    plan = [step.kode for step in islice(greedy_steps(problem), k)]
    found = timed(lambda: solve_exactly(problem, plan, SOLVER_LIMIT_S), rounds)
    return proven(found)


def solver_alone(path: Path, k: int, rounds: int) -> Measure:  # noqa: ARG001
    """Measure the exact solution found without knowing the plan."""
    problem = problem_of(load(path), k)
    return proven(timed(lambda: solve_exactly(problem, [], SOLVER_LIMIT_S), 1))


def proven(found: Measure) -> Measure:
    """Take the total of an exact solution as its answer."""
    note = "" if found.answer.proven else f"not proven, at most {found.answer.bound}"
    return Measure(found.seconds, found.megabytes, found.answer.total, note)


def theirs_exact(path: Path, k: int, rounds: int) -> Measure:  # noqa: ARG001
    """Measure `naive_exact`, extrapolated where there are too many choices to try."""
    areas = load(path)
    reached, running = sets_of(areas), make_running(areas)
    found = timed(lambda: naive_exact(reached, running, k), 1)
    total, tried, choices = found.answer
    if total is not None:
        return Measure(found.seconds, found.megabytes, total)
    seconds = found.seconds * choices / tried
    return Measure(seconds, found.megabytes, None, f"extrapolated: {seconds / YEAR_S:.2g} years")


def sets_of(areas: Areas) -> Reached:
    """Make the sets of the naive ways without counting their time."""
    return {kode: {kode, *others} for kode, others in areas.neighbours.items()}


TASKS: Mapping[str, Mapping[str, Callable[[Path, int, int], Measure]]] = {
    "whom a site serves": {"ours": ours_reach, "naive": theirs_reach},
    "plan in {k} steps": {"ours": ours_greedy, "naive": theirs_greedy},
    "whole curve": {"ours": ours_curve, "naive": theirs_curve},
    "exact check of the plan": {"ours": ours_exact, "naive": theirs_exact},
    "exact without the plan": {"ours": solver_alone},
}


def measure(path: Path, options: argparse.Namespace) -> dict[str, dict[str, Measure]]:
    """Measure every task on one city, ours and naive one after the other, and compare what they found."""
    count, figures = len(load(path).frame), {}
    print(f"\n{count:,} areas, k = {options.k}, neighbours, {SHARE_RUNNING:.0%} running (seed {SEED})")
    print(f"{'':26}{'seconds':>12}{'naive':>12}{'times':>9}{'MB':>9}{'naive':>9}")
    for title, ways in TASKS.items():
        found = {}
        for way, call in ways.items():
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                found[way] = pool.submit(call, path, options.k, options.rounds).result()
        name = title.format(k=options.k)
        figures[name] = found
        answers = [one.answer for one in found.values() if one.answer is not None]
        if any(answer != answers[0] for answer in answers):
            raise RuntimeError(f"{name}: ours and the naive way differ")
        print(line(name, found))
    if figures["exact without the plan"]["ours"].answer != figures["exact check of the plan"]["ours"].answer:
        raise RuntimeError("the exact solutions differ")
    return figures


def line(name: str, found: Mapping[str, Measure]) -> str:
    """Write one row of the table."""
    ours, naive = found["ours"], found.get("naive")
    row = f"{name:26}{ours.seconds:12.4f}"
    if naive:
        row += f"{naive.seconds:12.4g}{naive.seconds / ours.seconds:9.3g}"
    else:
        row += f"{'':21}"
    row += f"{ours.megabytes:9.1f}" + (f"{naive.megabytes:9.1f}" if naive else "")
    return f"{row}  {ours.note} {naive.note if naive else ''}".rstrip()


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("boundaries", nargs="*", type=Path, help="GeoParquet with code, name, geometry")
    parser.add_argument("--k", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


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
            results[source.name] = measure(path, options)
    if options.json:
        figures = {
            city: {name: {way: asdict(one) for way, one in found.items()} for name, found in tasks.items()}
            for city, tasks in results.items()
        }
        options.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
