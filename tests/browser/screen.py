"""A visitor's tab: what is on it, what it asked for, and when it has come to rest."""

from __future__ import annotations

import base64
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame, Locator, Page, Request, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SECONDS = 15.0
_FRAME = ".st-key-peta-bingkai iframe"
_READ_MAP = (Path(__file__).parent / "read_map.js").read_text("utf-8")
# A frame waits by itself: a question from outside goes through three processes and holds up what it is about.
_PAINTED = """async (most) => {
  const until = performance.now() + most;
  for (;;) {
    const fills = [...document.querySelectorAll("path.peta-shape")].map((one) => one.getAttribute("fill"));
    const painted = fills.length === 46 && fills.every((fill) => fill && fill !== "#FFFFFF");
    if (painted || performance.now() > until) return painted;
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
# Where each kelurahan is, in pixels of the frame.
_PLACES = """() => {
  const ground = document.querySelector(".leaflet-map-pane").getBoundingClientRect();
  return Object.fromEntries([...document.querySelectorAll(".peta-name.peta-kelurahan")].map((mark) =>
    [mark.textContent, [ground.left + mark._leaflet_pos.x, ground.top + mark._leaflet_pos.y]]));
}"""
# A move that was asked for begins with one of the next frames, so two looks alike are not enough.
_AT_REST = f"""async (most) => {{
  const until = performance.now() + most;
  for (let last = "", times = 0;;) {{
    const moving = document.querySelector(".leaflet-zoom-anim, .leaflet-pan-anim");
    const places = ({_PLACES})(), now = moving ? "" : JSON.stringify(places);
    times = now && now === last ? times + 1 : 0;
    if (times === 2) return places;
    if (performance.now() > until) return null;
    last = now;
    await new Promise((done) => {{
      setTimeout(() => requestAnimationFrame(done), 60);
      setTimeout(done, 200); // a frame that nobody sees is not drawn
    }});
  }}
}}"""
# Streamlit keeps the place of what it cannot draw yet.
_IS_DRAWN = '() => !document.querySelector(\'[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]\')'
_LEGEND = """() => {
  const buttons = [...document.querySelectorAll(".st-key-c-kelas button")].map((one) => [
    one.innerText, getComputedStyle(one, "::before").backgroundImage.replace(/^url\\("|"\\)$/g, ""),
  ]);
  const rows = [...document.querySelectorAll("section.legend > ul:first-of-type li")]
    .filter((row) => !buttons.length || row.innerText.startsWith("di luar filter"))
    .map((row) => [row.innerText, row.querySelector("img").src]);
  return [...buttons, ...rows];
}"""
_FOLLOW = """(address) => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
# Chromium says these of the attributes that Streamlit gives every frame.
_HARMLESS = re.compile(r"Unrecognized feature: ")

T = TypeVar("T")


class LegendRow(NamedTuple):
    """One line of the legend: its words, its count, and what its swatch looks like."""

    label: str
    areas: int
    fill: str


