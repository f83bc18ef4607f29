"""A visitor in a real Chromium, and what can be read off the browser."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Page,
    ViewportSize,
    WebSocket,
    sync_playwright,
)
from streamlit.proto.BackMsg_pb2 import BackMsg

# How far to drag a map (pixels), or which button of it to press.
Move = tuple[int, int] | Literal["in", "out"]

PROBE = Path(__file__).with_name("probe.js")
SIZE: ViewportSize = {"width": 1400, "height": 900}
# A page at rest: no message for this long. st_folium waits 0.25 s before it reports a move.
QUIET_S = 1.0
# A move of the map with its glide, its animation and what st_folium waits.
MOVE_MS = 900
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Where each polygon is and how it is filled, from Leaflet itself.
_READ_POLYGONS = """() => window.map && window.map._layers && Object.values(window.map._layers)
    .filter((layer) => layer._path && layer._path.matches("path.leaflet-interactive") && layer.getBounds)
    .map((layer) => {
        const box = layer.getBounds();
        return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth(),
            layer._path.getAttribute("fill").toLowerCase()];
    })"""

_READ_VIEW = "() => [window.map.getCenter().lat, window.map.getCenter().lng, window.map.getZoom()]"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of this machine: $CHROMIUM, or the first known name on the path.

    Raises
    ------
    RuntimeError
        If there is none.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise RuntimeError("no Chromium: install it (apt-get install chromium) or name it in $CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def signature(fills: Mapping[str, str]) -> str:
    """Write how many polygons have each fill, as the probe does."""
    found = [fill.lower() for fill in fills.values()]
    return ", ".join(f"{fill} {found.count(fill)}" for fill in sorted(set(found)))


class Visit:
    """One session, and the traffic between its page and the server; the browser's cache is empty at first.

    Parameters
    ----------
    browser
        Where to open it.
    beside
        Another visit whose browser cache to share.
    """

    def __init__(self, browser: Browser, beside: Visit | None = None) -> None:
        if beside:
            self.context: BrowserContext = beside.context
        else:
            self.context = browser.new_context(viewport=SIZE)
            self.context.add_init_script(path=PROBE)
        self.page: Page = self.context.new_page()
        self.received = 0
        self.asked = 0
        self._last = time.monotonic()
        self.page.on("websocket", self._listen)

    def close(self) -> None:
        """Leave, together with the visits beside this one."""
        self.context.close()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._on_received)
        socket.on("framesent", self._on_sent)

    def _on_received(self, payload: str | bytes) -> None:
        self._last = time.monotonic()
        self.received += len(payload)

    def _on_sent(self, payload: str | bytes) -> None:
        self._last = time.monotonic()
        if isinstance(payload, bytes):
            self.asked += BackMsg.FromString(payload).WhichOneof("type") == "rerun_script"

    def open(self, url: str, fills: str) -> float:
        """Open a page; return the milliseconds from the start of navigation to the painted polygons."""
        self.page.goto(url, wait_until="commit")
        painted = self.wait_for(fills, since=0)
        origin: float = self.page.evaluate("window.__bench.origin")
        return painted - origin

    def wait_for(self, fills: str, since: float, seconds: float = 30) -> float:
        """Wait for polygons filled like this, painted after a time; return that time.

        Raises
        ------
        TimeoutError
            If they do not appear.
        """
        end = time.monotonic() + seconds
        seen: list[str] = []
        while time.monotonic() < end:
            self.page.wait_for_timeout(50)
            entries = [entry for frame in self.page.frames for entry in _log(frame)]
            hits = [
                one["painted"] for one in entries if one["fills"] == fills and (one["painted"] or 0) > since
            ]
            if hits:
                return float(min(hits))
            seen = [one["fills"] for one in entries]
        raise TimeoutError(f"no polygons filled {fills!r}; seen: {seen[-3:]}")

    def settle(self, quiet: float = QUIET_S) -> None:
        """Wait until nothing has passed between page and server for a while."""
        while time.monotonic() - self._last < quiet:
            self.page.wait_for_timeout(50)

    def choose(self, label: str, option: str, fills: str) -> float:
        """Choose in a select box; return the milliseconds from the press to the painted polygons."""
        self.page.get_by_role("combobox", name=label, exact=True).click()
        self.page.keyboard.type(option)
        wanted = self.page.get_by_role("option", name=option, exact=True)
        wanted.hover()
        self.page.wait_for_timeout(300)
        self.page.mouse.down()
        self.page.mouse.up()
        since: float = self.page.evaluate("window.__bench.down")
        return self.wait_for(fills, since) - since

    def move_map(self, move: Move) -> None:
        """Drag the map or press one of its zoom buttons, and wait until it lies still.

        Raises
        ------
        RuntimeError
            If that did not move it.
        """
        frame = self.map_frame()
        before = frame.evaluate(_READ_VIEW)
        if isinstance(move, str):
            frame.locator(f".leaflet-control-zoom-{move}").click()
        else:
            box = frame.frame_element().bounding_box()
            if box is None:
                raise RuntimeError("the map is not visible")
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(x + move[0], y + move[1], steps=8)
            self.page.mouse.up()
        self.page.wait_for_timeout(MOVE_MS)
        if frame.evaluate(_READ_VIEW) == before:
            raise RuntimeError(f"the map did not move: {move}")

    def polygons(self) -> list[tuple[list[float], str]]:
        """Read the box (west, south, east, north) and the fill of each polygon on the map."""
        return [(item[:4], item[4]) for item in self.map_frame().evaluate(_READ_POLYGONS)]

    def map_frame(self) -> Frame:
        """Find the document with the map.

        Raises
        ------
        LookupError
            If no document has one.
        """
        for frame in self.page.frames:
            if any(entry["fills"] for entry in _log(frame)):
                return frame
        raise LookupError("no map on the page")


def _log(frame: Frame) -> list[dict[str, Any]]:
    if frame.is_detached():
        return []
    try:
        found = frame.evaluate("window.__bench ? window.__bench.fills : []")
    except Exception:  # noqa: BLE001  (a frame may go away at any moment: then it has nothing to say)
        return []
    return list(found)
