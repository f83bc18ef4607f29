"""Whether what is recorded clusters: joins between neighbours against chance.

The join-count statistic counts the pairs of neighbours that both have it; giving it to as many kelurahan at
random, many times, shows how many such pairs chance makes. Method: Cliff and Ord, "Spatial Processes" (1981).
The count is that of esda. Its permutations draw from numpy's global generator, which all sessions share, so
they are made here from a generator of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from esda.join_counts import Join_Counts
from libpysal.graph import Graph

from petaprogram.geography.areas import Areas
from petaprogram.messages.language import Language

PERMUTATIONS = 999
_SEED = 2020
LEVEL = 0.05
# With fewer areas, or fewer than five with or without it, single kelurahan decide the result.
LEAST_AREAS = 20
LEAST_OF_EACH = 5
# Values permuted at once: the limit bounds the memory to some tens of megabytes however many areas there are.
_CELLS = 1_000_000

Verdict = Literal["clustered", "dispersed", "random", "too_few_areas", "too_few_with", "too_few_without"]
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The joins of one pillar or program.

    `present` of the `areas` that have neighbours have it; of `joins` pairs of neighbours `both` have it on
    both sides, where chance makes `expected` on average. `p` is the two-sided pseudo p-value of the
    permutations. `both`, `expected` and `p` are None where the numbers are too small, as `verdict` then says.
    """

    areas: int
    present: int
    joins: int
    both: int | None
    expected: float | None
    p: float | None
    verdict: Verdict


def find_pattern(has: pd.Series[bool], areas: Areas, permutations: int = PERMUTATIONS) -> Pattern:
    """Test whether neighbours have it together more often, or less often, than by chance.

    Parameters
    ----------
    has
        Boolean, index kode as in `areas.frame`.
    areas
        The city; neighbours share an edge.
    permutations
        The number of random permutations; the same number always gives the same ones.
    """
    # An island has no joins, whatever it holds.
    neighbours = areas.neighbours[areas.neighbours.map(len) > 0]
    values = np.where(has[neighbours.index], 1, 0)
    count, present = len(values), int(values.sum())
    joins = len(areas.edges[0]) // 2
    if verdict := _too_few(count, present):
        return Pattern(count, present, joins, None, None, None, verdict)
    graph = Graph.from_dicts(neighbours.to_dict())
    both = round(Join_Counts(values, graph, permutations=0).bb)
    dealt = _deal(values, graph, permutations)
    more, fewer = int((dealt >= both).sum()), int((dealt <= both).sum())
    p = min(1.0, 2 * (min(more, fewer) + 1) / (permutations + 1))
    verdict = "random" if p >= LEVEL else "clustered" if more < fewer else "dispersed"
    return Pattern(count, present, joins, both, float(dealt.mean()), p, verdict)


def _too_few(areas: int, present: int) -> Verdict | None:
    if areas < LEAST_AREAS:
        return "too_few_areas"
    if present < LEAST_OF_EACH:
        return "too_few_with"
    return "too_few_without" if areas - present < LEAST_OF_EACH else None


def _deal(values: Integers, graph: Graph, permutations: int) -> Integers:
    """Count the joins of both sides for random permutations of `values` (0 or 1); one count each."""
    generator = np.random.default_rng(_SEED)
    adjacency = graph.sparse.astype(np.int64)
    step = max(1, _CELLS // len(values))
    counts = []
    for start in range(0, permutations, step):
        dealt = np.tile(values, (min(step, permutations - start), 1))
        dealt = generator.permuted(dealt, axis=1).T
        counts.append((dealt * (adjacency @ dealt)).sum(axis=0) // 2)
    return np.concatenate(counts)


def describe_pattern(pattern: Pattern, subject: str, language: Language) -> str:
    """Say in words whether it clusters, with the p-value; or why that cannot be said."""
    say = language.say
    if pattern.both is None or pattern.expected is None or pattern.p is None:
        return _describe_too_few(pattern, subject, language)
    figures = say(
        "{both:f} dari {joins:f} pasang tetangga sama-sama punya, secara acak sekitar {expected:.1f} "
        "(p = {p:.3f})",
        both=pattern.both,
        joins=pattern.joins,
        expected=pattern.expected,
        p=pattern.p,
    )
    if pattern.verdict == "clustered":
        return say("{subject} berkelompok: {figures}.", subject=subject, figures=figures)
    if pattern.verdict == "dispersed":
        return say("{subject} berselang-seling: {figures}.", subject=subject, figures=figures)
    return say("{subject} tidak menunjukkan pola: {figures}.", subject=subject, figures=figures)


def _describe_too_few(pattern: Pattern, subject: str, language: Language) -> str:
    if pattern.verdict == "too_few_areas":
        return language.say(
            "Pola {subject} tidak diuji: {areas:f} kelurahan terlalu sedikit (paling sedikit {least:f}).",
            subject=subject,
            areas=pattern.areas,
            least=LEAST_AREAS,
        )
    return language.say(
        "Pola {subject} tidak diuji: {present:f} dari {areas:f} kelurahan punya; untuk itu paling sedikit "
        "{least:f} harus punya dan {least:f} tidak.",
        subject=subject,
        present=pattern.present,
        areas=pattern.areas,
        least=LEAST_OF_EACH,
    )
