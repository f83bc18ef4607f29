"""Dates known to the day, the month or only the year: 2020-11-26, 2020-11, 2020.

They stand beside the languages, which write them out, so that every room that reads dates can import them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

# [0-9], not \d: that would also take digits of other scripts.
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: without `day` a month, without `month` a year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def earliest_day(self) -> dt.date:
        """The first day that it may mean: 1 December 2019 for 2019-12."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest_day(self) -> dt.date:
        """The last day that it may mean: 31 December 2019 for 2019-12."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


# A table says the same dates again and again.
@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Read a date, or the part of one that is known.

    Raises
    ------
    ValueError
        When it has another form, or there is no such day.

    Examples
    --------
    >>> parse_date("2020-02").latest_day
    datetime.date(2020, 2, 29)
    >>> parse_date("2020").earliest_day
    datetime.date(2020, 1, 1)
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(text)
    date = PartialDate(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]
    # Making the day tells whether the calendar has it; a day 00 is not a day that is unknown.
    dt.date(date.year, *(1 if part is None else part for part in (date.month, date.day)))
    return date
