"""A column is declared once: its dtype, its key, its twin, and what readers see follow from that."""

from __future__ import annotations

import pandas as pd
import pytest

from petaprogram.tables.columns import PLACED, RECORD, TABLES, carried
from petaprogram.tables.dataset import read_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), four_areas())


def test_the_kind_of_a_column_gives_its_dtype(dataset):
    dtypes = {
        f"{name}.{column}": str(getattr(dataset, name)[column].dtype)
        for name, columns in TABLES.items()
        for column in columns
        if column in getattr(dataset, name)
    }
    assert {column: dtype for column, dtype in dtypes.items() if dtype != "object"} == {
        "pillars.order": "Int64",
        "placements.lon": "float64",
        "placements.lat": "float64",
        "placements.start_year": "Int64",
        "population.year": "Int64",
        "population.population": "Int64",
        "pillar_index.year": "Int64",
        "pillar_index.index": "float64",
    }


def test_a_table_is_indexed_by_its_key(dataset):
    assert {name: getattr(dataset, name).index.name for name in TABLES} == {
        **dict.fromkeys(TABLES),
        "pillars": "pillar_id",
        "programs": "program_id",
        "placements": "placement_id",
        "partners": "partner",
        "sources": "source_id",
    }


def test_a_twin_stands_beside_its_column_or_last_and_may_be_absent():
    assert list(TABLES["programs"])[-4:] == ["description", "description_en", "source_id", "kind_en"]
    assert TABLES["programs"]["kind_en"].optional


def test_a_record_takes_over_what_its_program_and_its_source_say(dataset):
    record = dataset.records.loc["P3"]
    for table, key in (("programs", "program_id"), ("sources", "source_id")):
        origin = getattr(dataset, table).loc[record[key]]
        for there, here in carried(table).items():
            assert record[here] == origin[there] or (pd.isna(record[here]) and pd.isna(origin[there]))


def test_readers_see_every_placed_column_first_and_no_two_under_one_label():
    labels = [column.label for column in RECORD.values() if column.label]
    assert tuple(RECORD)[: len(PLACED)] == PLACED
    assert all(RECORD[name].label for name in PLACED)
    assert len(labels) == len(set(labels))
