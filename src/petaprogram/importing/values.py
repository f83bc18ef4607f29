"""Cells of an office's sheet as the text of the tables: numbers, dates, years, codes.

What a column leaves open (which mark is the decimal one, whether day or month comes first) is settled by the
column as a whole, or asked once with examples.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from petaprogram.importing.book import Cell, Odd
from petaprogram.messages.issues import Said
from petaprogram.messages.language import message
from petaprogram.messages.letters import find_unseen, name_letter, tidy
from petaprogram.messages.partial_dates import parse_date
from petaprogram.tables.columns import KINDS
from petaprogram.tables.date_advice import months, readings

Style = Literal["comma", "point"]
Order = Literal["day", "month"]

# An exported text may have an apostrophe before a sign with which a formula would begin.
_GUARDED = re.compile(r"'(?=\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_STYLES: dict[Style, re.Pattern[str]] = {
    "comma": re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[.\u00a0 ][0-9]{3})+)(?:,[0-9]+)?"),
    "point": re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[,\u00a0 ][0-9]{3})+)(?:\.[0-9]+)?"),
}
_TWO_NUMBERS = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})(?:[ T][0-9:.]+)?")
_MONTH_YEAR = re.compile(r"([^\W\d_]+)\.?[-./, ]{1,2}([0-9]{4})")
_NUMBER_MONTH = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")
_DAY_NAME = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),?\s+", re.IGNORECASE)
# Other ways of offices to shorten a month.
_OTHER_MONTHS = {"agst": 8, "agt": 8, "ags": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}

_WRITE_NUMBER = message("tulis seperti 112,0178 atau 112.0178")
_WRITE_DATE = message("tulis seperti 26 November 2020, 2020-11-26, November 2020, atau 2020")


def plain_text(cell: Cell) -> str:
    """Write a cell as text: a whole number without a point, yes and no in words."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, Odd):
        return cell.text
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    text = tidy(cell.replace("\r\n", "\n").replace("\r", "\n"))[0]
    return _GUARDED.sub("", text, count=1) if text.startswith("'") else text


def unseen_letter(text: str) -> str | None:
    """Name the first letter of a text that nobody sees; None where there is none."""
    letter = find_unseen(text)
    return name_letter(letter) if letter else None


def read_number(text: str, limit: float, style: Style | None = None) -> str | None:
    """Write a number with a point; None where it is none of that style, or of any, within -limit and limit.

    A coordinate is one in no more than one style: with the other mark it would lie on no globe.

    Examples
    --------
    >>> read_number("112,0178", 180), read_number("112.0178", 180), read_number("112.0178", 180, "comma")
    ('112.0178', '112.0178', None)
    """
    for name, form in _STYLES.items():
        if style not in (None, name) or not form.fullmatch(text):
            continue
        thousands, mark = (".", ",") if name == "comma" else (",", ".")
        plain = re.sub(rf"[\u00a0 +{re.escape(thousands)}]", "", text).replace(mark, ".")
        if KINDS["number"].test(plain) and abs(float(plain)) <= limit:
            return plain
    return None


def read_date(text: str, order: Order) -> str | None:
    """Write a date, or the part of one that is known, as ISO; None where it is none.

    Examples
    --------
    >>> read_date("05/01/2026", "day"), read_date("05/01/2026", "month"), read_date("Agst 2025", "day")
    ('2026-01-05', '2026-05-01', '2025-08')
    """
    plain = _DAY_NAME.sub("", " ".join(text.split()))
    if _is_date(plain):
        return plain
    if found := _TWO_NUMBERS.fullmatch(plain):
        first, second, year = map(int, found.groups())
        day, month = (first, second) if order == "day" else (second, first)
        return _iso(year, month, day)
    if found := _MONTH_YEAR.fullmatch(plain):
        month = _month(found[1])
        return f"{found[2]}-{month:02}" if month else None
    if found := _NUMBER_MONTH.fullmatch(plain):
        partial = f"{found[2]}-{int(found[1]):02}"
        return partial if _is_date(partial) else None
    for other, month in _OTHER_MONTHS.items():
        plain = re.sub(rf"\b{other}\b\.?", f"{_name_of(month)}", plain, flags=re.IGNORECASE)
    found_dates = [iso for parts in readings(plain) if (iso := _iso(*parts))]
    return found_dates[0] if found_dates else None


def find_orders(texts: Iterable[str]) -> tuple[list[Order], list[str]]:
    """List the orders of day and month in which every text is a date, and the texts that leave it open."""
    numbers = [text for text in texts if _TWO_NUMBERS.fullmatch(text)]
    orders: list[Order] = ["day", "month"]
    # A date that there is in no order says nothing of it.
    sound = [text for text in numbers if any(read_date(text, order) for order in orders)]
    fitting = [order for order in orders if all(read_date(text, order) for text in sound)]
    open_texts = [text for text in sound if read_date(text, "day") != read_date(text, "month")]
    return (fitting, open_texts) if open_texts else (["day"], [])


def explain_number() -> Said:
    """Say how to write a number."""
    return Said(_WRITE_NUMBER)


def explain_date() -> Said:
    """Say how to write a date."""
    return Said(_WRITE_DATE)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    plain = name.casefold()
    return months().get(plain, 0) or _OTHER_MONTHS.get(plain, 0)


def _name_of(month: int) -> str:
    return next(name for name, number in months().items() if number == month)
