"""Each condition is declared once: its values are offered, filter, and have words."""

from __future__ import annotations

from dataclasses import fields

import pytest

from petaprogram.measures.filters import CONDITIONS, Filters, filters_in_words
from petaprogram.measures.map_view import WHOLE_VIEW, make_choices, read_link, write_link
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.tables.dataset import read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

AREAS = four_areas()
each_condition = pytest.mark.parametrize("condition", CONDITIONS, ids=lambda one: one.field)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), AREAS)


def test_filters_keep_what_was_asked_for(dataset):
    def kept(**conditions):
        return list(dataset.records.index[Filters(**conditions).mask(dataset.records)])

    assert kept() == list(dataset.records.index)
    assert kept(pillars=("economy",)) == ["P5", "P6", "P7"]
    assert kept(programs=("senyum",)) == ["P1", "P2"]
    assert kept(partners=("Bank Dua",)) == ["P1", "P6"]
    assert kept(statuses=("ended", "nominated")) == ["P2", "P3"]
    assert kept(years=(2019, 2020)) == ["P1", "P3", "P5"]
    assert kept(kecamatan=("99.01.02",)) == ["P4", "P5", "P6"]
    assert kept(pillars=("living",), statuses=("running",)) == ["P1", "P4"]


def test_a_kecamatan_filter_marks_the_areas_outside_it():
    assert Filters(kecamatan=("99.01.02",)).outside(AREAS).tolist() == [True, True, False, False]
    assert not Filters().outside(AREAS).any()


def test_every_set_of_values_has_a_condition():
    assert {one.field for one in CONDITIONS} == {field.name for field in fields(Filters)} - {"years"}


def test_no_two_parameters_of_a_link_share_a_name():
    assert len(set(WHOLE_VIEW)) == len(WHOLE_VIEW)


@each_condition
def test_what_is_offered_filters_and_can_be_asked_for_by_a_link(condition):
    dataset = real_dataset()
    choices = make_choices(dataset)
    for value in condition.names(dataset, INDONESIAN):
        filters = Filters(**{condition.field: (value,)})
        kept = dataset.records[filters.mask(dataset.records)]
        assert len(kept) < len(dataset.records)
        view, unknown = read_link({condition.parameter: [value]}, choices)
        assert (view.filters, unknown) == (filters, ())
        assert write_link(view, choices) == {condition.parameter: [value]}


@each_condition
def test_two_values_keep_what_either_keeps(condition):
    records = real_dataset().records
    one, other, *_ = condition.names(real_dataset(), INDONESIAN)
    masks = [
        Filters(**{condition.field: wanted}).mask(records) for wanted in ((one,), (other,), (one, other))
    ]
    assert masks[2].equals(masks[0] | masks[1])


@each_condition
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_condition_has_words(condition, language):
    dataset = real_dataset()
    value, name = next(iter(condition.names(dataset, language).items()))
    said = list(filters_in_words(Filters(**{condition.field: (value,)}), dataset, language))
    assert said == [f"{language.say(condition.word)} {name}"]


def test_values_are_named_in_the_language_of_the_reader():
    (status,) = [one for one in CONDITIONS if one.field == "statuses"]
    names = [status.names(real_dataset(), language)["running"] for language in (INDONESIAN, ENGLISH)]
    assert names == ["tercatat berjalan", "running"]
