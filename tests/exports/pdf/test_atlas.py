"""The atlas: a page for every kelurahan, found by its table of contents, made beside other work."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from petaprogram.exports.pdf.atlas import make_atlas
from petaprogram.exports.pdf.survey import Survey
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.dataset import read_dataset
from tests.support.once import made_once
from tests.support.pdf import fonts, read, squeeze, texts
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

DAY = dt.date(2026, 11, 25)
OTHER = """
import pickle, sys
make, survey = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(make(survey))
"""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    def make() -> bytes:
        return make_atlas(Survey(real_dataset(), INDONESIAN, DAY))

    return made_once(tmp_path_factory, "atlas.pdf", make).read_bytes()


@pytest.fixture(scope="module")
def pages(atlas: bytes) -> list[str]:
    return texts(atlas)


def test_every_kelurahan_has_one_page_with_its_name_and_code(pages: list[str]) -> None:
    frame = real_dataset().areas.frame
    profiles = pages[-len(frame) :]
    for (kode, area), page in zip(frame.iterrows(), profiles, strict=True):
        assert squeeze(f"Kelurahan {area['name']} · {kode}") in page
        assert squeeze(f"Kec. {area['kecamatan']} · kode {kode}") in page
    # Cover, contents, summary, and the records that are of no single kelurahan.
    front = pages[: -len(frame)]
    assert not [page for page in front if re.search(r"Kelurahan[A-Z][a-z]+·35", page)]
    assert [squeeze(text) in page for text, page in zip(
        ("Atlas program per pilar", "Daftar isi", "121 catatan = 88", "Berlaku se-kota"), front, strict=False
    )] == [True] * 4  # fmt: skip


def test_the_table_of_contents_names_the_page_of_every_kelurahan(pages: list[str], atlas: bytes) -> None:
    frame = real_dataset().areas.frame
    contents = read(atlas).pages[1].extract_text()
    for kode, name in frame["name"].items():
        # "Kota" and "Pesantren" are also kecamatan; the dots between name and number are not text.
        found = re.search(rf"^{name}[ .]*([0-9]+)", contents, re.MULTILINE)
        assert found, name
        assert f"·{kode}" in pages[int(found[1]) - 1]


def test_the_records_that_hold_for_the_whole_city_are_listed_with_their_sources(pages: list[str]) -> None:
    records = real_dataset().records
    wide = records[records["scope"] == "city"]
    front = "".join(pages[3:5])
    assert [program for program in wide["program"] if squeeze(program) not in front] == []
    assert [title for title in wide["source_title"] if squeeze(title) not in front] == []


def test_an_atlas_is_tagged_its_fonts_embedded_and_its_bookmarks_are_its_pages(atlas: bytes) -> None:
    reader = read(atlas)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "id"
    embedded = dict(fonts(atlas))
    assert len(embedded) >= 3
    assert all(embedded.values())
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert titles[:4] == [
        "Atlas program per pilar",
        "Daftar isi",
        "Kota Kediri",
        "Berlaku se-kota dan se-kecamatan",
    ]
    assert titles[4:] == [f"Kelurahan {name}" for name in real_dataset().areas.frame["name"]]


def test_progress_is_told_after_each_kelurahan_and_at_the_end(tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    told: list[tuple[int, int]] = []
    pdf = make_atlas(Survey(dataset, ENGLISH, DAY), lambda *step: told.append(step))
    assert told == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    cover, contents, *_ = texts(pdf)
    assert squeeze("Atlas of programs by pillar") in cover
    assert squeeze("Contents") in contents


def test_another_process_makes_the_same_atlas(tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    asked = pickle.dumps((make_atlas, Survey(dataset, INDONESIAN, DAY)))
    answer = subprocess.run([sys.executable, "-c", OTHER], input=asked, capture_output=True, check=True)
    assert answer.stdout == make_atlas(Survey(dataset, INDONESIAN, DAY))
