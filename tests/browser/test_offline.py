"""With the cable out: what a visit asks for, and what the server asks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.server import GUARD, HOST, Server
from tests.support import recount

WIDE = len(recount.placements(kode="35.71"))


def test_every_request_of_a_whole_session_goes_to_its_own_server(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    screen.colour_by("Jumlah program")
    with screen.filters():
        screen.pick("Kecamatan", "Mojoroto", many=True)
    screen.painted_as_in_legend()
    screen.click_area("Tamanan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Tamanan")
    with screen.dialog(f"{WIDE} tingkat kota") as dialog:
        expect(dialog.locator("li.record")).to_have_count(WIDE)
    screen.download("Tabel (CSV)")
    screen.download("Tabel (XLSX)")
    screen.page.get_by_role("button", name="Bagikan").click()
    expect(screen.page.get_by_alt_text("Kode QR tautan ini")).to_be_visible()
    asked = [urlsplit(url) for url in screen.events.requests if not url.startswith(("data:", "blob:"))]
    assert {url.netloc for url in asked} == {f"{HOST}:{kediri.port}"}
    paths = {url.path for url in asked}
    assert {"/", "/_stcore/stream"} <= paths
    assert any(path.startswith("/assets/map/petamap-") for path in paths)
    assert len(asked) > 20
    screen.check_clean()
    assert kediri.calls == []


def test_a_basemap_that_does_not_answer_harms_nothing(visit: Visit, serve: Serve) -> None:
    tiles = "http://127.0.0.1:9/{z}/{x}/{y}.png"
    server = serve(PETAPROGRAM_TILES=tiles, PETAPROGRAM_TILES_ATTRIBUTION="Peta dasar")
    screen = visit(server, clean=False)
    screen.painted_as_in_legend()
    screen.colour_by("Jumlah program")
    screen.painted_as_in_legend()
    screen.click_area("Tamanan")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Tamanan")
    expect(screen.frame.get_by_text("Peta dasar")).to_be_visible()
    assert screen.foreign()
    assert {urlsplit(url).netloc for url in screen.foreign()} == {"127.0.0.1:9"}
    assert [trouble for trouble in screen.events.trouble if trouble.startswith("page error")] == []


def test_a_basemap_without_a_credit_line_harms_nothing(visit: Visit, serve: Serve) -> None:
    server = serve(PETAPROGRAM_TILES="http://127.0.0.1:9/{z}/{x}/{y}.png")
    screen = visit(server, clean=False, with_map=False)
    expect(screen.page.locator(".st-key-c-kelas")).to_be_visible()
    screen.until(screen.is_painted, "a painted map", seconds=5)


@pytest.fixture(scope="module")
def plain(serve: Serve) -> Server:
    """The app as the plain command starts it: without an address."""
    return serve(with_address=False)


def test_the_plain_command_calls_nobody_at_its_start(plain: Server) -> None:
    """Without an address and without a screen Streamlit would ask a server what its own address is."""
    assert plain.calls == []


def test_a_visit_from_an_unknown_origin_is_refused_without_a_call(plain: Server) -> None:
    before = plain.calls
    status, _, _ = plain.ask(
        "GET",
        "/_stcore/stream",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Origin": "http://elsewhere.example",
        },
    )
    assert status == 403
    assert plain.calls == before


def test_the_guard_of_these_tests_sees_a_call(tmp_path: Path) -> None:
    calls = tmp_path / "calls.txt"
    code = """
import socket
for place in (("elsewhere.invalid", 80), ("127.0.0.1", 9)):
    try:
        socket.create_connection(place, 1)
    except OSError:
        pass
"""
    environ = os.environ | {"PETAPROGRAM_TEST_CALLS": str(calls), "PYTHONPATH": str(GUARD)}
    subprocess.run([sys.executable, "-c", code], env=environ, check=True, timeout=20)
    assert calls.read_text("utf-8").splitlines() == [
        "socket.getaddrinfo elsewhere.invalid",
        "socket.connect 127.0.0.1:9",
    ]
