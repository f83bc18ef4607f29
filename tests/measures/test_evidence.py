"""How well claims are founded; where nothing is recorded there is no share."""

from __future__ import annotations

import math

import pytest

from petaprogram.measures.evidence import evidence_by_area, evidence_share
from petaprogram.tables.dataset import read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

MELATI, ANGGREK, DAHLIA, MAWAR = four_areas().frame.index


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), four_areas())


def test_the_share_of_a_kelurahan_counts_its_own_records_only(dataset):
    shares = evidence_by_area(dataset.records, dataset.areas)
    # Melati: one record of high and one of low confidence. Nothing is recorded in Dahlia.
    assert shares[[MELATI, ANGGREK, MAWAR]].tolist() == [0.5, 1.0, 1.0]
    assert math.isnan(shares[DAHLIA])
    assert list(shares.index) == list(dataset.areas.frame.index)


def test_wide_records_count_where_they_are_asked_for(dataset):
    shares = evidence_by_area(dataset.records, dataset.areas, wide=True)
    # Dahlia: one of its kecamatan (medium) and one of the city (high).
    assert shares[DAHLIA] == 0.5


def test_the_share_of_some_records_counts_every_scope_and_without_a_record_there_is_none(dataset):
    pillars = dataset.records["pillar_id"]
    assert evidence_share(dataset.records[pillars == "living"]) == 2 / 4
    assert evidence_share(dataset.records[pillars == "economy"]) == pytest.approx(2 / 3)
    assert math.isnan(evidence_share(dataset.records[pillars == "nothing"]))


def test_the_published_data_have_shares_between_zero_and_one():
    dataset = real_dataset()
    shares = evidence_by_area(dataset.records, dataset.areas)
    recorded = dataset.records.loc[dataset.records["scope"] == "kelurahan", "kode"].unique()
    assert set(shares.dropna().index) == set(recorded)
    assert shares.dropna().between(0, 1).all()
