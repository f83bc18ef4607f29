"""The best plan there is, as a check on the one that can be explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from petaprogram.scenario.problem import Problem, Whole

TIME_LIMIT_S = 10.0
OPTIMAL = 0  # the status of `scipy.optimize.milp`
# To within this a variable of the solver is 0 or 1.
_TOLERANCE = 1e-6
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Exact:
    """The best plan found: `kode` ascending, locked ones included.

    `total` is what is served with it, that before the scenario included. No plan with as many sites serves
    more than `bound`: where that equals `total` the plan is proven best, otherwise the time ran out.
    """

    kode: tuple[str, ...]
    total: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether no other plan with as many sites can serve more."""
        return self.total >= self.bound


def solve_exactly(problem: Problem, plan: Sequence[str], time_limit: float = TIME_LIMIT_S) -> Exact:
    """Look for a plan that serves more than a known one.

    Parameters
    ----------
    problem
        What is asked.
    plan
        The kode of a plan with at most `problem.k` sites, locked ones included. It is the answer where none
        is better, so that of several best plans the one that was explained is shown.
    time_limit
        Seconds for the solver; what it has found by then is returned, with the bound it has proven.
    """
    weight = problem.weight_left(problem.locked)
    known = _added(problem, weight, problem.positions(plan))
    candidates = find_candidates(problem, weight, known)
    bound, sites = known, tuple(sorted(plan))
    if len(candidates):
        chosen, bound = _maximise(problem, weight, candidates, time_limit)
        if (added := _added(problem, weight, chosen)) > known:
            known = added
            every = np.union1d(problem.locked, _without_idle(problem, weight, chosen))
            sites = tuple(problem.kode[every])
    already = int((problem.weight - weight).sum())
    return Exact(sites, problem.shown(already + known), problem.shown(already + max(bound, known)))


def find_candidates(problem: Problem, weight: Whole, known: int) -> Whole:
    """Find the sites that a plan adding more than `known` could hold; without any, there is no such plan.

    A plan adds at most what its sites would add alone, so a site that together with the best of the others
    does not exceed `known` is in no better plan.
    """
    free = problem.k - len(problem.locked)
    gain = np.where(problem.allowed, problem.reach @ weight, 0)
    best = np.sort(gain)[::-1][:free]
    if free < 1 or best.sum() <= known:
        return np.array([], np.int64)
    return np.flatnonzero((gain > 0) & (gain > known - best[: free - 1].sum()))


def _maximise(problem: Problem, weight: Whole, candidates: Whole, time_limit: float) -> tuple[Whole, int]:
    """Solve the integer program; return the sites and the most that any choice of candidates can add.

    One variable per candidate (taken or not) and one per kelurahan (served or not, continuous: it is whole
    where the candidates are). A kelurahan is served only if one of its candidates is taken.
    """
    reach = problem.reach[candidates]
    areas = np.flatnonzero((weight > 0) & (reach.sum(axis=0) > 0))
    serves = reach[:, areas].T.astype(float)
    taken = np.arange(len(candidates) + len(areas)) < len(candidates)
    result = milp(
        np.concatenate([np.zeros(len(candidates)), -weight[areas] / problem.unit]),
        integrality=taken,
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(sparse.hstack([-serves, sparse.eye_array(len(areas))], "csr"), -np.inf, 0),
            LinearConstraint(sparse.csr_array([taken]), -np.inf, problem.k - len(problem.locked)),
        ],
        options={"time_limit": time_limit, "mip_rel_gap": 0},
    )
    # Without a solution the time ran out at once.
    chosen = candidates[:0] if result.x is None else candidates[result.x[: len(candidates)] > HALF]
    if result.status == OPTIMAL:
        return chosen, _added(problem, weight, chosen)
    bound = int(weight[areas].sum())
    if result.mip_dual_bound is not None:
        # Only whole units can be served, whatever fraction the solver still allows.
        bound = int(min(bound, np.floor(-result.mip_dual_bound * problem.unit + _TOLERANCE)))
    return chosen, bound


def _without_idle(problem: Problem, weight: Whole, chosen: Whole) -> Whole:
    """Drop the sites that a plan can do without, the highest kode first."""
    kept = chosen
    for site in chosen[::-1]:
        rest = kept[kept != site]
        if _added(problem, weight, rest) == _added(problem, weight, kept):
            kept = rest
    return kept


def _added(problem: Problem, weight: Whole, sites: Whole) -> int:
    """How many whole units the sites serve; `weight` is 0 where others serve already."""
    return int(weight[problem.served_by(sites)].sum())
