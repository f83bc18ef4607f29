"""The atlas: the pages of every kelurahan, found by its table of contents, made beside other work."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import subprocess
import sys
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from petaprogram.exports.pdf.atlas import make_atlas
from petaprogram.exports.pdf.survey import Survey
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.dataset import read_dataset
from tests.support import recount
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


def test_every_kelurahan_has_pages_of_its_own_each_with_its_name_and_code(pages: list[str]) -> None:
    frame = real_dataset().areas.frame
    heads = [re.search(r"^KotaKediriKelurahan([^·]+)·(35(?:\.[0-9]+)+)", page) for page in pages]
    first = next(number for number, head in enumerate(heads) if head)
    # What does not fit on a page goes on on the next, under the same name; nobody else's page is between.
    profiles = list(zip(pages[first:], heads[first:], strict=True))
    runs = [
        (kode, [page for page, _ in run]) for kode, run in groupby(profiles, lambda one: one[1] and one[1][2])
    ]
    assert [kode for kode, _ in runs] == list(frame.index)
    for (kode, area), (_, (page, *more)) in zip(frame.iterrows(), runs, strict=True):
        title = squeeze(f"Kec. {area['kecamatan']} · kode {kode}")
        assert title in page
        assert all(squeeze(f"Kelurahan {area['name']} · {kode}") in one for one in (page, *more))
        assert not [one for one in more if title in one]
    # Cover, contents, summary, and the records that are of no single kelurahan.
    assert [squeeze(text) in page for text, page in zip(
        ("Atlas program per pilar", "Daftar isi", recount.balance(), "Berlaku se-kota"), pages[:first],
        strict=False,
    )] == [True] * 4  # fmt: skip


def test_a_list_of_sources_that_goes_on_on_another_page_has_its_heading_there_again(
    pages: list[str],
) -> None:
    goes_on = [
        page
        for before, page in pairwise(pages)
        if re.match(r"KotaKediriKelurahan[^·]+·[0-9.]+Daftarsumber\[[0-9]+\]", page)
        and "Daftarsumber" in before
    ]
    assert goes_on, "a kelurahan with many sources"


def test_every_page_bears_its_number_of_all(pages: list[str]) -> None:
    assert [f"Halaman{number}/{len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_the_table_of_contents_names_the_page_of_every_kelurahan(pages: list[str], atlas: bytes) -> None:
    frame = real_dataset().areas.frame
    contents = read(atlas).pages[1].extract_text()
    for kode, name in frame["name"].items():
        # "Kota" and "Pesantren" are also kecamatan; the dots between name and number are not text.
        found = re.search(rf"^{name}[ .]*([0-9]+)", contents, re.MULTILINE)
        assert found, name
        page = int(found[1])
        assert f"·kode{kode}" in pages[page - 1], "it is the first of its pages"


def test_the_records_that_hold_for_the_whole_city_are_listed_with_their_sources(pages: list[str]) -> None:
    records = real_dataset().records
    wide = records[records["scope"] == "city"]
    front = "".join(pages[3:6])
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
        "Berlaku se-kota atau se-kecamatan",
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
