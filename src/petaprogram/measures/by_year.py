"""Year by year: what had begun in each kelurahan by the end of a year, and what nobody can say of it.

The tables say when a record began, not when it ended. So what began stays counted: the numbers can only grow,
and what has ended since is told beside them. A year that is an upper bound ("paling lambat 2020") proves
that the record had begun by then; it may have begun in any year before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from petaprogram.messages.partial_dates import parse_date
from petaprogram.tables.dataset import Dataset

# What a start year tells of: a planned one has not begun, a cancelled one never did.
BEGAN = ("running", "ended")


@dataclass(frozen=True, slots=True, eq=False)
class InPlace:
    """What had begun by the end of `year`; all numbers are records.

    `frame` has the index kode, all kelurahan, and two columns: `begun`, and `bound`, how many of these are
    known only by an upper bound. `elsewhere` had begun, too, but names no kelurahan; `ended` and `bounds`
    count among both of them what has ended since, in a year that stands nowhere, and what is known only by an
    upper bound, `silent` those that run by their last report, which is of an earlier year or undated: whether
    they ran in this year nobody says. Of the others `possible` may have begun by then, because their later
    year is an upper bound; `later` began later; `undated` began, nobody says when; `never` is planned,
    nominated or cancelled.
    """

    year: int
    pillar: str | None
    frame: pd.DataFrame
    elsewhere: int
    ended: int
    silent: int
    bounds: int
    possible: int
    later: int
    undated: int
    never: int

    @property
    def inside(self) -> int:
        """The records that had begun in a kelurahan."""
        return int(self.frame["begun"].sum())

    @property
    def begun(self) -> int:
        """All records that had begun."""
        return self.inside + self.elsewhere

    @property
    def areas(self) -> int:
        """The kelurahan in which one had begun."""
        return int((self.frame["begun"] > 0).sum())

    @property
    def total(self) -> int:
        """All records: each is in one of the parts."""
        return self.begun + self.possible + self.later + self.undated + self.never


def years_of(dataset: Dataset) -> tuple[int, ...]:
    """Name the years, without a gap, from the first in which anything began to that of the data."""
    records = dataset.placements
    known = records.loc[records["status"].isin(BEGAN), "start_year"].dropna()
    last = max([dataset.site.data_date.year, *map(int, known)])
    return tuple(range(min([last, *map(int, known)]), last + 1))


@lru_cache(maxsize=64)
def in_place(dataset: Dataset, year: int, pillar: str | None = None) -> InPlace:
    """Count what had begun by the end of a year.

    Parameters
    ----------
    dataset
        The data.
    year
        The year.
    pillar
        Count the records of one pillar; None for all.

    Raises
    ------
    KeyError
        If there is no such pillar.
    """
    records = dataset.records
    if pillar is not None:
        if pillar not in dataset.pillars.index:
            raise KeyError(pillar)
        records = records[records["pillar_id"] == pillar]
    could = records["status"].isin(BEGAN)
    known = records["start_year"].notna()
    by_then = records["start_year"].le(year).fillna(value=False).astype(bool)
    bound = records["start_is_upper_bound"].eq("yes").fillna(value=False).astype(bool)
    begun, after = could & by_then, could & known & ~by_then
    here = begun & records["scope"].eq("kelurahan")
    reported = records["last_report"].map(lambda date: _is_of(date, year)).astype(bool)
    kode, areas = records["kode"], dataset.areas.frame.index
    return InPlace(
        year=year,
        pillar=pillar,
        frame=pd.DataFrame(
            {
                name: kode[rows].value_counts().reindex(areas, fill_value=0).astype("int64")
                for name, rows in (("begun", here), ("bound", here & bound))
            }
        ),
        elsewhere=int((begun & ~here).sum()),
        ended=int((begun & records["status"].eq("ended")).sum()),
        silent=int((begun & records["status"].eq("running") & ~reported).sum()),
        bounds=int((begun & bound).sum()),
        possible=int((after & bound).sum()),
        later=int((after & ~bound).sum()),
        undated=int((could & ~known).sum()),
        never=int((~could).sum()),
    )


def _is_of(date: object, year: int) -> bool:
    """Tell whether a date is of a year or later; a missing one is of none."""
    return isinstance(date, str) and parse_date(date).latest_day.year >= year
