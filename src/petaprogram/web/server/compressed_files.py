"""Files kept compressed in memory: a first visit loads some 150 files of Streamlit, 5 MB uncompressed."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_KINDS = {".js": "text/javascript", ".css": "text/css"}
# The addresses of all these files hold a hash of their content.
_FOR_EVER = "public, max-age=31536000, immutable"
_LEVEL = 6


def pack(content: bytes) -> bytes:
    """Compress with gzip; the same content always gives the same bytes."""
    return gzip.compress(content, _LEVEL, mtime=0)


def answer(request: Request, packed: bytes, suffix: str, *, keep: str = _FOR_EVER) -> Response:
    """Send a compressed file, or its content where the browser takes no gzip; `keep` says how long it may."""
    headers = {"cache-control": keep, "vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return Response(packed, media_type=_KINDS[suffix], headers=headers)


class PackedFiles:
    """A middleware that answers for the scripts and style sheets of some folders, and leaves the rest alone.

    Parameters
    ----------
    app
        The application behind, which would send them as they are.
    folders
        Where they lie, by the address that they are asked for at.
    """

    def __init__(self, app: ASGIApp, folders: Mapping[str, Path]) -> None:
        self.app = app
        self._paths = {
            f"{at}/{path.name}": path
            for at, folder in folders.items()
            for path in folder.iterdir()
            if path.suffix in _KINDS
        }
        self._packed: dict[Path, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; a file is packed when it is first asked for."""
        path = self._paths.get(scope["path"]) if scope["type"] == "http" else None
        if path is None:
            await self.app(scope, receive, send)
            return
        if path not in self._packed:
            self._packed[path] = await run_in_threadpool(lambda: pack(path.read_bytes()))
        await answer(Request(scope), self._packed[path], path.suffix)(scope, receive, send)
