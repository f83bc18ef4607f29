"""With whom, where and when: counted by hand on the sample, and on what everybody knows of the city."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.partners import (
    PARTNER_KINDS,
    collaborations,
    partner_links,
    partner_matrix,
    partner_table,
    reach,
)
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.support import recount
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

# placement, program, kode, start, upper bound, partners
ROWS = (
    ("P1", "senyum", "99.01.01.1001", "2020", "yes", "Universitas Satu; Bank Dua (2022)"),
    ("P2", "senyum", "99.01.01.1002", "2021", "", "Universitas Satu; Universitas Dua"),
    ("P3", "senyum", "99.01.02", "2019", "", "Universitas Satu (2018 dan 2023)"),
    ("P4", "posko", "99.01.01.1001", "2020", "", "Bank Ke-2; Bank Dua; kampus"),
    ("P5", "posko", "99.01.01.1001", "", "", "Bank Dua"),
    ("P6", "modal", "99.01", "2020", "", "Toko Baru"),
    ("P7", "modal", "", "2017", "", "Bank Dua"),
    ("P8", "modal", "99.01.01.1001", "2017", "", ""),
)
PARTNERS = (
    "Universitas Satu,university,,,,,,,,\n"
    "Universitas Dua,university,,,,,,,,\n"
    "kampus,university,,,,yes,,campus,,\n"
    "Bank Dua,bank,,,,,,,,\n"
    "Bank Ke-2,,Bank Dua,ejaan lain,another spelling,,,,,\n"
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    placements = "".join(
        f"{key},{program},{kode},,,Balai {key},running,{start},{bound},{partners},s1,high,,,,\n"
        for key, program, kode, start, bound, partners in ROWS
    )
    folder = write_tables(tmp_path_factory.mktemp("tables"), placements=placements, partners=PARTNERS)
    return read_dataset(folder, four_areas())


@pytest.fixture(scope="module")
def links(dataset: Dataset) -> pd.DataFrame:
    return partner_links(dataset, dataset.records)


COUNTS = ["programs", "records", "kelurahan", "kecamatan", "city", "nowhere"]


def years(rows: pd.DataFrame) -> list[tuple[object, object, bool]]:
    return [
        (None if pd.isna(row.first) else row.first, None if pd.isna(row.last) else row.last, bool(row.bound))
        for row in rows.itertuples()
    ]


def test_every_partner_of_every_record_has_one_row(links):
    assert list(zip(links.index, links["partner"], strict=True)) == [
        ("P1", "Universitas Satu"),
        ("P1", "Bank Dua"),
        ("P2", "Universitas Satu"),
        ("P2", "Universitas Dua"),
        ("P3", "Universitas Satu"),
        ("P4", "Bank Dua"),
        ("P4", "kampus"),
        ("P5", "Bank Dua"),
        ("P6", "Toko Baru"),
        ("P7", "Bank Dua"),
    ]


def test_the_years_of_a_collaboration_are_those_of_its_remark_or_else_of_the_record(links):
    assert years(links.loc[["P1", "P3", "P5"]]) == [
        (2020, 2020, True),
        (2022, 2022, False),
        (2018, 2023, False),
        (None, None, False),
    ]


def test_what_a_partner_reaches_is_counted_in_its_scopes(links):
    table = partner_table(links)
    assert table.loc["Universitas Satu", COUNTS].tolist() == [1, 3, 2, 1, 0, 0]
    # Two records in one kelurahan are one kelurahan; the record without a place is not lost.
    assert table.loc["Bank Dua", COUNTS].tolist() == [3, 4, 1, 0, 0, 1]
    assert years(table.loc[["Universitas Satu", "Bank Dua"]]) == [(2018, 2023, False), (2017, 2022, False)]


def test_a_first_year_is_an_upper_bound_where_nothing_better_is_known(dataset):
    alone = partner_links(dataset, dataset.records.loc[["P1"]])
    assert years(partner_table(alone).loc[["Universitas Satu"]]) == [(2020, 2020, True)]


def test_partners_come_by_kind_with_the_unnamed_and_the_unreviewed_last(links):
    table = partner_table(links)
    assert list(table.index) == ["Universitas Dua", "Universitas Satu", "kampus", "Bank Dua", "Toko Baru"]
    assert list(table["unnamed"]) == [False, False, True, False, False]
    assert table.at["Toko Baru", "kind"] == "unreviewed"


def test_the_matrix_counts_kelurahan_by_kecamatan_and_nothing_wider(links, dataset):
    matrix = partner_matrix(links, dataset.areas)
    assert list(matrix.columns) == ["99.01.01", "99.01.02"]
    assert matrix.loc["Universitas Satu"].tolist() == [2, 0]
    assert matrix.loc["Toko Baru"].tolist() == [0, 0]
    pd.testing.assert_series_equal(
        matrix.sum(axis="columns").sort_index(),
        partner_table(links)["kelurahan"].sort_index(),
        check_names=False,
    )


def test_a_collaboration_names_who_takes_part_and_where(links):
    table = collaborations(links, "university")
    assert list(table.index) == ["posko", "senyum"]
    senyum = table.loc["senyum"]
    assert senyum["named"] == ("Universitas Dua", "Universitas Satu")
    assert senyum["others"] == ("Bank Dua",)
    assert senyum["kodes"] == ("99.01.01.1001", "99.01.01.1002")
    assert senyum["single_kodes"] == ("99.01.01.1001",)
    assert (senyum["records"], senyum["kecamatan"]) == (3, 1)


def test_whether_a_program_rests_on_one_partner_is_said_only_where_it_can_be_told(links):
    def standing(kind=None):
        return collaborations(links, kind)["standing"].to_dict()

    assert standing("university") == {"posko": "unknown", "senyum": "several"}
    assert standing("bank") == dict.fromkeys(("modal", "posko", "senyum"), "single")
    # Bodies of two kinds are two, even where one of them is not named.
    assert standing() == dict.fromkeys(("modal", "posko", "senyum"), "several")


PARTNER = st.sampled_from(
    [("a", "bank", False), ("b", "bank", False), ("c", "media", False)]
) | st.sampled_from([("bank", "bank", True), ("media", "media", True)])


@given(st.lists(st.tuples(st.sampled_from(["one", "two"]), PARTNER), min_size=1))
def test_whether_a_program_rests_on_one_partner_follows_from_its_own_partners_alone(found):
    rows = [
        (program, "99.01", "city", None, partner, kind, unnamed, None, None, False)
        for program, (partner, kind, unnamed) in found
    ]
    names = [
        "program_id",
        "kode",
        "scope",
        "kecamatan_kode",
        "partner",
        "kind",
        "unnamed",
        "first",
        "last",
        "bound",
    ]
    links = pd.DataFrame(rows, columns=names, index=[f"P{number}" for number in range(len(rows))])
    standing = collaborations(links.astype({"first": "Int64", "last": "Int64"}))["standing"].to_dict()
    for program in ("one", "two"):
        mine = {partner for of, partner in found if of == program}
        named = {
            kind: {name for name, of, unnamed in mine if of == kind and not unnamed} for _, kind, _ in mine
        }
        bodies = sum(max(len(names), 1) for names in named.values())
        unsure = any(unnamed for *_, unnamed in mine)
        expected = "several" if bodies > 1 else "unknown" if unsure else "single"
        assert standing.get(program) == (expected if mine else None)


def test_no_record_and_no_partner_gives_empty_answers_of_the_same_shape(dataset, links):
    for none in (
        partner_links(dataset, dataset.records[:0]),
        partner_links(dataset, dataset.records.loc[["P8"]]),
    ):
        assert list(none.columns) == list(links.columns)
        assert len(partner_table(none)) == len(collaborations(none, "bank")) == 0
        assert list(partner_matrix(none, dataset.areas).columns) == ["99.01.01", "99.01.02"]


def test_every_published_partner_has_a_kind_and_every_record_with_partners_its_links():
    dataset = real_dataset()
    links = partner_links(dataset, dataset.records)
    assert set(links["kind"]) <= set(PARTNER_KINDS) - {"unreviewed"}
    assert set(links.index) == set(dataset.records.index[dataset.records["partners"].notna()])
    assert reach(links, "kind")["records"].max() <= len(dataset.records)


def test_what_the_city_does_with_universities():
    dataset = real_dataset()
    links = partner_links(dataset, dataset.records)
    malang = partner_table(links).loc["Universitas Negeri Malang"]
    assert malang[["programs", "records", "kelurahan", "city"]].tolist() == [2, 11, 10, 0]
    assert (malang["first"], malang["last"], malang["bound"]) == (2019, 2022, False)
    table = collaborations(links, "university")
    assert set(table.index) == recount.programs(recount.with_partners(*recount.of_kind("university")))
    standing = {"several": [], "single": [], "unknown": []}
    for program, found in table["standing"].items():
        standing[found].append(program)
    # Two universities are named; one; the mayor speaks of universities without a name.
    assert standing["several"] == ["e-bank-sampah", "kampung-keren", "kampung-tahu"]
    assert {"kampung-halal", "kkn-unp"} <= set(standing["single"])
    assert standing["unknown"] == ["kampung-iva", "kampung-senyum"]
    assert collaborations(links).at["memilah-sampah", "named"] == ("DLHKP",)
    assert collaborations(links).at["memilah-sampah", "standing"] == "single"
