"""Every page, in both languages and both colour themes, has no serious finding of axe-core (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from petaprogram.web.visit.addresses import ENTRIES
from tests.browser.axe import run_axe
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.server import Server

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
GRAVE = {"serious", "critical"}
# A theme changes nothing but colours.
RULES_BY_SCHEME = {"light": RULES, "dark": {**RULES, "runOnly": ["color-contrast"]}}
# Views of a page in which much of it is on screen, where its address alone does not show it.
BUSY = {
    "peta": ("?kode=35.71.01.1014&program=kampung-iva", "?warnai=jumlah-program"),
    "kesenjangan": (
        "kesenjangan?pilar=living&kode=35.71.01.1008&sel=living",
        "kesenjangan?lihat=peringkat",
        "kesenjangan?lihat=kesetaraan",
        "kesenjangan?lihat=tumpang-tindih",
        "kesenjangan?lihat=kerangka",
    ),
    "program": ("program", "program?lihat=tahun", "program?program=kampung-iva"),
    "mitra": ("mitra", "mitra?jenis=university", "mitra?mitra=DLHKP"),
    "profil": ("profil?kode=35.71.02.1016", "profil?kode=35.71.01", "profil?kode=35.71"),
    "skenario": ("skenario?aturan=tetangga",),
    "paparan": ("paparan", "paparan?langkah=11"),
}
# Of every page; the first is opened, the others are gone to.
VIEWS = {entry.path: BUSY.get(entry.path, (entry.path,)) for entry in ENTRIES}
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 27, 38)"}
PROJECTOR = (1024, 768)
# What still sticks out of a narrow window when its page is laid out, but for what scrolls by itself.
# Streamlit fits the frame of a map in scripts of its own, after the window has got its size.
_OUTSIDE = """async (most) => {
  const find = () => [
    ...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
      .filter((one) => one.scrollWidth > innerWidth).map((one) => `scrolls: ${one.tagName}`),
    ...[...document.querySelectorAll('[data-testid="stHtml"] *')]
      .filter((one) => !one.closest(".scroll > *, .heard, [tabindex='0'] *")
        && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 120))];
  const until = performance.now() + most;
  for (;;) {
    await new Promise((done) => setTimeout(done, 200));
    const found = find();
    if (!found.length || performance.now() > until) return found;
  }
}"""


def outside(page: Page) -> list[str]:
    return page.evaluate(_OUTSIDE, 5000)


def findings(page: Page, scheme: str) -> list[str]:
    passed, broken = run_axe(page, RULES_BY_SCHEME[scheme])
    if not passed:
        # axe gives up on contrast where an element of a scrolling table lies outside its grid; in a taller
        # window all are inside.
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": size["width"], "height": 3000})
        page.wait_for_timeout(300)
        passed, broken = run_axe(page, RULES_BY_SCHEME[scheme])
        page.set_viewport_size(size)
    assert passed, "axe did not look at anything"
    return [f"{one.id}: {html[:200]}" for one in broken if one.impact in GRAVE for html in one.elements]


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_has_no_serious_finding_and_fits_every_window(
    visit: Visit, kediri: Server, language: str, path: str
) -> None:
    """Indonesian on a desk in the light and then in the dark theme, English on a phone.

    Nothing is left out, not even what Streamlit draws itself. A theme has the same colours in both languages.
    """
    size, schemes = (DESKTOP, list(GROUNDS)) if language == "id" else (PHONE, ["light"])
    links = [f"{view}{'&' if '?' in view else '?'}bahasa={language}" for view in VIEWS[path]]
    screen = visit(kediri, links[0], size=size, with_map=False)
    page = screen.page
    found: dict[str, list[str]] = {}
    for link in links:
        if link != links[0]:
            screen.follow(link)
        expect(page.locator("footer.foot, .step-foot")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            expect(page.locator(".stApp")).to_have_css("background-color", GROUNDS[scheme])
            page.wait_for_timeout(300)
            found[f"{link}, {scheme}"] = findings(page, scheme)
        for width, height in (PROJECTOR, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            found[f"{link}, at {width}"] = outside(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
    assert {view: some for view, some in found.items() if some} == {}