@dataclass
class Events:
    """Everything that a tab did besides showing the page."""

    requests: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    reruns: int = 0
    idle: bool = False

    listeners: dict[str, Callable[..., object]] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        self.listeners = {
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": self._failed,
            "response": lambda answer: answer.status >= 400 and self.trouble.append(str(answer)),
            "console": lambda message: self._said(message.type, message.text),
            "pageerror": lambda error: self.trouble.append(f"page error: {error}"),
            "dialog": lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()),
            "websocket": self._opened,
            "popup": lambda other: self.trouble.append(f"another tab: {other.url}"),
        }
        for event, listener in self.listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def leave(self, page: Page) -> None:
        for event, listener in self.listeners.items():
            page.remove_listener(event, listener)

    def _failed(self, request: Request) -> None:
        # A download takes its request away from the page; so does leaving it.
        if "/media/" not in request.url and request.failure != "net::ERR_ABORTED":
            self.trouble.append(f"failed: {request.url} {request.failure}")

    def _said(self, kind: str, text: str) -> None:
        if not _HARMLESS.match(text):
            self.console.append(text)
            if kind == "error":
                self.trouble.append(f"console: {text}")

    def _opened(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        if BackMsg.FromString(_bytes(frame)).WhichOneof("type") == "rerun_script":
            self.reruns += 1
            self.idle = False

    def _received(self, frame: bytes | str) -> None:
        message = ForwardMsg.FromString(_bytes(frame))
        if message.WhichOneof("type") == "session_status_changed":
            self.idle = not message.session_status_changed.script_is_running


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode("latin-1")


class Screen:
    """One tab on one server."""

    def __init__(self, page: Page, server_url: str) -> None:
        self.page = page
        self.server_url = server_url
        self.events = Events()
        self.events.watch(page)

    # ---- coming and going

    def open(self, link: str = "", *, with_map: bool = True) -> Screen:
        """Open a link of the app and wait until all is drawn and its map is painted."""
        self.events.idle = False
        self.page.goto(self.server_url + link.removeprefix("/"))
        self.settle()
        self.until(lambda: self.page.evaluate(_IS_DRAWN), "all that was sent")
        if with_map:
            self.until(self.is_painted, "a painted map")
        return self

    def follow(self, link: str) -> Screen:
        """Go to another link of the app in the same session, as the browser's own buttons do."""
        with self.rerun():
            self.page.evaluate(_FOLLOW, self.server_url + link)
        return self

    def settle(self) -> None:
        """Wait until no script is running for this tab."""
        self.until(lambda: self.events.idle, "the end of the script")

    def is_painted(self) -> bool:
        """Whether, a second later at most, each kelurahan has the fill of a class, not an unpainted map's."""
        if not self.page.locator(_FRAME).count():
            return False
        try:
            return bool(self.frame.evaluate(_PAINTED, 1000))
        except Error:  # the frame was replaced by another page's while it was asked
            return False

    @contextmanager
    def rerun(self) -> Iterator[None]:
        """Do what makes the app run again, and wait until it did."""
        before = self.events.reruns
        yield
        self.until(lambda: self.events.reruns > before, "a rerun")
        self.settle()

    def until(self, check: Callable[[], T], what: str, seconds: float = SECONDS) -> T:
        """Wait until `check` says yes."""
        step, until = 20.0, time.monotonic() + seconds
        while True:
            if found := check():
                return found
            if time.monotonic() > until:
                break
            self.page.wait_for_timeout(step)
            step = min(1.5 * step, 100)
        raise AssertionError(
            f"waited {seconds} s for {what} on {self.page.url}; trouble: {self.events.trouble}"
        )

    def becomes(self, read: Callable[[], T], expected: T) -> None:
        """Wait until what is on screen is as expected; else show what is there."""
        try:
            self.until(lambda: read() == expected, "", seconds=5)
        except AssertionError:
            assert read() == expected

    # ---- the map

    @property
    def frame(self) -> Frame:
        handle = self.page.locator(_FRAME).element_handle()
        frame = handle.content_frame()
        assert frame is not None
        return frame

    @property
    def map_box(self) -> dict[str, float]:
        """Where the map is in the window, in pixels: x, y, width, height."""
        box = self.page.locator(_FRAME).bounding_box()
        assert box is not None
        return dict(box)

    def read_map(self) -> dict[str, Any]:
        return self.frame.evaluate(_READ_MAP)

    def areas(self) -> dict[str, dict[str, Any]]:
        """What is drawn of every kelurahan, by name."""
        return {area["name"]: area for area in self.read_map()["areas"]}

    def named(self, fill: str) -> list[str]:
        """The kelurahan that are painted in one fill, in order."""
        return sorted(name for name, area in self.areas().items() if area["fill"] == fill)

    def places(self) -> dict[str, tuple[float, float]]:
        """Where every kelurahan is in the frame: what panning and zooming change."""
        return _rounded(self.frame.evaluate(_PLACES))

    def at_rest(self) -> dict[str, tuple[float, float]]:
        """Wait until the map has stopped moving."""
        return _rounded(self.until(lambda: self.frame.evaluate(_AT_REST, 2000), "a map at rest"))

    def window_point(self, name: str) -> tuple[float, float]:
        """Where the middle of a kelurahan is in the window."""
        (x, y), box = self.places()[name], self.map_box
        assert 0 < x < box["width"], f"{name} is out of view"
        assert 0 < y < box["height"], f"{name} is out of view"
        return box["x"] + x, box["y"] + y

    def hover(self, name: str) -> str:
        """Point at a kelurahan and return what the map says of it."""
        tip = self.frame.locator(".peta-tip")

        def told() -> str | None:
            # The map may still move while the page around it is laid out.
            x, y = self.window_point(name)
            self.page.mouse.move(x + 2, y + 2)
            self.page.mouse.move(x, y)
            text = tip.inner_text() if tip.count() else ""
            return text if text.startswith(name) else None

        return self.until(told, f"the map's words on {name}") or ""

    def click_area(self, name: str) -> None:
        # First until the map answers there: it may still move while the page around it is laid out.
        self.hover(name)
        with self.rerun():
            self.page.mouse.click(*self.window_point(name))

    def zoom_in(self) -> None:
        """Press the map's button and wait until it shows less of the city."""

        def width() -> float:
            across = [x for x, _ in self.at_rest().values()]
            return max(across) - min(across)

        before = width()
        self.frame.get_by_role("button", name="Perbesar").click()
        self.until(lambda: width() > before, "a larger map")

    # ---- the page around it

    @property
    def sentence(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name="Rincian kelurahan")

    @property
    def body(self) -> str:
        return self.page.locator("body").inner_text()

    def legend(self) -> list[LegendRow]:
        """The classes of the legend, as a reader sees them: buttons on the map page, a list elsewhere."""
        rows = self.page.evaluate(_LEGEND)
        found = []
        for text, source in rows:
            label, _, count = " ".join(text.split()).rpartition(" ")
            found.append(LegendRow(label.removesuffix(":"), int(count), _swatch_fill(source)))
        return found

    def painted_as_in_legend(self) -> None:
        """Wait until as many kelurahan have the fill of each class as the legend says: 46 in all."""

        def painted_and_listed() -> tuple[Counter[str], Counter[str]]:
            painted = Counter(area["fill"] for area in self.areas().values() if area["seen"])
            return painted, Counter({row.fill: row.areas for row in self.legend() if row.areas})

        def agree() -> bool:
            painted, listed = painted_and_listed()
            return painted == listed and listed.total() == 46

        try:
            self.until(agree, "", seconds=5)
        except AssertionError:
            painted, listed = painted_and_listed()
            assert painted == listed  # pytest shows the difference
            assert listed.total() == 46

    def box(self, label: str, *, many: bool = False) -> Locator:
        """The box in which one value is chosen, or many; both may carry the same label."""
        kind = self.page.get_by_test_id("stMultiSelect" if many else "stSelectbox")
        return kind.get_by_role("combobox", name=label, exact=True)

    def options(self, label: str, *, many: bool = False) -> list[str]:
        """What a list offers without being scrolled."""
        box = self.box(label, many=many)
        box.focus()
        rows = self.page.get_by_role("option")
        self._unfold(box, rows.first)
        found = rows.all_inner_texts()
        self._fold(box)
        return found

    def pick(self, label: str, option: str, *, many: bool = False) -> None:
        """Choose from a list, as somebody who types."""
        box = self.box(label, many=many)
        row = self.page.get_by_role("option", name=option, exact=True)
        self._unfold(box, row, option)
        with self.rerun():
            row.click()
        if many:
            self._fold(box)

    def _unfold(self, box: Locator, row: Locator, text: str = "") -> None:
        """Open a list and type; a page that scrolls closes the list, one that is redrawn empties the box."""

        def is_open() -> bool:
            if text and box.input_value() != text:
                box.fill(text)
            if box.get_attribute("aria-expanded") != "true":
                box.press("ArrowDown")
            return row.is_visible()

        self.until(is_open, f"the list of {box}")

    def _fold(self, box: Locator) -> None:
        box.press("Escape")
        expect(self.page.get_by_role("listbox")).to_have_count(0)

    def show_pillar(self, name: str) -> None:
        """Choose what the map shows among the pillars, or all of them."""
        with self.rerun():
            self.page.locator(".st-key-c-tampil").get_by_role("radio", name=name).click()

    def show_program(self, name: str) -> None:
        self.pick("Sebuah program", name)

    @contextmanager
    def filters(self) -> Iterator[Locator]:
        """Unfold the filters, and fold them again."""
        button = self.page.locator(".st-key-saringan").get_by_role("button")
        button.click()
        box = self.page.get_by_test_id("stPopoverBody")
        expect(box).to_be_visible()
        yield box
        button.click()
        expect(box).to_be_hidden()

    def colour_by(self, name: str) -> None:
        """Choose what the map of all pillars says."""
        with self.filters(), self.rerun():
            self.page.get_by_role("radiogroup", name="Warnai menurut").get_by_text(name, exact=True).click()

    @contextmanager
    def dialog(self, button: str) -> Iterator[Locator]:
        """Open the rows behind a number, and close them again."""
        with self.rerun():
            self.page.get_by_role("button", name=button, exact=True).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        yield dialog
        self.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

    def download(self, name: str) -> tuple[str, bytes]:
        """Press a button in the list of files: the name of the file, and what is in it.

        The list is drawn when it is opened and taken away when it is closed: the buttons of the time before
        are still there for a moment, and save nothing.
        """
        with self.rerun():
            self.page.get_by_role("button", name="Unduh").click()
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=name, exact=True).click()
        with self.rerun():
            self.page.keyboard.press("Escape")
        return started.value.suggested_filename, Path(started.value.path()).read_bytes()

    def check_clean(self) -> None:
        """Nothing but this server was asked, nothing failed, nothing was complained about."""
        assert self.foreign() == [], self.foreign()
        assert self.events.trouble == [], self.events.trouble
        assert self.events.dialogs == [], self.events.dialogs

    def foreign(self) -> list[str]:
        """Every address asked for that is not on this server."""
        here = urlsplit(self.server_url).netloc
        return [
            url
            for url in self.events.requests
            if urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).netloc != here
        ]


def _rounded(places: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in places.items()}


def _swatch_fill(source: str) -> str:
    """Read the fill of a legend's swatch, written as the map's own polygons write theirs."""
    head, _, data = source.partition(",")
    assert head == "data:image/svg+xml;base64"
    svg = base64.b64decode(data).decode()
    if "<path" in svg:
        return "url(#peta-hatch)"
    found = re.search(r'fill="(#[0-9A-F]{6})"', svg)
    assert found is not None
    return found[1]
