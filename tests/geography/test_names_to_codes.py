"""Names lead to codes of this city, and only when they are certain."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.geography.names_to_codes import match_names, normalise
from tests.support.real import real_dataset
from tests.support.sample import four_areas

AREAS = four_areas()
ALIASES = pd.DataFrame(
    {
        "alias": ["Me Lati", "Dalia"],
        "kode": ["99.01.01.1001", "99.01.02.1001"],
        "kind": ["spelling", "typo"],
    }
)


def match(name, level=None):
    return match_names([name], AREAS, ALIASES, level=level)[0]


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.sampled_from(["Anggrek", "Dahlia", "Mawar"]), st.sampled_from(["", "Kel. ", "KELURAHAN ", "kel "]))
def test_case_spaces_and_prefixes_do_not_matter(name, prefix):
    assert match(f"  {prefix}{name.upper()}. ").kode == match(name).kode
    assert match(name).status == "matched"


def test_a_name_of_two_levels_is_ambiguous_until_its_level_is_said():
    assert match("Melati").status == "ambiguous"
    assert match("Melati").candidates == ("99.01.01", "99.01.01.1001")
    assert match("Kel. Melati").kode == "99.01.01.1001"
    assert match("Kecamatan Melati").kode == "99.01.01"
    assert match("Melati", level="kelurahan").kode == "99.01.01.1001"


def test_a_kecamatan_after_a_comma_must_be_the_right_one():
    assert match("Dahlia, Kec. Kenanga").kode == "99.01.02.1001"
    assert match("Dahlia, Kec. Melati").kode is None


def test_a_checked_spelling_is_accepted_and_a_typo_only_suggested():
    assert match("me-lati").kode == "99.01.01.1001"
    typo = match("Dalia")
    assert (typo.status, typo.kode, typo.candidates) == ("suggested", None, ("99.01.02.1001",))


def test_a_similar_name_is_suggested_and_a_strange_one_is_not():
    assert match("Angrek").status == "suggested"
    assert match("Bence").status == "unmatched"
    assert match("").status == "unmatched"


def test_a_desa_or_kabupaten_is_outside_the_city_whatever_its_name():
    assert match("Desa Mawar").status == "unmatched"
    assert match("Mawar, Kab. Contoh").status == "unmatched"


def test_the_city_itself_has_a_code():
    assert match("kota contoh").kode == "99.01"


@given(st.text(max_size=30))
def test_what_is_not_matched_has_no_kode_and_nothing_outside_the_city_is_ever_named(text):
    found = match(text)
    assert (found.kode is not None) == (found.status == "matched")
    assert all(AREAS.level(kode) for kode in found.candidates)


@pytest.mark.parametrize(
    ("name", "status", "kode"),
    [
        ("Kampungdalem", "matched", "35.71.02.1005"),
        ("KEL. SETONO PANDE", "matched", "35.71.02.1006"),
        ("Ringin Anom", "matched", "35.71.02.1007"),
        ("Ngletih", "matched", "35.71.03.1010"),
        ("Mojoroto", "ambiguous", None),
        ("Pesantren", "ambiguous", None),
        ("Kel. Mojoroto", "matched", "35.71.01.1011"),
        ("Kec. Kota", "matched", "35.71.02"),
        ("Kota", "matched", "35.71.02"),
        ("Kota Kediri", "matched", "35.71"),
        ("Pjok", "suggested", None),
        ("Campurjo", "suggested", None),
        ("Bence", "unmatched", None),
        # A Cyrillic o looks the same and is another letter.
        ("Pоcanan", "suggested", None),
    ],
)
def test_names_of_kota_kediri(name, status, kode):
    dataset = real_dataset()
    (found,) = match_names([name], dataset.areas, dataset.aliases, dataset.homonyms)
    assert (found.status, found.kode) == (status, kode)


def test_a_homonym_outside_the_city_is_mentioned():
    dataset = real_dataset()
    (found,) = match_names(["Ngletih"], dataset.areas, dataset.aliases, dataset.homonyms)
    assert "35.06.05.2008" in found.reason


def test_every_kelurahan_is_found_by_its_own_name():
    dataset = real_dataset()
    names = dataset.areas.frame["name"]
    found = match_names(names, dataset.areas, dataset.aliases, level="kelurahan")
    assert [match.kode for match in found] == list(names.index)
