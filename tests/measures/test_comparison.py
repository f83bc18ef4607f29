"""How a kelurahan compares with the others: what is unknown stays out, and nothing becomes a zero."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from petaprogram.measures.comparison import MEASURES, compare, medians, missing_pillars
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

MELATI, ANGGREK, DAHLIA, MAWAR = four_areas().frame.index


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return read_dataset(write_tables(tmp_path), four_areas())


def as_list(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values]


def test_every_measure_speaks_of_every_kelurahan_and_says_unknown_where_nothing_is_recorded(
    dataset: Dataset,
) -> None:
    measured = compare(dataset)
    assert measured.index.equals(dataset.areas.frame.index)
    assert list(measured) == list(MEASURES)
    # A plan is data too; a confirmed absence is an answer: 0, not unknown.
    assert as_list(measured["pillars"]) == [1, 1, 0, 1]
    assert as_list(measured["programs"]) == [2, 1, None, 1]
    # A nomination without a partner is no nomination with no partner.
    assert as_list(measured["partners"]) == [3, None, None, 1]
    assert as_list(measured["evidence"]) == [0.5, 1, None, 1]


def test_wide_records_count_for_each_kelurahan_when_asked_for(dataset: Dataset) -> None:
    measured = compare(dataset, wide=True)
    assert as_list(measured["pillars"]) == [2, 2, 2, 2]
    assert as_list(measured["programs"]) == [3, 2, 2, 2]
    assert as_list(measured["evidence"]) == [2 / 3, 1, 0.5, 2 / 3]


def test_a_median_is_of_those_that_have_a_value(dataset: Dataset) -> None:
    measured = compare(dataset)
    programs = medians(measured, dataset.areas)["programs"]
    assert programs.to_dict() == {"99.01.01": 1.5, "99.01.02": 1, "99.01": 1}
    assert medians(measured * np.nan, dataset.areas).isna().all(axis=None)


def test_a_kelurahan_of_which_nobody_has_said_anything_has_no_number(dataset: Dataset) -> None:
    blank = replace(dataset, placements=dataset.placements[:0], confirmations=dataset.confirmations[:0])
    assert compare(blank).isna().all(axis=None)


def test_a_missing_pillar_names_the_neighbours_that_have_it(dataset: Dataset) -> None:
    assert missing_pillars(dataset, ANGGREK).to_dict() == {"economy": ()}
    assert missing_pillars(dataset, MAWAR).to_dict() == {"living": ()}
    # Confirmed none is an answer: living is not missing in Dahlia.
    assert missing_pillars(dataset, DAHLIA).to_dict() == {"economy": (MAWAR,)}
    assert missing_pillars(dataset, MAWAR, wide=True).to_dict() == {}


def test_an_unknown_kelurahan_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        missing_pillars(dataset, "99.01")


def test_the_published_records_give_what_counting_them_one_by_one_gives() -> None:
    dataset = real_dataset()
    measured, records = compare(dataset), dataset.records
    for kode in dataset.areas.frame.index:
        own = records[records["kode"] == kode]
        partners = {partner for names in own["partner_names"] for partner in names}
        expected = (
            own["program_id"].nunique() or None,
            len(partners) or None,
            (own["confidence"] == "high").sum() / len(own) if len(own) else None,
        )
        found = as_list(measured.loc[kode, ["programs", "partners", "evidence"]])
        assert tuple(found) == expected
