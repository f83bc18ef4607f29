"""A plan that can be explained: one site after the other, each the one that adds most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from petaprogram.scenario.problem import Problem


@dataclass(frozen=True, slots=True)
class GreedyStep:
    """One new site.

    `newly` is what it adds and `total` what is served after it, that before the scenario included: kelurahan,
    km2 or people. `areas` are the kode of the kelurahan it newly serves, those without weight too. `ties`
    other kelurahan would have added as much, `level` of them as high in the ranking as this one, whose rank
    is `rank` (None: not ranked). A locked one was not compared with others.
    """

    step: int
    kode: str
    newly: float
    total: float
    areas: tuple[str, ...]
    ties: int
    level: int
    rank: int | None
    locked: bool


def greedy_steps(problem: Problem) -> Iterator[GreedyStep]:
    """Take sites one by one until none adds anything; whoever wants a plan of k sites takes the first k.

    Locked sites come first, in any case. Each step takes the site that adds most; of several such the first
    in the ranking, and of those that with the lowest kode. What k sites add is at least 1 - 1/e (63 %) of the
    best that k sites can (Nemhauser, Wolsey and Fisher, "An analysis of approximations for maximizing
    submodular set functions - I", Mathematical Programming 14, 1978, 265-294; without locked sites).

    Examples
    --------
    Nothing runs yet, and a site serves its neighbours too. Melati serves three kelurahan; then only Mawar is
    left, which a site in Dahlia serves as well as one of its own would.

    >>> import pandas as pd
    >>> from petaprogram.scenario.definition import Scenario
    >>> from petaprogram.scenario.problem import make_problem
    >>> from tests.support.sample import four_areas
    >>> wish = Scenario("pillar", "living", k=2, rule="neighbours")
    >>> nowhere = pd.Series(False, index=four_areas().frame.index)
    >>> [(step.kode, step.newly) for step in greedy_steps(make_problem(four_areas(), nowhere, wish))]
    [('99.01.01.1001', 3), ('99.01.02.1001', 1)]
    """
    reach, by_area = problem.reach, problem.reach.tocsc()
    served = problem.served_before.copy()
    gain = reach @ np.where(served, 0, problem.weight)
    total = int(problem.weight[served].sum())
    waiting = problem.locked
    for number in count(1):
        candidates = waiting if len(waiting) else np.flatnonzero(problem.allowed)
        newly = int(gain[candidates].max(initial=0))
        if not newly and not len(waiting):
            return
        best = candidates[gain[candidates] == newly]
        # The kelurahan are in the order of their kode, and of equal ranks argmin takes the first.
        site = best[problem.ranks[best].argmin()]
        rank = problem.ranks[site]
        tied = best[:0] if len(waiting) else best[best != site]
        total += newly
        areas = reach[[site]].indices
        areas = areas[~served[areas]]
        served[areas] = True
        gain -= by_area[:, areas] @ problem.weight[areas]
        yield GreedyStep(
            step=number,
            kode=str(problem.kode[site]),
            newly=problem.shown(newly),
            total=problem.shown(total),
            areas=tuple(problem.kode[areas]),
            ties=len(tied),
            level=int((problem.ranks[tied] == rank).sum()),
            rank=int(rank) if np.isfinite(rank) else None,
            locked=len(waiting) > 0,
        )
        waiting = waiting[waiting != site]


def order_plan(problem: Problem, plan: Sequence[str]) -> tuple[GreedyStep, ...]:
    """Put the sites of a plan without idle ones in an order: locked ones first, then each that adds most.

    Only the order is chosen here, so no step tells of others that would have added as much.
    """
    alone = replace(problem, allowed=problem.kode.isin(list(plan)))
    return tuple(replace(step, ties=0, level=0) for step in greedy_steps(alone))
