"""What stands on the map itself: layers, the whole city, the whole screen, the way through by keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import Server


def test_a_keyboard_goes_from_kelurahan_to_kelurahan_hears_each_and_chooses_one(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri)
    ground, spoken = screen.frame.locator(".leaflet-container"), screen.frame.locator("[role=status]").first
    ground.focus()
    ground.press("Enter")
    screen.until(spoken.text_content, "the first kelurahan read aloud")
    heard = [str(spoken.text_content())]
    for key in ("ArrowUp", "ArrowLeft"):
        ground.press(key)
        heard.append(str(spoken.text_content()))
    names = [text.split(". ")[0] for text in heard]
    assert len(set(names)) == 3
    assert set(names) <= set(screen.areas())
    assert all("Kec. " in text and "pilar ada datanya" in text for text in heard)
    with screen.rerun():
        ground.press("Enter")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text(names[-1])
    ground.press("Escape")
    screen.until(lambda: not spoken.text_content(), "silence")


def test_a_layer_is_put_away_and_comes_back(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    name = screen.frame.locator(".peta-of-neighbour > span").filter(has_text="Kec. Semen")
    expect(name).to_be_visible()
    screen.frame.locator(".peta-layers a").click()
    layer = screen.frame.get_by_role("checkbox", name="kecamatan sekitar")
    layer.uncheck()
    expect(name).to_be_hidden()
    layer.check()
    expect(name).to_be_visible()


def test_a_house_leads_back_to_the_whole_city(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    before = screen.areas()["Pojok"]
    screen.zoom_in()
    assert screen.areas()["Pojok"]["x"] != before["x"]
    screen.frame.locator(".peta-whole").click()
    screen.until(
        lambda: [abs(screen.areas()["Pojok"][side] - before[side]) < 1 for side in "xy"] == [True, True],
        "the view of the start",
    )


def test_the_map_takes_the_whole_screen_with_its_legend_and_gives_it_back(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, "?program=kampung-senyum")
    legend = screen.frame.locator(".peta-legend")
    expect(legend).to_be_hidden()
    screen.frame.locator(".peta-fullScreen").click()
    expect(legend).to_be_visible()
    shown = {row.label: row.areas for row in screen.legend() if row.areas}
    rows = dict(
        zip(
            legend.locator("span").all_inner_texts(),
            map(int, legend.locator("b").all_inner_texts()),
            strict=True,
        )
    )
    assert rows == shown
    assert screen.page.evaluate("document.fullscreenElement.tagName") == "IFRAME"
    screen.frame.locator(".peta-fullScreen").click()
    expect(legend).to_be_hidden()
    assert screen.page.evaluate("document.fullscreenElement") is None
