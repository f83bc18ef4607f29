"""What a field of a small document may hold: no type stands in for another."""

from __future__ import annotations

import math

import pytest

from petaprogram.messages.field_checks import is_filled, is_number, is_whole


@pytest.mark.parametrize(
    ("value", "filled", "whole", "number"),
    [
        ("a", True, False, False),
        ("3", True, False, False),
        (" \n", False, False, False),
        ("", False, False, False),
        (None, False, False, False),
        (["a"], False, False, False),
        (3, False, True, True),
        (-3.5, False, False, True),
        (3.0, False, False, True),
        (True, False, False, False),
        (math.nan, False, False, False),
        (math.inf, False, False, False),
        (-math.inf, False, False, False),
        (10**400, False, True, False),
    ],
)
def test_a_value_is_what_it_is(value: object, filled: bool, whole: bool, number: bool) -> None:
    assert (is_filled(value), is_whole(value), is_number(value)) == (filled, whole, number)
