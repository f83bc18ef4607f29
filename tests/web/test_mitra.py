"""The numbers on the pages of partners, over the published data, without a browser."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.measures.partners import partner_links, partner_table
from petaprogram.settings import read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from tests.support import recount
from tests.support.pages import checked, heading, html, link_of, open_page, said, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

DATASET = real_dataset()
LINKS = partner_links(DATASET, DATASET.records)
TABLE = partner_table(LINKS)
RECORDS = recount.placements()
NAMED = "{} mitra yang disebut namanya dalam {} jenis."


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DataSource:
    return DataSource(read_settings({"PETAPROGRAM_STATE": str(tmp_path_factory.mktemp("state"))}))


@pytest.fixture
def open_partners(source: DataSource, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr(routes, "SOURCE", source)

    return partial(open_page, "mitra")


def rows(page: AppTest, table: str) -> dict[str, str]:
    """The rows of a table, by the text of their first cell."""
    found = re.search(rf'<table class="[^"]*\b{table}\b.*?</table>', html(page), re.DOTALL)
    lines = re.findall(
        r'<tr[^>]*>\s*<th scope="row">(.*?)</th>(.*?)</tr>', found[0] if found else "", re.DOTALL
    )
    return {text(name): text(cells) for name, cells in lines}


def test_all_partners_are_listed_once_and_the_records_add_up(open_partners: Open) -> None:
    page = open_partners()
    met = {partner for row in RECORDS for partner in recount.partners(row)}
    about = [row for row in recount.rows("partners") if row["partner"] in met]
    unnamed = sum(row["unnamed"] == "yes" for row in about)
    kinds = {row["kind"] for row in about}
    assert heading(page) == NAMED.format(len(met) - unnamed, len(kinds))
    assert f"{unnamed} sebutan lain tanpa nama" in text(html(page))
    listed = re.findall(r'<tr( class="unnamed")?>\s*<th scope="row"><a href="\./mitra\?mitra=', html(page))
    assert len(listed) == len(TABLE) == len(met)
    assert sum(map(bool, listed)) == unnamed
    numbers = [page.button(key=f"angka-mitra-{name}").label for name in ("semua", "ada", "tanpa")]
    without = sum(not row["partners"] for row in RECORDS)
    assert numbers == [
        f"{len(RECORDS)} data",
        f"{len(RECORDS) - without} menyebut mitra",
        f"{without} tidak menyebut mitra",
    ]
    checked(page.button(key="angka-mitra-tanpa").click().run())
    assert html(page).count('<li class="record') == without > 0


def test_the_matrix_has_the_kelurahan_of_each_kecamatan_and_the_city_apart(open_partners: Open) -> None:
    matrix = rows(open_partners(), "matrix")
    for partner, written in (
        ("Universitas Negeri Malang", "Universitas Negeri Malang"),
        ("DLHKP", "DLHKP Dinas Lingkungan Hidup, Kebersihan, dan Pertamanan"),
        ("Bank Indonesia", "Bank Indonesia"),
    ):
        mine = recount.with_partners(partner)
        places = recount.kelurahan(mine)
        inside = [sum(kode.startswith(parent) for kode in places) for parent in DATASET.areas.kecamatan.index]
        years = recount.years_with(partner)
        counts = (len(recount.programs(mine)), len(places), *inside, recount.scopes(mine)["city"], len(mine))
        # A zero is left blank.
        assert matrix[written] == " ".join([*(str(one) for one in counts if one), f"{years[0]}-{years[-1]}"])


def test_what_the_city_does_with_universities_and_what_of_it_rests_on_one(open_partners: Open) -> None:
    page = open_partners()
    checked(page.pills(key="c-jenis").set_value("university").run())
    assert link_of(page) == {"jenis": ["university"]}
    universities = recount.of_kind("university")
    mine = recount.with_partners(*universities)
    named = universities - {row["partner"] for row in recount.rows("partners") if row["unnamed"]}
    assert heading(page) == (
        f"Perguruan tinggi: {len(recount.programs(mine))} program di {len(recount.kelurahan(mine))} dari 46 "
        f"kelurahan + tingkat kota, bersama {len(named)} mitra yang disebut namanya."
    )
    together = rows(page, "roomy")
    assert together["L Kampung Senyum"] == (
        "perguruan tinggi (tidak disebut namanya) - Mrican, Ngletih, Pocanan paling lambat 2020 "
        "tidak dapat dinilai: ada mitra yang tidak disebut namanya"
    )
    assert together["B Wisata Edukasi Kampoeng Tahu"] == (
        "Universitas Islam Kadiri ; Universitas Negeri Malang Hotel Viva ; Kemenristekdikti Tinalan 2019 "
        "tidak, lebih dari satu"
    )
    # The mayor names no university; that there are some is said all the same.
    assert together["L Kampung IVA"] == (
        "perguruan tinggi (tidak disebut namanya) Pokja 4 TP PKK ; UPTD Puskesmas Campurejo Campurejo "
        "paling lambat 2019 tidak dapat dinilai: ada mitra yang tidak disebut namanya"
    )
    assert together["E Kampung Halal"].endswith("ya, hanya UIN Syekh Wasil Kediri")
    resting = re.search(r"Bertumpu pada satu mitra jenis ini: (.*?)\. Tidak dapat dinilai", said(page))
    assert resting is not None
    assert "Kampung Halal" in resting[1]
    assert "Wisata Edukasi Kampoeng Tahu" not in resting[1]
    assert len(rows(page, "matrix")) == len(universities)
    checked(page.button(key="angka-jenis").click().run())
    assert html(page).count('<li class="record') == len(mine)


def test_a_kind_of_which_no_program_rests_on_one_partner_says_so(open_partners: Open) -> None:
    page = open_partners(jenis="school")
    assert "Tidak ada program yang diketahui bertumpu pada satu mitra jenis ini." in text(html(page))


def test_every_kind_opens(open_partners: Open) -> None:
    for kind, group in TABLE.groupby("kind"):
        page = open_partners(jenis=str(kind))
        assert len(rows(page, "matrix")) == len(group)


def test_the_programs_that_rest_on_one_partner_of_any_kind(open_partners: Open) -> None:
    page = open_partners(lihat="tunggal")
    single = rows(page, "roomy")
    unnamed = {row["partner"] for row in recount.rows("partners") if row["unnamed"]}
    together: dict[str, set[str]] = {}
    for row in RECORDS:
        together.setdefault(row["program_id"], set()).update(recount.partners(row))
    alone = {program for program, names in together.items() if len(names) == 1 and not names & unnamed}
    assert {name[2:] for name in single} == {str(DATASET.programs.at[program, "name"]) for program in alone}
    assert single["B Percontohan RTBL CBD"].startswith("Prodamas - Jagalan, Kemasan, Setonopande")


def test_a_partner_is_a_page_of_its_own(open_partners: Open) -> None:
    page = open_partners(mitra="Universitas Negeri Malang")
    assert heading(page) == "Universitas Negeri Malang: 2 program, 10 kelurahan, 2019-2022"
    assert html(page).count('<li class="record') == 11
    shown = text(html(page))
    assert "2 dari 14 kelurahan 4 dari 17 kelurahan 4 dari 15 kelurahan 0 data" in shown
    assert set(rows(page, "roomy")) == {
        "B Kampung Keren (Kreatif dan Independen)",
        "B Wisata Edukasi Kampoeng Tahu",
    }


def test_every_partner_has_a_page_with_all_its_records(open_partners: Open) -> None:
    for partner in ("UIN Syekh Wasil Kediri", "Bank Indonesia", "Dinkop UMTK", "warga", "Pemkot Kediri"):
        page = open_partners(mitra=partner)
        assert heading(page).startswith(f"{partner}: ")
        assert html(page).count('<li class="record') == TABLE.at[partner, "records"]


def test_a_number_of_the_matrix_opens_its_records(open_partners: Open) -> None:
    page = open_partners(mitra="Universitas Negeri Malang", kecamatan="35.71.02")
    assert html(page).count('<li class="record') == 4
    assert "Hanya data di Kec. Kota." in text(html(page))


@pytest.mark.parametrize(
    ("written", "partner"),
    [
        ("DTRKP", "DLHKP"),
        ("BNN Kediri", "BNN Kota Kediri"),
        ("Prodamas Plus", "Prodamas"),
        ("IAIN Kediri", "UIN Syekh Wasil Kediri"),
    ],
)
def test_an_old_name_opens_its_partner_and_says_why(open_partners: Open, written: str, partner: str) -> None:
    page = open_partners(mitra=written)
    assert heading(page).startswith(f"{partner}: ")
    reason = DATASET.partners.at[written, "reason"]
    assert f"Juga ditulis {written}: {reason}" in text(html(page)).replace("&#39;", "'")
    assert f">{written}" in html(page)


def test_an_unnamed_partner_says_that_it_is_a_kind_and_not_a_body(open_partners: Open) -> None:
    assert "Ini jenis mitra, bukan satu lembaga" in text(html(open_partners(mitra="warga")))
    assert "Ini jenis mitra, bukan satu lembaga" not in text(html(open_partners(mitra="FKUB")))


def test_unknown_values_of_a_link_are_named_and_all_partners_open(open_partners: Open) -> None:
    page = open_partners(mitra="Universitas Hantu", jenis="toko", kecamatan="1")
    assert "diabaikan: mitra=Universitas Hantu, jenis=toko, kecamatan=1" in text(html(page))
    assert heading(page) == heading(open_partners())


def test_a_city_whose_records_name_no_partner_and_a_program_without_a_record_are_shown_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = Path(shutil.copytree(read_settings({}).tables, tmp_path / "tables"))
    (tables / "evidence_frame.csv").unlink()  # it speaks of records that are taken out here
    path = tables / "placements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["partners"] and row["program_id"] != "sie"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    environment = {"PETAPROGRAM_TABLES": str(tables), "PETAPROGRAM_STATE": str(tmp_path / "state")}
    monkeypatch.setattr(routes, "SOURCE", DataSource(read_settings(environment)))
    assert heading(open_page("mitra")) == "0 mitra yang disebut namanya dalam 0 jenis."
    assert "Belum ada data." in text(html(open_page("program", program="sie")))
    page = open_page("program")
    assert heading(page).startswith(f"{len(recount.rows('programs'))} program: ")
    assert "Sistem Informasi Eksekutif (SIE) G Smart Governance aplikasi belum ada data -" in text(html(page))
