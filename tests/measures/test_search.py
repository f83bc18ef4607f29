"""Search forgives spelling, and finds programs by all that they are known by."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.search import LONGEST, search, search_programs
from petaprogram.messages.language import INDONESIAN
from tests.support.context_files import FEATURES, feature, read_sample, write_context
from tests.support.grid import make_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas


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
    ("text", "kind", "key"),
    [
        ("Kelurahan Pocanan", "kelurahan", "35.71.02.1016"),
        ("Kel. Pocanan", "kelurahan", "35.71.02.1016"),
        ("kelurahan poc", "kelurahan", "35.71.02.1016"),
        ("pocanan, kec. kota", "kelurahan", "35.71.02.1016"),
        ("pocnan, kec. kota", "kelurahan", "35.71.02.1016"),
        ("35.71.02.1016", "kelurahan", "35.71.02.1016"),
        ("3571021016", "kelurahan", "35.71.02.1016"),
        ("Poca\u200bnan", "kelurahan", "35.71.02.1016"),
        ("35.71.02", "kecamatan", "35.71.02"),
        ("357102", "kecamatan", "35.71.02"),
        ("Kec. Mojoroto", "kecamatan", "35.71.01"),
        ("Smart Living", "pillar", "living"),
        ("living", "pillar", "living"),
        ("kebencanaan", "kind", "kebencanaan"),
        ("Kampung Winer", "site", "35.71.02.1005"),
        ("bank sampah", "program", "bank-sampah"),
    ],
)
def test_what_is_meant_comes_first(text, kind, key):
    first, *_ = search(real_dataset(), text)
    assert (first.kind, first.key) == (kind, key)


def test_a_site_written_with_a_number_leads_to_its_kelurahan():
    real = real_dataset()
    placements = real.placements.copy()
    placements.loc["P003", "site"] = "RW 09"
    first, *_ = search(replace(real, placements=placements), "rw 09")
    assert (first.kind, first.key, first.name) == ("site", "35.71.01.1004", "RW 09")


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("gambiran", "RSUD Gambiran", "35.71.03.1002"),
        ("Balai Kota Kediri", "Balai Kota Kediri", "35.71.02.1016"),
        ("city hall", "Balai Kota Kediri", "35.71.02.1016"),
        ("bandar ngalim", "Jembatan Alun-alun Bandar", "35.71.01.1002"),
        ("simpang lima gumul", "Monumen Simpang Lima Gumul", "35.71"),
    ],
)
def test_a_place_that_people_know_leads_to_the_kelurahan_it_stands_in(text, name, key):
    assert (name, key) in {
        (hit.name, hit.key) for hit in search(real_dataset(), text) if hit.kind == "landmark"
    }


def test_two_places_of_one_kelurahan_are_both_found(tmp_path):
    place = FEATURES["landmark"]["geometry"]["coordinates"]
    write_context(
        tmp_path, features=[feature("landmark", "Point", place, name=name) for name in ("Pasar 1", "Pasar 2")]
    )
    areas = replace(four_areas(), context=read_sample(tmp_path))
    empty = {"aliases": real_dataset().aliases[:0], "partners": real_dataset().partners[:0]}
    found = search(replace(make_dataset(areas, []), **empty), "pasar")
    assert [(hit.kind, hit.name, hit.key) for hit in found] == [
        ("landmark", "Pasar 1", "99.01.02.1001"),
        ("landmark", "Pasar 2", "99.01.02.1001"),
    ]


def test_a_place_never_answers_for_a_program():
    assert "kampung-senyum" not in search_programs(real_dataset(), "RSUD Gambiran")


def test_two_areas_in_one_text_are_both_found():
    found = {hit.key for hit in search(real_dataset(), "Semampir, Dandangan")}
    assert found == {"35.71.02.1001", "35.71.02.1003"}


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


def with_twins():
    """The published data in a city in which two kelurahan are called Bangsal."""
    real = real_dataset()
    frame = real.areas.frame.copy()
    frame.loc["35.71.02.1016", "name"] = "Bangsal"
    return replace(real, areas=replace(real.areas, frame=frame))


def test_two_areas_of_one_name_are_told_apart_and_the_kecamatan_chooses():
    twins = [hit for hit in search(with_twins(), "bangsal") if hit.score == 100]
    assert {hit.name for hit in twins} == {"Bangsal (Kec. Kota)", "Bangsal (Kec. Pesantren)"}
    first, *_ = search(with_twins(), "bangsal, kec. kota")
    assert (first.key, first.name) == ("35.71.02.1016", "Bangsal (Kec. Kota)")


def test_a_choice_and_a_sentence_tell_two_areas_of_one_name_apart():
    dataset = with_twins()
    choices = make_choices(dataset)
    shown = make_map(dataset, Theme("program", "kampung-senyum"))
    assert "Bangsal (Kec. Kota)" in describe(shown, dataset, INDONESIAN).text
    assert len({dataset.areas.name_of(kode) for kode in choices.areas}) == len(choices.areas)
