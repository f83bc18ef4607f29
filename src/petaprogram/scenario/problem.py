"""The maximal covering location problem of a scenario.

Choose at most k sites so that the weight of the kelurahan they serve, with those served before, is largest
(Church and ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32,
1974, 101-118).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from petaprogram.geography.areas import Areas
from petaprogram.measures.population import make_population
from petaprogram.scenario.definition import MAX_METRES, UNITS, Scenario, Weight
from petaprogram.scenario.objections import Objection, ScenarioError, make_objection
from petaprogram.scenario.reach import make_reach
from petaprogram.tables.dataset import Dataset

Flags: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Whole: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Problem:
    """What a scenario asks, as arrays in the order of `kode` (n kelurahan).

    `reach` is that of `make_reach`. `running` marks kelurahan with a running placement, `allowed` those that
    may get a new site, `locked` holds the positions of those that must (ascending, allowed too). `weight`
    counts whole units, of which `unit` make one that is shown (see `definition.UNITS`). `ranks` are those of
    the ranking, 1 and more, infinite where a kelurahan is not ranked: of sites that add as much the first is
    taken.
    """

    kode: pd.Index
    reach: sparse.csr_array
    running: Flags
    allowed: Flags
    locked: Whole
    weight: Whole
    unit: int
    k: int
    ranks: Numbers

    @cached_property
    def served_before(self) -> Flags:
        """Which kelurahan are reached from one with a running placement."""
        return self.served_by(np.flatnonzero(self.running))

    def served_by(self, sites: Whole) -> Flags:
        """Which kelurahan the sites at these positions serve."""
        served = np.zeros(len(self.kode), bool)
        served[self.reach[sites].indices] = True
        return served

    def weight_left(self, locked: Whole) -> Whole:
        """The weight of each kelurahan that neither the sites before nor the locked ones serve, else 0."""
        return np.where(self.served_before | self.served_by(locked), 0, self.weight)

    def positions(self, kode: Iterable[str]) -> Whole:
        """Where these kode stand."""
        return np.flatnonzero(self.kode.isin(list(kode)))

    def amount(self, served: Flags) -> float:
        """How much is served, as it is shown: an integer of kelurahan or people, or km2."""
        return self.shown(int(self.weight[served].sum()))

    def shown(self, units: int) -> float:
        """Turn whole units into the one that is shown."""
        return units if self.unit == 1 else units / self.unit


def check_scenario(
    dataset: Dataset, scenario: Scenario, people: pd.Series | None = None
) -> tuple[Objection, ...]:
    """Find every reason to refuse a scenario that shows without computing it.

    `people` is that of `outcome.run_scenario`.
    """
    areas, found = dataset.areas, []
    known = dataset.pillars.sort_values("order") if scenario.kind == "pillar" else dataset.programs
    if scenario.subject not in known.index:
        found.append(
            make_objection("unknown-subject", subject=scenario.subject, known=", ".join(known.index))
        )
    locked, excluded = set(scenario.locked), set(scenario.excluded)
    strange = sorted((locked | excluded) - set(areas.frame.index))
    found += [make_objection("unknown-kode", kode=kode, city=areas.city) for kode in strange]
    if scenario.k < 1:
        found.append(make_objection("no-sites", k=scenario.k))
    elif scenario.k < len(locked):
        found.append(make_objection("fewer-than-locked", locked=len(locked), k=scenario.k))
    if both := sorted((locked & excluded) & set(areas.frame.index)):
        found.append(make_objection("locked-and-excluded", names=_names(areas, both)))
    if isinstance(scenario.rule, int) and not 0 <= scenario.rule <= MAX_METRES:
        found.append(make_objection("broken-distance", metres=scenario.rule, limit=MAX_METRES))
    if scenario.weight == "people" and (missing := _without_people(dataset, people)):
        found.append(
            make_objection(
                "people-missing", missing=len(missing), all=len(areas.frame), names=_names(areas, missing)
            )
        )
    return tuple(found)


def make_problem(
    areas: Areas,
    running: pd.Series,
    scenario: Scenario,
    people: pd.Series | None = None,
    ranks: pd.Series | None = None,
) -> Problem:
    """Put a scenario that passed `check_scenario` into arrays.

    Parameters
    ----------
    areas
        The city.
    running
        Boolean, index kode: where a placement of the subject runs.
    scenario
        The wish.
    people
        Residents by kode, of one vintage and for every kelurahan; needed only where they are the weight.
    ranks
        Ranks by kode, missing where a kelurahan is not ranked; by default none is.

    Raises
    ------
    ScenarioError
        When every kelurahan is served already, or no site that is allowed would add anything.
    ValueError
        When people are the weight and a kelurahan has no figure.
    """
    kode = areas.frame.index
    problem = Problem(
        kode=kode,
        reach=make_reach(areas, scenario.rule),
        running=running.reindex(kode, fill_value=False).to_numpy(bool),
        allowed=~kode.isin(list(scenario.excluded)),
        locked=np.flatnonzero(kode.isin(list(scenario.locked))),
        weight=_weigh(areas, scenario.weight, people),
        unit=UNITS[scenario.weight],
        k=scenario.k,
        ranks=_ranks(kode, ranks),
    )
    left = ~problem.served_before
    if not left.any():
        raise ScenarioError([make_objection("all-served", all=len(kode))])
    if not problem.weight[left & problem.served_by(np.flatnonzero(problem.allowed))].any():
        raise ScenarioError([make_objection("nothing-to-gain")])
    return problem


def _ranks(kode: pd.Index, ranks: pd.Series | None) -> Numbers:
    if ranks is None:
        return np.full(len(kode), np.inf)
    return ranks.reindex(kode).fillna(np.inf).to_numpy(float)


def _weigh(areas: Areas, weight: Weight, people: pd.Series | None) -> Whole:
    if weight == "areas":
        return np.ones(len(areas.frame), np.int64)
    amounts = areas.area_km2 * UNITS["area"]
    if weight == "people":
        if people is None:
            raise ValueError("people are to be maximised, but there are no figures")
        amounts = people.reindex(areas.frame.index)
    # pandas refuses to make a whole number of a missing one.
    return np.asarray(amounts.round().astype("int64"), np.int64)


def _without_people(dataset: Dataset, people: pd.Series | None) -> list[str]:
    if people is None:
        return list(make_population(dataset).missing)
    return list(dataset.areas.frame.index.difference(people.dropna().index))


def _names(areas: Areas, kode: list[str]) -> tuple[str, ...]:
    return tuple(areas.name_of(one) for one in kode)
