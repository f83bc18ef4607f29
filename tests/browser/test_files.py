"""Files that are made on demand: from the click to the file on the visitor's disk."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from petaprogram.settings import read_settings
from petaprogram.snapshots.snapshot import make_snapshot
from tests.browser.conftest import Serve, Visit
from tests.browser.server import Server

DAY = dt.date(2026, 11, 25)
# What begins a file of each kind.
SIGNS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".pptx": b"PK", ".html": b"<!doctype html>"}
# The slowest of them takes some seconds, on a busy machine many.
PATIENCE = 90_000


def save(page: Page, label: str) -> Path:
    """Click on a file that is offered at once; returns it under the name that the visitor sees."""
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name=label, exact=True).click()
    path = Path(download.value.path())
    name = path.with_name(download.value.suggested_filename)
    assert path.read_bytes().startswith(SIGNS[name.suffix])
    return name


def make(page: Page, label: str) -> Path:
    """Ask for a file that takes a while: it saves itself when it is there."""
    return save(page, label)


def open_files(page: Page) -> Page:
    page.get_by_role("button", name="Unduh").click()
    return page


def test_a_view_of_the_map_is_saved_as_pictures(visit: Visit, kediri: Server) -> None:
    page = open_files(visit(kediri, "?program=kampung-senyum").page)
    assert save(page, "Peta (PNG)").name.startswith("kediri-kampung-senyum-")
    assert save(page, "Peta (SVG)").suffix == ".svg"
    assert save(page, "Peta dinding A3 (PDF)").suffix == ".pdf"


def test_a_profile_is_saved_on_one_sheet(visit: Visit, kediri: Server) -> None:
    page = open_files(visit(kediri, "profil?kode=35.71.02.1016", with_map=False).page)
    assert save(page, "Profil (PDF)").name.startswith("kediri-profil-pocanan-")


def test_what_takes_long_is_counted_can_be_stopped_and_is_saved(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "tentang", with_map=False)
    page, atlas = open_files(screen.page), "Atlas semua kelurahan (PDF)"
    page.get_by_role("button", name=atlas, exact=True).click()
    expect(page.get_by_text(f"{atlas}: kira-kira")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_role("button", name=atlas, exact=True)).to_be_visible()
    assert make(page, "Ringkasan kota (PDF)").name.startswith("kediri-ringkasan-")


def test_what_one_visitor_had_made_is_there_for_the_next(visit: Visit, kediri: Server) -> None:
    summary = "Ringkasan kota (PDF)"
    first = make(open_files(visit(kediri, "tentang", with_map=False).page), summary)
    page = open_files(visit(kediri, "tentang", with_map=False).page)
    # Making it takes longer.
    with page.expect_download(timeout=2_000) as download:
        page.get_by_role("button", name=summary, exact=True).click()
    assert download.value.suggested_filename == first.name


def test_a_server_that_ends_leaves_no_file_half_made(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    server = serve(TMPDIR=tmp_path)
    page = open_files(visit(server, "tentang", with_map=False, clean=False).page)
    page.get_by_role("button", name="Atlas semua kelurahan (PDF)", exact=True).click()
    expect(page.get_by_text("Atlas semua kelurahan (PDF): kira-kira")).to_be_visible(timeout=PATIENCE)
    assert list(tmp_path.iterdir())
    server.stop()
    page.goto("about:blank")
    assert list(tmp_path.iterdir()) == []


def test_the_presentation_of_a_snapshot_is_given_and_taken_along(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    server = serve(PETAPROGRAM_SNAPSHOTS=tmp_path)
    refused = visit(server, "paparan?cuplikan=asesmen", with_map=False).page
    expect(refused.get_by_text("Versi ini tidak dapat dibuka")).to_be_visible()
    make_snapshot("Asesmen", replace(read_settings({}), snapshots=tmp_path), DAY)
    page = visit(server, "paparan?cuplikan=asesmen&langkah=10", with_map=False).page
    expect(
        page.get_by_text("Versi beku 'Asesmen' per 25 November 2026: angka tidak berubah.")
    ).to_be_visible()
    page.locator(".step-table summary").nth(1).click()
    expect(page.locator(".step-table .behind:visible a").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("11 / 12")).to_be_visible()
    assert "cuplikan=asesmen" in page.url
    open_files(page)
    assert make(page, "Slide (PPTX)").name.endswith("-asesmen.pptx")
