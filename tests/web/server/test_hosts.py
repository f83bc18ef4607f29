"""Which names the server answers to where its address is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from starlette.types import Message, Receive, Scope, Send

from petaprogram.web.server import routes
from petaprogram.web.server.hosts import HostMiddleware
from tests.support import asgi

ADDRESS = "https://peta.example.go.id"
OURS = [
    "peta.example.go.id",
    "PETA.example.go.id",
    "peta.example.go.id.",
    "peta.example.go.id:443",
    "peta.example.go.id:8501",
    "localhost",
    "localhost:8501",
    "127.0.0.1:8501",
    "[::1]:8501",
]
FOREIGN = [
    "evil.example",
    "peta.example.go.id.evil.example",
    "evil-peta.example.go.id",
    "example.go.id",
    "192.168.1.5:8501",
    "127.0.0.1.evil.example",
    "peta.example.go.id@evil.example",
    "evil.example@peta.example.go.id",
    "peta.example.go.id/x",
    "peta.example.go.id:x",
    "peta.example.go.id ",
    "peta.example.go.id\n",
    "[::1",
    "..",
    "",
]


async def behind(scope: Scope, _receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


def ask(*hosts: str, path: str = "/", address: str = ADDRESS) -> tuple[int, bytes]:
    app = HostMiddleware(behind, address)
    status, _, body = asgi.ask(app, path, hosts=hosts, run=asgi.run_at_once)
    return status, body


def knock(host: str, *origins: str, more: Sequence[tuple[str, str]] = ()) -> str:
    """Open a web socket: what the server does first."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    headers = [("host", host), *(("origin", origin) for origin in origins), *more]
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }

    async def call() -> None:
        await HostMiddleware(behind, ADDRESS)(scope, receive, send)

    asgi.run_at_once(call())
    return str(sent[0]["type"])


@pytest.mark.parametrize("host", OURS)
def test_its_address_and_the_machine_itself_are_served(host: str) -> None:
    assert ask(host) == (200, b"behind")
    assert knock(host) == "websocket.accept"


@pytest.mark.parametrize("host", FOREIGN)
def test_every_other_name_is_refused_before_the_application_sees_it(host: str) -> None:
    status, body = ask(host)
    assert status == 403
    assert body.decode() == f"Peta ini hanya dibuka di {ADDRESS}"
    assert knock(host) == "websocket.close"


def test_a_request_without_a_host_or_with_two_is_refused() -> None:
    assert ask()[0] == 403
    assert ask("peta.example.go.id", "evil.example")[0] == 403
    assert ask("peta.example.go.id", "peta.example.go.id")[0] == 403


def test_it_is_refused_in_the_language_of_the_link() -> None:
    assert ask("evil.example", path="/peta?bahasa=en")[1].decode() == f"This map is opened only at {ADDRESS}"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://10.0.0.5:8501", "10.0.0.5:8501"),
        ("http://[2001:db8::1]:8501", "[2001:db8::1]:8501"),
        ("https://PETA.example.go.id", "peta.example.go.id"),
    ],
)
def test_an_address_may_be_a_number(address: str, host: str) -> None:
    assert ask(host, address=address)[0] == 200
    assert ask("peta.evil.example", address=address)[0] == 403


@pytest.mark.parametrize(
    ("host", "origin", "first"),
    [
        ("peta.example.go.id", "https://peta.example.go.id", "accept"),
        ("peta.example.go.id", "https://PETA.example.go.id:443", "accept"),
        ("localhost:8501", "http://localhost:8501", "accept"),
        ("peta.example.go.id", "https://evil.example", "close"),
        # A page of another program on the visitor's own machine.
        ("peta.example.go.id", "http://localhost:3000", "close"),
        ("peta.example.go.id", "null", "close"),
        ("peta.example.go.id", "", "close"),
        ("peta.example.go.id", "file://peta.example.go.id", "close"),
        ("peta.example.go.id", "https://evil.example@peta.example.go.id", "close"),
    ],
)
def test_a_socket_is_opened_only_by_a_page_of_the_same_name(host: str, origin: str, first: str) -> None:
    assert knock(host, origin) == f"websocket.{first}"


def test_a_second_origin_does_not_help() -> None:
    assert (
        knock("peta.example.go.id", "https://peta.example.go.id", "https://evil.example") == "websocket.close"
    )


def test_what_a_proxy_says_of_the_host_does_not_count() -> None:
    assert knock("evil.example", more=[("x-forwarded-host", "peta.example.go.id")]) == "websocket.close"


def test_the_life_of_the_server_is_left_alone() -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope)

    async def call() -> None:
        await HostMiddleware(app, ADDRESS)({"type": "lifespan"}, lambda: None, lambda _: None)  # type: ignore[arg-type, return-value]

    asgi.run_at_once(call())
    assert seen == [{"type": "lifespan"}]


def test_without_an_address_every_name_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    def kinds() -> list[object]:
        return [one.cls for one in routes.make_middleware()]

    monkeypatch.setattr(routes, "SETTINGS", replace(routes.SETTINGS, address=None))
    assert HostMiddleware not in kinds()
    monkeypatch.setattr(routes, "SETTINGS", replace(routes.SETTINGS, address=ADDRESS))
    assert HostMiddleware in kinds()
