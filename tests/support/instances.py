"""Small covering problems, and the plain ways to solve them that the fast ones are held against."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from petaprogram.scenario.problem import Problem


@st.composite
def problems(draw, most: int = 7) -> Problem:
    """Any rule of service, symmetric or not, any weights, any running, locked and excluded kelurahan."""
    n = draw(st.integers(1, most))
    roles = draw(
        st.lists(st.sampled_from(["open", "open", "locked", "excluded"]), min_size=n, max_size=n).filter(
            lambda roles: set(roles) != {"excluded"}
        )
    )
    reach = draw(arrays(bool, (n, n))) | np.eye(n, dtype=bool)
    locked = np.flatnonzero([role == "locked" for role in roles])
    return Problem(
        kode=pd.Index([f"99.01.01.{1001 + number}" for number in range(n)], name="kode"),
        reach=sparse.csr_array(reach.astype(np.int8)),
        running=draw(arrays(bool, n, elements=st.booleans())),
        allowed=np.array([role != "excluded" for role in roles]),
        locked=locked,
        weight=draw(arrays(np.int64, n, elements=st.integers(0, 4))),
        unit=1,
        k=draw(st.integers(max(1, len(locked)), n + 1)),
        # Few ranks, so that some are equal; some kelurahan are not ranked.
        ranks=np.array(draw(st.lists(st.sampled_from([1.0, 2.0, 4.0, np.inf]), min_size=n, max_size=n))),
    )


def served(problem: Problem, sites) -> set[int]:
    """Recompute, with sets, what a choice of sites serves together with the running ones."""
    rows = problem.reach.toarray()
    every = [*sites, *np.flatnonzero(problem.running)]
    return {area for site in every for area in np.flatnonzero(rows[site]).tolist()}


def weigh(problem: Problem, areas) -> int:
    return sum(int(problem.weight[area]) for area in areas)


def best_total(problem: Problem) -> int:
    """Try every choice of sites."""
    locked = problem.locked.tolist()
    others = [site for site in np.flatnonzero(problem.allowed).tolist() if site not in locked]
    free = min(problem.k - len(locked), len(others))
    return max(
        weigh(problem, served(problem, [*locked, *chosen]))
        for size in range(free + 1)
        for chosen in combinations(others, size)
    )


def plain_greedy(problem: Problem) -> list[tuple[int, int, int, int]]:
    """Site, what it adds, the total after it and the ties of each step, by trying every site at each step."""
    sites: list[int] = []
    steps = []
    locked = set(problem.locked.tolist())
    while True:
        before = weigh(problem, served(problem, sites))
        waiting = sorted(locked - set(sites))
        candidates = waiting or np.flatnonzero(problem.allowed).tolist()
        totals = {site: weigh(problem, served(problem, [*sites, site])) for site in candidates}
        best = max(totals.values())
        if best == before and not waiting:
            return steps
        equal = [site for site in candidates if totals[site] == best]
        first, *others = sorted(equal, key=lambda site: (problem.ranks[site], site))
        sites.append(first)
        steps.append((first, best - before, best, 0 if waiting else len(others)))
