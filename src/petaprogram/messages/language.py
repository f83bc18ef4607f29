"""The languages of the interface: messages, numbers, dates and lists.

Messages stand in the code in Indonesian; `locale/` holds their translations as gettext catalogues. A message
names its values in braces: `{name}` puts a value in as it is, `{count:f}` and `{km2:.2f}` as a number of the
language (1.234 and 67,15 in Indonesian). A year has no format, so that it stays 2020.
"""

# ruff: noqa: PLC0415  (the process that opens foreign files declares messages and says none: no Babel there)

from __future__ import annotations

import datetime as dt
import io
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import Any, Literal, get_args

from petaprogram.messages.partial_dates import parse_date

Code = Literal["id", "en"]

# The language that the messages in the code are written in.
SOURCE: Code = "id"
DOMAIN = "petaprogram"
# The clock of the offices; it knows no summer time.
WIB = dt.timezone(dt.timedelta(hours=7), "WIB")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: Code

    def say(self, message: str, /, **values: object) -> str:
        """Say a message of the catalogue, with its values put in.

        Examples
        --------
        >>> INDONESIAN.say("{some:f} dari {total:f} kelurahan", some=40, total=1234)
        '40 dari 1.234 kelurahan'
        >>> ENGLISH.say("{some:f} dari {total:f} kelurahan", some=40, total=1234)
        '40 of 1,234 kelurahan'
        """
        found = _catalogue(self.code).gettext(message)
        # A page says hundreds of messages, most of them without a value.
        return _Filling(self).vformat(found, (), values) if "{" in found else found

    def counted(self, message: str, count: int, /, **values: object) -> str:
        """Say a message in the plural form that `count` asks for; the message knows it as `{count}`."""
        found = _catalogue(self.code).ngettext(message, message, count)
        return _Filling(self).vformat(found, (), {"count": count, **values})

    def unfilled(self, message: str, count: int | None = None) -> str:
        """Give a message with its values still in braces, for a script; `count` asks for a plural form."""
        catalogue = _catalogue(self.code)
        return catalogue.gettext(message) if count is None else catalogue.ngettext(message, message, count)

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number.

        Examples
        --------
        >>> INDONESIAN.number(1234.5, decimals=1), ENGLISH.number(1234.5, decimals=1)
        ('1.234,5', '1,234.5')
        """
        # Zero has a sign as a float: those would be one number to the cache, and two to a reader.
        return _write_number(value + 0, decimals, self.code)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share (0 to 1) in per cent."""
        from babel.numbers import format_percent

        fraction = f".{'0' * decimals}" if decimals else ""
        return format_percent(share, f"#,##0{fraction}%", locale=self.code)

    def day(self, date: dt.date | str) -> str:
        """Write a date, or the part of one that is known: 26 November 2020, November 2020, 2020."""
        from babel.dates import format_date, format_skeleton

        known = parse_date(str(date))
        if known.day:
            return format_date(known.earliest_day, "d MMMM y", locale=self.code)
        if known.month:
            return format_skeleton("yMMMM", known.earliest_day, locale=self.code)
        return str(known.year)

    def time(self, at: dt.datetime) -> str:
        """Write a moment as the clock of the offices shows it.

        Examples
        --------
        >>> INDONESIAN.time(dt.datetime(2026, 11, 3, 7, 20, tzinfo=dt.UTC))
        '3 Nov 2026 14.20 WIB'
        """
        from babel.dates import format_datetime

        clock = "HH.mm" if self.code == SOURCE else "HH:mm"
        return f"{format_datetime(at.astimezone(WIB), f'd MMM y {clock}', locale=self.code)} WIB"

    def listing(self, items: Sequence[str], limit: int = 8) -> str:
        """Write a list, cut to a length that a sentence can carry: "A, B, dan 3 lainnya"."""
        if len(items) <= limit + 1:
            return ", ".join(items)
        head = ", ".join(items[:limit])
        return self.say("{head}, dan {more:f} lainnya", head=head, more=len(items) - limit)


INDONESIAN, ENGLISH = LANGUAGES = tuple(Language(code) for code in get_args(Code))


def language_of(code: str | None) -> Language:
    """Return the language of a code such as en, EN or en-US; the source language where there is none."""
    return find_language(code or SOURCE) or Language(SOURCE)


def find_language(code: str) -> Language | None:
    """Find the language of a code; capitals and a country make no difference."""
    plain = code.strip().lower().replace("_", "-").partition("-")[0]
    return next((one for one in LANGUAGES if one.code == plain), None)


def message(text: str) -> str:
    """Declare a message that `say` says later: the catalogues must hold it. Returns the text as it is."""
    return text


def counted_message(text: str) -> str:
    """Declare a message that `counted` says later: it has plural forms. Returns the text as it is."""
    return text


class _Filling(string.Formatter):
    """Puts values into a message, numbers as the language writes them."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  (any value may be put in)
        if format_spec.endswith("f"):
            return self.language.number(value, int(format_spec[1:-1] or 0))
        return str(super().format_field(value, format_spec))


# A page writes a hundred numbers at every run, most of them those of the run before.
@lru_cache(maxsize=4096)
def _write_number(value: float, decimals: int, code: Code) -> str:
    from babel.numbers import format_decimal

    fraction = f".{'0' * decimals}" if decimals else ""
    return format_decimal(value, f"#,##0{fraction}", locale=code)


@cache
def _catalogue(code: Code) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    from importlib import resources

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = resources.files("petaprogram.messages").joinpath("locale", code, "LC_MESSAGES", f"{DOMAIN}.po")
    with file.open("rb") as text:
        catalogue = read_po(text, locale=code, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
