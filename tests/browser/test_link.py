"""The link: the whole view in an address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount

YEARS = sorted(int(row["start_year"]) for row in recount.placements() if row["start_year"])
FIRST, LAST = YEARS[0], YEARS[-1]


def told(screen: Screen) -> dict[str, object]:
    """What a view says, apart from where its map was moved to."""
    screen.painted_as_in_legend()
    return {
        "sentence": screen.sentence.inner_text(),
        "balance": screen.page.locator(".st-key-neraca").inner_text(),
        "legend": screen.legend(),
        "fills": {name: area["fill"] for name, area in screen.areas().items()},
        "chosen": sorted(set(screen.read_map()["chosen"])),
        "panel": screen.panel.inner_text(),
        "chips": screen.page.locator(".st-key-keping").all_inner_texts(),
    }


def test_a_copied_link_opens_the_same_view_on_another_server(
    visit: Visit, kediri: Server, serve: Serve
) -> None:
    screen = visit(kediri)
    screen.show_pillar("Smart Living")
    with screen.filters():
        screen.pick("Status", "tercatat berjalan", many=True)
        screen.pick("Mitra", "Pokja 4 TP PKK", many=True)
        screen.pick("Kecamatan", "Mojoroto", many=True)
        slider = screen.page.get_by_role("slider").first
        slider.focus()
        with screen.rerun():
            slider.press("ArrowRight")
    screen.pick("Kelurahan", "Tamanan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Tamanan")
    here = told(screen)
    asked = parse_qs(urlsplit(screen.page.url).query)
    assert asked == {
        "tampil": ["living"],
        "status": ["running"],
        "mitra": ["Pokja 4 TP PKK"],
        "kecamatan": ["35.71.01"],
        "tahun": [f"{FIRST + 1}-{LAST}"],
        "kode": ["35.71.01.1014"],
    }
    screen.page.get_by_role("button", name="Bagikan").click()
    shown = screen.page.locator(".share-link").input_value()
    assert parse_qs(urlsplit(shown).query) == asked
    fresh = serve()
    again = visit(fresh, f"?{urlsplit(shown).query}")
    assert told(again) == here
    assert parse_qs(urlsplit(again.page.url).query) == asked


def test_back_returns_to_the_former_view(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    first = told(screen)
    screen.colour_by("Jumlah program")
    screen.painted_as_in_legend()
    second = told(screen)
    screen.pick("Kelurahan", "Bangsal")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Bangsal")
    with screen.rerun():
        screen.page.go_back()
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Pilih kelurahan")
    screen.becomes(lambda: told(screen), second)
    with screen.rerun():
        screen.page.go_back()
    screen.becomes(lambda: told(screen), first)
    with screen.rerun():
        screen.page.go_forward()
    screen.becomes(lambda: told(screen), second)


def test_unknown_values_in_a_link_are_named_and_left_out(visit: Visit, kediri: Server) -> None:
    plain = told(visit(kediri, "?status=running"))
    screen = visit(
        kediri,
        "?warnai=warna-warni&program=kampung-hantu&pilar=%3Cb%3Ex&status=running&status=besok&kode=35.71.99.1001&tahun=1-2",
    )
    assert told(screen) == plain
    notice = screen.page.locator(".notice")
    for value in (
        "warnai=warna-warni",
        "program=kampung-hantu",
        "pilar=<b>x",
        "status=besok",
        "kode=35.71.99.1001",
        "tahun=1-2",
    ):
        expect(notice).to_contain_text(value)
    expect(notice).not_to_contain_text("running")
    assert urlsplit(screen.page.url).query == "status=running"


def test_the_front_page_by_its_name_is_the_front_page(kediri: Server) -> None:
    status, headers, _ = kediri.ask("GET", "/peta?program=kampung-iva&bahasa=en")
    assert (status, headers["location"]) == (307, "./?program=kampung-iva&bahasa=en")
    assert kediri.ask("GET", "/peta")[1]["location"] == "./"
    assert kediri.ask("GET", "/profil")[0] == 200


def test_a_link_that_is_nearly_right_opens_the_view_that_is_meant(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?warnai=pilar&amp;Tampil=living.&utm_source=wa")
    expect(screen.sentence).to_contain_text("Smart Living")
    expect(screen.page.locator(".notice")).to_have_count(0)
    screen.open("Profil?kode=35.71.02.1016&bahasa=EN", with_map=False)
    expect(screen.sentence).to_contain_text("Pocanan")
    assert screen.page.locator("html").get_attribute("lang") == "en"
    screen.open("?sesuatu=1&bahasa=english")
    expect(screen.page.locator(".notice")).to_contain_text("sesuatu=, bahasa=english")


def test_an_address_without_a_page_is_answered_in_the_words_and_the_dress_of_the_site(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, clean=False)
    answer = screen.page.goto(f"{kediri.url}di/mana?bahasa=en")
    assert answer is not None
    assert answer.status == 404
    expect(screen.sentence).to_have_text("Page not found")
    assert (
        screen.sentence.evaluate("one => getComputedStyle(one.closest('main').parentElement).maxWidth")
        == "640px"
    )
    screen.page.get_by_role("link", name="Profile").click()
    expect(screen.page.locator("footer.foot")).to_be_visible()
    assert screen.page.url.startswith(f"{kediri.url}profil?bahasa=en")
