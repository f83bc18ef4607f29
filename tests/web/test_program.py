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
from tests.support.pages import SHELL, checked, heading, html, link_of, open_page, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

DATASET = real_dataset()
RECORDS = DATASET.records


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
    assert heading(page) == "51 program: 25 tercatat di kelurahan, 26 hanya se-kota atau se-kecamatan."
    assert sorted(names(page)) == sorted(DATASET.programs["name"])
    (bank,) = [row for row in rows(page, "programs") if row.startswith("Bank Sampah ")]
    assert bank == (
        "Bank Sampah V Smart Environment lingkungan 12 dari 46 kelurahan DLHKP 3 dari 12 5 16 Agustus 2023"
    )
    (emas,) = [row for row in rows(page, "programs") if row.startswith("English Massive")]
    assert "3 dari 46 kelurahan + se-kota Dinas Pendidikan ; Karang Taruna IKRAS 4 dari 4 4" in emas


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
    assert heading(page).startswith(f"{len(names(page))} dari 51 program")
    assert link_of(page) == {"cari": [text_of_search]}


def test_what_is_typed_into_the_search_stands_in_the_link(open_program: Open) -> None:
    page = open_program()
    checked(page.text_input(key="c-cari").set_value("DTRKP").run())
    assert link_of(page) == {"cari": ["DTRKP"]}
    assert "Cocok dengan &#39;DTRKP&#39;, juga pada DLHKP." in html(page)
    checked(page.text_input(key="c-cari").set_value("").run())
    assert link_of(page) == {}
    assert len(names(page)) == 51


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
    assert len(names(page)) == 51
    assert link_of(page) == {}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("nama", "Akses modal kerja"),
        ("pilar", "Cek Bansos"),
        ("jangkauan", "Kampung Keren (Kreatif dan Independen)"),
        ("sumber", "Kelurahan Tangguh Bencana (Destana)"),
        ("laporan", "Kelurahan Berseri"),
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
    assert placed[0] == "Pojok Bank Sampah Sri Wilis berjalan sejak 2012"
    assert placed[-1] == "Pakunden Bank Sampah Hijau Daun berjalan tahun mulai tidak disebut"
    assert sum("sejak paling lambat 2017" in row for row in placed) == 8
    shown = text(html(page))
    assert "Tercatat di 12 dari 46 kelurahan: Blabak, Bujel, Burengan," in shown
    assert "Bertumpu pada satu mitra? ya, hanya DLHKP." in shown
    # A year that is only an upper bound is drawn apart: hollow, with a line to the left of it.
    assert html(page).count('<b class="exact"') == 1
    assert html(page).count('<b class="bound"') == html(page).count('<i class="before"') == 10


def test_a_program_says_whether_its_pillar_is_stated_and_what_is_doubtful(open_program: Open) -> None:
    shown = text(html(open_program(program="kampung-iva")))
    assert "Smart Living · pilar ditetapkan proyek (bukan sumber) · kampung kesehatan" in shown
    assert "Tamanan berjalan (diragukan)" in shown
    english = text(html(open_program(program="kampung-iva", bahasa="en")))
    assert "Early cervical-cancer screening village" in english


def test_a_city_wide_program_colours_no_kelurahan(open_program: Open) -> None:
    page = open_program(program="posko-isolasi")
    assert "1 catatan berlaku se-kota, tanpa menunjuk kelurahan." in text(html(page))
    assert '<section class="still">' not in html(page)


def test_an_unknown_program_is_named_and_the_list_opens(open_program: Open) -> None:
    page = open_program(program="hantu", tahun="1")
    assert "diabaikan: tahun=1, program=hantu" in text(html(page))
    assert len(names(page)) == 51


def test_years_that_are_known_bounds_and_missing_add_up_and_open_their_rows(open_program: Open) -> None:
    page = open_program(lihat="tahun")
    counts = {
        name: int(page.button(key=f"angka-program-{name}").label.split()[0])
        for name in ("semua", "tepat", "batas", "tanpa")
    }
    assert counts == {"semua": 121, "tepat": 59, "batas": 54, "tanpa": 8}
    bars = re.findall(r'class="bar (\w+)" style="[^"]*"><em>(\d+)</em>', html(page))
    assert sum(int(count) for sort, count in bars if sort == "exact") == 59
    assert sum(int(count) for sort, count in bars if sort == "bound") == 54
    checked(page.button(key="angka-program-tanpa").click().run())
    assert html(page).count('<li class="record') == 8


def test_the_table_of_years_holds_the_numbers_of_the_chart(open_program: Open) -> None:
    page = open_program(lihat="tahun")
    found = re.search(
        r'<table class="plain">\s*<thead><tr><th scope="col">Tahun.*?</table>', html(page), re.DOTALL
    )
    assert found is not None
    cells = re.findall(r'<td class="number">(.*?)</td>', found[0])
    exact = sum(int(cell.split()[0]) for cell in cells if re.fullmatch(r"\d+( \+ .*)?", cell))
    bound = sum(int(count) for count in re.findall(r"(\d+) paling lambat", " ".join(cells)))
    assert exact == 59 + 8
    assert bound == 54


def test_the_years_on_the_map_page_are_those_of_its_filters(
    source: DataSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "SOURCE", source)
    page = AppTest.from_file(str(SHELL), default_timeout=30)
    page.query_params["pilar"] = ["economy"]
    page.session_state["mulai"] = True
    checked(page.run())
    assert page.button(key="angka-peta-semua").label == "6 catatan"
    assert page.button(key="angka-peta-batas").label == "5 paling lambat pada tahunnya"
