"""Headers on every answer, and no writing but of named paths: a pure ASGI middleware in front of Streamlit.

The page may load nothing but what this server sends and may run no script but Streamlit's own. The map's
iframe, where st_folium evaluates code, is sandboxed: it has no origin, no network and no way to the page
but messages. A page of another site may show one page of ours in a frame, the map alone: it has no control
that a click could be stolen from.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from petaprogram.web.server.uploads import Refusal
from petaprogram.web.visit.addresses import EMBEDDED

_READING = ("GET", "HEAD")
# What the map's iframe loads: to an iframe without an origin every other address is a foreign one.
_FRAMED = ("/component/", "/assets/")

_COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}


class SecurityMiddleware:
    """Adds the headers and refuses every method that writes, but for named paths.

    Parameters
    ----------
    app
        The application behind.
    tile_url
        The template of the basemap, whose host the map's iframe may ask for images; None for none.
    embedders
        The origins whose pages may show the map alone in a frame, ("*",) for all; no other page of ours is
        ever shown in one.
    written
        The exact paths that take a POST besides.
    judge_upload
        Says why what writes elsewhere is refused; None for an upload that is taken. Without it all is.
    """

    def __init__(
        self,
        app: ASGIApp,
        tile_url: str | None = None,
        embedders: Sequence[str] = (),
        written: Collection[str] = (),
        judge_upload: Callable[[Scope], Refusal | None] | None = None,
    ) -> None:
        self.app, self._written, self._judge_upload = app, frozenset(written), judge_upload
        page = _policy(
            script=("'self'", *_inline_script_hashes()),
            style=("'self'", "'unsafe-inline'"),
            img=("'self'", "data:"),
            font=("'self'", "data:"),
            connect=("'self'",),
            frame=("'self'",),
        )
        tiles = _tile_sources(tile_url)
        frame = _policy(
            script=("'self'", "'unsafe-inline'", "'unsafe-eval'"),
            style=("'self'", "'unsafe-inline'"),
            img=("'self'", "data:", *tiles),
        )
        self._page = {
            **_COMMON,
            "content-security-policy": page,
            "cross-origin-resource-policy": "same-origin",
        }
        self._frame = {
            **_COMMON,
            "content-security-policy": f"{frame}; sandbox allow-scripts",
            "cross-origin-resource-policy": "cross-origin",
        }
        # A browser asks every page around a frame: the map's own iframe must be allowed where its page is.
        self._embedded, self._frame = _embeddable(self._page, embedders), _embeddable(self._frame, embedders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; web sockets and the life of the server pass untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = self._frame if scope["path"].startswith(_FRAMED) else self._page
        if _asks_for_map_alone(scope):
            extra = self._embedded

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [
                    (name, value) for name, value in message.get("headers", []) if name.decode() not in extra
                ]
                added = [(name.encode(), value.encode()) for name, value in extra.items()]
                message = {**message, "headers": kept + added}
            await send(message)

        if refusal := self._refuse(scope):
            await PlainTextResponse(refusal.sentence, refusal.status)(scope, receive, send_secured)
            return
        await self.app(scope, receive, send_secured)

    def _refuse(self, scope: Scope) -> Refusal | None:
        # Anyone can send a file to a Streamlit app, whether a page asks for one or not. Where nobody can
        # edit, no method but reading has a purpose; a presenter's window sends which step to show.
        is_sent = scope["method"] == "POST" and scope["path"] in self._written
        if scope["method"] in _READING or is_sent:
            return None
        return self._judge_upload(scope) if self._judge_upload else Refusal(403, "403")


def _asks_for_map_alone(scope: Scope) -> bool:
    """Whether a request is for the page with the map alone: exactly as `web.frame.embedded_map` reads it."""
    values = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(EMBEDDED, [])
    return scope["path"] == "/" and values[-1:] == ["1"]


def _embeddable(headers: Mapping[str, str], embedders: Sequence[str]) -> dict[str, str]:
    """Let the embedders show an answer in a frame. The older header knows no list, so it goes."""
    if not embedders:
        return dict(headers)
    policy = headers["content-security-policy"]
    ancestors = f"frame-ancestors 'self' {' '.join(embedders)}"
    kept = {name: value for name, value in headers.items() if name != "x-frame-options"}
    return kept | {"content-security-policy": policy.replace("frame-ancestors 'self'", ancestors)}


def _policy(**sources: Iterable[str]) -> str:
    allowed = [f"{kind}-src {' '.join(hosts)}" for kind, hosts in sources.items()]
    return "; ".join(
        ["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"]
    )


def _inline_script_hashes() -> list[str]:
    """Hash the scripts inside Streamlit's own page, so that these and no other inline script may run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    digests = [
        hashlib.sha256(text.encode()).digest()
        for text in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _tile_sources(tile_url: str | None) -> list[str]:
    """Name the host of a basemap as a source; {s} stands for any of its sub-domains."""
    if not tile_url:
        return []
    parts = urlsplit(tile_url)
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"] if parts.netloc else []
