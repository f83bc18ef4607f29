"""When something was last reported, from dates that may be known only to the month or the year."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from petaprogram.measures.presence import spread
from petaprogram.messages.partial_dates import parse_date
from petaprogram.tables.dataset import Dataset

DAYS_A_YEAR = 365.25


def latest_day(date: object, until: dt.date) -> dt.date | None:
    """Return the latest day that a date may mean: 2019-12 may be 31 December 2019.

    So a report is never made out to be older than it is for certain. A missing date gives None, one after
    `until` gives `until`.
    """
    return min(parse_date(date).latest_day, until) if isinstance(date, str) else None


def years_since(day: dt.date, until: dt.date) -> float:
    """Return the years from a day to `until`."""
    return (until - day).days / DAYS_A_YEAR


def last_reports(dataset: Dataset, *, wide: bool) -> pd.DataFrame:
    """Find when each kelurahan was last reported on: by a record of any program, or by a confirmation.

    Parameters
    ----------
    dataset
        The data.
    wide
        Whether records of a kecamatan or of the whole city speak of each kelurahan in it.

    Returns
    -------
    DataFrame
        Index kode, all kelurahan. `reported`: dated, undated (there are reports, but none shows its date) or
        never. `years` from the last dated report to the day of the data: float, at least that many, NaN where
        it is not known.
    """
    until = dataset.site.data_date
    rows = pd.concat(
        [
            spread(dataset.records[["kode", "source_date"]], dataset.areas, wide=wide),
            spread(
                dataset.confirmations[["kode", "date"]].rename(columns={"date": "source_date"}),
                dataset.areas,
                wide=True,
            ),
        ]
    )
    days = rows["source_date"].map(lambda date: latest_day(date, until))
    years = days.map(lambda day: years_since(day, until), na_action="ignore").astype(float)
    index = dataset.areas.frame.index
    found = years.groupby(rows["kode"]).min().reindex(index)
    reported = pd.Series("never", index=index, dtype=object)
    reported[index.isin(rows["kode"])] = "undated"
    reported[found.notna()] = "dated"
    return pd.DataFrame({"reported": reported, "years": found})
