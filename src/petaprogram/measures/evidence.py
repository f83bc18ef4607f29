"""How well the claims of a city are founded: shares of records whose evidence is of high confidence.

A record counts as founded when its `confidence` is high: its source says outright what the record says. Where
nothing is recorded there is no claim, and so no share.
"""

from __future__ import annotations

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.measures.presence import spread


def evidence_share(records: pd.DataFrame) -> float:
    """Compute the share (0 to 1) of records that are of high confidence; NaN where there is no record.

    Examples
    --------
    >>> evidence_share(pd.DataFrame({"confidence": ["high", "low", "medium", "high"]}))
    0.5
    """
    return float(_is_founded(records).mean())


def evidence_by_area(records: pd.DataFrame, areas: Areas, *, wide: bool = False) -> pd.Series[float]:
    """Compute the share of the records of each kelurahan that are of high confidence.

    Parameters
    ----------
    records
        Columns `kode` (of any level) and `confidence`.
    areas
        The city.
    wide
        Whether a record of a kecamatan or of the city is a claim about each kelurahan in it.

    Returns
    -------
    Series
        Index kode, from 0 to 1. NaN where nothing is recorded.
    """
    placed = spread(records[["kode", "confidence"]], areas, wide=wide)
    shares = _is_founded(placed).groupby(placed["kode"]).mean()
    return shares.reindex(areas.frame.index).astype(float).rename("evidence_share")


def _is_founded(records: pd.DataFrame) -> pd.Series[bool]:
    return records["confidence"].eq("high")
