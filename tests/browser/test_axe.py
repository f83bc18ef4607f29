"""Every page, in both languages and both colour themes, has no serious finding of axe-core (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
GRAVE = {"serious", "critical"}
# A view of every page in which much of it is on screen.
VIEWS = (
    "?kode=35.71.01.1014&program=kampung-iva",
    "?warnai=jumlah-program",
    "kesenjangan?pilar=living&kode=35.71.01.1008&sel=living",
    "kesenjangan?lihat=peringkat",
    "kesenjangan?lihat=kesetaraan",
    "kesenjangan?lihat=tumpang-tindih",
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
# Findings that come from Streamlit's own elements, by rule: reported in the README, not ours to mend.
CHROME: frozenset[str] = frozenset()


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert found["passes"], "axe did not look at anything"
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE and one["id"] not in CHROME
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_finding(chromium: Browser, kediri: Server, scheme: str, language: str) -> None:
    found: dict[str, list[str]] = {}
    width, height = PHONE if language == "en" else DESKTOP
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    for view in VIEWS:
        sign = "&" if "?" in view else "?"
        page.goto(f"{kediri.url}{view}{sign}bahasa={language}")
        expect(page.locator("footer.foot, .step-foot")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.wait_for_timeout(300)
        found[view] = findings(page)
    context.close()
    assert {view: some for view, some in found.items() if some} == {}
