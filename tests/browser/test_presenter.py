"""The presenter's window beside the shared screen: in a second window, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route, ViewportSize, expect

from petaprogram.messages.language import INDONESIAN
from tests.browser.conftest import PHONE, Serve
from tests.browser.server import Server
from tests.browser.test_axe import findings
from tests.browser.test_paparan import SHARED
from tests.support.real import real_scenes

# Chromium says these of the attributes that Streamlit gives every frame.
HARMLESS = re.compile("Unrecognized feature")
# Everything that a finger has to meet, smaller than 44 pixels.
SMALL = """() => [...document.querySelectorAll("button, summary, input")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map((one) => one.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth > innerWidth"
# What of a page lies below the window.
BELOW = """(queries) => queries.filter((query) => {
    const box = document.querySelector(query).getBoundingClientRect();
    return box.top < 0 || box.bottom > innerHeight || !box.height;
})"""


class Room:
    """A computer with a shared screen, and whoever comes with a phone; nothing that goes wrong is missed."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self._server = browser, server
        self._contexts = [browser.new_context(locale="id-ID", viewport=_size(SHARED))]
        self.trouble: list[str] = []

    def show(self, link: str = "paparan", *, before: str = "") -> Page:
        """Open the shared screen; `before` runs in it before anything else."""
        page = self._contexts[0].new_page()
        if before:
            page.add_init_script(before)
        self._watch(page)
        page.goto(self._server.url + link)
        expect(page.locator(".step-head h1")).to_be_visible(timeout=20_000)
        return page

    def open_window(self, screen: Page, press: Callable[[], object]) -> Page:
        """Open the presenter's window as `press` does, and wait until it is connected."""
        with screen.expect_popup() as opened:
            press()
        window = opened.value
        self._watch(window)
        window.set_viewport_size(_size(SHARED))
        expect(window.locator('body[data-state="connected"]')).to_be_visible()
        return window

    def take_phone(self, link: str = "penyaji") -> Page:
        context = self._browser.new_context(
            locale="id-ID", viewport=_size(PHONE), has_touch=True, is_mobile=True
        )
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page)
        page.goto(self._server.url + link)
        return page

    def leave(self) -> None:
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS.search(message.text):
            self.trouble.append(message.text)

    def _asked(self, request: Request) -> None:
        here, there = urlsplit(self._server.url), urlsplit(request.url)
        if there.scheme not in {"data", "blob", "about"} and there.netloc != here.netloc:
            self.trouble.append(f"asked: {request.url}")


def _size(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


@pytest.fixture
def room(chromium: Browser, kediri: Server) -> Iterator[Room]:
    room = Room(chromium, kediri)
    yield room
    room.leave()
    assert room.trouble == []


def step_of(screen: Page, number: int) -> Locator:
    return screen.locator(f'.step-head[data-step="{number}"]')


def expect_step(number: int, screen: Page, *followers: Page) -> None:
    """Wait until the shared screen and all that follow it show a step."""
    expect(step_of(screen, number)).to_be_visible()
    for one in followers:
        expect(one.locator("#place")).to_have_text(f"Langkah {number} dari {len(real_scenes())}")
        expect(one.locator("#title")).to_have_text(real_scenes()[number - 1].title(INDONESIAN))
        expect(one.locator('body[data-state="connected"]')).to_be_visible()


def press(page: Page, act: str) -> None:
    page.locator(f'[data-act="{act}"]').click()


def pair(window: Page, phone: Page) -> str:
    """Pair a phone by a code that somebody types; the code."""
    window.get_by_role("button", name="Sambungkan ponsel").click()
    shown = window.locator("#shown-code")
    expect(shown).to_have_text(re.compile("^[0-9A-Z]{5}-[0-9A-Z]{5}$"))
    code = shown.inner_text()
    phone.get_by_label("Kode").fill(code.lower())
    phone.get_by_role("button", name="Sambungkan").click()
    expect(phone.locator('body[data-state="connected"]')).to_be_visible()
    expect(window.locator("#phones")).to_have_text("Ponsel tersambung: 1")
    expect(window.locator("#left")).to_have_text("sudah dipakai atau lewat waktunya")
    expect(window.locator("#reachable")).to_be_hidden()
    window.get_by_role("button", name="Tutup").click()
    return code


def test_the_window_follows_the_shared_screen_and_leads_it(room: Room) -> None:
    screen = room.show("paparan?langkah=2")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    expect_step(2, screen, window)
    expect(window.locator("#notes li")).to_have_text(list(real_scenes()[1].notes(INDONESIAN)))
    expect(window.locator("#next")).to_have_text(f"3. {real_scenes()[2].title(INDONESIAN)}")
    expect(window.locator("#elapsed")).to_have_text(re.compile("^0:[0-9]{2}$"))
    expect(window.locator("#steps button")).to_have_count(len(real_scenes()))
    press(window, "next")
    expect_step(3, screen, window)
    window.locator("#steps button").nth(6).click()
    expect_step(7, screen, window)
    press(window, "previous")
    expect_step(6, screen, window)
    screen.keyboard.press("ArrowRight")
    expect_step(7, screen, window)
    screen.locator(".st-key-paparan-4 a").click()
    expect_step(4, screen, window)
    screen.locator(".st-key-paparan-left button").click()
    expect_step(3, screen, window)
    assert window.evaluate(SMALL) == []
    assert findings(window, "light") == []


def test_the_notes_are_never_on_the_shared_screen(room: Room) -> None:
    screen = room.show("paparan?langkah=7")
    window = room.open_window(screen, lambda: screen.locator(".presenter-open").click())
    read = []
    for number in (7, 8):
        expect_step(number, screen, window)
        expect(screen.locator(".st-key-paparan-right button")).to_be_visible()
        markup = screen.content()
        read += window.locator("#notes li").all_inner_texts()
        assert [note for scene in real_scenes() for note in scene.notes(INDONESIAN) if note in markup] == []
        window.keyboard.press("ArrowRight")
    assert read == [*real_scenes()[6].notes(INDONESIAN), *real_scenes()[7].notes(INDONESIAN)]


def test_the_keys_are_the_same_in_both_windows(room: Room) -> None:
    screen = room.show()
    window = room.open_window(screen, lambda: screen.keyboard.press("N"))
    for one in (screen, window):
        one.bring_to_front()
        for keys, number in (
            (["End"], len(real_scenes())),
            (["Home"], 1),
            (["Space"], 2),
            (["PageDown"], 3),
            (["PageUp"], 2),
            (["ArrowRight"], 3),
            (["ArrowLeft"], 2),
            (["9"], 9),
            (["1", "1"], 11),
            (["1", "0"], 10),
            (["1"], 1),
        ):
            for key in keys:
                one.keyboard.press(key)
            expect_step(number, screen, window)


def test_black_covers_the_shared_screen_until_any_key(room: Room) -> None:
    screen = room.show("paparan?langkah=5")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    black = screen.locator("#paparan-hitam")
    for one in (screen, window):
        for back in ("b", "ArrowRight"):
            one.keyboard.press("b")
            expect(black).to_be_visible()
            assert black.bounding_box() == {"x": 0, "y": 0, **_size(SHARED)}
            expect(window.locator("#dark")).to_be_visible()
            one.keyboard.press(back)
            expect(black).to_have_count(0)
            expect(window.locator("#dark")).to_be_hidden()
            # A key that ends black does nothing else.
            expect_step(5, screen, window)
    window.keyboard.press("b")
    expect(black).to_be_visible()
    window.locator("#steps button").nth(5).click()
    expect(black).to_have_count(0)
    expect_step(6, screen, window)


def test_f_fills_the_shared_screen_from_both_windows_and_leaves_it_again(room: Room) -> None:
    screen = room.show()
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    for one in (screen, window):
        for expected in (True, False):
            one.keyboard.press("f")
            expect(screen.locator(":fullscreen")).to_have_count(int(expected))
    expect_step(1, screen, window)
    # A browser that hands no key on, as some do.
    screen.evaluate("() => { document.documentElement.requestFullscreen = () => Promise.reject(); }")
    window.keyboard.press("f")
    expect(window.locator("#status")).to_have_text(
        "Peramban tidak mengizinkannya dari sini: tekan F di layar bersama."
    )


def test_no_key_is_lost_while_a_step_is_being_drawn(room: Room) -> None:
    screen = room.show()
    for _ in range(6):
        screen.keyboard.press("ArrowRight")
    expect_step(7, screen)
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("ArrowLeft")
    screen.keyboard.press("ArrowLeft")
    expect_step(6, screen)
    for number in (7, 8, 9):
        screen.keyboard.press("ArrowRight")
        expect_step(number, screen)
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("e")
    expect(screen.locator(".st-key-bingkai")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.locator(".step-head h1")).to_be_visible()


def test_the_window_leads_out_to_explore_and_back(room: Room) -> None:
    screen = room.show("paparan?langkah=7")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    window.keyboard.press("e")
    expect(window.locator("#away")).to_be_visible()
    seen = [".st-key-paparan-kembali button", ".st-key-peta-bingkai iframe", ".st-key-keterangan"]
    for query in (*seen, ".st-key-c-kelas button >> nth=-1"):
        expect(screen.locator(query)).to_be_visible()
    screen.wait_for_timeout(500)
    assert screen.evaluate(BELOW, seen) == []
    window.keyboard.press("Escape")
    expect_step(7, screen, window)
    # Somebody who clicked on the map has the keyboard in its frame.
    screen.keyboard.press("e")
    frame = screen.locator(".st-key-peta-bingkai iframe")
    expect(frame.content_frame.locator("path.peta-shape").first).to_be_attached(timeout=20_000)
    expect(screen.locator(".st-key-paparan-kembali")).to_be_visible()
    screen.wait_for_timeout(500)
    box = frame.bounding_box()
    assert box is not None
    screen.mouse.click(box["x"] + box["width"] - 60, box["y"] + 60)
    expect(frame).to_be_focused()
    screen.keyboard.press("Escape")
    expect_step(7, screen, window)
    screen.keyboard.press("e")
    expect(window.locator("#away")).to_be_visible()
    window.locator("#steps button").nth(1).click()
    expect_step(2, screen, window)


def test_a_phone_is_paired_by_a_code_and_leads_the_screen(room: Room) -> None:
    screen = room.show("paparan?langkah=3")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    phone = room.take_phone()
    code = pair(window, phone)
    expect_step(3, screen, window, phone)
    expect(phone.locator("#notes li")).to_have_text(list(real_scenes()[2].notes(INDONESIAN)))
    press(phone, "next")
    expect_step(4, screen, window, phone)
    screen.keyboard.press("End")
    expect_step(len(real_scenes()), screen, window, phone)
    phone.locator("#steps button").nth(1).tap()
    expect_step(2, screen, window, phone)
    press(phone, "black")
    expect(screen.locator("#paparan-hitam")).to_be_visible()
    press(phone, "black")
    expect(screen.locator("#paparan-hitam")).to_have_count(0)
    for query in ('[data-act="explore"]', "#connect"):
        expect(phone.locator(query)).to_be_hidden()
    assert phone.evaluate(SMALL) == []
    assert not phone.evaluate(WIDER)
    assert findings(phone, "light") == []
    # The code has had its phone; the address in its QR code carries it too.
    other = room.take_phone(f"penyaji#{code.replace('-', '')}")
    expect(other.locator("#pair-problem")).to_have_text(
        "Kode ini salah, sudah dipakai, atau lewat waktunya. Minta kode baru."
    )
    expect(other.locator("#walk")).to_be_hidden()
    assert "#" not in other.url
    room.trouble = [text for text in room.trouble if "404" not in text]


def test_texts_of_the_steps_are_shown_letter_by_letter(room: Room) -> None:
    hostile = "<img src=x onerror=alert(1)> <b>{{ 7*7 }}</b> ${1}"
    cues = [{"title": f"{hostile} 1", "notes": [hostile]}, {"title": f"{hostile} 2", "notes": []}]

    def answer(route: Route) -> None:
        state = {"version": "1", "role": "phone", "screen": True, "phones": 1, "elapsed": 3725.0}
        shown = {"step": 1, "black": False, "exploring": False}
        route.fulfill(json={**state, "shown": shown, "cues": cues})

    phone = room.take_phone("penyaji?bahasa=en")
    phone.route("**/penyaji/pair*", lambda route: route.fulfill(json={"phone": "x"}))
    phone.route("**/penyaji/state*", answer)
    phone.get_by_label("Code").fill("x")
    phone.get_by_role("button", name="Connect").click()
    expect(phone.locator("#title")).to_have_text(f"{hostile} 1")
    expect(phone.locator("#notes li")).to_have_text([hostile])
    expect(phone.locator("#next")).to_have_text(f"2. {hostile} 2")
    expect(phone.locator("#steps button").nth(1)).to_have_text(f"2{hostile} 2")
    assert phone.locator("img").count() == 1
    expect(phone.locator("#elapsed")).to_have_text(re.compile("^1:02:0[0-9]$"))
    assert not phone.evaluate(WIDER)


def test_two_presentations_at_once_stay_apart(room: Room, chromium: Browser, kediri: Server) -> None:
    screen = room.show("paparan?langkah=2")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    elsewhere = Room(chromium, kediri)
    other = elsewhere.show("paparan?langkah=9&bahasa=en")
    other_window = elsewhere.open_window(other, lambda: other.keyboard.press("n"))
    expect(other_window.locator("#place")).to_have_text(f"Step 9 of {len(real_scenes())}")
    window.keyboard.press("ArrowRight")
    expect_step(3, screen, window)
    expect(step_of(other, 9)).to_be_visible()
    expect(other_window.locator("#place")).to_have_text(f"Step 9 of {len(real_scenes())}")
    elsewhere.leave()
    assert elsewhere.trouble == []


def test_where_the_browser_holds_the_window_back_the_page_says_what_to_do(room: Room) -> None:
    screen = room.show(before="window.open = () => null;")
    screen.keyboard.press("n")
    notice = screen.get_by_role("alert")
    expect(notice).to_contain_text("Izinkan jendela pop-up untuk situs ini")
    link = notice.get_by_role("link", name="buka jendela penyaji di tab baru")
    window = room.open_window(screen, link.click)
    expect(notice).to_have_count(0)
    window.keyboard.press("ArrowRight")
    expect_step(2, screen, window)


def test_a_shared_screen_that_is_loaded_again_keeps_its_window(room: Room) -> None:
    screen = room.show("paparan?langkah=2")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    screen.reload()
    expect(screen.locator(".step-head h1")).to_be_visible(timeout=20_000)
    window.keyboard.press("End")
    expect_step(len(real_scenes()), screen, window)


def test_after_a_restart_the_window_comes_back_and_a_phone_is_told(chromium: Browser, serve: Serve) -> None:
    server = serve()
    room = Room(chromium, server)
    screen = room.show("paparan?langkah=5")
    window = room.open_window(screen, lambda: screen.keyboard.press("n"))
    phone = room.take_phone()
    pair(window, phone)
    server.stop()
    expect(window.locator("#status")).to_contain_text("Jaringan terputus")
    expect(window.locator("#notes li")).to_have_text(list(real_scenes()[4].notes(INDONESIAN)))
    serve(port=server.port)
    expect(phone.locator("#ended")).to_contain_text("server dimulai ulang", timeout=20_000)
    expect(phone.get_by_label("Kode")).to_be_visible()
    expect(window.locator('body[data-state="connected"]')).to_be_visible(timeout=20_000)
    expect_step(5, screen, window)
    pair(window, phone)
    press(phone, "next")
    expect_step(6, screen, window, phone)
    room.leave()
