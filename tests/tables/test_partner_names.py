"""How partners are written, and which partner a written name means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petaprogram.tables import partner_names
from petaprogram.tables.dataset import check_tables, read_dataset
from petaprogram.tables.partner_names import Written, find_variants, partners_of, read_partners
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import ROWS, write_tables

AREAS = four_areas()
UNNAMED = "perguruan tinggi (tidak disebut namanya)"


def rows_naming(*partners: str) -> str:
    return "".join(
        f"P{number},senyum,99.01.01.1001,,,Balai {number},running,2020,,{partner},s1,high,aktif,active,,\n"
        for number, partner in enumerate(partners, start=1)
    )


def found(folder, *partners, **tables):
    tables.setdefault("placements", rows_naming(*partners))
    issues = check_tables(write_tables(folder, **tables), AREAS)
    return [
        (issue.row, issue.rule, dict(issue.values).get("value"))
        for issue in issues
        if issue.file == "placements.csv"
    ]


def test_partners_are_split_and_their_remarks_set_aside():
    assert read_partners(f"Bank Indonesia (2015); SMKN 3;; {UNNAMED}") == (
        Written("Bank Indonesia (2015)", "Bank Indonesia", "2015"),
        Written("SMKN 3", "SMKN 3", ""),
        Written(UNNAMED, UNNAMED, ""),
    )
    assert read_partners(None) == ()


def test_a_partner_is_named_once_and_as_the_reviewed_table_names_it():
    merged = {"DTRKP": "DLHKP"}
    assert partners_of("DTRKP (pendahulu DLHKP); DLHKP; SMKN 3; SMKN 3", merged) == ("DLHKP", "SMKN 3")
    assert partners_of(None, merged) == ()


def test_a_merged_name_means_its_partner_and_the_record_keeps_what_the_source_wrote(tmp_path):
    row = rows_naming("Bank Ke-2 (2020); Universitas Satu")
    records = read_dataset(write_tables(tmp_path, placements=row), AREAS).records
    assert records.at["P1", "partner_names"] == ("Bank Dua", "Universitas Satu")
    assert records.at["P1", "partners"] == "Bank Ke-2 (2020); Universitas Satu"


def test_a_name_that_nobody_reviewed_is_pointed_out_once_at_its_first_row(tmp_path):
    assert found(tmp_path, "Bank Dua", "Bank Tiga", "Bank Tiga (2021)") == [
        (3, "unreviewed-partner", "Bank Tiga")
    ]


def test_a_new_spelling_of_a_reviewed_partner_is_pointed_out(tmp_path):
    assert (2, "partner-variant", "Dinas Kesehatn") in found(tmp_path, "Dinas Kesehatn", "Dinas Kesehatan")
    assert found(tmp_path, "Bank Ke-2", "Bank Dua") == []


def test_two_reviewed_names_are_two_partners_unless_only_punctuation_tells_them_apart(tmp_path):
    extra = "Dinas Kota Kesehatan,city,,,,,,,,\nDinas-Kesehatan,city,,,,,,,,\n"
    assert found(
        tmp_path,
        "Dinas Kesehatan",
        "Dinas Kota Kesehatan",
        "Dinas-Kesehatan",
        partners=ROWS["partners"] + extra,
    ) == [(4, "partner-variant", "Dinas-Kesehatan")]


def test_every_partner_of_the_published_records_is_reviewed_and_every_merge_says_why():
    dataset = real_dataset()
    assert set(dataset.records["partner_names"].explode().dropna()) <= set(
        dataset.partners.index[dataset.partners["kind"].notna()]
    )
    merged = dataset.partners[dataset.partners["same_as"].notna()]
    assert merged["same_as"].to_dict() == {
        "DTRKP": "DLHKP",
        "Prodamas Plus": "Prodamas",
        "BNN Kediri": "BNN Kota Kediri",
        "IAIN Kediri": "UIN Syekh Wasil Kediri",
        "Kementerian Pekerjaan Umum": "Kementerian PUPR",
    }
    assert merged[["reason", "reason_en"]].notna().all(axis=None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Universitas Negeri Malang", "Universitas Negri Malang", True),
        ("BNN Kediri", "BNN Kota Kediri", True),
        ("Dinas-Kesehatan", "dinas kesehatan", True),
        ("BPS Kota Kediri", "BPBD Kota Kediri", False),
        ("RW 02", "RW 04", False),
        ("DLHKP", "DLH Jawa Timur", False),
        ("Prodamas", "Prodamas Plus", False),
    ],
)
def test_spelling_variants_of_a_partner_are_told_from_other_bodies(one, other, same):
    assert find_variants([one, other]).tolist() == [[True, same], [same, True]]


@settings(max_examples=200)
@given(st.lists(st.text("abk ", max_size=8).map(lambda text: f"kota {text}"), max_size=6))
def test_names_compared_at_once_are_alike_as_two_by_two(names):
    alike = find_variants(names)
    assert (alike == alike.T).all()
    for one in range(len(names)):
        for other in range(one):
            pair = find_variants([names[one], names[other]])
            assert alike[one, other] == pair[0, 1]


def test_each_name_is_said_once_to_be_like_the_most_frequent(tmp_path):
    names = ("Universitas Negeri Malang", "Universitas Negeri Malang", "Universitas Negri Malang")
    alike = [
        one for one in found(tmp_path, *names, "Universitas Negerri Malang") if one[1] == "partner-variant"
    ]
    assert [name for _, _, name in alike] == ["Universitas Negerri Malang", "Universitas Negri Malang"]


def test_more_names_than_a_city_has_are_not_all_compared_and_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(partner_names, "MAX_COMPARED", 2)
    rules = {rule for _, rule, _ in found(tmp_path, "Dinas Kesehatn", "Dinas Kesehatan", "Dinas Pertanian")}
    assert "partner-names-many" in rules
