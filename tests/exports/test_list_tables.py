"""The lists of the pages as files: they hold what the pages show, counted anew."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from petaprogram.exports.file_format import ListView
from petaprogram.exports.list_tables import (
    list_workbook,
    partners_in_words,
    programs_in_words,
    shares_in_words,
    states_in_words,
)
from petaprogram.gaps.equity import compare_kecamatan
from petaprogram.gaps.matrix import make_matrix
from petaprogram.measures.partners import partner_links, partner_table
from petaprogram.measures.programs import describe_programs
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES, Language
from tests.support import recount
from tests.support.real import real_dataset

DATASET = real_dataset()


def test_the_list_of_programs_counts_records_and_kelurahan() -> None:
    table = programs_in_words(DATASET, describe_programs(DATASET, DATASET.records), INDONESIAN)
    assert len(table) == len(recount.rows("programs"))
    for program, row in table.iterrows():
        mine = [one for one in recount.rows("placements") if one["program_id"] == program]
        assert row["Data"] == len(mine)
        assert row["Data berkepastian tinggi"] == sum(one["confidence"] == "high" for one in mine)
        inside = {one["kode"] for one in mine if one["kode"] in DATASET.areas.frame.index}
        assert row["Kelurahan"] == len(inside)


def test_the_list_of_partners_names_each_once_and_says_who_is_not_named() -> None:
    table = partners_in_words(partner_table(partner_links(DATASET, DATASET.records)), ENGLISH)
    assert not table["Partners"].duplicated().any()
    unnamed = {row["partner"] for row in recount.rows("partners") if row["unnamed"] == "yes"}
    assert set(table.loc[table["Named"] == "no", "Partners"]) <= unnamed
    assert (table.loc[~table["Partners"].isin(unnamed), "Named"] == "yes").all()


def test_the_matrix_has_every_kelurahan_and_its_counts_add_up() -> None:
    matrix = make_matrix(DATASET, "pillar_id", tuple(DATASET.pillars.index), wide=False)
    table = states_in_words(matrix, DATASET, INDONESIAN)
    assert list(table["Kode"]) == list(DATASET.areas.frame.index)
    counts = table.filter(like="Banyaknya: ")
    assert (counts.sum(axis="columns") == len(DATASET.pillars)).all()
    for state in ("tercatat berjalan", "belum ada data"):
        cells = table[list(DATASET.pillars["name"])].eq(state).sum(axis="columns")
        assert (cells == table[f"Banyaknya: {state}"]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_have_a_row_for_each_kecamatan_the_city_and_each_pillar(language: Language) -> None:
    matrix = make_matrix(DATASET, "pillar_id", tuple(DATASET.pillars.index), wide=False)
    table = shares_in_words(compare_kecamatan(matrix, DATASET), DATASET, "pillar_id", language)
    assert len(table) == (len(DATASET.areas.kecamatan) + 1) * len(DATASET.pillars)


def test_a_workbook_has_the_list_the_records_and_what_it_obeys() -> None:
    some = DATASET.records.head(3)
    what = ListView("x", "Judul", lambda: pd.DataFrame({"A": ["=1+1"]}), some, ("Mitra: Bank Indonesia",))
    sheets = pd.read_excel(
        io.BytesIO(list_workbook(DATASET, what, "http://a.example", INDONESIAN)), sheet_name=None
    )
    assert list(sheets) == ["Daftar", "Data", "Keterangan"]
    assert sheets["Daftar"]["A"].tolist() == ["'=1+1"]
    assert len(sheets["Data"]) == 3
    said = sheets["Keterangan"].set_index("Hal")["Keterangan"]
    assert (said["Isi"], said["Filter"]) == ("Judul", "Mitra: Bank Indonesia")
