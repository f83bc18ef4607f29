"""Where the dots of a small plot go: one for each kelurahan, equal values stacked, the unknown apart."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Role = Literal["here", "beside", "other"]

# Dots stand in at most so many stacks: more would overlap in a plot as wide as a phone allows.
STACKS = 24
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """One kelurahan: how far along the axis (0 to 1, None: unknown), and its place in its stack from 0."""

    kode: str
    role: Role
    at: float | None
    level: int


@dataclass(frozen=True, slots=True)
class DotPlot:
    """All dots; `ticks` are values of the axis, which runs to `top`; `highest` counts the tallest stack."""

    dots: tuple[Dot, ...]
    ticks: tuple[float, ...]
    top: float
    highest: int

    @property
    def tallest(self) -> int:
        """How many dots the tallest stack of known values has."""
        return max((dot.level + 1 for dot in self.dots if dot.at is not None), default=0)

    def share(self, value: float) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        return value / self.top


def dot_plot(
    values: pd.Series,
    *,
    here: Collection[str] = (),
    beside: Collection[str] = (),
    top: float | None = None,
    exact: bool = False,
) -> DotPlot:
    """Place the dots of a measure.

    Parameters
    ----------
    values
        Index kode; 0 and more, NaN where nothing is recorded: those stand in a stack of their own.
    here
        The areas that the plot is about: at the foot of their stacks.
    beside
        Areas to tell from the rest, right above them.
    top
        The end of the axis; None takes the largest value, and 2 at least.
    exact
        Every dot stands at its very value, however close to others: paper has dots of any size.
    """
    end = top or max(values.max() if values.notna().any() else 0.0, 2.0)
    steps = round(end) if 1 < end <= STACKS else STACKS
    rank: dict[Role, int] = {"here": 0, "beside": 1, "other": 2}
    roles: dict[str, Role] = {
        str(kode): "here" if kode in here else "beside" if kode in beside else "other"
        for kode in values.index
    }
    dots: list[Dot] = []
    heights: dict[float | None, int] = {}
    numbers = values.to_dict()
    for kode in sorted(roles, key=lambda kode: (rank[roles[kode]], kode)):
        value = numbers[kode]
        share = value / end
        at = None if math.isnan(value) else share if exact else round(share * steps) / steps
        level = heights.get(at, 0)
        heights[at] = level + 1
        dots.append(Dot(kode, roles[kode], at, level))
    return DotPlot(tuple(dots), _ticks(end), end, max(heights.values(), default=0))


def _ticks(top: float) -> tuple[float, ...]:
    """Choose whole numbers from 0 on, not too many; of a share its half and its whole."""
    if top <= 1:
        return (0.0, top / 2, top)
    step = next(
        size * 10**power
        for power in range(12)
        for size in (1, 2, 5)
        if top / (size * 10**power) < _MOST_TICKS
    )
    return tuple(float(step * number) for number in range(math.floor(top / step) + 1))
