"""What a comparison starts from or ends at: today's data, a snapshot, a version, or today's data by a day.

By a day means: what today's data tell of that day. They hold no history, so of each record this holds:

- it counts when it was certainly there, because a source dated that day or before reports it, or, for what
  runs or ran, because the year in which it began had ended by then;
- a date that is known to the month or year counts as its last day, a source without a date for nothing;
- its status, place and partners are those of today: when they changed stands nowhere;
- a record that neither a date nor a year places in time is left out of every day, and counted.

So two days differ by what was newly reported, not by what ended or was corrected, and what is found here of a
day in the past may be more than was known then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from petaprogram.changes.table_changes import make_comparable
from petaprogram.measures.by_year import BEGAN
from petaprogram.messages.language import Language
from petaprogram.messages.partial_dates import parse_date
from petaprogram.store.version import Version
from petaprogram.tables.columns import TABLES
from petaprogram.tables.dataset import Dataset, sources_in
from petaprogram.tables.partner_names import partners_of

_FURTHER = "(sumber:"
# The tables of which a day can tell something; the others say nothing of time, or have no records.
_BY_DAY = ("placements", "programs", "partners", "sources")


@dataclass(frozen=True, eq=False)
class Moment:
    """One side of a comparison.

    Parameters
    ----------
    dataset
        The data, of today, of a snapshot or of a version of the store.
    name
        What the snapshot is called; None for today.
    day
        The day as far as which the data are taken; None for all of them.
    version
        Which version of the store; None for today.
    """

    dataset: Dataset
    name: str | None = None
    day: dt.date | None = None
    version: Version | None = None

    @property
    def is_today(self) -> bool:
        """Whether these are all of today's data."""
        return self.name is None and self.day is None and self.version is None

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables that are compared, by name, as `make_comparable` has them; by a day only some."""
        data = self.dataset
        if self.day is None:
            return {name: make_comparable(getattr(data, name), name) for name in TABLES}
        kept = data.placements[self._is_there]
        named = kept["partners"].dropna().drop_duplicates()
        partners = {one for cell in named for one in partners_of(cell, data.merged_partners)}
        dated = self._days["latest"].le(self.day.toordinal())
        found = {
            "placements": kept,
            "programs": data.programs[data.programs.index.isin(kept["program_id"])],
            "partners": data.partners[data.partners.index.isin(partners)],
            "sources": data.sources[data.sources.index.isin(dated.index[dated])],
        }
        return {name: make_comparable(found[name], name) for name in _BY_DAY}

    @cached_property
    def links(self) -> pd.DataFrame:
        """Which source reports which record.

        Returns
        -------
        DataFrame
            Columns `placement_id`, `source_id`, `date` (as the source shows it, or None), `earliest` and
            `latest` (ordinal of the first and the last day that the date may mean, float, NaN without a
            date). Each pair once, in the order of the records; by a day only sources dated by then, of the
            records that are there.
        """
        if self.day is None:
            return self._links
        there = self._links["placement_id"].isin(self._is_there.index[self._is_there])
        return self._links[there & self._links["latest"].le(self.day.toordinal())]

    @property
    def undated(self) -> pd.Index:
        """The records that nothing places in time: by a day they are left out."""
        if self.day is None:
            return pd.Index([])
        is_dated = self._began.notna() | self._first_report.notna()
        return is_dated.index[~is_dated]

    def say(self, language: Language) -> str:
        """Name the moment, with the day that its data stand for."""
        say = language.say
        if self.day is not None:
            return say(
                "keadaan per {day} menurut {data}", day=language.day(self.day), data=self.say_data(language)
            )
        day = language.day(self.dataset.site.data_date)
        if self.version is not None:
            return self.version.say(language)
        if self.name is None:
            return say("hari ini (data per {day})", day=day)
        return say("versi beku '{name}' (data per {day})", name=self.name, day=day)

    def say_data(self, language: Language) -> str:
        """Name the data alone, without a day."""
        if self.version is not None:
            return self.version.say(language)
        if self.name is None:
            return language.say("data hari ini")
        return language.say("versi beku '{name}'", name=self.name)

    def short(self, language: Language) -> str:
        """Name the moment in a word or two: the name of the snapshot, the version, the day, or today."""
        if self.day is not None:
            return self.day.isoformat()
        if self.version is not None:
            return language.say("versi {number}", number=self.version.number)
        return self.name or language.say("hari ini")

    @cached_property
    def _days(self) -> pd.DataFrame:
        """The days of each source: index source_id, columns as in `links`."""
        dates = self.dataset.sources["date"]
        known = {date: parse_date(date) for date in dates.dropna().unique()}
        return pd.DataFrame(
            {
                "date": dates.astype(object).where(dates.notna(), None),
                "earliest": dates.map({date: one.earliest_day.toordinal() for date, one in known.items()}),
                "latest": dates.map({date: one.latest_day.toordinal() for date, one in known.items()}),
            }
        ).astype({"earliest": float, "latest": float})

    @cached_property
    def _links(self) -> pd.DataFrame:
        placements = self.dataset.placements
        first = placements["source_id"]
        notes = placements["note"].dropna().astype(object)
        further = notes[notes.str.contains(_FURTHER, regex=False)].map(sources_in).explode().dropna()
        pairs = pd.concat([first, further.rename("source_id")]).rename_axis("placement_id").reset_index()
        # Without a row, pandas would take them for numbers.
        pairs = pairs.drop_duplicates().astype(object)
        order = placements.index.get_indexer(pairs["placement_id"])
        pairs = pairs.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
        # A note may name a document that is not in the table: it shows no date.
        links: pd.DataFrame = pairs.join(self._days, on="source_id")
        return links

    @cached_property
    def _first_report(self) -> pd.Series:
        """The last day that the first dated report of each record may mean, as an ordinal.

        Index placement_id, NaN where no report shows its date.
        """
        first = self._links.groupby("placement_id")["latest"].min()
        return first.reindex(self.dataset.placements.index)

    @cached_property
    def _began(self) -> pd.Series:
        """The last day of the year in which each record began, as an ordinal; NaN where that is not known."""
        placements = self.dataset.placements
        years = placements["start_year"].where(placements["status"].isin(BEGAN)).astype("Float64")
        ends = {year: dt.date(int(year), 12, 31).toordinal() for year in years.dropna().unique()}
        return years.map(ends).astype(float)

    @cached_property
    def _is_there(self) -> pd.Series:
        """Whether each record was certainly there by the day."""
        day = (self.day or dt.date.max).toordinal()
        return self._began.le(day) | self._first_report.le(day)
