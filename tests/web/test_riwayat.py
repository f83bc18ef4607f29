"""The page Riwayat says who changed what, when and why, and leads to the data of that day."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest

from petaprogram.settings import ROOT, read_settings
from petaprogram.store.founding import found, prepare
from petaprogram.store.in_use import tables_of
from petaprogram.store.store import open_store
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import SEED, Edit, Note, write
from petaprogram.tables.reloading import DataSource
from petaprogram.web.riwayat import history_view
from petaprogram.web.server import routes
from tests.store.test_writing import edit_of, row_of
from tests.support.pages import checked, heading, html, link_of, open_page, said
from tests.support.store_trials import no_check

KEEPER = "Sri Rahayuningsih"
RECORD, GONE, PROGRAM = "P063", "P105", "kampung-keren"


def settings_in(folder):
    """An installation on a copy of the published tables."""
    shutil.copytree(ROOT / "data", folder / "data")
    published = read_settings({})
    return replace(
        published, tables=folder / "data", state=folder / "state", snapshots=folder / "state" / "snapshots"
    )


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A store of the published tables with five changes, by two offices."""
    settings = settings_in(tmp_path_factory.mktemp("lived"))
    found(settings, prepare(settings, no_check), Note(KEEPER, SEED, "data awal"), no_check)
    store = open_store(settings)
    health, planning = (
        Note(KEEPER, "edit", "SK 12/2026", "Dinas Kesehatan"),
        Note(KEEPER, "import", "kunjungan <b>lapangan</b>", "Bappeda"),
    )
    write(store, [edit_of(store, "placements", RECORD, status="running")], health, no_check)
    both = [
        edit_of(store, "programs", PROGRAM, description="Lomba kampung."),
        edit_of(store, "placements", "P012", source_id=row_of(store, "sources", "spkumuh").cells[0]),
    ]
    write(store, both, planning, no_check)
    gone = row_of(store, "placements", GONE)
    write(store, [Edit("placements", gone.row, gone.since, None)], planning, no_check)
    undo(store, plan_undo(store, 2), Note(KEEPER, "undo", "SK dicabut", "Dinas Kesehatan"), no_check)
    return settings


@pytest.fixture
def use(monkeypatch):
    """Let the pages use an installation."""

    def one(settings):
        monkeypatch.setattr(routes, "SETTINGS", settings)
        monkeypatch.setattr(routes, "SOURCE", DataSource(settings, find_folder=tables_of(settings).folder))
        return settings

    return one


def numbers(page):
    return [int(number) for number in re.findall(r'id="perubahan-(\d+)"', html(page))]


def change(page, number):
    """What is said of one change."""
    part = re.search(rf'id="perubahan-{number}">(.*?)<p class="ways"', html(page), re.DOTALL)
    assert part is not None
    return " ".join(re.sub(r"<[^>]+>", " ", part[1]).split())


def menu(page):
    return [one.proto.label for one in page.get("page_link")]


def test_without_a_store_the_menu_has_no_history_and_the_page_says_what_to_do(use, tmp_path):
    use(settings_in(tmp_path))
    page = open_page("riwayat")
    assert "Riwayat" not in menu(page)
    assert "petaprogram store init --yes" in said(page)
    assert "pengelola server membuat penyimpanan" in said(page)
    assert "riwayat</a>" not in html(open_page("program", program=PROGRAM))


def test_every_change_stands_there_with_time_office_cells_and_reason_and_nobody_is_named(use, lived):
    use(lived)
    page = open_page("riwayat")
    assert "Riwayat" in menu(page)
    assert numbers(page) == [5, 4, 3, 2, 1]
    assert re.fullmatch(
        r"\d+ \w+ \d{4} \d\d\.\d\d WIB · Dinas Kesehatan Perubahan 2: suntingan · 1 data "
        r"P063 · Penanganan kawasan kumuh, Semampir "
        r"Status: direncanakan → menjadi tercatat berjalan Alasan: SK 12/2026",
        change(page, 2),
    )
    assert "membatalkan perubahan 2" in change(page, 5)
    assert "Status: tercatat berjalan → menjadi direncanakan" in change(page, 5)
    assert "P105 · Posko isolasi mandiri, Kota Kediri dihapus" in change(page, 4)
    # The names of what is referred to, and texts as texts.
    assert "Sumber utama: " in change(page, 3)
    assert "spkumuh" not in change(page, 3)
    assert "&lt;b&gt;lapangan&lt;/b&gt;" in html(page)
    assert "kantor tidak disebut" in change(page, 1)
    assert "71 program, 224 data" in change(page, 1)
    assert "Sri" not in html(page)


