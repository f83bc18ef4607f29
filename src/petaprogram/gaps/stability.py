"""How much a rank depends on the weights: the same ranking under many weights near the chosen ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from petaprogram.gaps.weights import PARTS, Weights

_Numbers = np.ndarray[Any, np.dtype[np.float64]]

DRAWS = 500
TOP = 10
_SEED = 2020
# How close the draws stay to the chosen weights: with 20, a weight of 40 % varies by about 11 points (one
# standard deviation): enough for a planner who is unsure, too little for one who means something else.
CONCENTRATION = 20.0
# A rank is unstable where one draw in five puts the area on the other side of the cut.
DOUBT = 0.2
# Scores that differ by less are the same: sums of floats differ in the last digits with their order.
_DECIMALS = 12
# Scores computed at once: bounds the memory to some tens of megabytes however many areas there are.
_CELLS = 1_000_000


def sample_weights(weights: Weights, draws: int = DRAWS) -> _Numbers:
    """Draw weights from a Dirichlet distribution around the chosen ones.

    Returns
    -------
    ndarray
        `draws` x parts; each row adds up to 1, its mean is `weights.shares`, and a part that weighs nothing
        weighs nothing in every draw. Always the same draws for the same weights.
    """
    shares = weights.shares
    used = shares > 0
    drawn = np.zeros((draws, len(PARTS)))
    drawn[:, used] = np.random.default_rng(_SEED).dirichlet(CONCENTRATION * shares[used], size=draws)
    return drawn


def score(parts: _Numbers, weights: _Numbers) -> _Numbers:
    """Add up the parts (areas x parts, NaN = unknown) under each row of weights (draws x parts).

    Where a part is unknown its weight is spread over the others in proportion; where nothing is known that
    weighs anything the score is 0.

    Returns
    -------
    ndarray
        Draws x areas, from 0 to 1, rounded to 12 decimals.
    """
    known = ~np.isnan(parts)
    total = weights @ np.where(known, parts, 0.0).T
    weighed = weights @ known.T.astype(float)
    scores: _Numbers = np.divide(total, weighed, out=np.zeros_like(total), where=weighed > 0)
    return scores.round(_DECIMALS)


def stability(parts: pd.DataFrame, weights: Weights, draws: int = DRAWS) -> pd.Series[float]:
    """Find in what share of the draws each area is among the first ten.

    Areas that tie for the last places share them evenly, so the shares always add up to ten: where all are
    equal none is "in the top ten".

    Parameters
    ----------
    parts
        Index kode, columns `PARTS`, from 0 to 1, NaN = unknown.
    weights
        The chosen weights.
    draws
        How many.

    Returns
    -------
    Series
        Index as in `parts`, from 0 to 1. NaN for all where there are no more than ten areas: then every
        weight puts every area among the first ten.
    """
    count = len(parts)
    if count <= TOP:
        return pd.Series(np.nan, index=parts.index, name="stability", dtype=float)
    drawn, values = sample_weights(weights, draws), parts[list(PARTS)].to_numpy(float)
    share = np.zeros(count)
    step = max(1, _CELLS // count)
    for start in range(0, draws, step):
        scores = score(values, drawn[start : start + step])
        last = np.partition(scores, count - TOP, axis=1)[:, [count - TOP]]
        above, level = scores > last, scores == last
        places = TOP - above.sum(axis=1, keepdims=True)
        share += (above + level * (places / level.sum(axis=1, keepdims=True))).sum(axis=0)
    return pd.Series(share / draws, index=parts.index, name="stability")


def is_unstable(rank: pd.Series[int], share: pd.Series[float]) -> pd.Series[bool]:
    """Mark the ranks that the weights decide: a fifth of the draws or more see the area across the cut.

    Parameters
    ----------
    rank
        Index kode, 1 and more.
    share
        As `stability` gives it, same index.

    Returns
    -------
    Series
        Boolean, same index; False where the share is missing.
    """
    return (share <= 1 - DOUBT).where(rank <= TOP, share >= DOUBT).rename("unstable")
