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
subjects = st.one_of(
    st.sampled_from([("pillars", None), ("programs", None), ("evidence", None)]),
    st.tuples(st.just("program"), st.sampled_from(CHOICES.programs)),
    st.tuples(st.just("pillar"), st.sampled_from(CHOICES.pillars)),
)
views = st.builds(
    lambda subject, **rest: View(*subject, **rest),
    subject=subjects,
    filters=st.builds(
        Filters,
        **{field: some(values) for field, values in CHOICES.options.items()},
        years=st.none() | years,
    ),
    selected=st.none() | st.sampled_from(CHOICES.areas),
    only_class=st.none() | st.sampled_from(["running", "pillars_3_4"]),
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
    assert (CHOICES.first.kind, CHOICES.first.subject) == ("pillars", None)


@pytest.mark.parametrize(
    ("params", "kind", "subject"),
    [
        ({"program": ["kampung-iva"]}, "program", "kampung-iva"),
        ({"tampil": ["living"]}, "pillar", "living"),
        ({"program": ["kampung-iva"], "warnai": ["jumlah-program"]}, "programs", None),
        ({"warnai": ["pilar"]}, "pillar", CHOICES.pillars[0]),
    ],
    ids=str,
)
def test_a_link_that_names_what_to_show_need_not_say_of_which_kind_it_is(params, kind, subject):
    view, unknown = read_link(params, CHOICES)
    assert (view.kind, view.subject, unknown) == (kind, subject, ())


@pytest.mark.parametrize(
    "params",
    [
        {"program": ["nope"]},
        {"warnai": ["program"], "program": ["nope"]},
        {"warnai": ["pilar"], "tampil": ["nope"]},
    ],
    ids=str,
)
def test_what_is_not_there_opens_the_whole_city_and_never_another_subject(params):
    view, unknown = read_link(params, CHOICES)
    assert (view.kind, view.subject) == ("pillars", None)
    assert len(unknown) == 1


@pytest.mark.parametrize(
    "params",
    [
        {"program": ["nope"]},
        {"pilar": ["living", "<img src=x>"]},
        {"tahun": ["2020"]},
        {"tahun": ["2020-1990"]},
        {"kode": ["35.06.05.2008"]},
        {"warnai": ["merah"]},
        {"kelas": ["<b>"]},
    ],
)
def test_what_a_link_gets_wrong_is_named_and_left_out(params):
    view, unknown = read_link(params, CHOICES)
    assert len(unknown) == 1
    assert not set(write_link(view, CHOICES).get("pilar", [])) - set(CHOICES.pillars)


def test_a_link_holds_codes_not_names():
    view, _ = read_link({"program": ["kampung-iva"], "kode": ["35.71.02.1016"]}, CHOICES)
    assert (view.subject, view.selected) == ("kampung-iva", "35.71.02.1016")


def test_an_old_spelling_of_a_partner_in_a_link_means_the_partner():
    view, unknown = read_link({"mitra": ["DTRKP", "BNN Kediri"]}, CHOICES)
    assert (view.filters.partners, unknown) == (("DLHKP", "BNN Kota Kediri"), ())
    assert read_link({"mitra": ["DTRKP", "DLHKP"]}, CHOICES)[0].filters.partners == ("DLHKP",)
