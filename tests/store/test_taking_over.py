"""Rows find their places with as few moves as can be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from petaprogram.store.taking_over import places


def test_rows_that_keep_their_order_keep_their_places():
    assert places([3.0, 1.0, 2.0]) == [0.0, 1.0, 2.0]
    assert places([1.0, None, None, 2.0]) == [1.0, 1.5, 1.75, 2.0]


def test_where_there_is_no_room_left_all_are_numbered_anew():
    tight = [1.0, None, 1.0 + 2**-52]
    assert places(tight) == [1.0, 2.0, 3.0]


@given(st.lists(st.none() | st.integers(1, 60).map(float), max_size=25))
def test_places_ascend_whatever_was_there(now):
    given_places = places(now)
    assert len(given_places) == len(now)
    assert all(one < other for one, other in pairwise(given_places))
