"""Search forgives spelling, and finds programs by all that they are known by."""

from __future__ import annotations

import time

import pytest

from petaprogram.measures.search import LONGEST, search, search_programs
from tests.support.real import real_dataset


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("pocanan", "kelurahan", "35.71.02.1016"),
        ("Setono Pande", "kelurahan", "35.71.02.1006"),
        ("kampng iva", "program", "kampung-iva"),
        ("malang", "partner", "Universitas Negeri Malang"),
        ("uniska", "partner", "Universitas Islam Kadiri"),
        ("badan narkotika", "partner", "BNN Kota Kediri"),
        ("BNN Kediri", "partner", "BNN Kota Kediri"),
        ("DTRKP", "partner", "DLHKP"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, kind, key):
    hits = search(real_dataset(), text)
    assert (kind, key) in {(hit.kind, hit.key) for hit in hits}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bank sampah", ["bank-sampah"]),
        ("bank sampah pojok", ["bank-sampah", "e-bank-sampah"]),
        ("pocanan", ["bank-sampah", "kampung-senyum"]),
        ("universitas negeri malang", ["kampung-keren", "kampung-tahu"]),
        ("DTRKP", ["bank-sampah", "kelurahan-berseri", "memilah-sampah", "proklim"]),
        ("Setono Pande", ["pembinaan-p4gn", "rtbl-cbd"]),
        ("kebencanaan", ["kelurahan-tangguh-bencana"]),
        ("disaster resilience", ["kelurahan-tangguh-bencana"]),
        ("zzzz", []),
        ("k", []),
        ("", []),
    ],
)
def test_a_program_is_found_by_name_kind_partner_and_place(text, first):
    found = list(search_programs(real_dataset(), text))
    assert found[: len(first)] == first
    assert bool(found) == bool(first)


def test_a_hit_says_what_it_was_found_in():
    for text, kind, name in (("pocanan", "kelurahan", "Pocanan"), ("DTRKP", "partner", "DLHKP")):
        first, *_ = search_programs(real_dataset(), text).values()
        assert (first.kind, first.name) == (kind, name)


def test_a_kecamatan_stands_for_its_kelurahan():
    records = real_dataset().records
    here = set(records.loc[records["kecamatan_kode"] == "35.71.03", "program_id"])
    assert set(search_programs(real_dataset(), "pesantren")) >= here


def test_the_name_of_a_program_says_more_than_a_place_that_is_alike():
    assert search_programs(real_dataset(), "kampung")["kampung-keren"].kind == "program"


@pytest.mark.parametrize("find", [search, search_programs])
def test_a_text_without_end_is_searched_for_as_far_as_a_name_may_go(find):
    text, start = "kelurahan pojok " * 20_000, time.process_time()
    assert find(real_dataset(), text) == find(real_dataset(), text[:LONGEST])
    assert time.process_time() - start < 5
