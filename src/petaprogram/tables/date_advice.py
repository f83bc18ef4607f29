"""What to write instead of a date that is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel.dates import get_month_names

from petaprogram.messages.issues import Said
from petaprogram.messages.language import LANGUAGES, message

_WRITE = message("tulis {date}")
_NO_SUCH_DAY = message("tanggal itu tidak ada dalam kalender; bulan itu berakhir pada {date}")
WRITE_ISO = message("tulis seperti 2026-11-24")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Year, month and day in the orders in which people write them; between them a blank, a point, a stroke.
_YEAR_FIRST = re.compile(r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})(?:[T ][0-9].*)?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})[-./ ]([^\W\d_]+)\.?[-./, ]{1,2}([0-9]{4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2}),? ([0-9]{4})")


def advise_date(text: str) -> Said | None:
    """Say what to write instead of a text that is no date; None where nobody knows which date is meant.

    Examples
    --------
    >>> from petaprogram.messages.language import INDONESIAN
    >>> {advise_date(text).say(INDONESIAN) for text in ("24-11-2026", "24 November 2026", "2026/11/24")}
    {'tulis 2026-11-24'}
    >>> advise_date("2026-11-31").say(INDONESIAN)
    'tanggal itu tidak ada dalam kalender; bulan itu berakhir pada 2026-11-30'
    """
    plain = " ".join(text.split())
    for year, month, day in readings(plain):
        try:
            date = dt.date(year, month, day).isoformat()
        except ValueError:
            continue
        return Said(_WRITE, values=(("date", date),))
    found = _ISO.fullmatch(plain)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    if not (year and 1 <= month <= 12 and day):  # noqa: PLR2004 - months of a year
        return Said(WRITE_ISO)
    last = dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()
    return Said(_NO_SUCH_DAY, values=(("date", last),))


def readings(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield what a text may mean as year, month, day, the likeliest first; the calendar need not have it."""
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = map(int, found.groups())
        yield year, month, day
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        yield year, month, day
        yield year, day, month
    if found := _NAMED.fullmatch(text):
        yield int(found[3]), months().get(found[2].casefold(), 0), int(found[1])
    if found := _NAMED_FIRST.fullmatch(text):
        yield int(found[3]), months().get(found[1].casefold(), 0), int(found[2])


@cache
def months() -> Mapping[str, int]:
    """The number of each month by its name, whole and shortened, in all languages and in lower case."""
    return {
        name.rstrip(".").casefold(): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language.code).items()
    }
