"""The classes of a ranking's map."""

from __future__ import annotations

import numpy as np
import pandas as pd

from petaprogram.maps.classes import Classified, make_classified, whole_numbers
from petaprogram.maps.palette import OUTSIDE, RANKS
from petaprogram.messages.language import message

_RANKS = (
    ("ranks_1_5", message("peringkat 1-5"), RANKS[0]),
    ("ranks_6_10", message("peringkat 6-10"), RANKS[1]),
    ("ranks_11_20", message("peringkat 11-20"), RANKS[2]),
    ("ranks_21", message("peringkat 21 dan seterusnya"), RANKS[3]),
    ("unranked", message("tidak diperingkat"), OUTSIDE),
)
_RANK_BANDS = (5, 10, 20)


def classify_ranks(ranks: pd.Series) -> Classified:
    """Put ranks (from 1 on, missing where an area is not ranked) into bands set by hand.

    Areas that tie share a rank, so a band may hold more areas than its name counts.

    Raises
    ------
    ValueError
        A rank that is not a whole number from 1 on, or an area twice.
    """
    whole = whole_numbers(ranks)
    if (whole == 0).any():
        raise ValueError("a rank counts from 1")
    bands = pd.Series(np.searchsorted(_RANK_BANDS, whole.fillna(1).to_numpy("int64")), index=ranks.index)
    return make_classified("ranks", _RANKS, bands.mask(whole.isna(), len(_RANKS) - 1), None, None)
