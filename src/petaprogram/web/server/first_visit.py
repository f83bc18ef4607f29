"""Visits every page once before visitors are let in: what a page needs once is loaded and computed then.

A visit here is one over the web socket, as that of a browser, only that no network lies between.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Scope
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_LOG = logging.getLogger(__name__)
# In seconds: a page that takes longer is left to its visitors.
_PATIENCE = 30.0
_HOST = "localhost"


async def visit_once(app: ASGIApp, paths: Iterable[str]) -> None:
    """Visit pages one after the other; what goes wrong is logged, and no reason not to serve."""
    for path in paths:
        try:
            async with asyncio.timeout(_PATIENCE):
                await _visit(app, path)
        except Exception:  # noqa: BLE001  (whatever it is, visitors are let in)
            _LOG.exception("first visit of /%s", path)


async def _visit(app: ASGIApp, path: str) -> None:
    """Open a page and leave when its run has finished."""
    coming: asyncio.Queue[Message] = asyncio.Queue()
    coming.put_nowait({"type": "websocket.connect"})

    async def send(message: Message) -> None:
        if message["type"] == "websocket.accept":
            coming.put_nowait({"type": "websocket.receive", "bytes": _wish(path)})
        elif message["type"] == "websocket.send" and _is_last(message["bytes"]):
            coming.put_nowait({"type": "websocket.disconnect", "code": 1000})

    await app(_scope(), coming.get, send)


def _scope() -> Scope:
    return {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": "/_stcore/stream",
        "raw_path": b"/_stcore/stream",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", _HOST.encode()), (b"origin", f"http://{_HOST}".encode())],
        "subprotocols": ["streamlit"],
        "client": ("127.0.0.1", 0),
        "server": (_HOST, 80),
        "state": {},
    }


def _wish(path: str) -> bytes:
    wish = BackMsg()
    wish.rerun_script.page_name = path
    wish.rerun_script.context_info.url = f"http://{_HOST}/{path}"
    content: bytes = wish.SerializeToString()
    return content


def _is_last(content: bytes) -> bool:
    message = ForwardMsg()
    message.ParseFromString(content)
    return message.WhichOneof("type") == "script_finished"
