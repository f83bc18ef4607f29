"""Names lead to codes of this city, and only when they are certain."""

from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petaprogram.geography.names_to_codes import match_names
from petaprogram.geography.written_places import normalise
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.real import real_dataset
from tests.support.sample import four_areas, twin_areas

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


def kediri(name):
    dataset = real_dataset()
    return match_names([name], dataset.areas, dataset.aliases, dataset.homonyms)[0]


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


@pytest.mark.parametrize(
    ("name", "kode"),
    [
        ("Kelurahan Pojok Kecamatan Mojoroto", "35.71.01.1004"),
        ("Kel. Bandar Lor Kec. Mojoroto Kota Kediri", "35.71.01.1001"),
        ("Bandar Lor (Kec. Mojoroto)", "35.71.01.1001"),
        ("Bandar Lor - Mojoroto", "35.71.01.1001"),
        ("Bandar Lor\u2013Mojoroto", "35.71.01.1001"),
        ("Kec. Kota Kediri", "35.71.02"),
        ("Kecamatan Pesantren Kota Kediri", "35.71.03"),
        ("Kelurahan:Pocanan", "35.71.02.1016"),
        ("Kel.Pocanan", "35.71.02.1016"),
        ("KelPocanan", "35.71.02.1016"),
        ("Kel, Setono Pande, Kec. Kota", "35.71.02.1006"),
        ("Setono Pande, Kec. Kota, Kota Kediri, Jawa Timur 64129", "35.71.02.1006"),
        ("RT 02/RW 05 Pocanan, Kediri, Prov. Jawa Timur", "35.71.02.1016"),
        ("RT/RW 02/05 Pocanan", "35.71.02.1016"),
        ("Mojoroto, Kec. Mojoroto", "35.71.01.1011"),
        ("35.71.02.1016", "35.71.02.1016"),
        ("3571021016", "35.71.02.1016"),
        ("kode 357102", "35.71.02"),
        ("Pocanan (35.71.02.1016)", "35.71.02.1016"),
        ("３５．７１．０２．１０１６", "35.71.02.1016"),
        ("Ｐｏｃａ\u200bnan", "35.71.02.1016"),
    ],
)
def test_a_place_is_read_however_its_parts_are_set(name, kode):
    assert kediri(name).status == "matched"
    assert kediri(name).kode == kode


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Semampir, Dandangan", ("35.71.02.1001", "35.71.02.1003")),
        ("Semampir / Dandangan", ("35.71.02.1001", "35.71.02.1003")),
        ("Semampir dan Dandangan", ("35.71.02.1001", "35.71.02.1003")),
        ("35.71.02.1016 Semampir", ("35.71.02.1001", "35.71.02.1016")),
    ],
)
def test_two_areas_in_one_cell_are_ambiguous_and_both_are_named(name, candidates):
    assert (kediri(name).status, kediri(name).candidates) == ("ambiguous", candidates)


@pytest.mark.parametrize(
    ("name", "status", "candidates", "named"),
    [
        ("Tinalan, Kota", "suggested", ("35.71.03.1008",), "Kec. Kota"),
        ("Pakunden, Kota Blitar", "suggested", ("35.71.03.1002",), "'kota blitar'"),
        ("Mojoroto, Klojen", "suggested", ("35.71.01", "35.71.01.1011"), "'klojen'"),
        ("Jl. Contoh No.35, Setono Pande, Kec. Kota", "suggested", ("35.71.02.1006",), "'jl contoh no 35'"),
        ("NGAMPEL, PAPAR, KEDIRI", "suggested", ("35.71.01.1010",), "'papar'"),
        ("Pocanan 2017", "suggested", ("35.71.02.1016",), "'pocanan 2017'"),
        ("Bence, Kec. Kota", "unmatched", (), "'bence'"),
        ("35.06.05.2008", "unmatched", (), "kode 35.06.05.2008"),
        ("Kediri", "suggested", ("35.71",), "kabupaten"),
        ("Kab. Kediri", "unmatched", (), "kabupaten"),
    ],
)
def test_a_part_that_nobody_knows_or_that_disagrees_is_named_and_nothing_is_matched(
    name, status, candidates, named
):
    found = kediri(name)
    assert (found.status, found.candidates) == (status, candidates)
    assert named in found.reason.say(INDONESIAN)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("NGAMPEL, KEDIRI, JAWA TIMUR", "ambiguous"),
        ("Ngampel 64116", "ambiguous"),
        ("Ngampel, Kota Kediri, Jawa Timur", "matched"),
        ("Ngampel, Mojoroto, Kediri", "matched"),
        ("Kel. Ngampel, Kediri", "matched"),
        ("Ngampel", "matched"),
    ],
)
def test_an_address_that_may_be_a_desa_of_the_kabupaten_is_ambiguous(name, status):
    assert kediri(name).status == status
    assert "35.06.14.2008" in kediri(name).reason.say(INDONESIAN)


