"""Dates known to the day, the month or only the year."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.messages.partial_dates import PartialDate, parse_date


@pytest.mark.parametrize(
    ("text", "date", "earliest", "latest"),
    [
        ("2020", PartialDate(2020), dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", PartialDate(2020, 2), dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2020-11-26", PartialDate(2020, 11, 26), dt.date(2020, 11, 26), dt.date(2020, 11, 26)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(
    text: str, date: PartialDate, earliest: dt.date, latest: dt.date
) -> None:
    assert parse_date(text) == date
    assert (date.earliest_day, date.latest_day) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "20", "2020-", "2020-1", "2020-13", "2020-00", "2020-02-30", "2020-02-00", "0000",
        "2020-11-26T00", " 2020", "2020\n", "26-11-2020", "November 2020",
        "٢٠٢٠", "2020-１1", "2020-11-２6",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is what is wrong
        parse_date(text)


@given(st.dates())
def test_the_day_of_a_full_date_lies_in_its_month_and_its_year(day: dt.date) -> None:
    full, month, year = (parse_date(day.isoformat()[:end]) for end in (10, 7, 4))
    assert full.earliest_day == full.latest_day == day
    assert year.earliest_day <= month.earliest_day <= day <= month.latest_day <= year.latest_day
