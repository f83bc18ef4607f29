"""Official names of areas with signs in them pass the gate, and stay texts wherever they are shown."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from petaprogram.exports import formats
from petaprogram.exports.file_format import Material
from petaprogram.exports.map_file import make_map_file
from petaprogram.exports.offline.offline_file import build_offline
from petaprogram.exports.pdf.profile_pages import make_profile
from petaprogram.exports.pdf.survey import Survey
from petaprogram.geography.mending import mend_boundaries
from petaprogram.geography.names_to_codes import match_names
from petaprogram.maps.classes import classify
from petaprogram.maps.screen.map_script import areas_script
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.search import search
from petaprogram.messages.language import INDONESIAN
from petaprogram.presentation.edition import Edition, read_edition
from tests.geography.test_boundaries import sample_facts, write_source
from tests.hostile.surfaces import html_problems, pdf_problems, svg_problems, texts_of
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

pytestmark = pytest.mark.export

LONG = "Kampung Persiapan Tanjung Harapan Sungai Melati Raya Dua"
NAMES = {
    "99.01.01.1001": "Hunuth/Durian Patah",
    "99.01.01.1002": "Rante Kalua'",
    "99.01.02.1001": "Lubuk Pakam I,II (Lama)",
    "99.01.02.1002": LONG,
}
PARENTS = {"Melati": "Ma'rang", "Kenanga": "Ma'rang (Kota)"}


def typographic(name: str) -> str:
    """Write a name as word processors do, with a blank that came along."""
    return name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") + " "


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("official")
    frame = four_areas().frame.copy()
    frame["name"] = [typographic(NAMES[kode]) for kode in frame.index]
    frame["kecamatan"] = [typographic(PARENTS[name]) for name in frame["kecamatan"]]
    facts = sample_facts()
    for one in facts["expected"]["kecamatan"].values():
        one["name"] = PARENTS[one["name"]]
    boundaries = folder / "kelurahan.geojson"
    mend_boundaries(write_source(folder, frame, facts), boundaries)
    return read_edition(write_tables(folder), boundaries)


def test_the_gate_reads_them_as_they_are_with_a_plain_apostrophe(edition: Edition) -> None:
    frame = edition.dataset.areas.frame
    assert frame["name"].to_dict() == NAMES
    assert list(frame["kecamatan"].unique()) == list(PARENTS.values())


@pytest.mark.parametrize(("kode", "name"), NAMES.items())
def test_a_name_with_signs_is_matched_as_a_whole(edition: Edition, kode: str, name: str) -> None:
    dataset = edition.dataset
    for text in (name, typographic(name).upper(), f"Kel. {name}, Kota Contoh", name.replace("/", " / ")):
        (found,) = match_names([text], dataset.areas, dataset.aliases)
        assert (found.status, found.kode) == ("matched", kode), text
    assert search(dataset, name)[0].key == kode


def test_a_part_of_such_a_name_is_not_the_area(edition: Edition) -> None:
    dataset = edition.dataset
    (found,) = match_names(["Hunuth"], dataset.areas, dataset.aliases)
    assert found.kode is None


def test_a_file_is_named_in_letters_that_every_disk_takes(edition: Edition) -> None:
    for kode in NAMES:
        name = formats.PROFILE.name_file(edition.dataset, kode, INDONESIAN)
        assert re.fullmatch(r"[a-z0-9-]{1,120}\.pdf", name)
    assert "hunuth-durian-patah" in formats.PROFILE.name_file(edition.dataset, "99.01.01.1001", INDONESIAN)


def test_the_script_of_the_map_holds_each_name_as_one_text(edition: Edition) -> None:
    script = areas_script(edition.dataset.areas)
    assert [name for name in NAMES.values() if f'"{name}"' not in script] == []


def test_a_drawing_shows_them_as_texts(edition: Edition) -> None:
    dataset = edition.dataset
    shown = make_map(dataset, Theme("programs"))
    made = make_map_file(
        dataset, shown, classify(shown), INDONESIAN, selected="99.01.01.1001", paper="a4", form="svg",
        day=dt.date(2026, 11, 25),
    )  # fmt: skip
    assert svg_problems(made) == []
    assert "Hunuth/Durian Patah" in made.decode()


def test_the_offline_file_shows_them_as_texts(edition: Edition) -> None:
    document = build_offline(Material(edition)).decode()
    assert html_problems(document, NAMES.values(), ("script", "meta", "svg")) == []
    said = texts_of(document)
    assert [name for name in NAMES.values() if name not in said] == []


@pytest.mark.parametrize("kode", NAMES)
def test_a_profile_prints_them_letter_by_letter(edition: Edition, kode: str) -> None:
    survey = Survey(edition.dataset, INDONESIAN, dt.date(2026, 11, 25), None)
    assert pdf_problems(make_profile(survey, kode), [NAMES[kode]]) == []
