"""A dot for every kelurahan, none on another, the unknown apart from zero."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.maps.dot_plot import STACKS, dot_plot

VALUES = st.lists(st.one_of(st.just(np.nan), st.integers(0, 60).map(float)), max_size=60)


def series(values: list[float]) -> pd.Series:
    return pd.Series(values, index=[f"k{number:02d}" for number in range(len(values))], dtype=float)


@given(VALUES)
def test_every_kelurahan_has_a_place_of_its_own(values: list[float]) -> None:
    measured = series(values)
    plot = dot_plot(measured, here=measured.index[:1], beside=measured.index[1:5])
    assert sorted(dot.kode for dot in plot.dots) == list(measured.index)
    places = {(dot.at, dot.level) for dot in plot.dots}
    assert len(places) == len(values)
    assert all(level == 0 or (at, level - 1) in places for at, level in places)
    assert plot.highest == max((level + 1 for _, level in places), default=0)


@given(VALUES)
def test_a_dot_stands_where_its_value_is_and_the_unknown_stand_apart(values: list[float]) -> None:
    measured = series(values)
    plot = dot_plot(measured, here=(), beside=())
    for dot in plot.dots:
        value = measured[dot.kode]
        if np.isnan(value):
            assert dot.at is None
        else:
            assert dot.at == pytest.approx(plot.share(value), abs=0.5 / STACKS + 1e-9)
            assert 0 <= dot.at <= 1


def test_small_counts_stand_exactly_on_their_number() -> None:
    plot = dot_plot(series([0, 1, 1, 6, np.nan]), here=(), beside=(), top=6)
    assert [(dot.at, dot.level) for dot in plot.dots] == [(0, 0), (1 / 6, 0), (1 / 6, 1), (1, 0), (None, 0)]
    assert plot.ticks == (0, 1, 2, 3, 4, 5, 6)


def test_what_the_plot_is_about_stands_at_the_foot() -> None:
    measured = series([1, 1, 1])
    levels = {
        dot.kode: (dot.role, dot.level) for dot in dot_plot(measured, here=["k02"], beside=["k01"]).dots
    }
    assert levels == {"k02": ("here", 0), "k01": ("beside", 1), "k00": ("other", 2)}


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(1, (0, 0.5, 1)), (2, (0, 1, 2)), (19, (0, 5, 10, 15)), (60, (0, 10, 20, 30, 40, 50, 60))],
)
def test_the_ticks_are_round_and_few(top: float, ticks: tuple[float, ...]) -> None:
    assert dot_plot(series([0]), here=(), beside=(), top=top).ticks == ticks


def test_nothing_known_leaves_an_axis() -> None:
    plot = dot_plot(series([np.nan, np.nan]), here=(), beside=())
    assert plot.ticks == (0, 1, 2)
    assert [dot.level for dot in plot.dots] == [0, 1]


def test_on_paper_every_dot_stands_at_its_very_value():
    plot = dot_plot(series([0.11, 0.11, 0.12, np.nan, np.nan, np.nan]), top=1, exact=True)
    assert [dot.at for dot in plot.dots] == [0.11, 0.11, 0.12, None, None, None]
    assert plot.tallest == 2
    assert plot.highest == 3
