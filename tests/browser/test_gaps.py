"""The page about gaps as a visitor meets it: a cell clicked, a weight moved by keyboard, a phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import Server

WIDTHS = """() => {
    const one = document.querySelector("[data-testid=stMain]");
    return one.scrollWidth - one.clientWidth;
}"""


def test_a_clicked_cell_opens_its_evidence_and_stays_in_the_link(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "kesenjangan?pilar=living", with_map=False)
    panel = screen.page.get_by_role("region", name="Isi sel")
    expect(panel).to_contain_text("Pilih sebuah sel")
    row = screen.page.locator(
        "table.states tr", has=screen.page.get_by_role("link", name="Mrican", exact=True)
    )
    row.get_by_title("Mrican, Smart Living: berjalan").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Mrican")
    expect(panel.locator("li.record")).not_to_have_count(0)
    expect(panel.locator("li.record a[target=_blank]")).not_to_have_count(0)
    assert "kode=35.71.01.1008&sel=living" in screen.page.url


def test_a_weight_moved_by_keyboard_changes_the_ranking_and_the_link(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "kesenjangan?lihat=peringkat", with_map=False)
    first = screen.page.locator(".bar-words").first
    before = first.inner_text()
    with screen.rerun():
        screen.page.get_by_role("slider", name="Jarak ke yang terdekat").press("ArrowRight")
    expect(first).not_to_have_text(before)
    screen.until(lambda: "bobot=" in screen.page.url, "the weights in the link")
