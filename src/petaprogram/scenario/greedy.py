"""A plan that can be explained: one site after the other, each the one that adds most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from petaprogram.scenario.problem import Problem


@dataclass(frozen=True, slots=True)
class GreedyStep:
    """One new site.

    `newly` is what it adds and `total` what is served after it, that before the scenario included: kelurahan,
    km2 or people. `areas` are the kode of the kelurahan it newly serves, those without weight too. `ties`
    other kelurahan would have added as much; a locked one was not compared with others.
    """

    step: int
    kode: str
    newly: float
    total: float
    areas: tuple[str, ...]
    ties: int
    locked: bool


def greedy_steps(problem: Problem) -> Iterator[GreedyStep]:
    """Take sites one by one until none adds anything; whoever wants a plan of k sites takes the first k.

    Locked sites come first, in any case. Each step takes the site that adds most, of several such that with
    the lowest kode. What k sites add is at least 1 - 1/e (63 %) of the best that k sites can (Nemhauser,
    Wolsey and Fisher, "An analysis of approximations for maximizing submodular set functions - I",
    Mathematical Programming 14, 1978, 265-294; without locked sites).

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
        # The kelurahan are in the order of their kode, and of equal gains argmax takes the first.
        candidates = waiting if len(waiting) else np.flatnonzero(problem.allowed)
        site = candidates[gain[candidates].argmax()]
        newly = int(gain[site])
        ties = 0 if len(waiting) else int((gain[candidates] == newly).sum()) - 1
        if not newly and not len(waiting):
            return
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
            ties=ties,
            locked=len(waiting) > 0,
        )
        waiting = waiting[waiting != site]
