"""Cells as the tables have them: nothing that may mean two things is settled in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.importing.values import find_orders, plain_text, read_date, read_number

dates = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


@given(dates)
def test_a_date_is_read_in_every_form_that_people_write(day):
    said = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        format_date(day, "d MMMM y", locale="id"),
        format_date(day, "EEEE, d MMMM y", locale="id"),
        format_date(day, "d MMM y", locale="id"),
        f"{day:%Y%m%d}",
    ]
    assert {read_date(text, "day") for text in said} == {day.isoformat()}
    assert read_date(f"{day.month}/{day.day}/{day.year}", "month") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026", "2026"),
        ("Januari 2026", "2026-01"),
        ("Agst 2025", "2025-08"),
        ("Nopember 2024", "2024-11"),
        ("3 Agst 2025", "2025-08-03"),
        ("11/2024", "2024-11"),
        ("31/12/2025 08:30:00", "2025-12-31"),
        ("Jan-26", None),
        ("31/02/2026", None),
        ("kemarin", None),
        ("13/2024", None),
    ],
)
def test_a_part_of_a_date_stays_a_part_and_what_is_none_is_none(text, iso):
    assert read_date(text, "day") == iso


@pytest.mark.parametrize(
    ("texts", "orders", "open_texts"),
    [
        (["05/01/2026", "13/01/2026"], ["day"], []),
        (["05/01/2026", "01/13/2026"], ["month"], ["05/01/2026"]),
        (["05/01/2026", "06/01/2026"], ["day", "month"], ["05/01/2026", "06/01/2026"]),
        (["05/05/2026"], ["day"], []),
        (["2026-01-05", "Januari 2026"], ["day"], []),
        (["99/99/2026"], ["day"], []),
    ],
)
def test_a_day_above_twelve_settles_the_order_of_a_column(texts, orders, open_texts):
    found, left = find_orders(texts)
    assert found == orders
    assert left == (open_texts if len(orders) > 1 else left)


@pytest.mark.parametrize(
    ("text", "limit", "number"),
    [
        ("112,0178", 180, "112.0178"),
        ("112.0178", 180, "112.0178"),
        ("-7,8", 90, "-7.8"),
        ("-7.820", 90, "-7.820"),
        ("1.234.567,89", 10**7, "1234567.89"),
        ("1,234,567.89", 10**7, "1234567.89"),
        ("112.0178,5", 180, None),
        ("200", 180, None),
        ("NaN", 180, None),
        ("1e2", 180, None),
    ],
)
def test_a_number_is_read_with_either_mark(text, limit, number):
    assert read_number(text, limit) == number


@given(st.floats(-180, 180, allow_nan=False).map(lambda value: f"{value:.4f}"))
def test_a_coordinate_means_the_same_with_comma_and_point(text):
    assert read_number(text, 180) == text
    assert read_number(text.replace(".", ","), 180) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2020.0, "2020"),
        (112.5, "112.5"),
        (True, "ya"),
        ("\ufeff Bank\u00a0Sampah ", "Bank Sampah"),
        ("'=1+1", "=1+1"),
        ("'kutip'", "'kutip'"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_a_cell_is_the_text_that_people_see(cell, text):
    assert plain_text(cell) == text
