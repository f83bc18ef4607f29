"""The classes of a map of one year: the same for all years, so that years can be compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from petaprogram.maps.class_tables import YEAR_CLASSES
from petaprogram.maps.classes import Classified, make_classified, whole_numbers

# The places in `YEAR_CLASSES`, and the largest counts of its second and third class.
_BOUND, _ONE, _MORE, _MANY, _NONE = range(len(YEAR_CLASSES))
_FEW, _SOME = 2, 5


def classify_year(begun: pd.Series, bound: pd.Series) -> Classified:
    """Put kelurahan into the classes of their year.

    Parameters
    ----------
    begun
        Index kode: how many records had begun.
    bound
        Same index: how many of them are known only by an upper bound.

    Raises
    ------
    ValueError
        A count that is not a whole number, or more bounds than records.

    Examples
    --------
    >>> codes = ["99.01.01.1001", "99.01.01.1002", "99.01.01.1003"]
    >>> made = classify_year(pd.Series([0, 3, 3], codes), pd.Series([0, 3, 2], codes))
    >>> [made.classes[position].id for position in made.by_area]
    ['not_begun', 'begun_bound', 'begun_3_5']
    """
    begun, bound = whole_numbers(begun), whole_numbers(bound)
    if (bound > begun).any():
        raise ValueError("more upper bounds than records")
    conditions = [begun == 0, begun == bound, begun > _SOME, begun > _FEW]
    chosen = [_NONE, _BOUND, _MANY, _MORE]
    positions = np.select([one.to_numpy(bool) for one in conditions], chosen, _ONE)
    by_area = pd.Series(positions, index=begun.index)
    return make_classified("years", YEAR_CLASSES, by_area, begun.mask(begun == 0), None)