@pytest.mark.parametrize("mark", ["'", "\u2019", "`", "\u00b4", "\u02bc", "\u2018", "\uff07"])
def test_an_apostrophe_is_one_however_it_is_written(mark):
    aliases = pd.DataFrame({"alias": ["Baji Pa'mai"], "kode": ["99.01.01.1001"], "kind": ["spelling"]})
    (found,) = match_names([f"Baji Pa{mark}mai"], AREAS, aliases)
    assert found.kode == "99.01.01.1001"


SMALL_WORDS = {"kel", "kelurahan", "kec", "kecamatan", "prov", "provinsi", "rt", "rw", "kode", "pos"}
NAMES = ["Anggrek", "Melati", "Me Lati", "Dahlia", "Mawar", "Kenanga", "Dalia", "Kota Contoh", "Contoh"]
CODES = ["99.01.02.1001", "990101", "99.02", "64115", "2017", "RT 02", "RW", "No. 3", "kode pos"]
WORDS = [
    "Kel.",
    "Kec. ",
    "kelurahan:",
    "Kel",
    "Kota",
    "Prov.",
    "Jl.",
    "dan",
    "Baru",
    "Desa",
    "Kab.",
    "\u200b",
]
PIECES = st.sampled_from([*NAMES, *CODES, *WORDS])


@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", ", ", "", " - ", "/", "(", ")"])), max_size=7))
@example([("dan", " "), ("Mawar", "")])
@example([("Mawar", "&")])
def test_no_word_is_absent_from_what_was_matched(pieces):
    text = "".join(piece + separator for piece, separator in pieces)
    found = match(text)
    if found.kode is None:
        return
    around = [found.kode[:length] for length in (5, 8, 13)]
    names = {AREAS.name_of(kode) for kode in around if AREAS.level(kode)}
    names |= {"Me Lati"} if found.kode == "99.01.01.1001" else set()
    accounted = {word for name in names for word in normalise(name).split()}
    glued = {prefix + word for prefix in SMALL_WORDS for word in accounted}
    # Numbers are the postcode, RT and RW, and the code itself with or without its dots.
    numbers = {kode.replace(".", "") for kode in around} | {"64115", "02"}
    words = set(normalise(re.sub(r"(?<=[0-9])\.(?=[0-9])", "", text)).split())
    strange = {word for word in words - accounted - glued - SMALL_WORDS if word not in numbers}
    assert all(re.fullmatch(r"(rt|rw)[0-9]{1,3}|[0-9]{5}", word) for word in strange), strange


def test_a_text_of_many_words_is_read_in_time_that_grows_with_it():
    start = time.process_time()
    assert match("Melati, " * 5_000 + "dan " * 5_000 + "Kel " * 5_000).kode is None
    assert time.process_time() - start < 20


def test_a_homonym_outside_the_city_is_mentioned():
    dataset = real_dataset()
    (found,) = match_names(["Ngletih"], dataset.areas, dataset.aliases, dataset.homonyms)
    assert "35.06.05.2008" in found.reason.say(INDONESIAN)


def test_every_kelurahan_is_found_by_its_own_name():
    dataset = real_dataset()
    names = dataset.areas.frame["name"]
    found = match_names(names, dataset.areas, dataset.aliases, level="kelurahan")
    assert [match.kode for match in found] == list(names.index)


def test_a_name_borne_twice_is_told_apart_by_its_kecamatan():
    found = match_names(["Anggrek"], twin_areas(), ALIASES)[0]
    assert (found.status, found.candidates) == ("ambiguous", ("99.01.01.1002", "99.01.02.1002"))
    told = found.reason.say(INDONESIAN)
    assert "Anggrek (Kec. Melati) dan Anggrek (Kec. Kenanga); sebut kecamatannya" in told
    for written in (
        "Anggrek, Kenanga",
        "Anggrek (Kenanga)",
        "Anggrek Kec. Kenanga",
        "Kel. Anggrek - Kenanga",
    ):
        assert match_names([written], twin_areas(), ALIASES)[0].kode == "99.01.02.1002"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Dalia", "a known misspelling; make sure first"),
        ("Melati", "used by kecamatan and kelurahan alike; say which of them"),
        ("Dahlia, Kec. Melati", "Dahlia is not in Kec. Melati; make sure first"),
        ("Dahlia, Xyzzy", "make sure first; not known: 'xyzzy'"),
        ("99.01.09.1001", "code 99.01.09.1001 is no area of Kota Contoh"),
        ("", "the name is blank"),
    ],
)
def test_the_reason_is_said_in_the_language_of_the_reader(name, reason):
    assert match(name).reason.say(ENGLISH) == reason
