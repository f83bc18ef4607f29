"""An office's file goes to the map and back in the browser, and nowhere without the permit of its page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from petaprogram.settings import ROOT, Settings, read_settings
from petaprogram.store.founding import found, prepare
from petaprogram.store.store import open_store
from petaprogram.store.writing import SEED, Note
from tests.browser.conftest import DESKTOP, PHONE, Serve, Visit
from tests.browser.server import Server
from tests.browser.test_axe import GROUNDS, findings, outside
from tests.importing.test_twenty_rows import sent
from tests.support.store_trials import no_check
from tests.support.workbooks import workbook

TITLES = ("Program", "Kelurahan", "Lokasi", "Status", "Mulai", "Sumber", "Penerbit", "Tanggal")
ROW = ("Bank Sampah", "Kel. Ngletih", "RW 09", "berjalan", "2026", "SK Lurah 5/2026", "Kel. Ngletih", "2026")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("uploading")
    shutil.copytree(ROOT / "data", folder / "data")
    made = replace(read_settings({}), tables=folder / "data", state=folder / "state", database_url=None)
    found(made, prepare(made, no_check), Note("Sri", SEED, "data awal"), no_check)
    return made


@pytest.fixture(scope="module")
def server(serve: Serve, settings: Settings) -> Server:
    return serve(
        PETAPROGRAM_TABLES=settings.tables, PETAPROGRAM_STATE=settings.state, PETAPROGRAM_EDITORS="local"
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def head_of(page: Page) -> Locator:
    return page.locator(".import-step.open h2")


def say_who(page: Page, *, office: bool) -> None:
    if office:
        page.get_by_role("combobox", name="Kantor").fill("Kelurahan Ngletih")
        page.keyboard.press("Enter")
    page.get_by_label("Nama Anda").fill("Budi")
    page.get_by_label("Alasan").fill("surat 5")


def test_a_file_goes_to_the_map_and_back(
    visit: Visit, server: Server, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "kiriman.xlsx"
    file.write_bytes(workbook([TITLES, ROW]))
    store = open_store(settings)
    screen = visit(server, "unggah", size=DESKTOP, with_map=False)
    page = screen.page
    page.locator("input[type=file]").set_input_files(file)
    for title in ("Yang terbaca", "Kolom"):
        expect(head_of(page)).to_contain_text(title)
        button(page, "Lanjut").click()
    # The head of the step that opens is in sight, and read out.
    expect(head_of(page)).to_contain_text("Akibat")
    expect(head_of(page)).to_be_focused()
    expect(head_of(page)).to_be_in_viewport()
    expect(page.get_by_text("1 baru, 0 berubah, 0 tetap.")).to_be_visible()
    assert store.head().id == 1
    say_who(page, office=True)
    button(page, "Terapkan").click()
    expect(page.get_by_role("heading", name="Perubahan 2 diterapkan")).to_be_focused()
    page.get_by_role("link", name="Lihat di riwayat").click()
    expect(page.get_by_text("Alasan: surat 5")).to_be_visible()
    page.get_by_role("link", name="Batalkan").first.click()
    expect(page.get_by_text("Bila dibatalkan, isinya menjadi")).to_be_visible()
    say_who(page, office=False)
    button(page, "Batalkan perubahan 2").click()
    expect(page.get_by_role("heading", name="Perubahan 2 dibatalkan oleh perubahan 3")).to_be_visible()
    assert store.tables(3)["placements"] != ()
    assert [row.cells for row in store.tables(3)["placements"]] == [
        row.cells for row in store.tables(1)["placements"]
    ]
    store.engine.dispose()


def test_a_record_is_written_on_a_phone(visit: Visit, server: Server) -> None:
    page = visit(server, "unggah", size=PHONE, with_map=False).page
    page.get_by_text("Satu data, lewat formulir").click()
    for label, text in (
        ("Program *", "Bank Sampah"),
        ("Wilayah *", "Ngletih, Kec"),
        ("Status *", "tercatat"),
    ):
        page.get_by_role("combobox", name=label).fill(text)
        page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Sumber *").fill("Kunjungan lurah 2026")
    page.keyboard.press("Enter")
    page.get_by_label("Penerbit").fill("Kelurahan Ngletih")
    button(page, "Periksa").click()
    expect(head_of(page)).to_contain_text("Akibat")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_without_editors_there_is_no_door(visit: Visit, kediri: Server) -> None:
    page = visit(kediri, "unggah", with_map=False).page
    expect(page.get_by_text("Perubahan data lewat pengelola server.")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)


def test_no_step_has_a_serious_finding_and_each_fits_a_phone(visit: Visit, server: Server) -> None:
    screen = visit(server, "unggah?bahasa=en", size=PHONE, with_map=False)
    page = screen.page
    # Streamlit's own "Upload" has another word than the page of that name.
    expect(page.locator(".st-key-menu")).to_contain_text("Upload data")
    found = {"first": findings(page, "light")}
    file = {"name": "dlhkp.csv", "mimeType": "text/csv", "buffer": sent()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    for title in ("What was read", "Columns", "Places and names", "Check"):
        expect(head_of(page)).to_contain_text(title)
        found[title] = [*findings(page, "light"), *outside(page)]
        if title == "Check":
            page.get_by_text("Take the good rows").click()
        button(page, "Continue").click()
    expect(head_of(page)).to_contain_text("Effect")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator(".stApp")).to_have_css("background-color", GROUNDS[scheme])
        page.wait_for_timeout(300)
        found[scheme] = [*findings(page, scheme), *outside(page)]
    assert {name: faults for name, faults in found.items() if faults} == {}
