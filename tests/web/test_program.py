"""The numbers on the pages of programs, over the published data, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.settings import read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from tests.support import recount
from tests.support.pages import SHELL, checked, heading, html, link_of, open_page, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

DATASET = real_dataset()
RECORDS = DATASET.records
TOTAL = len(recount.rows("programs"))
BOUNDS = [row["start_is_upper_bound"] if row["start_year"] else "none" for row in recount.placements()]
YEARS = {"tepat": BOUNDS.count(""), "batas": BOUNDS.count("yes"), "tanpa": BOUNDS.count("none")}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DataSource:
    return DataSource(read_settings({"PETAPROGRAM_STATE": str(tmp_path_factory.mktemp("state"))}))


@pytest.fixture
def open_program(source: DataSource, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr(routes, "SOURCE", source)

    return partial(open_page, "program")


def rows(page: AppTest, table: str) -> list[str]:
    found = re.search(rf'<table class="[^"]*\b{table}\b.*?</table>', html(page), re.DOTALL)
    body = found[0].partition("<tbody>")[2] if found else ""
    return [text(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def names(page: AppTest) -> list[str]:
    found = re.findall(r'<tr>\s*<th scope="row"><a href="\./program\?program=([^"&]+)', html(page))
    return [str(DATASET.programs.at[program, "name"]) for program in found]


def test_the_list_holds_every_program_and_how_far_it_reaches(open_program: Open) -> None:
    page = open_program()
    placed = {row["program_id"] for row in recount.placements() if len(row["kode"]) == 13}
    wide = recount.programs(recount.placements()) - placed
    assert heading(page) == (
        f"{TOTAL} program: {len(placed)} tercatat di kelurahan, {len(wide)} hanya tingkat kota atau "
        "kecamatan."
    )
    assert sorted(names(page)) == sorted(DATASET.programs["name"])
    (bank,) = [row for row in rows(page, "programs") if row.startswith("Bank Sampah ")]
    mine = recount.placements(program_id="bank-sampah")
    high = sum(row["confidence"] == "high" for row in mine)
    sources = {row["source_id"] for row in mine}
    last = max(row["date"] for row in recount.rows("sources") if row["source_id"] in sources)
    assert bank == (
        f"Bank Sampah V Smart Environment lingkungan {len(recount.kelurahan(mine))} dari 46 kelurahan "
        f"DLHKP ; Prodamas {high} dari {len(mine)} {len(sources)} {last[:4]}"
    )
    (emas,) = [row for row in rows(page, "programs") if row.startswith("English Massive")]
    places = len(recount.kelurahan(recount.placements(program_id="english-massive")))
    assert f"{places} dari 46 kelurahan + tingkat kota Dinas Pendidikan ; Karang Taruna IKRAS " in emas


@pytest.mark.parametrize(
    ("text_of_search", "found"),
    [
        ("pocanan", ["Bank Sampah", "Kampung Senyum"]),
        (
            "universitas negeri malang",
            ["Kampung Keren (Kreatif dan Independen)", "Wisata Edukasi Kampoeng Tahu"],
        ),
        ("kebencanaan", ["Kelurahan Tangguh Bencana (Destana)"]),
        ("zzzz", []),
    ],
)
def test_a_search_finds_by_place_partner_and_kind(
    open_program: Open, text_of_search: str, found: list[str]
) -> None:
    page = open_program(cari=text_of_search)
    assert names(page)[: len(found)] == found
    assert heading(page).startswith(f"{len(names(page))} dari {TOTAL} program")
    assert link_of(page) == {"cari": [text_of_search]}


def test_what_is_typed_into_the_search_stands_in_the_link(open_program: Open) -> None:
    page = open_program()
    checked(page.text_input(key="c-cari").set_value("DTRKP").run())
    assert link_of(page) == {"cari": ["DTRKP"]}
    assert "Cocok dengan &#39;DTRKP&#39;, juga pada DLHKP." in html(page)
    checked(page.text_input(key="c-cari").set_value("").run())
    assert link_of(page) == {}
    assert len(names(page)) == TOTAL


def test_filters_are_those_of_the_map_and_drop_programs_without_a_record(open_program: Open) -> None:
    page = open_program(mitra="Universitas Negeri Malang")
    assert names(page) == ["Kampung Keren (Kreatif dan Independen)", "Wisata Edukasi Kampoeng Tahu"]
    checked(page.multiselect(key="c-kecamatan").select("35.71.02").run())
    assert names(page) == ["Kampung Keren (Kreatif dan Independen)"]
    assert rows(page, "programs")[0].startswith(
        "Kampung Keren (Kreatif dan Independen) B Smart Branding kampung kreatif 4 dari 46 kelurahan"
    )
    assert link_of(page) == {"mitra": ["Universitas Negeri Malang"], "kecamatan": ["35.71.02"]}
    checked(page.button(key="ulang").click().run())
    assert len(names(page)) == TOTAL
    assert link_of(page) == {}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("nama", "Akses modal kerja"),
        ("pilar", "Cek Bansos"),
        # Most kelurahan; most sources; the source of the latest day.
        ("jangkauan", "Prodamas / Prodamas Plus"),
        ("sumber", "Prodamas / Prodamas Plus"),
        ("laporan", "KKN Tematik UNP Kediri"),
    ],
)
def test_the_list_can_be_sorted(open_program: Open, order: str, first: str) -> None:
    page = open_program()
    checked(page.selectbox(key="c-urut").set_value(order).run())
    assert names(page)[0] == first
    assert link_of(page) == ({} if order == "nama" else {"urut": [order]})
    assert html(page).count("aria-sort=") == 1


def test_every_program_opens_with_all_its_records_and_sources(open_program: Open) -> None:
    for program in ("kampung-iva", "bank-sampah", "posko-isolasi", "dhoho-street-fashion", "prodamas"):
        page = open_program(program=program)
        mine = RECORDS[RECORDS["program_id"] == program]
        assert heading(page) == DATASET.programs.at[program, "name"]
        assert html(page).count('<li class="record') == len(mine)
        assert len(rows(page, "placements")) == len(mine)
        assert f"Sumber ({mine['source_id'].nunique()})" in html(page)
        assert link_of(page) == {"program": [program]}


def test_bank_sampah_says_every_kelurahan_and_since_when(open_program: Open) -> None:
    page = open_program(program="bank-sampah")
    placed = rows(page, "placements")
    assert placed[0] == "Pojok Bank Sampah Sri Wilis tercatat berjalan, laporan terakhir 2012 sejak 2012"
    assert (
        placed[-1]
        == "Pakunden Bank Sampah Hijau Daun tercatat berjalan, laporan terakhir 2025 sudah ada pada 2025"
    )
    mine = recount.placements(program_id="bank-sampah")
    bound = [row["start_year"] for row in mine if row["start_is_upper_bound"]]
    assert sum("sudah ada pada 2017" in row for row in placed) == bound.count("2017") > 1
    shown = text(html(page))
    places = len(recount.kelurahan(mine))
    assert f"Tercatat di {places} dari 46 kelurahan: Bandar Kidul, Bandar Lor, Blabak, Bujel," in shown
    # A year that is only an upper bound is drawn apart: hollow, with a line to the left of it.
    assert html(page).count('<b class="exact"') == len(mine) - len(bound)
    assert html(page).count('<b class="bound"') == html(page).count('<i class="before"') == len(bound)


def test_a_program_says_whether_it_rests_on_one_partner(open_program: Open) -> None:
    shown = text(html(open_program(program="kampung-halal")))
    assert "Bertumpu pada satu mitra? ya, hanya UIN Syekh Wasil Kediri." in shown


def test_a_start_that_no_source_says_stands_last(open_program: Open) -> None:
    placed = rows(open_program(program="english-massive"), "placements")
    assert [row for row in placed if "tahun mulai tidak disebut" in row] == [placed[-1]]


def test_a_program_says_whether_its_pillar_is_stated_and_what_is_doubtful(open_program: Open) -> None:
    shown = text(html(open_program(program="kampung-iva")))
    assert "Smart Living · pilar ditentukan penyusun (bukan sumber) · kampung kesehatan" in shown
    assert re.search(r"Tamanan tercatat berjalan, laporan terakhir \d{4} \(diragukan\)", shown)
    english = text(html(open_program(program="kampung-iva", bahasa="en")))
    assert "Early cervical-cancer screening village" in english


def test_a_city_wide_program_colours_no_kelurahan(open_program: Open) -> None:
    page = open_program(program="posko-isolasi")
    assert "1 data berlaku se-kota, tanpa menunjuk kelurahan." in text(html(page))
    assert '<section class="still">' not in html(page)


def test_an_unknown_program_is_named_and_the_list_opens(open_program: Open) -> None:
    page = open_program(program="hantu", tahun="1")
    assert "diabaikan: tahun=1, program=hantu" in text(html(page))
    assert len(names(page)) == TOTAL


def test_years_that_are_known_bounds_and_missing_add_up_and_open_their_rows(open_program: Open) -> None:
    page = open_program(lihat="tahun")
    counts = {
        name: int(page.button(key=f"angka-program-{name}").label.split()[0])
        for name in ("semua", "tepat", "batas", "tanpa")
    }
    assert counts == {"semua": sum(YEARS.values()), **YEARS}
    bars = re.findall(r'class="bar (\w+)" style="[^"]*"><em>(\d+)</em>', html(page))
    assert sum(int(count) for sort, count in bars if sort == "exact") == YEARS["tepat"]
    assert sum(int(count) for sort, count in bars if sort == "bound") == YEARS["batas"]
    checked(page.button(key="angka-program-tanpa").click().run())
    assert html(page).count('<li class="record') == YEARS["tanpa"] > 0


def test_the_table_of_years_holds_the_numbers_of_the_chart(open_program: Open) -> None:
    page = open_program(lihat="tahun")
    found = re.search(
        r'<table class="plain">\s*<thead><tr><th scope="col">Tahun.*?</table>', html(page), re.DOTALL
    )
    assert found is not None
    cells = re.findall(r'<td class="number">(.*?)</td>', found[0])
    exact = sum(int(cell.split()[0]) for cell in cells if re.fullmatch(r"\d+( \+ .*)?", cell))
    bound = sum(int(count) for count in re.findall(r"(\d+) paling lambat", " ".join(cells)))
    assert exact == YEARS["tepat"] + YEARS["tanpa"]
    assert bound == YEARS["batas"]


def test_the_years_on_the_map_page_are_those_of_its_filters(
    source: DataSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "SOURCE", source)
    page = AppTest.from_file(str(SHELL), default_timeout=30)
    page.query_params["pilar"] = ["economy"]
    page.session_state["mulai"] = True
    checked(page.run())
    economy = recount.placements(pillar="economy")
    bound = sum(row["start_is_upper_bound"] == "yes" for row in economy)
    assert page.button(key="angka-peta-semua").label == f"{len(economy)} data"
    assert page.button(key="angka-peta-batas").label == f"{bound} paling lambat pada tahunnya"
