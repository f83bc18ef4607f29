"""The profile of a kelurahan on paper: every record with its evidence, nothing lost where there is much."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from petaprogram.exports.pdf.dot_plot_strokes import all_marks, own_marks
from petaprogram.exports.pdf.profile_pages import make_profile, profile_address, profile_content
from petaprogram.exports.pdf.record_rows import Evidence, breakable
from petaprogram.exports.pdf.summary_pages import make_summary, summary_content
from petaprogram.exports.pdf.survey import Survey
from petaprogram.maps.dot_plot import dot_plot
from petaprogram.measures.comparison import compare
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.messages.vocabulary import STATE
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.support import recount
from tests.support.pdf import read, squeeze, texts
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

DAY = dt.date(2026, 11, 25)
MOJOROTO, POCANAN = "35.71.01.1011", "35.71.02.1016"
MELATI, ANGGREK, DAHLIA, MAWAR = four_areas().frame.index
PAYLOADS = json.loads((Path(__file__).parents[2] / "hostile" / "payloads.json").read_text("utf-8"))
MARKUP = "#eval(1) *b* $x$ @r \\ <l> // c"


@pytest.fixture
def sample(tmp_path: Path) -> Dataset:
    return read_dataset(write_tables(tmp_path), four_areas())


def test_every_record_of_a_kelurahan_stands_on_its_profile_and_points_to_its_source() -> None:
    dataset = real_dataset()
    content = profile_content(Survey(dataset, INDONESIAN, DAY), MOJOROTO)
    own = dataset.records[dataset.records["kode"] == MOJOROTO]
    assert sorted(row["program"] for row in content["records"]) == sorted(own["program"])
    listed = {source["number"]: source["title"] for source in content["sources"]}
    assert sorted(listed) == list(range(1, len(listed) + 1))
    for row in content["records"]:
        record = own[own["program"] == row["program"]].iloc[0]
        assert listed[row["source"]] == record["source_title"]
        assert row["assigned"] == (record["pillar_basis"] == "assigned")
    # Pillars in their own order.
    letters = [row["pillar"]["letter"] for row in content["records"]]
    assert letters == sorted(letters, key="GBELSV".index)


def test_the_strip_says_the_state_of_each_pillar_in_letter_and_word() -> None:
    strip = profile_content(Survey(real_dataset(), INDONESIAN, DAY), MOJOROTO)["strip"]
    expected = []
    for pillar in recount.rows("pillars"):
        here = recount.placements(pillar=pillar["pillar_id"], kode=MOJOROTO)
        state = recount.states(here).get(MOJOROTO)
        # Two run and one has ended: two are counted beside the word for running.
        saying_so = [row for row in here if recount.states([row]) == {MOJOROTO: state}]
        young = [row for row in saying_so if not recount.is_old(row)]
        aged = f"{state}_old" if saying_so and not young else str(state)
        said = f"{STATE[aged]} ({len(young or saying_so)})" if state else "belum ada data"
        expected.append((pillar["letter"], said))
    assert [(cell["letter"], cell["word"]) for cell in strip] == expected
    assert len({said for _, said in expected}) >= 3


def test_what_is_missing_names_the_neighbours_that_have_it(sample: Dataset) -> None:
    survey = Survey(sample, INDONESIAN, DAY)
    assert [one["text"] for one in profile_content(survey, DAHLIA)["missing"]] == [
        "belum ada data di sini; tercatat di 1 dari 2 tetangga (Mawar)."
    ]
    # Confirmed none is not missing.
    assert [cell["word"] for cell in profile_content(survey, DAHLIA)["strip"]] == [
        "dipastikan tidak ada",
        "belum ada data",
    ]


def test_the_comparison_says_the_numbers_that_the_measures_have() -> None:
    dataset = real_dataset()
    plots = profile_content(Survey(dataset, INDONESIAN, DAY), POCANAN)["plots"]
    measured = compare(dataset)
    kecamatan = measured[dataset.areas.frame["kecamatan_kode"] == "35.71.02"]
    for plot, measure, write in ((0, "pillars", INDONESIAN.number), (3, "evidence", INDONESIAN.percent)):
        here, of_kecamatan, of_city = (
            measured.at[POCANAN, measure],
            kecamatan[measure].median(),
            measured[measure].median(),
        )
        assert plots[plot]["text"] == (
            f"di sini {write(here)}, kecamatan {write(of_kecamatan)}, kota {write(of_city)}"
        )
    assert measured.at[POCANAN, "pillars"] == len(
        {
            row["pillar_id"]
            for row in recount.rows("programs")
            if recount.placements(program_id=row["program_id"], kode=POCANAN, status="running")
        }
    )


def test_a_kelurahan_without_records_says_so_and_has_no_dot() -> None:
    published = real_dataset()
    rest = published.placements[published.placements["kode"] != POCANAN]
    dataset, blank = replace(published, placements=rest), POCANAN
    content = profile_content(Survey(dataset, INDONESIAN, DAY), blank)
    assert content["records"] == []
    assert len(content["missing"]) == 6
    assert all(plot["text"].startswith("di sini belum ada data") for plot in content["plots"])
    (text,) = texts(make_profile(Survey(dataset, INDONESIAN, DAY), blank))
    assert squeeze("Belum ada data di kelurahan ini.") in text


def test_a_plot_has_a_dot_for_every_value_and_none_for_the_unknown() -> None:
    values = pd.Series([1.0, 1.0, 2.0, float("nan")], index=list("abcd"))
    plot = dot_plot(values, exact=True)
    dots, *_ = all_marks(plot, ((0.0, "0"), (2.0, "2")))
    assert len(dots.geometry.geoms) == 3
    assert len(list(own_marks(plot, values["a"], 1.0, 1.5))) == 3
    assert len(list(own_marks(plot, values["d"], float("nan"), 1.5))) == 1


def test_a_profile_is_one_page_with_name_code_sources_and_what_it_is_no_basis_for() -> None:
    (text,) = texts(make_profile(Survey(real_dataset(), INDONESIAN, DAY), POCANAN))
    for said in (
        "Kelurahan Pocanan",
        f"kode {POCANAN}",
        "Kampung Senyum",
        "Bank Sampah Harapan Sejahtera",
        "sudah ada pada 2020",
        "* pilar ditentukan penyusun (bukan sumber)",
        f"{len(recount.placements(kode='35.71'))} data berlaku tingkat kota",
        "BANGSAONLINE, 26 November 2020",
        "https://bangsaonline.com/amp/berita/83852/",
        "Tingkat kelurahan: tidak tersedia.",
        "bukan acuan hukum batas wilayah",
        "25 November 2026",
        "Semampir",
    ):
        assert squeeze(said) in text, said


def test_paper_says_of_a_kelurahan_only_its_own_people_and_else_those_of_the_smallest_area_around_it(
    tmp_path: Path,
) -> None:
    real = profile_content(Survey(real_dataset(), INDONESIAN, DAY), POCANAN)
    number = len(real["sources"])
    assert real["population"] == (
        "Kota Kediri: 301.424 jiwa (2025, Kepmendagri 300.2.2-2138 Tahun 2025, "
        "hari penghitungan tidak disebut) "
        f"[{number}]. Tingkat kelurahan: tidak tersedia."
    )
    rows = f"{MELATI},2021,10,sensus,s1,\n{ANGGREK},2021,20,sensus,s2,\n"
    survey = Survey(read_dataset(write_tables(tmp_path, population=rows), four_areas()), INDONESIAN, DAY)
    assert profile_content(survey, DAHLIA)["population"] == "Tingkat kelurahan: tidak tersedia."
    assert profile_content(survey, ANGGREK)["population"] == "Anggrek: 20 jiwa (2021, sensus) [2]."
    assert summary_content(survey)["population"] == ""
    rows += "99.01,2021,90,sensus,s1,\n"
    survey = Survey(read_dataset(write_tables(tmp_path, population=rows), four_areas()), INDONESIAN, DAY)
    assert profile_content(survey, DAHLIA)["population"].startswith("Kota Contoh: 90 jiwa (2021, sensus)")
    assert summary_content(survey)["population"].startswith("90 jiwa (2021, sensus)")
    rows += "99.01.02,2021,70,sensus,s1,\n"
    survey = Survey(read_dataset(write_tables(tmp_path, population=rows), four_areas()), INDONESIAN, DAY)
    assert profile_content(survey, DAHLIA)["population"].startswith("Kec. Kenanga: 70 jiwa (2021, sensus)")


def test_paper_says_the_same_people_of_a_kecamatan_as_the_page_a_sum_as_a_sum(tmp_path: Path) -> None:
    rows = f"{MELATI},2021,10,sensus,s1,\n{ANGGREK},2021,20,sensus,s2,\n"
    survey = Survey(read_dataset(write_tables(tmp_path, population=rows), four_areas()), INDONESIAN, DAY)
    assert [row["population"] for row in summary_content(survey)["districts"]] == [
        "30 jiwa (2021, sensus) [1, 2], dijumlahkan dari 2 wilayah di dalamnya",
        "tidak tersedia",
    ]


def test_an_english_profile_holds_no_indonesian_of_ours() -> None:
    pdf = make_profile(Survey(real_dataset(), ENGLISH, DAY), POCANAN)
    (text,) = texts(pdf)
    for said in ("running", "not reported", "Compared with other kelurahan", "4 neighbours", "Page"):
        assert squeeze(said) in text
    for said in (
        "berjalan",
        "tercatat",
        "Halaman",
        "tetangga",
        "Skala",
        "Sumber",
        "Mitra",
        "Mulai",
        "Daftar",
    ):
        assert said not in text
    assert read(pdf).trailer["/Root"]["/Lang"] == "en"


def test_only_an_address_brings_a_qr_code_and_it_leads_to_the_profile_in_its_language() -> None:
    dataset, address = real_dataset(), "https://peta.example.go.id"
    assert profile_content(Survey(dataset, INDONESIAN, DAY), POCANAN)["qr"] is None
    code = profile_content(Survey(dataset, ENGLISH, DAY, address), POCANAN)["qr"]
    assert code["address"] == f"{address}/profil?kode={POCANAN}&bahasa=en"
    assert profile_address(address, POCANAN, INDONESIAN) == f"{address}/profil?kode={POCANAN}"
    links = [
        annotation.get_object()["/A"]["/URI"]
        for annotation in read(make_profile(Survey(dataset, INDONESIAN, DAY, address), POCANAN)).pages[0][
            "/Annots"
        ]
    ]
    assert f"{address}/profil?kode={POCANAN}" in links


def test_an_unknown_kelurahan_is_refused() -> None:
    with pytest.raises(KeyError):
        make_profile(Survey(real_dataset(), INDONESIAN, DAY), "35.71.02")


def test_hostile_names_are_printed_letter_by_letter(sample: Dataset) -> None:
    hostile = [*PAYLOADS.values(), MARKUP]
    rows = sample.placements.loc[["P1"] * len(hostile)].reset_index(drop=True)
    rows.index = pd.Index([f"P{100 + number}" for number in rows.index], name="placement_id")
    rows = rows.assign(site=hostile, partners=hostile)
    title = sample.sources["title"].mask(sample.sources.index == "s1", MARKUP)
    names = sample.programs["name"].mask(sample.programs.index == "senyum", PAYLOADS["jinja"])
    changed = replace(
        sample,
        placements=pd.concat([sample.placements, rows]),
        sources=sample.sources.assign(title=title, publisher=PAYLOADS["script"]),
        programs=sample.programs.assign(name=names),
    )
    text = "".join(texts(make_profile(Survey(changed, INDONESIAN, DAY), MELATI)))
    for one in hostile:
        # As site and as partner; a cell that is broken over two pages still has all its letters.
        assert text.count(squeeze(one)) >= 2, one
    assert squeeze(PAYLOADS["jinja"]) in text
    assert squeeze(PAYLOADS["script"]) in text


def test_what_is_too_much_for_a_page_goes_on_on_the_next_under_the_same_name(sample: Dataset) -> None:
    rows = sample.placements.loc[["P1"] * 120].reset_index(drop=True)
    rows.index = pd.Index([f"P{100 + number}" for number in rows.index], name="placement_id")
    sites = [f"Lokasi nomor {number} " + "dengan nama yang panjang sekali " * 4 for number in range(120)]
    rows = rows.assign(site=sites, partners="x" * 300)
    changed = replace(sample, placements=pd.concat([sample.placements, rows]))
    pages = texts(make_profile(Survey(changed, INDONESIAN, DAY), MELATI))
    assert len(pages) > 5
    assert all(f"KelurahanMelati·{MELATI}" in page for page in pages)
    whole = "".join(pages)
    assert [number for number in range(120) if f"Lokasinomor{number}dengan" not in whole] == []
    assert whole.count("x" * 300) >= 100


def test_a_word_too_long_for_a_column_may_break_and_no_other_changes() -> None:
    assert breakable("Bank Sampah Harapan Sejahtera") == "Bank Sampah Harapan Sejahtera"
    assert breakable("y" * 40).replace("\u200b", "") == "y" * 40
    assert "\u200b" in breakable("y" * 40)


def test_sources_are_numbered_as_they_are_pointed_to() -> None:
    dataset = real_dataset()
    evidence = Evidence(dataset, INDONESIAN)
    assert [evidence.number(source) for source in ("khar", "mn896", "khar")] == [1, 2, 1]
    assert [(one["number"], one["publisher"]) for one in evidence.listed()] == [
        (1, "Kharisma FM"),
        (2, "Metaranews"),
    ]


def test_the_summary_is_one_page_and_its_numbers_add_up() -> None:
    dataset = real_dataset()
    content = summary_content(Survey(dataset, INDONESIAN, DAY))
    records = recount.placements()
    total, placed = len(records), recount.scopes(records)["kelurahan"]
    assert [one["number"] for one in content["numbers"]][:3] == [
        f"{len(recount.kelurahan(records))} dari 46",
        str(total),
        str(len(recount.programs(records))),
    ]
    assert content["conservation"] == f"{recount.balance()}."
    for row in content["pillars"]:
        assert sum(map(int, row["states"])) == 46
    assert sum(int(row["here"]) + int(row["wide"]) for row in content["pillars"]) == total
    assert sum(int(row["records"]) for row in content["districts"]) == placed
    assert [row["year"] for row in content["index"]] == ["2020", "2021", "2022", "2023"]
    assert content["index"][0]["values"] == ["–"] * 6 + ["2,87"]
    (text,) = texts(make_summary(Survey(dataset, INDONESIAN, DAY)))
    assert squeeze(content["conservation"]) in text
    (english,) = texts(make_summary(Survey(dataset, ENGLISH, DAY)))
    assert squeeze(f"{total} records = {placed} in a kelurahan") in english
    assert "tercatat" not in english


def test_a_city_without_index_and_population_has_a_summary_too(sample: Dataset) -> None:
    bare = replace(sample, pillar_index=sample.pillar_index[:0], population=sample.population[:0])
    (text,) = texts(make_summary(Survey(bare, INDONESIAN, DAY)))
    assert squeeze("tidak tersedia") in text
    assert squeeze("Indeks kementerian") not in text


def test_a_cell_and_a_source_longer_than_a_page_go_on_on_the_next(sample: Dataset) -> None:
    words = " ".join(f"kata{number:04}" for number in range(3000))
    changed = replace(
        sample,
        placements=sample.placements.assign(partners=words),
        sources=sample.sources.assign(title=words.upper()),
    )
    pages = texts(make_profile(Survey(changed, INDONESIAN, DAY), ANGGREK))
    assert len(pages) > 3
    whole = "".join(pages)
    assert [n for n in range(3000) if f"kata{n:04}" not in whole or f"KATA{n:04}" not in whole] == []
