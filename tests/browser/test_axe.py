"""Every page, in both languages and both colour themes, has no serious finding of axe-core (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.server import Server

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}
# A view of every page in which much of it is on screen.
VIEWS = (
    "?kode=35.71.01.1014&program=kampung-iva",
    "?warnai=jumlah-program",
    "kesenjangan?pilar=living&kode=35.71.01.1008&sel=living",
    "kesenjangan?lihat=peringkat",
    "kesenjangan?lihat=kesetaraan",
    "kesenjangan?lihat=tumpang-tindih",
    "kesenjangan?lihat=kerangka",
    "program",
    "program?lihat=tahun",
    "program?program=kampung-iva",
    "mitra",
    "mitra?jenis=university",
    "mitra?mitra=DLHKP",
    "profil?kode=35.71.02.1016",
    "profil?kode=35.71.01",
    "skenario?aturan=tetangga",
    "paparan",
    "paparan?langkah=11",
    "tentang",
)


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert found["passes"], "axe did not look at anything"
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_has_a_serious_finding(visit: Visit, kediri: Server, language: str, view: str) -> None:
    """Indonesian on a desk, English on a phone; each in the light and then in the dark theme.

    Nothing is left out, not even what Streamlit draws itself.
    """
    sign = "&" if "?" in view else "?"
    page = visit(
        kediri, f"{view}{sign}bahasa={language}", size=PHONE if language == "en" else DESKTOP, with_map=False
    ).page
    expect(page.locator("footer.foot, .step-foot")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    found: dict[str, list[str]] = {}
    for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(17, 27, 38)")):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".stApp")).to_have_css("background-color", ground)
        page.wait_for_timeout(300)
        found[scheme] = findings(page)
    assert found == {"light": [], "dark": []}
