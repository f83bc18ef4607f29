"""Weights as a value, as text, and what may not be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.gaps.weights import (
    PART_LABELS,
    PARTS,
    PRESET_LABELS,
    PRESETS,
    Weights,
    format_weights,
    parse_weights,
)
from petaprogram.messages.issues import WeightsError
from petaprogram.messages.language import ENGLISH

numbers = st.floats(0, 1e6) | st.sampled_from([0.0, 0.1, 0.4, 1.0, 1e-300])
weights = (
    st.tuples(*(numbers for _ in PARTS))
    .filter(any)
    .map(lambda values: Weights(**dict(zip(PARTS, values, strict=True))))
)


@given(weights)
def test_what_is_written_is_read_again(chosen):
    assert parse_weights(format_weights(chosen)) == chosen


@given(weights)
def test_shares_add_up_to_one_in_the_order_of_the_parts(chosen):
    assert chosen.shares.sum() == pytest.approx(1)
    assert [share > 0 for share in chosen.shares if share > 1e-300] == [True] * sum(chosen.shares > 1e-300)


def test_only_proportions_count():
    assert Weights(missing=2, years=6).shares.tolist() == [0.25, 0, 0, 0, 0.75]


def test_a_text_names_parts_in_any_order_and_leaves_out_what_weighs_nothing():
    assert parse_weights(" distance=0.2, missing=.4 ") == Weights(missing=0.4, distance=0.2)
    assert format_weights(Weights(missing=0.4, distance=2)) == "missing=0.4,distance=2"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_goes_by_its_name_and_adds_up_to_one(name):
    assert parse_weights(name) == PRESETS[name]
    assert format_weights(PRESETS[name]) == name
    assert sum(getattr(PRESETS[name], part) for part in PARTS) == pytest.approx(1)


def test_every_part_and_preset_has_a_label():
    assert list(PART_LABELS) == list(PARTS)
    assert list(PRESET_LABELS) == list(PRESETS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "weights '' cannot be read"),
        ("missing", "weights 'missing' cannot be read"),
        ("missing=", "cannot be read"),
        ("missing=0,4", "cannot be read"),
        ("missing=0.4;distance=0.2", "weight missing=0.4;distance=0.2 is not valid"),
        ("hope=1", "part 'hope' is not known; choose: missing, distance, neighbours, people, years"),
        ("missing=1,missing=2", "part 'missing' is named twice"),
        ("missing=much", "weight missing=much is not valid"),
        ("missing=-1", "weight missing=-1 is not valid"),
        ("missing=nan", "weight missing=nan is not valid"),
        ("missing=inf", "weight missing=inf is not valid"),
        ("missing=٣", "weight missing=٣ is not valid"),
        ("missing=０.4", "is not valid"),
        ("missing=1_0", "is not valid"),
        ("missing=" + "1" * 400, "is not valid"),
        ("missing=0,years=0", "all weights are zero"),
        ("missing=1e308,years=1e308", "the weights are too large"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(text, said):
    with pytest.raises(WeightsError) as refused:
        parse_weights(text)
    assert said in refused.value.say(ENGLISH)
