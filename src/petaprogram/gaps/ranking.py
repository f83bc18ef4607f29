"""Where next: kelurahan with a gap in an order that can be explained.

The score of a kelurahan is the weighted sum of five named parts, each from 0 to 1. What is known of the parts
and the weights stand in the same row as the score, and the sentence about a rank is made from that row.

- missing: pillars in which nothing runs and nothing is planned here, of all pillars;
- distance: metres from edge to edge to the nearest kelurahan that has it, of the longest such way;
- neighbours: kelurahan sharing an edge that have it, of all that share one;
- people: residents, of the most populous; only where every kelurahan has its own figure;
- years: since the last report on this kelurahan, of any program; 1 from ten years on, or without any report.

"Has it" means that it runs there: a plan serves nobody yet. Where all pillars are asked for, distance and
neighbours are means over the pillars missing here. The longest way and the most people are those among the
ranked kelurahan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from petaprogram.gaps.matrix import is_gap, make_matrix, states_of
from petaprogram.gaps.stability import is_unstable, score, stability
from petaprogram.gaps.weights import DEFAULT, PARTS, PartName, Weights
from petaprogram.geography.areas import Areas
from petaprogram.measures.last_reports import last_reports
from petaprogram.measures.population import Population, make_population
from petaprogram.measures.presence import State
from petaprogram.tables.dataset import Dataset

HORIZON_YEARS = 10.0

Reported = Literal["dated", "undated", "never"]
# A row of all pillars may have gaps of both kinds.
RowKind = Literal["record", "service", "both"]


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: every pillar, one pillar, or one program; and whether wide scopes count."""

    kind: Literal["pillars", "pillar", "program"] = "pillars"
    subject: str | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What is known of every kelurahan with a gap, before anything is weighed.

    `facts` and `parts` have the index kode: the kelurahan with a gap. The columns of `facts` are the fields
    of `RankedArea` that need no weights; those of `parts` are `PARTS`, from 0 to 1, NaN where unknown.
    `without_gap` are the kode of all other kelurahan: they are not ranked.
    """

    target: Target
    facts: pd.DataFrame
    parts: pd.DataFrame
    population: Population
    without_gap: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its value (None: not known), its weight in this row, and what both add.

    `chosen` is the share that the planner gave it; `weight` is larger where the weight of an unknown part was
    spread over the others, and 0 where the part itself is unknown.
    """

    value: float | None
    chosen: float
    weight: float
    contribution: float


