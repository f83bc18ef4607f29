"""Time: in which year records of programs begin, with upper bounds and missing years kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """How many records begin in each year.

    `exact` and `bounds` have one row per pillar and one column per year, without a gap from the first to the
    last: records that begin in that year, and records of which only is known that they began no later.
    `without` (index pillar) counts the records without a year. Each record is in one of the three.
    """

    exact: pd.DataFrame
    bounds: pd.DataFrame
    without: pd.Series

    @property
    def years(self) -> list[int]:
        """The years, in order; empty where no record has one."""
        return [int(year) for year in self.exact.columns]

    @property
    def most(self) -> int:
        """The largest count of any pillar in any year, of both sorts."""
        return int(max(self.exact.to_numpy().max(), self.bounds.to_numpy().max())) if self.years else 0


def count_starts(records: pd.DataFrame, pillars: Sequence[str]) -> Starts:
    """Count the years in which records begin.

    A record is a placement: a program that began in five kelurahan counts five times.

    Parameters
    ----------
    records
        Columns `pillar_id`, `start_year` (Int64) and `start_is_upper_bound` ("yes" or anything else).
    pillars
        The rows of the answer, in order; every record is of one of them.

    Raises
    ------
    ValueError
        If a record has another pillar: it would be lost.
    """
    if strange := set(records["pillar_id"]) - set(pillars):
        raise ValueError(f"records of unknown pillars: {sorted(map(str, strange))}")
    dated = records[records["start_year"].notna()]
    years = dated["start_year"].astype(int)
    columns = pd.RangeIndex(years.min(), years.max() + 1) if len(years) else pd.RangeIndex(0)
    bound = dated["start_is_upper_bound"] == "yes"

    def counts(rows: pd.Series) -> pd.DataFrame:
        found = pd.crosstab(dated.loc[rows, "pillar_id"], years[rows])
        return found.reindex(index=list(pillars), columns=columns, fill_value=0).astype(int)

    missing = records.loc[records["start_year"].isna(), "pillar_id"].value_counts()
    return Starts(counts(~bound), counts(bound), missing.reindex(list(pillars), fill_value=0))
