"""How far a program reaches, with whom, and on how much evidence."""

from __future__ import annotations

from petaprogram.measures.programs import describe_programs
from petaprogram.tables.dataset import read_dataset
from tests.support import recount
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

COUNTS = ["records", "kelurahan", "kecamatan", "city", "nowhere", "sure", "sources"]


def test_each_program_of_the_sample_counts_as_one_counts_by_eye(tmp_path):
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    table = describe_programs(dataset, dataset.records)
    assert table[COUNTS].to_numpy().tolist() == [
        [2, 2, 0, 0, 0, 2, 1],
        [3, 1, 0, 1, 1, 2, 1],
        [2, 1, 1, 0, 0, 0, 1],
    ]
    assert table["partners"].tolist() == [
        ("Universitas Satu", "Bank Dua"),
        ("Bank Dua",),
        ("Dinas Kesehatan",),
    ]
    assert table["last_report"].tolist() == ["2020-11-26", "2020-11-26", None]


def test_a_program_of_which_no_record_passes_stays_in_with_nothing(tmp_path):
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    table = describe_programs(dataset, dataset.records[dataset.records["program_id"] == "posko"])
    assert table["records"].to_dict() == {"senyum": 0, "modal": 0, "posko": 2}
    assert table.at["senyum", "partners"] == ()
    assert table.at["senyum", "last_report"] is None


def test_no_record_of_the_published_data_is_lost():
    dataset = real_dataset()
    table = describe_programs(dataset, dataset.records)
    assert table["records"].sum() == len(dataset.records)
    assert (
        table["kelurahan"] + table["kecamatan"] + table["city"] + table["nowhere"] <= table["records"]
    ).all()
    mine = recount.placements(program_id="bank-sampah")
    sure, sources = sum(row["confidence"] == "high" for row in mine), {row["source_id"] for row in mine}
    assert table.loc["bank-sampah", COUNTS].tolist() == [
        len(mine), len(recount.kelurahan(mine)), 0, 0, 0, sure, len(sources),
    ]  # fmt: skip
    assert table.at["bank-sampah", "partners"] == ("DLHKP", "Prodamas")
