"""What the city does with whom, as a person finds it: in two clicks, by link, by keyboard, on a phone."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount

PROGRAMS = len(recount.rows("programs"))
UNIVERSITIES = recount.of_kind("university")
NAMED = sum(not row["unnamed"] for row in recount.rows("partners") if row["partner"] in UNIVERSITIES)
TOGETHER = recount.with_partners(*UNIVERSITIES)


def heading(screen: Screen, text: str | re.Pattern[str]) -> None:
    expect(screen.page.get_by_role("heading", level=1)).to_have_text(text)


def menu(screen: Screen, name: str) -> None:
    screen.page.locator(".st-key-menu").get_by_role("link", name=name, exact=True).click()


def test_two_clicks_lead_to_all_that_is_done_with_universities(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    menu(screen, "Mitra")
    screen.page.get_by_role("radio", name=f"Perguruan tinggi ({NAMED})").click()
    programs, places = len(recount.programs(TOGETHER)), len(recount.kelurahan(TOGETHER))
    heading(screen, re.compile(f"^Perguruan tinggi: {programs} program di {places} dari 46 kelurahan"))
    rows = screen.page.locator("table.roomy tbody tr")
    expect(rows).to_have_count(programs)
    expect(screen.page.get_by_text("Bertumpu pada satu mitra jenis ini: Kampung Halal")).to_be_visible()
    for program in ("Kampung Senyum", "Kampung IVA"):
        expect(rows.filter(has_text=program)).to_contain_text("tidak dapat dinilai")
        expect(rows.filter(has_text=program)).to_contain_text("perguruan tinggi (tidak disebut namanya)")
    assert screen.page.url.endswith("/mitra?jenis=university")


def test_two_clicks_lead_to_the_evidence_for_kampung_iva(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    menu(screen, "Program")
    screen.page.locator("table.programs").get_by_role("link", name="Kampung IVA", exact=True).click()
    heading(screen, "Kampung IVA")
    records = screen.page.locator(".evidence li.record")
    expect(records).to_have_count(2)
    expect(
        records.filter(has_text="BANGSAONLINE").get_by_role("link", name=re.compile("Penilaian"))
    ).to_be_visible()


def test_the_panel_of_the_map_leads_to_the_program_and_to_the_partner(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?kode=35.71.02.1016")
    screen.panel.get_by_role("link", name="DLHKP").first.click()
    mine, years = recount.with_partners("DLHKP"), recount.years_with("DLHKP")
    programs, places = len(recount.programs(mine)), len(recount.kelurahan(mine))
    expect(screen.sentence).to_contain_text(f"DLHKP: {programs} program, {places} kelurahan, ")
    expect(screen.sentence).to_contain_text(f", {years[0]}-{years[-1]}")
    screen.page.locator("table.roomy").get_by_role("link", name="Bank Sampah").click()
    heading(screen, "Bank Sampah")


def test_filters_go_along_from_the_map_to_the_list_and_back(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?program=kampung-iva")
    with screen.filters():
        screen.pick("Mitra", "Universitas Negeri Malang", many=True)
    menu(screen, "Program")
    heading(screen, f"2 dari {PROGRAMS} program: 2 tercatat di kelurahan.")
    screen.pick("Kecamatan", "Pesantren", many=True)
    heading(screen, f"2 dari {PROGRAMS} program: 2 tercatat di kelurahan.")
    assert quote("Universitas Negeri Malang").replace("%20", "+") in screen.page.url
    menu(screen, "Peta")
    screen.until(screen.is_painted, "a painted map")
    expect(screen.sentence).to_contain_text("Kampung IVA")
    assert "program=kampung-iva" in screen.page.url
    assert "kecamatan=35.71.03" in screen.page.url


def test_the_way_back_from_a_program_is_the_list_as_it_was(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "program?cari=pocanan&urut=nama", with_map=False)
    heading(screen, re.compile(f"^2 dari {PROGRAMS} program"))
    screen.page.get_by_role("link", name="Kampung Senyum").click()
    heading(screen, "Kampung Senyum")
    screen.page.go_back()
    heading(screen, re.compile(f"^2 dari {PROGRAMS} program"))
    expect(screen.page.get_by_role("searchbox", name="Cari program")).to_have_value("pocanan")


def test_typing_into_the_search_narrows_the_list_and_can_be_undone_by_the_browser(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, "program", with_map=False)
    screen.page.get_by_role("searchbox", name="Cari program").press_sequentially("bank sampah", delay=20)
    heading(screen, f"2 dari {PROGRAMS} program: 2 tercatat di kelurahan.")
    screen.becomes(lambda: screen.page.url.rpartition("?")[2], "cari=bank+sampah")


def test_a_program_is_chosen_by_keyboard(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "program?cari=iva", with_map=False)
    link = screen.page.locator("table.programs").get_by_role("link", name="Kampung IVA", exact=True)
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    link.press("Enter")
    heading(screen, "Kampung IVA")


def test_english_reaches_every_page(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "mitra?bahasa=en&jenis=university", with_map=False)
    programs, places = len(recount.programs(TOGETHER)), len(recount.kelurahan(TOGETHER))
    heading(
        screen,
        f"Universities: {programs} programs in {places} of 46 kelurahan + city-wide, "
        f"with {NAMED} named partners.",
    )
    screen.page.get_by_role("link", name="Kampung Senyum").click()
    heading(screen, "Kampung Senyum")
    assert "bahasa=en" in screen.page.url
    expect(screen.page.get_by_role("heading", name="Records and evidence (3)")).to_be_visible()
    screen.page.get_by_role("link", name="ID", exact=True).click()
    expect(screen.page.get_by_role("heading", name="Data dan bukti (3)")).to_be_visible()
