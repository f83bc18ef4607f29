"""How much a rank depends on the weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from petaprogram.gaps import stability as module
from petaprogram.gaps.stability import DRAWS, TOP, is_unstable, sample_weights, score, stability
from petaprogram.gaps.weights import DEFAULT, PARTS, PRESETS, Weights

values = st.sampled_from([np.nan, 0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1)
tables = st.integers(0, 40).flatmap(
    lambda count: arrays.arrays(float, (count, len(PARTS)), elements=values).map(
        lambda cells: pd.DataFrame(cells, columns=list(PARTS))
    )
)


def naive(parts, weights):
    """The same by hand: draw after draw, area after area."""
    shares = np.zeros(len(parts))
    for draw in sample_weights(weights):
        scores = []
        for row in parts.to_numpy():
            known = [(value, weight) for value, weight in zip(row, draw, strict=True) if not np.isnan(value)]
            total = sum(weight for _, weight in known)
            scores.append(round(sum(v * w for v, w in known) / total, 12) if total > 0 else 0.0)
        last = sorted(scores, reverse=True)[TOP - 1]
        above = sum(one > last for one in scores)
        for place, one in enumerate(scores):
            shares[place] += (one > last) + (one == last) * (TOP - above) / scores.count(last)
    return shares / DRAWS


@given(tables, st.sampled_from(list(PRESETS.values())))
def test_the_shares_add_up_to_ten_places(parts, weights):
    shares = stability(parts, weights)
    if len(parts) <= TOP:
        assert shares.isna().all()
    else:
        assert shares.sum() == pytest.approx(TOP)
        assert shares.between(0, 1 + 1e-12).all()


def test_the_shares_are_those_of_counting_by_hand():
    generator = np.random.default_rng(4)
    cells = generator.choice([np.nan, 0, 0.25, 0.5, 0.75, 1], size=(25, len(PARTS)))
    parts = pd.DataFrame(cells, columns=list(PARTS))
    np.testing.assert_allclose(stability(parts, DEFAULT), naive(parts, DEFAULT), atol=1e-9)


def test_the_draws_lie_around_the_chosen_weights_and_are_always_the_same():
    drawn = sample_weights(DEFAULT)
    assert drawn.shape == (DRAWS, len(PARTS))
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), DEFAULT.shares, atol=0.015)
    assert (drawn == sample_weights(DEFAULT)).all()
    assert (sample_weights(Weights(missing=4, years=1))[:, 1:4] == 0).all()
    np.testing.assert_allclose(sample_weights(Weights(years=1)), [[0, 0, 0, 0, 1]] * DRAWS)


def test_computing_in_pieces_changes_nothing(monkeypatch):
    parts = pd.DataFrame(np.random.default_rng(1).random((30, len(PARTS))), columns=list(PARTS))
    whole = stability(parts, DEFAULT)
    monkeypatch.setattr(module, "_CELLS", 100)
    pd.testing.assert_series_equal(stability(parts, DEFAULT), whole)


def test_equal_areas_share_the_ten_places():
    parts = pd.DataFrame(0.5, index=range(46), columns=list(PARTS))
    assert stability(parts, DEFAULT).tolist() == pytest.approx([10 / 46] * 46)


def test_the_weight_of_an_unknown_part_is_spread_over_the_others():
    parts = np.array([[1.0, np.nan, 0.0, np.nan, np.nan], [np.nan] * 5])
    weights = np.array([[0.3, 0.4, 0.1, 0.1, 0.1]])
    assert score(parts, weights).tolist() == [[0.75, 0.0]]


def test_a_rank_is_unstable_where_a_fifth_of_the_draws_cross_the_cut():
    ranks = pd.Series([1, 10, 10, 11, 11, 3])
    shares = pd.Series([0.99, 0.81, 0.8, 0.19, 0.2, np.nan])
    assert is_unstable(ranks, shares).tolist() == [False, False, True, False, True, False]
