"""When something was last reported, from dates that are only partly known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.last_reports import last_reports, latest_day
from tests.support.grid import DATA_DATE, grid_areas, make_dataset

AREAS = grid_areas(2, 2)
ONE, TWO, THREE, FOUR = AREAS.frame.index


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2020-11-26", dt.date(2020, 11, 26)),
        ("2020-02", dt.date(2020, 2, 29)),
        ("2019", dt.date(2019, 12, 31)),
        ("2026", DATA_DATE),
        ("2031-01-01", DATA_DATE),
        (None, None),
    ],
)
def test_a_date_means_the_latest_day_that_it_can(date, day):
    assert latest_day(date, DATA_DATE) == day


@given(st.dates(dt.date(1950, 1, 1), DATA_DATE))
def test_knowing_less_of_a_date_never_makes_a_report_older(day):
    days = [latest_day(text, DATA_DATE) for text in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}")]
    assert days[0] == day
    assert days == sorted(days)


def test_the_last_report_is_the_newest_dated_one_and_a_confirmation_is_a_report():
    dataset = make_dataset(
        AREAS,
        [
            (ONE, "a1", "running", "year", None),
            (ONE, "b1", "ended", "day", None),
            (ONE, "b2", "running", "blank", None),
            (TWO, "a1", "running", "blank", None),
            ("99.01", "c1", "running", "new", None),
        ],
        confirmations=[(THREE, "a", None)],
    )
    found = last_reports(dataset, wide=False)
    assert found["reported"].to_dict() == {ONE: "dated", TWO: "undated", THREE: "dated", FOUR: "never"}
    assert found["years"][ONE] == pytest.approx(5.99, abs=0.01)
    assert found["years"][THREE] == pytest.approx(2.73, abs=0.01)
    assert found["years"].isna().to_dict() == {ONE: False, TWO: True, THREE: False, FOUR: True}
    assert (last_reports(dataset, wide=True)["years"] == 0).all()
