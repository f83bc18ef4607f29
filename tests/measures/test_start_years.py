"""In which year records begin: upper bounds apart, missing years counted, nothing lost."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.start_years import count_starts
from tests.support import recount
from tests.support.real import real_dataset

PILLARS = ["living", "economy"]
rows = st.tuples(
    st.sampled_from(PILLARS), st.none() | st.integers(1990, 2030), st.sampled_from(["yes", "no", None])
)


def records(*rows: tuple[str, int | None, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(
        list(rows), columns=["pillar_id", "start_year", "start_is_upper_bound"], dtype=object
    )
    return frame.astype({"start_year": "Int64"})


def test_years_that_are_known_and_years_that_are_no_more_than_a_bound_are_counted_apart():
    starts = count_starts(
        records(
            ("living", 2019, None),
            ("living", 2019, "no"),
            ("living", 2021, "yes"),
            ("economy", 2021, None),
            ("economy", None, None),
        ),
        PILLARS,
    )
    assert starts.years == [2019, 2020, 2021]
    assert starts.exact.to_numpy().tolist() == [[2, 0, 0], [0, 0, 1]]
    assert starts.bounds.to_numpy().tolist() == [[0, 0, 1], [0, 0, 0]]
    assert starts.without.to_dict() == {"living": 0, "economy": 1}
    assert starts.most == 2


@given(st.lists(rows, max_size=30))
def test_each_record_is_counted_once(some):
    starts = count_starts(records(*some), PILLARS)
    assert starts.exact.to_numpy().sum() + starts.bounds.to_numpy().sum() + starts.without.sum() == len(some)
    assert starts.years == list(range(starts.years[0], starts.years[-1] + 1)) if starts.years else True


@given(st.lists(rows, max_size=10))
def test_the_order_of_records_does_not_matter(some):
    one, other = count_starts(records(*some), PILLARS), count_starts(records(*some[::-1]), PILLARS)
    pd.testing.assert_frame_equal(one.exact, other.exact)
    pd.testing.assert_frame_equal(one.bounds, other.bounds)


def test_records_without_any_year_have_no_years():
    starts = count_starts(records(("living", None, None)), PILLARS)
    assert (starts.years, starts.most, int(starts.without.sum())) == ([], 0, 1)


def test_a_record_of_an_unknown_pillar_is_not_lost_in_silence():
    with pytest.raises(ValueError, match="sport"):
        count_starts(records(("sport", 2020, None)), PILLARS)


def test_the_published_records_by_year():
    dataset = real_dataset()
    starts = count_starts(dataset.records, list(dataset.pillars.sort_values("order").index))
    known = [row for row in recount.placements() if row["start_year"]]
    years = sorted(int(row["start_year"]) for row in known)
    bounds = [row for row in known if row["start_is_upper_bound"]]
    assert (starts.years[0], starts.years[-1]) == (years[0], years[-1])
    assert int(starts.exact.to_numpy().sum()) == len(known) - len(bounds)
    assert int(starts.bounds.to_numpy().sum()) == len(bounds)
    assert int(starts.without.sum()) == len(recount.placements()) - len(known) > 0
    of_2017 = recount.placements(pillar="environment", start_year="2017", start_is_upper_bound="yes")
    assert starts.bounds.at["environment", 2017] == len(of_2017) > 1
