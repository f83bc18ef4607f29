"""Without a mouse, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from petaprogram.web.visit.addresses import ENTRIES
from tests.browser.conftest import PHONE, Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount

WIDE = len(recount.placements(kode="35.71"))

LOOKS = """
    (one) => { const style = getComputedStyle(one);
      return [style.outlineStyle !== "none" && style.outline, style.boxShadow, style.borderColor].join() }
"""
REMEMBER = f"""() => {{
  window.atRest = new Map([...document.querySelectorAll("*")].map((one) => [one, ({LOOKS})(one)]));
}}"""
# The focus shows on the element itself, or on a box or a sibling that stands for it.
CHANGED = f"""() => {{
  const places = [];
  for (let one = document.activeElement, step = 0; one && step < 4; one = one.parentElement, step++) {{
    places.push(one, ...(one.parentElement ? one.parentElement.children : []));
  }}
  return places.some((one) => window.atRest.has(one) && window.atRest.get(one) !== ({LOOKS})(one));
}}"""

FITS = "(one) => one.scrollWidth <= one.clientWidth"


def is_focused(locator: Locator) -> bool:
    return locator.evaluate("(one) => one === document.activeElement || one.contains(document.activeElement)")


# Hits that stick out of their list, whose text is cut, or that lie under a neighbour.
CUT_HITS = """() => {
  const list = document.querySelector(".st-key-temuan"), right = list.getBoundingClientRect().right;
  const rows = [...list.querySelectorAll(".stHorizontalBlock")];
  const texts = rows.map((row) => row.querySelector("a p").getBoundingClientRect());
  const line = parseFloat(getComputedStyle(rows[0].querySelector("a p")).lineHeight);
  return rows.filter((row, at) => {
    if (at && texts[at].top - texts[at - 1].bottom + line < 16) return true;
    const [hit, way] = [...row.querySelectorAll("a")].map((one) => one.getBoundingClientRect());
    return (way || hit).right > right || (way && hit.right > way.left + 1)
      || [...row.querySelectorAll("a, a *")].some((one) => one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).display !== "inline");
  }).map((row) => row.innerText);
}"""


def test_a_kelurahan_can_be_chosen_with_the_keyboard_alone(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    box = screen.box("Kelurahan")
    screen.page.evaluate(REMEMBER)
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        tag = screen.page.evaluate("document.activeElement.tagName")
        if tag not in {"BODY", "MAIN", "IFRAME"}:
            where = screen.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            screen.until(lambda: screen.page.evaluate(CHANGED), f"a visible focus on {where}", seconds=2)
        if is_focused(box):
            break
    else:
        raise AssertionError("the list of kelurahan is not reached in 60 steps")
    screen.page.keyboard.type("Ngletih")
    expect(screen.page.get_by_role("option", name="Ngletih")).to_be_visible()
    with screen.rerun():
        screen.page.keyboard.press("Enter")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Ngletih")
    assert "kode=35.71.03.1010" in screen.page.url


def test_a_number_can_be_opened_and_closed_with_the_keyboard(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    button = screen.page.get_by_role("button", name=f"{WIDE} tingkat kota")
    button.focus()
    with screen.rerun():
        screen.page.keyboard.press("Enter")
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.locator("li.record")).to_have_count(WIDE)
    assert is_focused(dialog)
    screen.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def tops(screen: Screen) -> list[float]:
    places = (
        screen.sentence,
        screen.page.locator("iframe"),
        screen.page.locator(".st-key-c-kelas"),
        screen.panel,
    )
    boxes = [place.first.bounding_box() for place in places]
    return [box["y"] for box in boxes if box]


def test_a_phone_shows_sentence_map_legend_panel_in_this_order_and_no_sideways_scroll(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, size=PHONE)
    order = tops(screen)
    assert len(order) == 4
    assert order == sorted(order)
    for link in ("", "?kode=35.71.02.1016", "?warnai=jumlah-program&kode=35.71.01.1014&luas=1"):
        screen.open(link)
        widths = screen.page.evaluate(
            "() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain], "
            "[data-testid=stMainBlockContainer]')].map((one) => [one.scrollWidth, one.clientWidth])"
        )
        for scroll, client in widths:
            assert scroll <= min(client, 390)
        outside = screen.page.evaluate(
            "() => [...document.querySelectorAll('h1, h2, h3, li, button, iframe, .sentence p')]"
            ".filter((one) => one.checkVisibility() && !one.closest('[data-testid=stDataFrame]')"
            " && getComputedStyle(one).position !== 'absolute' && one.getBoundingClientRect().right > 391)"
            ".map((one) => one.outerHTML.slice(0, 120))"
        )
        assert outside == []
    box = screen.map_box
    assert box["height"] >= 300
    assert box["height"] <= 0.75 * 844


def test_a_phone_hides_the_filters_until_they_are_opened(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, size=PHONE)
    button = screen.page.locator(".st-key-saringan").get_by_role("button")
    box = button.bounding_box()
    assert box is not None
    assert box["y"] < screen.map_box["y"], "the filters are reached before the map"
    expect(screen.page.get_by_test_id("stMultiSelect").filter(has_text="Status")).to_be_hidden()
    with screen.filters() as filters:
        expect(filters.get_by_test_id("stMultiSelect").filter(has_text="Status")).to_be_visible()
    screen.colour_by("Jumlah program")
    screen.painted_as_in_legend()


def test_a_tap_on_a_phone_opens_the_panel(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, size=PHONE)
    screen.page.locator("iframe").scroll_into_view_if_needed()
    screen.at_rest()
    with screen.rerun():
        screen.page.touchscreen.tap(*screen.window_point("Blabak"))
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Blabak")


def test_what_is_read_aloud_says_what_the_map_shows(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    assert screen.page.locator("html").get_attribute("lang") == "id"
    assert screen.frame.locator("html").get_attribute("lang") == "id"
    heading = screen.page.get_by_role("heading", name="Peta", exact=True)
    expect(heading).to_have_count(1)
    expect(heading.locator("xpath=..")).to_contain_text(" program tercatat: ")
    assert screen.page.get_by_role("heading", level=1).count() == 1


def test_the_whole_menu_is_in_sight_at_every_width(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "tentang", with_map=False)
    menu = screen.page.locator(".st-key-menu")
    # There is no store, so nobody is led to its history; nor may anybody edit.
    named = [entry for entry in ENTRIES if not (entry.with_store or entry.for_editors)]
    expect(menu.get_by_role("link")).to_have_count(len(named))
    for width in (1400, 1366, 1280, 1100, 1024, 800, 761, 760, 390):
        screen.page.set_viewport_size({"width": width, "height": 768})
        screen.until(lambda: menu.evaluate(FITS), f"the whole menu at {width} px")


def test_the_search_is_driven_by_the_keyboard_and_moves_nothing(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "tentang", with_map=False)
    box, heading = screen.page.get_by_role("searchbox"), screen.page.get_by_role("heading", level=1)
    before = heading.bounding_box()
    box.press_sequentially("bank sampah")
    hits = screen.page.locator(".st-key-temuan a")
    expect(hits.first).to_have_text("Bank Sampah · program")
    assert heading.bounding_box() == before
    for name in ("Bank Sampah · program", "di peta"):
        screen.page.keyboard.press("ArrowDown")
        screen.until(lambda: screen.page.evaluate("document.activeElement.innerText") == name, name)  # noqa: B023
    screen.page.keyboard.press("Escape")
    assert is_focused(box)
    # Enter right behind the last letter: the hits of an earlier text are not opened.
    box.fill("")
    box.press_sequentially("kelurahan pocanan")
    box.press("Enter")
    expect(heading).to_have_text("Pocanan")
    assert "/profil?kode=35.71.02.1016" in screen.page.url


@pytest.mark.parametrize("size", [(1366, 768), PHONE])
def test_what_was_found_is_read_whole_beside_its_way_to_the_map(
    visit: Visit, kediri: Server, size: tuple[int, int]
) -> None:
    screen = visit(kediri, "?kode=35.71.02.1016", size=size)
    screen.page.get_by_role("searchbox").press_sequentially("bank sampah")
    expect(screen.page.locator(".st-key-temuan a").nth(3)).to_be_visible()
    screen.becomes(lambda: screen.page.evaluate(CUT_HITS), [])