@pytest.mark.parametrize(
    ("link", "expected", "title"),
    [
        ({"data": RECORD}, [5, 2, 1], "Riwayat: data P063"),
        ({"data": GONE}, [4, 1], "Riwayat: data P105"),
        ({"kode": "35.71.02.1001"}, [5, 2, 1], "Riwayat: Semampir"),
        ({"program": PROGRAM}, [3, 1], "Riwayat: Kampung Keren (Kreatif dan Independen)"),
        ({"program": "kawasan-kumuh", "kode": "35.71.02.1001"}, [5, 2, 1], "Riwayat: Semampir, Penanganan"),
        ({"program": PROGRAM, "data": RECORD}, [], "Riwayat: data P063, Kampung Keren"),
        ({"kantor": "Bappeda"}, [4, 3], "Riwayat: Bappeda"),
        ({"kantor": "Dinas Kesehatan", "jenis": "undo"}, [5], "Riwayat: Dinas Kesehatan, pembatalan"),
        ({"sebelum": "3"}, [2, 1], "Riwayat"),
        ({"data": "tidak-ada"}, [], "Riwayat: data tidak-ada"),
    ],
    ids=str,
)
def test_a_link_narrows_it_down(use, lived, link, expected, title):
    use(lived)
    page = open_page("riwayat", **link)
    assert numbers(page) == expected
    assert heading(page).startswith(title)
    assert ("Tidak ada perubahan yang cocok." in said(page)) == (not expected)


def test_only_what_is_asked_for_is_shown_of_a_change(use, lived):
    use(lived)
    assert PROGRAM not in change(open_page("riwayat", data="P012"), 3)


@pytest.mark.parametrize("link", [{"kode": "Semampir"}, {"jenis": "x"}, {"sebelum": "0"}], ids=str)
def test_what_a_link_asks_for_in_vain_is_named(use, lived, link):
    use(lived)
    ((name, value),) = link.items()
    assert f"{name}={value}" in said(open_page("riwayat", **link))


def test_a_control_writes_the_link_and_begins_anew(use, lived):
    use(lived)
    page = open_page("riwayat", sebelum="3")
    checked(page.selectbox(key="r-kantor").set_value("Bappeda").run())
    assert link_of(page) == {"kantor": ["Bappeda"]}
    assert numbers(page) == [4, 3]
    checked(page.text_input(key="r-data").set_value(" P012 ").run())
    assert link_of(page) == {"kantor": ["Bappeda"], "data": ["P012"]}
    checked(page.selectbox(key="r-kantor").set_value(None).run())
    assert link_of(page) == {"data": ["P012"]}


def test_its_filters_are_no_filters_of_the_map(use, lived):
    use(lived)
    page = open_page("riwayat", program=PROGRAM, kode="35.71.02.1001")
    page.query_params.clear()
    page.switch_page("../../../../pages/peta.py")
    checked(page.run())
    assert link_of(page) == {}


def test_of_many_changes_a_page_shows_some_and_leads_to_the_older_ones(use, lived, monkeypatch):
    use(lived)
    monkeypatch.setattr(history_view, "PAGE", 2)
    page = open_page("riwayat", data=RECORD)
    assert numbers(page) == [5, 2]
    assert 'href="./riwayat?data=P063&amp;sebelum=2"' in html(page)
    page = open_page("riwayat", data=RECORD, sebelum="2")
    assert numbers(page) == [1]
    assert "Perubahan yang lebih lama" not in said(page)
    assert "Ke perubahan terbaru" in said(page)


def test_a_change_of_many_rows_counts_them_and_shows_the_first(use, lived):
    use(lived)
    page = open_page("riwayat", jenis="seed")
    shown = html(page).count("<details><summary><strong>")
    assert shown == history_view.ROWS
    assert f"{shown} dari 593 baris" in said(page)


