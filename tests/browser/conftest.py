"""A server with the real data, a Chromium, and visits that leave nothing unnoticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.screen import Screen
from tests.browser.server import Server, start

DESKTOP, PHONE = (1400, 900), (390, 844)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever asks for another machine fails, and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

expect.set_options(timeout=10_000)

Serve = Callable[..., Server]
Visit = Callable[..., Screen]


def find_chromium() -> str:
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted,) if wanted else _NAMES:
        if found := shutil.which(name):
            return found
    pytest.fail(
        f"no browser: {wanted or ', '.join(_NAMES)} not found. Install one (apt-get install chromium) "
        "or name yours in the variable CHROMIUM.",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start servers; all are ended, and none may have complained or called another machine.

    What Streamlit does without an address has its own tests, which ask for the calls themselves.
    """
    servers: list[Server] = []
    at_home: list[Server] = []

    def one(*, port: int | None = None, with_address: bool = True, **settings: str | Path) -> Server:
        folder = tmp_path_factory.mktemp("server")
        texts = {name: str(value) for name, value in settings.items()}
        servers.append(start(folder, port=port, with_address=with_address, **texts))
        if with_address:
            at_home.append(servers[-1])
        return servers[-1]

    yield one
    for server in servers:
        server.stop()
    assert [line for server in servers for line in server.complaints] == []
    assert [call for server in at_home for call in server.calls] == []


@pytest.fixture(scope="session")
def kediri(serve: Serve) -> Server:
    """The app on the published data."""
    return serve()


class Tabs:
    """Tabs to visit with, used again and again: a new one costs Chromium a second.

    One profile for desks and one for phones, each with and without a network, so that Streamlit's own files
    are loaded and compiled once; only the size of the window changes.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[tuple[bool, bool], BrowserContext] = {}
        self._idle: dict[BrowserContext, list[Page]] = {}

    def take(self, size: tuple[int, int], *, offline: bool = False) -> Page:
        context = self._context(touch=size == PHONE, offline=offline)
        page = self._idle[context].pop() if self._idle[context] else context.new_page()
        # Chromium draws no frames of another process, as the map's is, in a tab that another one covers.
        page.bring_to_front()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        return page

    def _context(self, *, touch: bool, offline: bool) -> BrowserContext:
        if (touch, offline) not in self._contexts:
            context = self._browser.new_context(
                locale="id-ID", has_touch=touch, is_mobile=touch, offline=offline
            )
            context.set_default_timeout(10_000)
            self._contexts[touch, offline] = context
            self._idle[context] = []
        return self._contexts[touch, offline]

    def give_back(self, page: Page) -> None:
        """Leave what is open in it; nobody listens to it any more.

        Not for an empty page where it can be helped: Chromium would end its process and start another, which
        costs as much as half a visit.
        """
        page.goto(urljoin(page.url, "/_stcore/health") if page.url.startswith("http") else "about:blank")
        self._idle[page.context].append(page)

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Iterator[Tabs]:
    pool = Tabs(chromium)
    yield pool
    pool.close()


@pytest.fixture
def visit(tabs: Tabs) -> Iterator[Visit]:
    """Open a page of a server; at the end of the test every visit must have stayed clean and at home."""
    visits: list[tuple[Screen, bool]] = []

    def one(
        server: Server,
        link: str = "",
        *,
        size: tuple[int, int] = DESKTOP,
        with_map: bool = True,
        clean: bool = True,
    ) -> Screen:
        screen = Screen(tabs.take(size), server.url)
        visits.append((screen, clean))
        return screen.open(link, with_map=with_map)

    yield one
    for screen, _ in visits:
        screen.events.leave(screen.page)
        tabs.give_back(screen.page)
    for screen, clean in visits:
        if clean:
            screen.check_clean()
