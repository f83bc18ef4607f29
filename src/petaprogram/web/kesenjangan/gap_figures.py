"""The figures of the page about gaps, computed once for all visitors of one edition of the data."""

from __future__ import annotations

from collections.abc import Sequence

from petaprogram.gaps.matrix import Matrix, make_matrix
from petaprogram.gaps.overlap import Footing, Overlap, find_footing, list_overlaps
from petaprogram.gaps.pattern import Pattern, find_pattern
from petaprogram.gaps.ranking import Needs, Target, measure_needs
from petaprogram.measures.population import make_population
from petaprogram.measures.presence import RUNNING, Subject
from petaprogram.tables.dataset import Dataset
from petaprogram.web.server.computed_once import computed_once


@computed_once
def matrix_of(
    dataset: Dataset, subject: Subject, values: Sequence[str] | None = None, *, wide: bool
) -> Matrix:
    """Return the matrix of these pillars or programs, all by default."""
    return make_matrix(dataset, subject, values, wide=wide)


@computed_once
def needs_of(dataset: Dataset, target: Target) -> Needs:
    """Return what is known of every kelurahan with a gap."""
    return measure_needs(dataset, target, make_population(dataset))


@computed_once
def overlaps_of(dataset: Dataset, *, wide: bool) -> tuple[Overlap, ...]:
    """Return the overlaps of all pillars."""
    return list_overlaps(dataset, wide=wide)


@computed_once
def footing_of(dataset: Dataset, *, wide: bool) -> tuple[Footing, ...]:
    """Return what all running pillars rest on."""
    return find_footing(dataset, wide=wide)


@computed_once
def pattern_of(dataset: Dataset, subject: Subject, value: str, *, wide: bool) -> Pattern:
    """Return the neighbour pattern of a pillar or program."""
    states = matrix_of(dataset, subject, [value], wide=wide).states
    return find_pattern(states[value].isin(RUNNING), dataset.areas)
