"""The ministry's index as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from petaprogram.tables.dataset import Dataset

# What pillar_index.csv holds beside the pillars and the index over all.
QUICK_WINS = "quick_wins"


def index_table(dataset: Dataset, subjects: Sequence[str]) -> pd.DataFrame:
    """Pivot the ministry's index.

    Returns
    -------
    DataFrame
        Index: those of `subjects` (a pillar_id, `overall`, `quick_wins`) that have a figure, in this order;
        columns: years from the first to the last; NaN where none is on record.
    """
    index = dataset.pillar_index
    table = index.pivot_table("index", "pillar_id", "year")
    years = range(int(index["year"].min()), int(index["year"].max()) + 1) if len(index) else range(0)
    return table.reindex(index=[one for one in subjects if one in table.index], columns=list(years))
