"""The profile page as a visitor meets it: by link, from the map, the table and the search, and onwards."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount
from tests.support.real import real_dataset

AREAS = real_dataset().areas
POCANAN, NEXT = "35.71.02.1016", "35.71.02.1017"
WIDTHS = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .map((one) => [one.scrollWidth, one.clientWidth])"""
OUTSIDE = """() => [...document.querySelectorAll('h1, h2, h3, li, a, td, button, img, .plot-median, .dots')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""


def is_at(screen: Screen, kode: str) -> None:
    """Wait until the profile of an area is open, and its address says so."""
    expect(screen.page.locator(".profile-head .where")).to_contain_text(f"kode {kode} ")
    screen.until(lambda: screen.page.url.endswith(f"profil?kode={kode}"), f"the address of {kode}")


def test_a_link_opens_a_profile_on_a_fresh_tab_with_its_own_title(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, f"profil?kode={POCANAN}", with_map=False)
    is_at(screen, POCANAN)
    expect(screen.page).to_have_title("Pocanan - PetaProgram")
    assert screen.page.locator("h1").count() == 1
    levels = screen.page.locator("h1, h2, h3").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(levels))
    images = screen.page.locator("figure.still img")
    expect(images).to_have_attribute(
        "alt", "Peta letak: Pocanan berwarna gelap, Kec. Kota berwarna muda, di Kota Kediri."
    )


def from_panel(screen: Screen) -> None:
    screen.open(f"?kode={POCANAN}")
    screen.page.get_by_role("link", name="Buka profil lengkap").click()


def from_search(screen: Screen) -> None:
    screen.open("")
    screen.page.get_by_role("searchbox").press_sequentially("pocanan")
    screen.page.get_by_role("link", name="Pocanan · kelurahan").click()


@pytest.mark.parametrize("come", [from_panel, from_search])
def test_a_profile_is_reached_from_the_map_and_from_the_search(
    visit: Visit, kediri: Server, come: Callable[[Screen], None]
) -> None:
    screen = visit(kediri)
    come(screen)
    is_at(screen, POCANAN)
    expect(screen.page.locator(".st-key-temuan")).to_have_count(0)
    expect(screen.page.get_by_role("searchbox")).to_have_value("")


def test_a_row_of_the_table_opens_its_profile_in_a_new_window(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, clean=False)  # another window is what this is about
    placed = recount.kelurahan(recount.placements())
    first = next(name for kode, name in AREAS.frame["name"].items() if kode in placed)
    table = screen.page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    x, y = box["x"] + 290, box["y"] + 54
    screen.page.mouse.move(x - 30, y + 30)
    screen.page.mouse.move(x, y, steps=4)
    screen.page.wait_for_timeout(200)
    with screen.page.expect_popup() as opened:
        screen.page.mouse.click(x, y)
    other = opened.value
    expect(other.locator(".profile-head h1")).to_have_text(first)
    other.close()


def test_one_walks_from_area_to_area_and_back_and_the_address_follows(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, f"profil?kode={POCANAN}", with_map=False)
    screen.page.get_by_role("link", name="Rejomulyo →").click()
    is_at(screen, NEXT)
    screen.page.get_by_role("link", name="Kec. Kota", exact=True).click()
    is_at(screen, "35.71.02")
    screen.pick("Pilih wilayah", "Ngletih, Kec. Pesantren")
    is_at(screen, "35.71.03.1010")
    for kode in ("35.71.02", NEXT, POCANAN):
        screen.page.go_back()
        is_at(screen, kode)
    expect(screen.box("Pilih wilayah")).to_have_value("Pocanan, Kec. Kota")


def test_the_count_of_a_pillar_leads_to_its_records(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "profil?kode=35.71.01", with_map=False)
    mine = [row for row in recount.placements(pillar="environment") if row["kode"].startswith("35.71.01.")]
    target = screen.page.locator("#pilar-environment")
    expect(target).not_to_be_in_viewport()
    link = screen.page.locator(".pillars").get_by_role("link", name=f"{len(mine)} data")
    link.focus()
    screen.page.keyboard.press("Enter")
    expect(target).to_be_in_viewport()


def test_a_profile_leads_back_to_the_map_with_the_area_chosen(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, f"profil?kode={POCANAN}", with_map=False)
    screen.page.get_by_role("link", name="Lihat di peta").click()
    screen.until(screen.is_painted, "a painted map")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Pocanan")


def dots(plot: Locator) -> list[tuple[float, float]]:
    """The middle of every dot, in pixels."""
    found = plot.locator(".plot-grid .dot").evaluate_all(
        "all => all.map((one) => { const box = one.getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2] })"
    )
    return [(round(x, 1), round(y, 1)) for x, y in found]


@pytest.mark.parametrize("kode", [POCANAN, "35.71.02.1002", "35.71.03", AREAS.city_kode])
def test_every_dot_is_seen_on_its_own(visit: Visit, kediri: Server, kode: str) -> None:
    screen = visit(kediri, f"profil?kode={kode}", with_map=False)
    plots = screen.page.locator(".plot")
    expect(plots).to_have_count(4)
    for plot in plots.all():
        places = dots(plot)
        assert len(set(places)) == len(places) == len(AREAS.frame)
        box = plot.bounding_box()
        assert box is not None
        assert all(box["x"] - 1 <= x <= box["x"] + box["width"] + 1 for x, _ in places)
        tops = plot.locator("p").bounding_box()
        assert tops is not None
        assert min(y for _, y in places) > tops["y"] + tops["height"]
