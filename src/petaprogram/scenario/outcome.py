"""What a scenario comes to: before and after, the plan in steps, the exact check and the curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from petaprogram.gaps.ranking import Target, rank_dataset
from petaprogram.measures.map_theme import ThematicMap, Theme, make_map
from petaprogram.measures.population import make_population
from petaprogram.measures.presence import RUNNING
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.exact import TIME_LIMIT_S, Exact, solve_exactly
from petaprogram.scenario.greedy import GreedyStep, greedy_steps, order_plan
from petaprogram.scenario.objections import ScenarioError
from petaprogram.scenario.problem import Problem, check_scenario, make_problem
from petaprogram.tables.dataset import Dataset

# What a map shows of a kelurahan: it has a running placement; it is served by one of those; it gets a new
# site; a new site serves it; nothing of these. The first that applies.
Service = Literal["running", "served", "new_site", "newly", "unserved"]
SERVICES: tuple[Service, ...] = get_args(Service)


@dataclass(frozen=True, eq=False)
class Outcome:
    """A scenario, computed.

    All Series have the index kode (every kelurahan of the city, in its order). `running`, `before` and
    `after` are boolean: a running placement of the subject, served before and served after the scenario.
    `doubtful` marks the running ones whose every record is of low confidence.

    `steps` are the plan, at most k; fewer where no further site adds anything: the plan in steps, each of
    which can be explained, and after which `served_in_steps` are served; or the best one found, where the
    scenario asks for it and it is better. `curve` has the index 0 to n (new sites) and holds what is served
    after so many steps of the plan in steps, carried on to its end with the same locked and excluded
    kelurahan, then level; at 0 what is served before. Amounts are in the unit of the scenario's weight:
    kelurahan, km2 or people; `whole` is that of the city.
    """

    scenario: Scenario
    running: pd.Series
    doubtful: pd.Series
    before: pd.Series
    after: pd.Series
    steps: tuple[GreedyStep, ...]
    exact: Exact
    curve: pd.Series
    served_before: float
    served_in_steps: float
    served_after: float
    whole: float

    @property
    def agrees(self) -> bool:
        """Whether the plan in steps is proven to be the best."""
        return self.exact.proven and self.exact.total == self.served_in_steps

    @property
    def more(self) -> float:
        """What the best plan found serves more than the plan in steps; 0 where none better was found."""
        return self.exact.total - self.served_in_steps

    @property
    def uses_better(self) -> bool:
        """Whether the plan is the best one found, and not the one in steps."""
        return self.scenario.better and self.more > 0

    @property
    def unused(self) -> int:
        """How many of the sites wished for are not needed."""
        return self.scenario.k - len(self.steps)

    @property
    def step(self) -> pd.Series:
        """The number of the step that gives each kelurahan (index kode) a new site.

        Int64, 1 and more; missing where none does.
        """
        numbers = pd.Series({step.kode: step.step for step in self.steps}, dtype="Int64")
        return numbers.reindex(self.after.index).rename("step")

    def services(self, *, after: bool) -> pd.Series:
        """Say what each kelurahan is before or after the scenario, one of `SERVICES`; index kode."""
        new = self.step.notna() & after
        newly = self.after & after
        found = np.select([self.running & ~new, self.before & ~new, new, newly], SERVICES[:-1], SERVICES[-1])
        return pd.Series(found, index=self.after.index, name="service", dtype=object)


def run_scenario(
    dataset: Dataset, scenario: Scenario, people: pd.Series | None = None, time_limit: float = TIME_LIMIT_S
) -> Outcome:
    """Compute a scenario.

    Parameters
    ----------
    dataset
        The data that tell where the subject runs today, as on its map.
    scenario
        The wish.
    people
        Residents by kode, of one vintage; by default those of the data. Where the scenario maximises people,
        every kelurahan needs its own.
    time_limit
        Seconds for the exact check.

    Raises
    ------
    ScenarioError
        With every reason found why it cannot be planned.
    """
    if objections := check_scenario(dataset, scenario, people):
        raise ScenarioError(objections)
    if people is None:
        people = make_population(dataset).people
    start = find_start(dataset, scenario)
    running = start.values.isin(RUNNING)
    problem = make_problem(dataset.areas, running, scenario, people, find_ranks(dataset, scenario))
    return make_outcome(scenario, problem, start.doubtful & running, time_limit)


def find_start(dataset: Dataset, scenario: Scenario) -> ThematicMap:
    """Find the state of the scenario's pillar or program in every kelurahan today."""
    return make_map(dataset, Theme(scenario.kind, scenario.subject, wide=scenario.wide))


def find_ranks(dataset: Dataset, scenario: Scenario) -> pd.Series:
    """Rank the kelurahan for the scenario's pillar or program, as `Ranking.ranks` has them."""
    target = Target(scenario.kind, scenario.subject, scenario.wide)
    return rank_dataset(dataset, target, scenario.weights).ranks


def make_outcome(scenario: Scenario, problem: Problem, doubtful: pd.Series, time_limit: float) -> Outcome:
    """Solve a problem in both ways; `doubtful` is that of `Outcome`."""
    kode = problem.kode
    path = list(greedy_steps(problem))
    steps = tuple(path[: problem.k])
    in_steps = steps[-1].total
    exact = solve_exactly(problem, [step.kode for step in steps], time_limit)
    if scenario.better and exact.total > in_steps:
        steps = order_plan(problem, exact.kode)
    before = problem.served_before
    after = before | problem.served_by(problem.positions(step.kode for step in steps))
    served = problem.amount(before)
    totals = [served, *(step.total for step in path)]
    totals += totals[-1:] * (len(kode) + 1 - len(totals))
    return Outcome(
        scenario=scenario,
        running=pd.Series(problem.running, index=kode),
        doubtful=doubtful,
        before=pd.Series(before, index=kode),
        after=pd.Series(after, index=kode),
        steps=steps,
        exact=exact,
        curve=pd.Series(totals, name="served").rename_axis("sites"),
        served_before=served,
        served_in_steps=in_steps,
        served_after=steps[-1].total,
        whole=problem.amount(np.ones(len(kode), bool)),
    )
