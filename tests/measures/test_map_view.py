"""A link says what is on screen, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.filters import Filters
from petaprogram.measures.map_view import View, make_choices, read_link, write_link
from tests.support.real import real_dataset

CHOICES = make_choices(real_dataset())


def some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


years = st.tuples(st.integers(*CHOICES.years), st.integers(*CHOICES.years)).map(
    lambda pair: tuple(sorted(pair))
)
views = st.builds(
    View,
    kind=st.sampled_from(["program", "pillar", "pillars", "programs", "evidence"]),
    program=st.sampled_from(CHOICES.programs),
    pillar=st.sampled_from(CHOICES.pillars),
    filters=st.builds(
        Filters,
        **{field: some(values) for field, values in CHOICES.options.items()},
        years=st.none() | years,
    ),
    wide=st.booleans(),
    selected=st.none() | st.sampled_from(CHOICES.areas),
)


@given(views)
def test_a_written_link_reads_back_as_the_same_view(view):
    assert read_link(write_link(view, CHOICES), CHOICES) == (view, ())


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=12), max_size=3), max_size=4))
def test_any_link_opens_some_view(params):
    view, _ = read_link(params, CHOICES)
    assert read_link(write_link(view, CHOICES), CHOICES)[0] == view


def test_the_first_view_has_no_parameters():
    assert write_link(CHOICES.first, CHOICES) == {}
    assert CHOICES.first.program == "kampung-senyum"


@pytest.mark.parametrize(
    "params",
    [
        {"program": ["nope"]},
        {"pilar": ["living", "<img src=x>"]},
        {"tahun": ["2020"]},
        {"tahun": ["2020-1990"]},
        {"kode": ["35.06.05.2008"]},
        {"luas": ["ya"]},
        {"warnai": ["merah"]},
    ],
)
def test_what_a_link_gets_wrong_is_named_and_left_out(params):
    view, unknown = read_link(params, CHOICES)
    assert len(unknown) == 1
    assert not set(write_link(view, CHOICES).get("pilar", [])) - set(CHOICES.pillars)


def test_a_link_holds_codes_not_names():
    view, _ = read_link({"program": ["kampung-iva"], "kode": ["35.71.02.1016"]}, CHOICES)
    assert (view.program, view.selected) == ("kampung-iva", "35.71.02.1016")


def test_an_old_spelling_of_a_partner_in_a_link_means_the_partner():
    view, unknown = read_link({"mitra": ["DTRKP", "BNN Kediri"]}, CHOICES)
    assert (view.filters.partners, unknown) == (("DLHKP", "BNN Kota Kediri"), ())
    assert read_link({"mitra": ["DTRKP", "DLHKP"]}, CHOICES)[0].filters.partners == ("DLHKP",)
