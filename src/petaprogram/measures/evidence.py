"""How well the claims of a city are founded: shares of records whose evidence is of high confidence.

A record counts as founded when its `confidence` is high: its source says outright what the record says. Where
nothing is recorded there is no claim, and so no share.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.measures.presence import spread


def evidence_by_pillar(records: pd.DataFrame, pillars: Sequence[str]) -> pd.Series[float]:
    """Share of the records of each pillar, of every scope, that are of high confidence.

    Parameters
    ----------
    records
        Columns `pillar_id` and `confidence`.
    pillars
        The pillars wanted, in order.

    Returns
    -------
    Series
        Index pillar_id, from 0 to 1. NaN where a pillar has no record.
    """
    high = records["confidence"].eq("high").groupby(records["pillar_id"]).mean()
    return high.reindex(pd.Index(pillars, name="pillar_id")).astype(float).rename("evidence_share")


def evidence_by_area(records: pd.DataFrame, areas: Areas, *, wide: bool = False) -> pd.Series[float]:
    """Share of the records of each kelurahan that are of high confidence.

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
    high = placed["confidence"].eq("high").groupby(placed["kode"]).mean()
    return high.reindex(areas.frame.index).astype(float).rename("evidence_share")
