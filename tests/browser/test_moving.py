"""Moving the map, and what must not move it."""

from __future__ import annotations

import itertools

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support.real import real_dataset

Places = dict[str, tuple[float, float]]


def kode_of(name: str) -> str:
    names = real_dataset().areas.frame["name"]
    return str(names.index[names == name][0])


def moved(screen: Screen, before: Places) -> Places:
    """Wait until the map has left where it was, and is at rest."""
    screen.until(lambda: screen.places() != before, "a map that moves")
    return screen.at_rest()


def pan(screen: Screen, right: int, down: int) -> Places:
    box = screen.map_box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = screen.places()
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x + right / 2, y + down / 2)
    screen.page.mouse.move(x + right, y + down)
    screen.page.mouse.up()
    return moved(screen, before)


def zoom(screen: Screen, word: str) -> Places:
    before = screen.places()
    screen.frame.get_by_role("button", name=word).click()
    return moved(screen, before)


def width(places: Places) -> float:
    return max(x for x, _ in places.values()) - min(x for x, _ in places.values())


def moved_in(visit: Visit, server: Server, link: str = "") -> tuple[Screen, Places]:
    """Open the map and move it away from where it opens."""
    screen = visit(server, link)
    start = screen.at_rest()
    zoom(screen, "Perbesar")
    there = pan(screen, 60, -40)
    assert width(there) > 1.5 * width(start)
    return screen, there


def same(screen: Screen, there: Places) -> bool:
    now = screen.at_rest()
    return max(abs(now[name][axis] - there[name][axis]) for name in there for axis in (0, 1)) < 1


def test_ten_pans_and_zooms_cause_no_rerun(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    seen = [screen.at_rest()]
    for step in range(5):
        seen.append(zoom(screen, "Perbesar" if step % 2 == 0 else "Perkecil"))
        seen.append(pan(screen, 30 + step, 20))
    for before, after in itertools.pairwise(seen):
        assert before != after, "the map did not move"
    # A rerun would be asked for before the next one that is meant, so one counted here is the only one.
    screen.show_pillar("Smart Living")
    assert screen.events.reruns == 2


def test_changing_filters_keeps_zoom_and_centre(visit: Visit, kediri: Server) -> None:
    screen, there = moved_in(visit, kediri)
    with screen.filters():
        screen.pick("Status", "tercatat berjalan", many=True)
    screen.colour_by("Jumlah program")
    screen.painted_as_in_legend()
    assert same(screen, there)
    with screen.rerun():
        screen.page.get_by_role("button", name="status: tercatat berjalan").click()
    screen.show_pillar("Smart Living")
    screen.painted_as_in_legend()
    assert same(screen, there)


def test_choosing_from_the_list_marks_the_kelurahan_without_a_jump(visit: Visit, kediri: Server) -> None:
    screen, there = moved_in(visit, kediri)
    assert screen.read_map()["chosen"] == []
    for name in ("Tamanan", "Ngletih"):
        screen.pick("Kelurahan", name)
        screen.becomes(lambda: set(screen.read_map()["chosen"]), {name})
        expect(screen.panel.get_by_role("heading", level=2)).to_have_text(name)
        assert same(screen, there)


def test_a_click_opens_the_panel_and_writes_the_code_into_the_link_in_one_rerun(
    visit: Visit, kediri: Server
) -> None:
    screen, there = moved_in(visit, kediri)
    before = screen.events.reruns
    screen.click_area("Jagalan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Jagalan")
    expect(screen.panel).to_contain_text(f"Kec. Kota · {kode_of('Jagalan')}")
    expect(screen.box("Kelurahan")).to_have_value("Jagalan")
    assert screen.page.url == f"{kediri.url}?kode={kode_of('Jagalan')}"
    screen.becomes(lambda: set(screen.read_map()["chosen"]), {"Jagalan"})
    assert screen.events.reruns == before + 1
    assert same(screen, there)
    # Another one, and the first again: each click counts.
    screen.click_area("Kemasan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Kemasan")
    screen.pick("Kelurahan", "Bangsal")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Bangsal")
    screen.click_area("Kemasan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Kemasan")


def test_every_kelurahan_can_be_clicked(visit: Visit, kediri: Server) -> None:
    """A click lands on the area under the pointer, also on the small ones and the ones of two parts."""
    screen = visit(kediri)
    for name in ("Jagalan", "Kemasan", "Ringinanom", "Gayam", "Tinalan", "Lirboyo"):
        screen.click_area(name)
        expect(screen.panel.get_by_role("heading", level=2)).to_have_text(name)


WHOLE = """() => {
  const city = L.latLngBounds(PETAPROGRAM.bounds);
  const foot = document.querySelector(".peta-credit").offsetHeight;
  return Math.abs(map.getBoundsZoom(city, false, L.point(12, 12 + foot)) - map.getZoom()) < 1e-6
    && map.getBounds().contains(city);
}"""


def test_the_whole_city_fills_the_map_at_every_size_of_the_window(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?bahasa=en")
    for width, height in ((1400, 900), (1000, 1200), (390, 844), (1400, 500), (1400, 900)):
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.until(lambda: screen.frame.evaluate(WHOLE), f"the whole city at {width} x {height}")


def test_where_the_device_is_stays_on_the_device(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, size=PHONE)
    browser = screen.page.context
    ask, hint = screen.frame.locator(".peta-here"), screen.frame.locator(".peta-hint")
    # Not touched by a finger, a narrow window hides the button.
    ask.evaluate("button => { button.parentElement.style.display = 'block'; }")
    screen.until(
        lambda: any("/assets/map/ahead-" in url for url in screen.events.requests), "all that a map asks for"
    )
    before = screen.events.reruns, len(screen.events.requests)
    browser.grant_permissions(["geolocation"])
    browser.set_geolocation({"latitude": -7.82, "longitude": 112.02, "accuracy": 40})
    ask.click()
    expect(screen.frame.locator(".peta-tip strong")).to_have_text("Banjaran")
    browser.set_geolocation({"latitude": -6.2, "longitude": 106.8})
    ask.click()
    expect(hint).to_have_text("Lokasi Anda di luar kota ini.")
    browser.clear_permissions()
    ask.click()
    expect(hint).to_contain_text("Lokasi tidak diketahui")
    assert (screen.events.reruns, len(screen.events.requests)) == before
