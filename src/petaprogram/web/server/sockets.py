"""What a visitor may send through the web socket: what pages need, at a size and a pace that others bear.

Streamlit takes every kind of message from anyone. One of 3 MB that asked for places to upload files to
stopped all visitors for seconds, and so did three sockets that asked for a hundred runs a second. This is a
pure ASGI middleware in front of it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_LOG = logging.getLogger(__name__)

# Streamlit's page sends the other kinds from its menu for developers, which is off, and for uploads, which
# have to be allowed. One of them empties the memory that all visitors share.
_PASSED = ("rerun_script", "stop_script")
# A download that is made when it is asked for. Other operations write files on the server.
_UPLOADS = "file_urls_request"
_OPERATION, _DOWNLOAD = "backend_operation_request", "deferred_file"
# The values of controls that are told only once: clicks.
_CLICKS = ("trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value")
# The message that says the end of a run is a tenth as long.
_SHORT = 1_000
# How often a run that waits for the end of another looks for it, in seconds.
_LOOK = 0.05

_PROTOCOL_ERROR, _UNSUPPORTED, _TOO_BIG = 1002, 1003, 1009


@dataclass(frozen=True, slots=True)
class Limits:
    """What one socket may send.

    A person clicks five times a second at most, and a page that waits for a file asks twice a second. The
    page with most controls has 13, and its messages have 1 kB.

    Parameters
    ----------
    size
        Bytes of a message.
    controls
        Controls whose values a message may hold.
    a_second, at_once
        Messages that are passed on: each second, and in one go after a rest. What comes sooner waits.
    waiting
        Messages that may wait.
    unfinished
        Runs that are passed on before one ends: a newer run takes the place of an older one.
    patience
        Seconds after which a run is passed on although no other has ended: not each says that it has.
    read_a_second, read_at_once
        Messages that are read; the network holds back the others.
    """

    size: int = 256_000
    controls: int = 250
    a_second: float = 5
    at_once: int = 20
    waiting: int = 10
    unfinished: int = 2
    patience: float = 2
    read_a_second: float = 100
    read_at_once: int = 200


class SocketMiddleware:
    """Filters what comes in through every web socket, whatever its address.

    Parameters
    ----------
    app
        The application behind.
    limits
        What one socket may send.
    allow_uploads
        Whether a browser that asks where to upload files is told so; without it none is.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits | None = None,
        allow_uploads: Callable[[FileURLsRequest], bool] | None = None,
    ) -> None:
        self.app = app
        self._limits = limits or Limits()
        self._allow_uploads = allow_uploads or (lambda _request: False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket; requests and the life of the server pass untouched."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        socket = _Socket(receive, send, self._limits, self._allow_uploads)
        try:
            await self.app(scope, socket.receive, socket.send)
        finally:
            socket.leave()


class _Pace:
    """Lets `at_once` pass in one go, and `a_second` from then on."""

    def __init__(self, a_second: float, at_once: int) -> None:
        self._each = 1 / a_second
        self._slack = (at_once - 1) * self._each
        self._next = 0.0

    def wait(self) -> float:
        """Return the seconds until one may pass."""
        return max(0.0, self._next - self._slack - time.monotonic())

    def count(self) -> None:
        """Count one that passes."""
        self._next = max(self._next, time.monotonic()) + self._each


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A message that waits to be passed on.

    `part` is the fragment of the page that is to run, "" for the whole page; None for what is no run.
    """

    content: bytes
    part: str | None = None
    clicked: bool = False


class _Socket:
    """The two ends of one socket, as Streamlit sees them."""

    def __init__(
        self, receive: Receive, send: Send, limits: Limits, allow_uploads: Callable[[FileURLsRequest], bool]
    ) -> None:
        self._receive, self._send, self._limits, self._allow_uploads = receive, send, limits, allow_uploads
        self._passing = _Pace(limits.a_second, limits.at_once)
        self._reading = _Pace(limits.read_a_second, limits.read_at_once)
        self._waiting: deque[_Wanted] = deque()
        self._arriving: asyncio.Task[Message] | None = None
        self._unfinished, self._last_run = 0, 0.0
        self._closed = False

    async def receive(self) -> Message:
        """Return what comes next; what comes too soon waits, and may give way to what is newer."""
        while True:
            wait = self._wait()
            if wait == 0:
                return {"type": "websocket.receive", "bytes": self._pass_on().content}
            self._arriving = self._arriving or asyncio.create_task(self._read())
            await asyncio.wait({self._arriving}, timeout=wait)
            if not self._arriving.done():
                continue
            message, self._arriving = self._arriving.result(), None
            if message["type"] != "websocket.receive":
                return message
            if code := self._take(message.get("bytes")):
                await self.send({"type": "websocket.close", "code": code})
                self._closed = True
                return {"type": "websocket.disconnect", "code": code}

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit sends; nothing after a close of ours, of which it learns later."""
        if self._closed:
            return
        content = message.get("bytes")
        if content and len(content) < _SHORT and ForwardMsg.FromString(content).HasField("script_finished"):
            self._unfinished = 0
        await self._send(message)

    def leave(self) -> None:
        """Stop listening."""
        if self._arriving:
            self._arriving.cancel()

    def _wait(self) -> float | None:
        """Return the seconds until the next may pass or is looked at again; None where nothing waits."""
        if not self._waiting:
            return None
        wait = self._passing.wait()
        if self._waiting[0].part is not None and self._unfinished >= self._limits.unfinished:
            longest = self._last_run + self._limits.patience - time.monotonic()
            wait = max(wait, min(longest, _LOOK))
        return wait

    def _pass_on(self) -> _Wanted:
        wanted = self._waiting.popleft()
        self._passing.count()
        if wanted.part is not None:
            self._unfinished += 1
            self._last_run = time.monotonic()
        return wanted

    async def _read(self) -> Message:
        await asyncio.sleep(self._reading.wait())
        self._reading.count()
        return await self._receive()

    def _take(self, content: bytes | None) -> int | None:
        """Let a message wait, or drop it; return a code where the socket has to be closed."""
        if content is None:
            return _UNSUPPORTED
        if len(content) > self._limits.size:
            return _TOO_BIG
        try:
            message = BackMsg.FromString(content)
        except Exception:  # noqa: BLE001  (what the library raises has no types)
            return _PROTOCOL_ERROR
        kind, controls = message.WhichOneof("type"), message.rerun_script.widget_states.widgets
        if len(controls) > self._limits.controls:
            return _TOO_BIG
        if kind == "rerun_script":
            clicked = any(one.WhichOneof("value") in _CLICKS for one in controls)
            self._take_run(_Wanted(content, message.rerun_script.fragment_id, clicked))
        elif self._passes(kind, message):
            if len(self._waiting) < self._limits.waiting:
                self._waiting.append(_Wanted(content))
        else:
            _LOG.debug("not passed on: %s", kind)
        return None

    def _passes(self, kind: str | None, message: BackMsg) -> bool:
        if kind == _OPERATION:
            return bool(message.backend_operation_request.WhichOneof("payload") == _DOWNLOAD)
        return kind in _PASSED or (kind == _UPLOADS and self._allow_uploads(message.file_urls_request))

    def _take_run(self, run: _Wanted) -> None:
        """Let a run wait.

        A run holds the values of all controls, so it says all that the one before it said but clicks: it
        takes that one's place. Behind a click it waits, unless too many do.
        """
        last = self._waiting[-1] if self._waiting else None
        full = len(self._waiting) >= self._limits.waiting
        if last and (full or (last.part == run.part and not last.clicked)):
            self._waiting[-1] = run if last.part == run.part else _of_whole_page(run)
        else:
            self._waiting.append(run)


def _of_whole_page(run: _Wanted) -> _Wanted:
    """Let the whole page run, and with it whatever part another run was for."""
    message = BackMsg.FromString(run.content)
    message.rerun_script.fragment_id = ""
    return _Wanted(message.SerializeToString(), "", run.clicked)
