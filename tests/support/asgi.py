"""One request to an application, as the server hands it over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any

import pytest
from starlette.types import ASGIApp, Message

Run = Callable[[Coroutine[Any, Any, None]], object]


def run_with_loop(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: that of the tests may have the loop of the browser running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


def run_at_once(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run what never has to wait, without an event loop: the browser tests keep theirs running."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def ask(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    *,
    accept: str = "",
    hosts: Sequence[str] = (),
    more: Mapping[str, str] = MappingProxyType({}),
    body: bytes = b"x" * 10,
    run: Run = run_with_loop,
) -> tuple[int, dict[str, str], bytes]:
    """Send a request with path, method, hosts and `more` headers letter by letter: status, headers, body.

    A test client would tidy them up before they arrive.
    """
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def call() -> None:
        await app(scope, receive, send)

    headers = [(b"host", host.encode()) for host in hosts]
    headers += [(b"accept-encoding", accept.encode())] if accept else []
    headers += [(name.encode(), value.encode()) for name, value in more.items()]
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    run(call())
    start, *parts = sent
    answered = [(name.decode(), value.decode()) for name, value in start["headers"]]
    assert len(answered) == len(dict(answered)), "a header is sent twice"
    return start["status"], dict(answered), b"".join(message["body"] for message in parts)