@dataclass(frozen=True, slots=True)
class RankedArea:
    """One row of a ranking: the score and everything that it was made of.

    `rank` starts at 1; `tied` other kelurahan have the same score and so the same rank. `gap_kind` and the
    two counts of gaps keep apart what nobody knows and what is known; the counts are of all `pillars`.
    `state` is that of the pillar or program asked for, None where all are. `distance_m` is None where it runs
    nowhere; `neighbours_have` of `neighbours` have it. `years` is None where no report shows its date;
    `reported` says why. The contributions of `parts` add up to `score`. `stability` is the share of draws in
    the top ten, None where that means nothing.
    """

    rank: int
    tied: int
    kode: str
    name: str
    kecamatan: str
    gap_kind: RowKind
    state: State | None
    record_gaps: int
    service_gaps: int
    pillars: int
    distance_m: float | None
    neighbours_have: float
    neighbours: int
    people: float | None
    reported: Reported
    years: float | None
    score: float
    parts: Mapping[PartName, Part]
    stability: float | None
    unstable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Kelurahan with a gap, in order of rank and then kode, and what they were ranked by."""

    needs: Needs
    weights: Weights
    rows: tuple[RankedArea, ...]

    @property
    def ranks(self) -> pd.Series[float]:
        """The rank of every kelurahan (index kode), float, 1 and more; NaN where there is no gap."""
        found: dict[str, float] = dict.fromkeys(self.needs.without_gap, np.nan)
        found |= {row.kode: float(row.rank) for row in self.rows}
        return pd.Series(found, name="rank", dtype=float).sort_index().rename_axis("kode")


def measure_needs(dataset: Dataset, target: Target, population: Population) -> Needs:
    """Measure the parts of every kelurahan with a gap: all that does not depend on weights.

    Raises
    ------
    KeyError
        If the target is not a pillar or program of the dataset.
    """
    pillars = make_matrix(dataset, "pillar_id", wide=target.wide)
    if target.kind == "pillars":
        states = pillars.states
    elif target.kind == "pillar":
        states = pillars.states[[str(target.subject)]]
    else:
        states = make_matrix(dataset, "program_id", [str(target.subject)], wide=target.wide).states
    # In one order of columns, so that means come out the same to the last digit.
    states = states[sorted(states.columns)]
    gap = is_gap(states)
    ranked = gap.any(axis="columns")
    facts = dataset.areas.frame[["name", "kecamatan"]].assign(
        name=dataset.areas.names,
        gap_kind=_kinds(states),
        state=None if target.kind == "pillars" else states.iloc[:, 0],
        record_gaps=pillars.per_area["not_reported"] + pillars.per_area["ended_old"],
        service_gaps=pillars.per_area["ended"] + pillars.per_area["confirmed_none"],
        pillars=len(pillars.states.columns),
        people=np.nan if population.people is None else population.people,
    )
    # What was last reported long ago is not certain to be there still.
    facts = facts.join(_surroundings(states == "running", gap, dataset.areas))
    facts = facts.join(last_reports(dataset, wide=target.wide))[ranked]
    return Needs(target, facts, _parts(facts), population, tuple(ranked.index[~ranked]))


def rank_dataset(dataset: Dataset, target: Target | None = None, weights: Weights = DEFAULT) -> Ranking:
    """Rank the kelurahan of a city, by default over all pillars with the weights that the app begins with."""
    return rank_areas(measure_needs(dataset, target or Target(), make_population(dataset)), weights)


def rank_areas(needs: Needs, weights: Weights) -> Ranking:
    """Rank the kelurahan with a gap; equal scores share a rank, and no order of the data plays a part.

    Examples
    --------
    Pillar a runs in Melati, so the others have a gap. Only distance counts here: two of them touch Melati.

    >>> from petaprogram.measures.population import make_population
    >>> from tests.support.grid import make_dataset
    >>> from tests.support.sample import four_areas
    >>> dataset = make_dataset(four_areas(), [("99.01.01.1001", "a1", "running", "day", None)])
    >>> needs = measure_needs(dataset, Target("pillar", "a"), make_population(dataset))
    >>> [(row.rank, row.name, row.score) for row in rank_areas(needs, Weights(distance=1)).rows]
    [(1, 'Mawar', 1.0), (2, 'Anggrek', 0.0), (2, 'Dahlia', 0.0)]
    """
    parts = needs.parts[list(PARTS)].to_numpy(float)
    scores = pd.Series(score(parts, weights.shares[np.newaxis, :])[0], index=needs.parts.index)
    ranks = scores.rank(method="min", ascending=False).astype(int)
    share = stability(needs.parts, weights)
    frame = needs.facts.assign(
        rank=ranks,
        tied=ranks.map(ranks.value_counts()) - 1,
        score=scores,
        stability=share,
        unstable=is_unstable(ranks, share),
    )
    frame["parts"] = pd.Series(_contributions(parts, weights), index=frame.index, dtype=object)
    frame = frame.rename_axis("kode").reset_index().sort_values(["rank", "kode"])
    # An unknown number is None in a row, so that no arithmetic goes on with it by accident.
    frame = frame.astype(object).where(frame.notna(), None)
    rows = tuple(
        RankedArea(**{str(key): value for key, value in row.items()}) for row in frame.to_dict("records")
    )
    return Ranking(needs, weights, rows)


def _kinds(states: pd.DataFrame) -> pd.Series:
    """Say which kinds of gap a row has; empty where it has none. Index as in `states`."""
    record = states.isin(states_of("record")).any(axis="columns")
    service = states.isin(states_of("service")).any(axis="columns")
    found = np.select([record & service, record, service], ["both", "record", "service"], "")
    return pd.Series(found, index=states.index, dtype=object)


def _surroundings(has: pd.DataFrame, gap: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Measure the way to the nearest area that has it and count the neighbours that do.

    Parameters
    ----------
    has, gap
        Index kode, a column for each pillar or program, boolean.
    areas
        The city.

    Returns
    -------
    DataFrame
        Index kode: `distance_m` and `neighbours_have`, means over the gaps of the row (NaN for a distance
        where all of them run nowhere), and `neighbours`, how many there are.
    """
    away = has.apply(areas.distance_to).where(gap)
    beside = has.apply(areas.neighbours_in).where(gap)
    return pd.DataFrame(
        {
            "distance_m": away.mean(axis="columns"),
            "neighbours_have": beside.mean(axis="columns"),
            "neighbours": areas.neighbours_in(pd.Series(data=True, index=has.index)).astype(int),
        }
    )


def _parts(facts: pd.DataFrame) -> pd.DataFrame:
    years = (facts["years"] / HORIZON_YEARS).clip(upper=1.0)
    return pd.DataFrame(
        {
            "missing": (facts["record_gaps"] + facts["service_gaps"]) / facts["pillars"],
            "distance": _of_longest(facts["distance_m"]),
            "neighbours": facts["neighbours_have"] / facts["neighbours"].where(facts["neighbours"] > 0),
            "people": _of_longest(facts["people"]),
            "years": years.mask(facts["reported"] == "never", 1.0),
        },
        dtype=float,
    )


def _of_longest(values: pd.Series[float]) -> pd.Series[float]:
    """Divide by the largest value; where that is zero all are."""
    largest = values.max()
    return values / largest if largest > 0 else values


def _contributions(
    parts: np.ndarray[tuple[int, int], np.dtype[np.float64]], weights: Weights
) -> list[Mapping[PartName, Part]]:
    """Take the score of each row apart: the weight of what is unknown is spread over the rest."""
    known = ~np.isnan(parts)
    used = known * weights.shares
    total = used.sum(axis=1, keepdims=True)
    used = np.divide(used, total, out=np.zeros_like(used), where=total > 0)
    added = used * np.where(known, parts, 0.0)
    return [
        {
            name: Part(float(value) if there else None, float(chosen), float(weight), float(adds))
            for name, chosen, value, there, weight, adds in zip(PARTS, weights.shares, *columns, strict=True)
        }
        for columns in zip(parts, known, used, added, strict=True)
    ]
