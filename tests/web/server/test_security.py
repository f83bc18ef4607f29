"""The middleware in front of Streamlit: headers on every answer, no writing, a frame without an origin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from petaprogram.web.server.security import SecurityMiddleware
from tests.support import asgi

TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"
PAGES = [
    "/",
    "/peta",
    "/_stcore/health",
    "/static/js/index.js",
    "/media/x.csv",
    "/assets",
    "/component",
    "//assets/x",
]
FRAMED = [
    "/component/streamlit_folium.st_folium/index.html",
    "/assets/map/petamap-1.js",
]
# One address, spelled as a client might in the hope that a filter reads it otherwise than the server.
UPLOADS = [
    "/_stcore/upload_file/session/file",
    "/_stcore/upload_file",
    "//_stcore//upload_file/session/file",
    "/_stcore/./upload_file/session/file",
    "/component/../_stcore/upload_file/session/file",
    "/_STCORE/UPLOAD_FILE/session/file",
    "/_stcore/upload_file/%2e%2e/file",
    "/_stcore/upload_file/session/file;x=1",
    "/base/_stcore/upload_file/session/file",
    "",
]
WRITING = [
    "PUT",
    "POST",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "put",
    "get",
    "GET ",
    "",
]

Message = dict[str, Any]


class App:
    """An application that answers every request, and remembers what reached it."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self.headers = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        self.calls: list[tuple[Any, Any, Any]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.calls.append((scope, receive, send))
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"isi"})


def ask(
    app: App, path: str, method: str = "GET", tile_url: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    return asgi.ask(SecurityMiddleware(app, tile_url), path, method, run=asgi.run_at_once)


def policy(path: str, tile_url: str | None = None) -> dict[str, list[str]]:
    """Read the content security policy of an answer as directive -> sources."""
    directives = ask(App(), path, tile_url=tile_url)[1]["content-security-policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


@pytest.mark.parametrize("path", PAGES + FRAMED + UPLOADS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_every_answer_carries_the_headers(path: str, method: str) -> None:
    _, headers, _ = ask(App(), path, method)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=(self)" in headers["permissions-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'; ")


def test_a_header_of_the_application_is_kept_unless_it_is_one_of_ours() -> None:
    app = App(
        {
            "content-type": "text/html",
            "x-frame-options": "ALLOWALL",
            "content-security-policy": "default-src *",
        }
    )
    status, headers, body = ask(app, "/")
    assert (status, body) == (200, b"isi")
    assert headers["content-type"] == "text/html"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "*" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", UPLOADS)
@pytest.mark.parametrize("method", WRITING)
def test_what_is_not_reading_is_refused_before_the_application_sees_it(path: str, method: str) -> None:
    app = App()
    status, _, _ = ask(app, path, method)
    assert status == 403
    assert app.calls == []


@pytest.mark.parametrize("path", PAGES + FRAMED)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_no_other_address_can_be_written_to_either(path: str, method: str) -> None:
    assert ask(App(), path, method)[0] == 403


@pytest.mark.parametrize("path", PAGES + FRAMED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_passes(path: str, method: str) -> None:
    app = App()
    assert ask(app, path, method)[0] == 200
    assert len(app.calls) == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_its_own_scripts_and_asks_only_its_own_server(path: str) -> None:
    rules = policy(path)
    assert "sandbox" not in rules
    assert rules["script-src"][0] == "'self'"
    assert all(source.startswith("'sha256-") for source in rules["script-src"][1:])
    assert rules["connect-src"] == rules["frame-src"] == ["'self'"]
    assert rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("path", FRAMED)
def test_the_frame_of_the_map_has_no_origin_and_no_network(path: str) -> None:
    rules = policy(path)
    assert rules["sandbox"] == ["allow-scripts"]
    assert "connect-src" not in rules
    assert rules["default-src"] == ["'none'"]
    assert rules["img-src"] == ["'self'", "data:"]
    # A frame without an origin is foreign to everything, and still has to load its own files.
    assert ask(App(), path)[1]["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_cannot_be_loaded_by_another_site(path: str) -> None:
    assert ask(App(), path)[1]["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("tile_url", "source"),
    [
        (TILES, "https://*.tiles.example"),
        ("https://tiles.example:8443/{z}/{x}/{y}.png?key=1", "https://tiles.example:8443"),
        ("/tiles/{z}/{x}/{y}.png", None),
        (None, None),
    ],
)
def test_the_host_of_the_tiles_may_send_images_to_the_frame_and_nothing_else(
    tile_url: str | None, source: str | None
) -> None:
    frame = policy(FRAMED[0], tile_url)
    assert frame["img-src"] == ["'self'", "data:", *([source] if source else [])]
    others = [policy("/", tile_url), {**frame, "img-src": []}]
    assert [name for rules in others for name, sources in rules.items() if "tiles" in " ".join(sources)] == []


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_web_sockets_and_the_life_of_the_server_pass_untouched(kind: str) -> None:
    app = App()
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    scope = {"type": kind, "path": "/_stcore/stream", "headers": []}
    asgi.run_at_once(SecurityMiddleware(app)(scope, receive, send))
    assert app.calls == [(scope, receive, send)]
    assert sent[0]["headers"] == []


EMBEDDERS = ("https://situs.example.go.id",)
ALONE = ("/?sematan=1", "/?tampil=living&sematan=1", "/?sematan=0&sematan=1")
NOT_ALONE = ("/", "/?sematan=0", "/?sematan=1&sematan=0", "/profil?sematan=1", "/?SEMATAN=1", "/?x=sematan=1")


def ancestors(path: str, embedders: tuple[str, ...]) -> tuple[str, str | None]:
    """Who may show an answer in a frame, by the newer header and by the older one."""
    app = SecurityMiddleware(App(), embedders=embedders)
    headers = asgi.ask(app, path, run=asgi.run_at_once)[1]
    (rule,) = re.findall(r"frame-ancestors ([^;]*)", headers["content-security-policy"])
    return rule, headers.get("x-frame-options")


@pytest.mark.parametrize("path", [*ALONE, *FRAMED])
def test_the_map_alone_and_its_frame_may_be_shown_by_those_who_are_named(path: str) -> None:
    assert ancestors(path, EMBEDDERS) == ("'self' https://situs.example.go.id", None)
    assert ancestors(path, ("*",)) == ("'self' *", None)
    assert ancestors(path, ()) == ("'self'", "SAMEORIGIN")


@pytest.mark.parametrize("path", [*NOT_ALONE, *PAGES])
def test_no_other_page_is_ever_shown_by_another_site(path: str) -> None:
    assert ancestors(path, ("*",)) == ("'self'", "SAMEORIGIN")
