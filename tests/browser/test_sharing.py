"""A view that is passed on: with its part of the city, alone in a page of another site, and on paper."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Serve, Visit
from tests.browser.server import Server

# A4 in pixels of 96 dpi, less margins of 12 mm, upright and across.
PAPERS = {"upright": 703, "across": 1032}
FRAME = ".st-key-peta-bingkai iframe"
# The rows of a table of which a cell does not begin where its title does.
_ASTRAY = """(table) => [...table.tBodies[0].rows].filter((row) =>
  [...row.cells].some((cell, place) => Math.abs(
    cell.getBoundingClientRect().left - table.tHead.rows[0].cells[place].getBoundingClientRect().left) > 1)
).map((row) => row.innerText)"""
PICTURE = "https://peta.example.go.id/assets/pratinjau.png"


def middle(page: Page) -> list[float]:
    """Where the map's own script says it is, as the page was told it."""
    page.get_by_role("button", name="Bagikan").click()
    query = parse_qs(urlsplit(page.locator(".share-link").input_value()).query)
    page.keyboard.press("Escape")
    return [float(number) for number in query.get("pandangan", [""])[0].split(",") if number]


def test_a_shared_link_opens_the_same_part_of_the_city(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?tampil=living")
    assert middle(screen.page) == []
    reruns = screen.events.reruns
    zoom = screen.page.frame_locator(FRAME).locator(".leaflet-control-zoom-in")
    for _ in range(2):
        zoom.click()
        screen.page.wait_for_timeout(600)
    assert screen.events.reruns == reruns, "moving the map asks no server"
    wanted = middle(screen.page)
    assert len(wanted) == 3
    text = ",".join(str(number) for number in wanted)
    again = visit(kediri, f"?tampil=living&pandangan={wanted[0]:.5f},{wanted[1]:.5f},{wanted[2]:.2f}")
    assert middle(again.page) == pytest.approx(wanted, abs=0.01), text


def test_what_is_passed_on_is_copied_and_opens_nothing_by_itself(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "kesenjangan?lihat=peringkat", with_map=False)
    page = screen.page
    page.get_by_role("button", name="Bagikan").click()
    assert page.locator(".share-link").input_value() == f"{kediri.url}kesenjangan?lihat=peringkat"
    page.get_by_role("button", name="Salin tautan").click()
    expect(page.get_by_text("Tautan disalin.")).to_be_visible()
    whatsapp = page.get_by_role("link", name="Kirim lewat WhatsApp")
    assert "lihat%3Dperingkat" in str(whatsapp.get_attribute("href"))
    assert "noopener" in str(whatsapp.get_attribute("rel"))
    assert page.get_by_alt_text("Kode QR tautan ini").evaluate("(image) => image.naturalWidth") > 0


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A site of another name, to put pages into."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{site.server_address[1]}"
    site.shutdown()


def test_another_site_shows_the_map_alone_and_no_other_page(
    visit: Visit, kediri: Server, serve: Serve, other_site: tuple[Path, str]
) -> None:
    folder, address = other_site
    closed = serve(PETAPROGRAM_EMBED="tidak")
    page = visit(kediri, clean=False).page
    for name, link in (
        ("alone", f"{kediri.url}?tampil=living&sematan=1"),
        ("whole", kediri.url),
        ("closed", f"{closed.url}?sematan=1"),
    ):
        (folder / f"{name}.html").write_text(f'<iframe src="{link}" width="900" height="600"></iframe>')
    page.goto(f"{address}/alone.html")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("Smart Living")
    expect(inside.frame_locator("iframe").locator("path.peta-shape")).to_have_count(46)
    expect(inside.get_by_role("button")).to_have_count(0)
    expect(inside.get_by_role("link", name="Buka di PetaProgram")).to_have_attribute("target", "_blank")
    for name in ("whole", "closed"):
        page.goto(f"{address}/{name}.html")
        page.wait_for_timeout(1_500)
        expect(inside.get_by_role("heading", level=1)).to_have_count(0)
    # The other site ends before the tab is used again.
    page.goto(f"{kediri.url}_stcore/health")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_whole_map_and_the_whole_table_are_on_the_paper(visit: Visit, kediri: Server, paper: str) -> None:
    page = visit(kediri, "?tampil=living").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPERS[paper], "height": 900})
    box = page.locator(FRAME).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PAPERS[paper] + 1
    assert page.locator(FRAME).evaluate("(frame) => frame.clientWidth") > box["width"]
    legend = page.locator(".st-key-c-kelas").bounding_box()
    assert legend is not None
    # An A4 sheet is 1,032 or 703 pixels high within its margins.
    assert legend["y"] + legend["height"] < PAPERS["across" if paper == "upright" else "upright"]
    for gone in ("Bagikan", "Unduh", "Filter"):
        expect(page.get_by_role("button", name=gone, exact=True)).to_be_hidden()
    expect(page.locator(".st-key-menu")).to_be_hidden()
    expect(page.locator(".print-table tbody tr:visible")).to_have_count(46)
    expect(page.locator(".print-head img")).to_be_visible()


def papers(page: Page) -> Iterator[int]:
    """Print on each paper, of which the width is given, and go back to the screen."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for width in PAPERS.values():
        page.set_viewport_size({"width": width, "height": 900})
        yield width
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def test_no_map_and_no_table_of_changes_is_cut_off_on_paper(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "perubahan", with_map=False)
    for link, last, cut in (
        ("perubahan", ".st-key-t-peta", "iframe, table.changes"),
        ("skenario?aturan=tetangga", ".st-key-s-sesudah", "iframe"),
    ):
        screen.follow(link)
        expect(screen.page.locator(f"{last} iframe")).to_be_visible()
        expect(screen.page.locator("iframe")).to_have_count(2)
        for width in papers(screen.page):
            for one in screen.page.locator(cut).all():
                box = one.bounding_box()
                assert box is not None
                assert box["width"] > 200, link
                assert box["x"] + box["width"] <= width + 1, link


def test_on_paper_every_value_stands_under_its_title(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "program", with_map=False)
    for link, name in (("program", "table.programs"), ("mitra?mitra=DLHKP", "table.roomy")):
        screen.follow(link)
        table = screen.page.locator(name)
        expect(table).to_be_visible()
        for width in papers(screen.page):
            assert table.evaluate(_ASTRAY) == [], link
            # On a sheet nobody scrolls.
            assert table.evaluate("table => table.scrollWidth") <= width


def test_a_link_shows_a_picture_where_it_is_passed_on(visit: Visit, serve: Serve) -> None:
    server = serve(PETAPROGRAM_ADDRESS="https://peta.example.go.id")
    page = visit(server, "tentang", with_map=False, clean=False).page
    picture = page.locator('meta[property="og:image"]').get_attribute("content")
    assert str(picture).startswith(PICTURE)
    assert page.request.get(f"{server.url}assets/pratinjau.png").headers["content-type"] == "image/png"
    for link in ("https://jahat.example", "../x", "a" * 2_000):
        assert page.request.get(f"{server.url}assets/qr.svg", params={"tautan": link}).status == 404
