"""Whom a site serves, recomputed from geometry by other means."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libpysal.graph import Graph

from petaprogram.geography.areas import Areas
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.outcome import run_scenario
from petaprogram.scenario.reach import make_reach
from tests.support.real import real_dataset
from tests.support.sample import square

KEDIRI = real_dataset().areas
RULES = ["self", "neighbours", 0, 250, 1500]


def city_of(cells) -> Areas:
    """A city of squares of the grid."""
    kode = pd.Index([f"99.01.01.{1001 + number}" for number in range(len(cells))], name="kode")
    frame = gpd.GeoDataFrame(
        {"name": "Melati", "kecamatan": "Melati", "kecamatan_kode": "99.01.01"},
        geometry=[square(*cell) for cell in cells],
        index=kode,
        crs=4326,
    )
    return Areas(frame, "99.01", "Kota Contoh", 32749, "5a3b1e000000")


cities = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=10).map(
    lambda cells: city_of(sorted(cells))
)


def reached(areas: Areas, rule) -> dict[str, set[str]]:
    matrix = make_reach(areas, rule)
    assert matrix.has_canonical_format
    assert set(matrix.data) == {1}
    kode = areas.frame.index
    return {kode[row]: set(kode[matrix[[row]].indices]) for row in range(len(kode))}


def is_served(one, other, rule) -> bool:
    """The rule of service in plain words of geometry, both areas in metres."""
    if rule == "self":
        return bool(one.equals(other))
    if rule == "neighbours":
        return bool(one.equals(other) or one.boundary.intersection(other.boundary).length > 0.5)
    return bool(one.distance(other) <= rule)


def plainly_reached(areas: Areas, rule) -> dict[str, set[str]]:
    shapes = areas.metric.geometry
    return {
        kode: {other for other, theirs in shapes.items() if is_served(own, theirs, rule)}
        for kode, own in shapes.items()
    }


@pytest.mark.parametrize("rule", RULES)
def test_the_real_kelurahan_serve_those_that_geometry_says(rule):
    assert reached(KEDIRI, rule) == plainly_reached(KEDIRI, rule)


@given(cities, st.sampled_from([*RULES, 1090, 1110]))
def test_any_city_of_squares_serves_those_that_geometry_says(areas, rule):
    assert reached(areas, rule) == plainly_reached(areas, rule)


@given(cities)
def test_neighbours_are_those_of_rook_contiguity(areas):
    assert reached(areas, "neighbours") == rook(areas)


def test_neighbours_of_the_real_kelurahan_are_those_of_rook_contiguity():
    assert reached(KEDIRI, "neighbours") == rook(KEDIRI)


def rook(areas: Areas) -> dict[str, set[str]]:
    graph = Graph.build_contiguity(areas.frame.geometry, rook=True)
    return {kode: {kode, *(set(graph[kode].index) - {kode})} if kode not in graph.isolates else {kode}
            for kode in areas.frame.index}  # fmt: skip


def test_a_corner_is_no_edge_but_no_distance_either():
    areas = city_of([(0, 0), (1, 1)])
    assert make_reach(areas, "neighbours").toarray().tolist() == [[1, 0], [0, 1]]
    assert make_reach(areas, 0).toarray().tolist() == [[1, 1], [1, 1]]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("weight", ["areas", "area"])
def test_the_totals_of_a_scenario_are_those_recomputed_from_geometry(rule, weight):
    dataset = real_dataset()
    outcome = run_scenario(dataset, Scenario("pillar", "economy", 4, rule, weight=weight))
    running = set(outcome.running.index[outcome.running])
    recorded = dataset.records
    assert running == {
        kode
        for kode, pillar, status in zip(
            recorded["kode"], recorded["pillar_id"], recorded["status"], strict=True
        )
        if pillar == "economy" and status == "running" and kode in KEDIRI.frame.index
    }
    serves = plainly_reached(KEDIRI, rule)
    size = KEDIRI.metric.area / 1e6 if weight == "area" else pd.Series(1, index=KEDIRI.frame.index)

    def total(sites) -> float:
        return float(sum(size[kode] for kode in set().union(*(serves[site] for site in sites))))

    assert outcome.served_before == pytest.approx(total(running), abs=1e-4)
    for number, step in enumerate(outcome.steps, start=1):
        sites = running | {one.kode for one in outcome.steps[:number]}
        assert step.total == pytest.approx(total(sites), abs=1e-4)
    assert outcome.exact.total == pytest.approx(total(running | set(outcome.exact.kode)), abs=1e-4)
    assert set(outcome.after.index[outcome.after]) == set().union(
        *(serves[site] for site in running | {step.kode for step in outcome.steps})
    )
