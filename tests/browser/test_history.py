"""A change of the store is on an open page within two seconds, and its history leads to the day before."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from petaprogram.settings import ROOT, Settings, read_settings
from petaprogram.store.founding import found, prepare
from petaprogram.store.store import Store, open_store
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import SEED, Note, write
from tests.browser.conftest import PHONE, Serve, Visit
from tests.browser.server import Server
from tests.store.test_writing import edit_of
from tests.support.store_trials import no_check

NOTE = Note("ani", "edit", "SK 12/2026", "Dinas Kesehatan")
SHEET = "program?program=kawasan-kumuh"
RECORD = "P063"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("history")
    shutil.copytree(ROOT / "data", folder / "data")
    return replace(read_settings({}), tables=folder / "data", state=folder / "state", database_url=None)


@pytest.fixture(scope="module")
def server(serve: Serve, settings: Settings) -> Server:
    """An app that is started before anybody makes a store."""
    return serve(PETAPROGRAM_TABLES=settings.tables, PETAPROGRAM_STATE=settings.state)


@pytest.fixture(scope="module")
def store(server: Server, settings: Settings) -> Iterator[Store]:
    assert server.process.poll() is None
    found(settings, prepare(settings, no_check), replace(NOTE, kind=SEED, reason="data awal"), no_check)
    made = open_store(settings)
    yield made
    made.engine.dispose()


def expect_soon(page: Page, place: Locator) -> None:
    """Load the page anew until it has the place; the last try begins within two seconds."""
    deadline = time.monotonic() + 2
    while True:
        begun = time.monotonic()
        page.reload()
        expect(page.locator(".st-key-kaki")).to_be_visible()
        if place.count():
            return
        assert begun < deadline, f"{place} is not there"


def record(page: Page) -> Locator:
    return page.locator("li.record", has_text=f"data {RECORD}")


def test_a_page_without_a_store_says_how_to_get_one(visit: Visit, serve: Serve) -> None:
    screen = visit(serve(), "riwayat", with_map=False)
    expect(screen.page.get_by_text("petaprogram store init --yes")).to_be_visible()
    expect(screen.page.get_by_role("link", name="Riwayat", exact=True)).to_have_count(0)


def test_each_step_is_on_the_page_within_two_seconds_and_can_be_seen_as_it_was(
    visit: Visit, server: Server, store: Store
) -> None:
    screen = visit(server, SHEET, with_map=False)
    page = screen.page
    expect(record(page)).to_contain_text("direncanakan")

    change = write(store, [edit_of(store, "placements", RECORD, status="running")], NOTE, no_check)
    expect_soon(page, record(page).get_by_text("tercatat berjalan"))
    page.get_by_role("link", name=f"riwayat data {RECORD}").click()
    expect(page.get_by_role("heading", name=f"Riwayat: data {RECORD}")).to_be_visible()
    line = page.locator(f"#perubahan-{change.id}")
    expect(line).to_contain_text("Dinas Kesehatan")
    expect(line).to_contain_text("Status: direncanakan")
    expect(line).to_contain_text("Alasan: SK 12/2026")

    undo(store, plan_undo(store, change.id), replace(NOTE, reason="SK dicabut"), no_check)
    expect_soon(page, page.get_by_text(f"membatalkan perubahan {change.id}"))

    page.locator(f"#perubahan-{change.id}").get_by_role("link", name="Lihat data pada hari itu").click()
    banner = page.get_by_role("note")
    expect(banner).to_contain_text(f"(versi {change.id}), hanya untuk dilihat.")
    screen.open(f"{SHEET}&cuplikan=versi.{change.id}", with_map=False)
    expect(record(page)).to_contain_text("tercatat berjalan")
    page.get_by_role("link", name="Ke data terkini").click()
    expect(banner).to_have_count(0)
    expect(record(page)).to_contain_text("direncanakan")


@pytest.mark.parametrize("language", ["id", "en"])
def test_on_a_phone_nothing_stands_beyond_the_edge(
    visit: Visit, server: Server, store: Store, language: str
) -> None:
    assert store.head().id
    page = visit(server, f"riwayat?bahasa={language}", size=PHONE, with_map=False).page
    expect(page.locator(".change").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    edges = page.locator(".change").evaluate_all(
        "(all) => all.map((one) => [one.scrollWidth, one.clientWidth])"
    )
    assert all(wanted <= there for wanted, there in edges)