def test_the_data_of_that_day_open_read_only_with_a_banner(use, lived):
    use(lived)
    page = open_page("riwayat", kode="35.71.02.1001")
    assert 'href="./profil?kode=35.71.02.1001&amp;cuplikan=versi.2"' in html(page)
    assert 'href="./perubahan?sejak=versi.1&amp;sampai=versi.2"' in html(page)

    then, now = (open_page(**link) for link in ({"cuplikan": "versi.3"}, {}))
    assert (then.button(key="angka-semua").label, now.button(key="angka-semua").label) == (
        "224 data",
        "223 data",
    )
    assert re.search(r"Data pada \d+ \w+ \d{4} \d\d\.\d\d WIB \(versi 3\), hanya untuk dilihat\.", said(then))
    assert "hanya untuk dilihat" not in said(now)
    assert "tercatat berjalan" in said(open_page("program", program="kawasan-kumuh", cuplikan="versi.2"))
    # Every way on stays in that version, but for the one back to today.
    links = re.findall(r'href="(\./[^"]*)"', html(open_page("profil", cuplikan="versi.3")))
    assert [link for link in links if "cuplikan=versi.3" not in link] == ["./profil"]


def test_in_a_version_the_history_ends_with_it(use, lived):
    use(lived)
    page = open_page("riwayat", cuplikan="versi.3")
    assert numbers(page) == [3, 2, 1]
    assert "Sampai versi yang sedang Anda lihat." in said(page)


@pytest.mark.parametrize("slug", ["versi.6", "versi.0", "versi.99999999999999"])
def test_a_version_that_is_not_there_is_refused(use, lived, slug):
    use(lived)
    page = open_page(cuplikan=slug)
    assert "Versi ini tidak dapat dibuka" in said(page)
    assert not page.markdown


def test_without_a_store_a_link_into_a_version_says_so(use, tmp_path):
    use(settings_in(tmp_path))
    assert "Versi ini tidak dapat dibuka" in said(open_page(cuplikan="versi.1"))


def test_any_two_versions_are_compared(use, lived):
    use(lived)
    page = open_page("perubahan", sejak="versi.1", sampai="versi.4")
    assert heading(page) == "1 kini berjalan, 1 dikonfirmasi, 1 mendapat sumber baru, 1 data dihapus."
    assert re.search(r"Dari versi 1 \(.* WIB\) sampai versi 4 \(.* WIB\)\.", said(page))
    options = page.selectbox(key="c-sampai").options
    assert [one for one in options if one.startswith("versi ")] == [
        one for one in options if re.match(r"versi [2345] \(", one)
    ]
    # An undo gives back what was there.
    undone = open_page("perubahan", sejak="versi.1", sampai="versi.5", program="kawasan-kumuh")
    assert "0 data berubah" in said(undone)
    assert "sejak=versi.9" in said(open_page("perubahan", sejak="versi.9"))
    assert "sampai=versi.2" in said(open_page("perubahan", sejak="versi.2", sampai="versi.2"))


def test_records_profiles_and_programs_lead_to_their_history(use, lived):
    use(lived)
    program = open_page("program", program=PROGRAM)
    assert menu(program).count("Riwayat") == 2
    assert 'href="./riwayat?data=P' in html(program)
    assert 'href="./riwayat?data=P063"' in html(open_page("profil", kode="35.71.02.1001"))


def test_a_store_that_cannot_be_read_is_said_and_the_page_stays(use, tmp_path):
    settings = use(settings_in(tmp_path))
    assert "Riwayat" not in menu(open_page("riwayat"))
    (settings.state / "store.sqlite").write_bytes(b"bukan basis data" * 100)
    page = open_page("riwayat")
    assert "Riwayat belum dapat dibaca" in said(page)
    assert "Riwayat" in menu(page)


def test_it_is_said_in_english(use, lived):
    use(lived)
    page = open_page("riwayat", bahasa="en", data=RECORD)
    assert heading(page) == "History: record P063"
    assert "Status: planned → becomes running Reason: SK 12/2026" in change(page, 2)
    assert re.search(r"\d\d:\d\d WIB · office not named", change(page, 1))
