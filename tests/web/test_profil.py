"""The numbers on the profile page, over the published data, without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.measures.comparison import MEASURES, compare, missing_pillars
from petaprogram.settings import read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from tests.support import recount
from tests.support.pages import checked, html, open_page, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

DATASET = real_dataset()
AREAS = DATASET.areas
NGLETIH, POCANAN, TAMANAN, BALOWERTI = "35.71.03.1010", "35.71.02.1016", "35.71.01.1014", "35.71.02.1002"
SAMPLE = [POCANAN, TAMANAN, BALOWERTI, "35.71.01", AREAS.city_kode]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DataSource:
    return DataSource(read_settings({"PETAPROGRAM_STATE": str(tmp_path_factory.mktemp("state"))}))


@pytest.fixture
def open_profile(source: DataSource, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr(routes, "SOURCE", source)
    return partial(open_page, "profil")


def source_with(folder: Path, table: str, row: str) -> DataSource:
    """The published data with one row more."""
    tables = folder / "tables"
    shutil.copytree(read_settings({}).tables, tables)
    with (tables / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    return DataSource(
        read_settings({"PETAPROGRAM_TABLES": str(tables), "PETAPROGRAM_STATE": str(folder / "state")})
    )


def part(page: AppTest, title: str) -> str:
    """The section with this heading."""
    sections = [one.proto.body for one in page.get("html") if "profile-part" in one.proto.body]
    (found,) = [
        one for one in sections if title in text(re.findall(r"<h[23]>.*?</h[23]>", one, re.DOTALL)[0])
    ]
    return found


def title(page: AppTest) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", html(page), re.DOTALL)
    return text(found)


def test_a_link_without_an_area_opens_the_city(open_profile: Open) -> None:
    assert title(open_profile()) == AREAS.city


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kode", SAMPLE)
def test_a_profile_has_every_section_and_one_title(open_profile: Open, kode: str, language: str) -> None:
    page = open_profile(kode=kode, bahasa=language)
    assert title(page).removeprefix("Kec. ") == AREAS.name_of(kode)
    headings = [text(one) for one in re.findall(r"<h2>(.*?)</h2>", html(page), re.DOTALL)]
    assert len(headings) == len(set(headings)) >= 7
    assert kode in text(html(page))
    assert AREAS.edition in text(html(page))


@pytest.mark.parametrize("kode", [NGLETIH, POCANAN, TAMANAN, BALOWERTI])
def test_a_kelurahan_shows_each_of_its_records_with_its_evidence(open_profile: Open, kode: str) -> None:
    records = DATASET.records[DATASET.records["kode"] == kode]
    shown = part(open_profile(kode=kode), "Program di")
    assert text(re.findall(r"<h2>.*?</h2>", shown, re.DOTALL)[0]).endswith(f"({len(records)} data)")
    for placement, record in records.iterrows():
        assert f"data {placement}" in text(shown)
        assert record["url"] in shown
    doubtful = int((records["confidence"] == "low").sum())
    assert shown.count('<tr class="doubtful">') == doubtful


@pytest.mark.parametrize("kode", SAMPLE)
def test_records_of_wider_areas_stand_in_a_section_of_their_own(open_profile: Open, kode: str) -> None:
    city = part(open_profile(kode=kode), "Berlaku se-kota")
    records = DATASET.records[DATASET.records["scope"] == "city"]
    assert len(re.findall(r"· data \S+</span>", city)) == len(records)
    assert city.lstrip().startswith("<details")
    assert "open" not in city.partition(">")[0]


def test_a_kecamatan_counts_its_kelurahan_and_has_no_state_of_its_own(open_profile: Open) -> None:
    page = open_profile(kode="35.71.01")
    strip = text(part(page, "Keadaan setiap pilar"))
    mine = [row for row in recount.placements(pillar="environment") if row["kode"].startswith("35.71.01.")]
    states = list(recount.states(mine).values())
    running, planned = states.count("running"), states.count("planned")
    assert len(states) == running + planned
    fresh = {row["kode"] for row in mine if row["status"] == "running" and not recount.is_old(row)}
    old = running - len(fresh)
    assert (f"tercatat berjalan di {running} dari 14 ({old} perlu dikonfirmasi) direncanakan") in strip
    assert f"· belum ada data {14 - len(states)} {len(mine)} data" in strip
    programs = part(page, "Program di kelurahan-kelurahan Kec. Mojoroto")
    records = DATASET.records[DATASET.records["kode"].fillna("").str.startswith("35.71.01.")]
    assert programs.count('<li class="record') == len(records)
    assert "berjalan, perlu dikonfirmasi di 2 dari 14 : Campurejo , Tamanan (diragukan)" in text(programs)


@pytest.mark.parametrize("kode", SAMPLE)
def test_every_plot_shows_every_kelurahan(open_profile: Open, kode: str) -> None:
    shown = part(
        open_profile(kode=kode), {13: "Dibanding kecamatan", 8: "Dibanding kota"}.get(len(kode), "Sebaran")
    )
    plots = shown.split('<div class="plot">')[1:]
    assert len(plots) == len(MEASURES)
    measured = compare(DATASET)
    inside = measured.index.str.startswith(kode)
    for plot, measure in zip(plots, MEASURES, strict=True):
        grid = plot.partition("plot-median")[0]
        assert len(re.findall(r'<i class="dot ', grid)) == len(AREAS.frame)
        assert len(re.findall(r'<i class="dot here"', grid)) == inside.sum()
        unknown = grid.partition('<div class="dots"')[0]
        assert len(re.findall(r'<i class="dot ', unknown)) == measured[measure].isna().sum()
    assert shown.count('<th scope="row">') == len(AREAS.frame)


def test_what_lacks_no_pillar_says_so_in_words(open_profile: Open) -> None:
    programs = len(
        {row["program_id"] for row in recount.placements() if len(row["kode"]) == recount.KELURAHAN}
    )
    city = text(html(open_profile()))
    assert f"{programs} program tercatat, dalam setiap pilar." in city
    assert "1 pilar belum ada data." in text(html(open_profile(kode="35.71.02.1014")))


def test_a_kelurahan_stands_beside_the_medians_in_numbers(open_profile: Open) -> None:
    shown = text(part(open_profile(kode=POCANAN), "Dibanding kecamatan dan kota"))
    mine = recount.placements(kode=POCANAN)
    high = sum(row["confidence"] == "high" for row in mine)
    states = [recount.states(recount.placements(pillar=one["pillar_id"])) for one in recount.rows("pillars")]
    pillars = {kode: sum(kode in one for one in states) for kode in recount.kelurahan(recount.placements())}
    in_kota = [count for kode, count in pillars.items() if kode.startswith("35.71.02.")]
    medians = (f"{median(some):g}".replace(".", ",") for some in (in_kota, pillars.values()))
    assert f"Pilar yang ada datanya Pocanan: {pillars[POCANAN]}" in shown
    assert "Kec. Kota {} Kota Kediri {} ".format(*medians) in shown
    assert f"Pocanan: {high} dari {len(mine)} data" in shown


def test_a_kelurahan_without_a_record_says_so_beside_the_medians(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = recount.tables_without(tmp_path, BALOWERTI)
    environment = {"PETAPROGRAM_TABLES": str(tables), "PETAPROGRAM_STATE": str(tmp_path / "state")}
    monkeypatch.setattr(routes, "SOURCE", DataSource(read_settings(environment)))
    page = open_page("profil", kode=BALOWERTI)
    blank = text(part(page, "Dibanding kecamatan dan kota"))
    assert blank.count("Balowerti: belum ada data") >= len(MEASURES)
    assert "Belum ada data" in text(part(page, "Program di"))
    assert part(page, "Yang belum ada datanya").count('<span class="letter"') == len(DATASET.pillars)


@pytest.mark.parametrize("kode", [NGLETIH, POCANAN, BALOWERTI])
def test_what_is_missing_names_the_neighbours_that_have_it(open_profile: Open, kode: str) -> None:
    shown = part(open_profile(kode=kode), "Yang belum ada datanya")
    missing = missing_pillars(DATASET, kode)
    around = len(AREAS.neighbours[kode])
    for pillar, neighbours in missing.items():
        name = DATASET.pillars.at[pillar, "name"]
        assert (
            f"{name} : belum ada data di sini; tercatat di {len(neighbours)} dari {around} tetangga"
            in text(shown)
        )
        assert all(f"./profil?kode={one}" in shown for one in neighbours)
    assert shown.count('<span class="letter"') == len(missing)


def test_nobody_is_told_to_edit_a_file_and_everybody_can_report(open_profile: Open) -> None:
    page = open_profile(kode=BALOWERTI)
    assert ".csv" not in html(page)
    reports = [one.proto.label for one in page.get("download_button") if "Laporkan" in one.proto.label]
    assert len(reports) == 2, "below what is missing, and in the foot"


def test_a_kelurahan_has_no_population_of_its_own_until_a_source_gives_one(
    open_profile: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = text(part(open_profile(kode=POCANAN), "Penduduk"))
    assert "Pocanan: tidak tersedia di tingkat kelurahan" in shown
    assert "Kec. Kota: tidak tersedia." in shown
    official = "Kota Kediri: 301.424 jiwa (Kepmendagri 300.2.2-2138 Tahun 2025"
    assert official in shown
    assert official in text(part(open_profile(), "Penduduk"))
    source = next(iter(recount.rows("sources")))["source_id"]
    rows = f"{POCANAN},2024,3210,registrasi,{source},\n35.71.02,2020,84291,sensus,{source},\n"
    monkeypatch.setattr(routes, "SOURCE", source_with(tmp_path, "population", rows))
    own = text(part(open_page("profil", kode=POCANAN), "Penduduk"))
    assert "Pocanan: 3.210 jiwa (registrasi, 2024) hanya 1 kelurahan punya angka tahun ini" in own
    assert "Kec. Kota: 84.291 jiwa (sensus, 2020)" in own


def test_a_confirmed_absence_names_who_confirmed_it_and_when(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        routes,
        "SOURCE",
        source_with(tmp_path, "confirmations", f"{BALOWERTI},economy,,Lurah Balowerti,2026-11-20,\n"),
    )
    page = open_page("profil", kode=BALOWERTI)
    assert "Smart Economy dipastikan tidak ada tanpa data" in text(part(page, "Keadaan setiap pilar"))
    shown = text(part(page, "Dipastikan tidak ada"))
    assert "Smart Economy di Balowerti: dipastikan oleh Lurah Balowerti, 20 November 2026" in shown
    assert "Smart Economy" not in text(part(page, "Yang belum ada datanya"))


def test_another_area_can_be_chosen_and_stands_in_the_link(open_profile: Open) -> None:
    page = open_profile(kode=POCANAN)
    checked(page.selectbox(key="profil-wilayah").set_value("35.71.03").run())
    assert title(page) == "Kec. Pesantren"
    assert page.query_params["kode"] in ("35.71.03", ["35.71.03"])
    assert len(page.selectbox(key="profil-wilayah").options) == 1 + 3 + 46


def test_unknown_values_of_a_link_are_named(open_profile: Open) -> None:
    page = open_profile(kode="35.71.99", lain="x")
    assert title(page) == AREAS.city
    assert "kode=35.71.99, lain=x" in text(html(page))


def test_what_is_not_translated_says_so_on_an_english_page_alone(
    open_profile: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = f"P999,{DATASET.programs.index[0]},{POCANAN},,running,2020,,,{DATASET.sources.index[0]},high,{{}}\n"
    texts = 'aktif sejak 2012,,"<b>catatan",'
    monkeypatch.setattr(routes, "SOURCE", source_with(tmp_path, "placements", row.format(texts)))
    shown = html(open_profile(kode=POCANAN, bahasa="en"))
    assert re.findall(r'<span lang="id">(.*?)</span>', shown) == ["aktif sejak 2012", "&lt;b&gt;catatan"]
    assert '<span lang="id">' not in html(open_profile(kode=POCANAN))
