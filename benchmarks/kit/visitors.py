"""Visitors without a browser: they speak the page's own protocol, so that many fit on one machine."""

from __future__ import annotations

import asyncio
import random
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

# In seconds: who waits longer for an answer counts as an error, and leaves.
PATIENCE = 120


class PageError(RuntimeError):
    """The page showed an error, or its run did not finish."""


@dataclass
class Tally:
    """What the visitors of one round met: seconds of each answered click, kB sent by the server, errors."""

    seconds: list[float] = field(default_factory=list)
    kb: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Visit:
    """One open page, at which somebody clicks.

    `control` is the end of a control's id: a select box, whose options are chosen in turn, or a button.
    `page` and `query` are the rest of the address; without them it is the front page.
    """

    def __init__(self, url: str, control: str, page: str = "", query: str = "") -> None:
        self._url, self._control = url, control
        self._message = BackMsg()
        run = self._message.rerun_script
        run.page_name, run.query_string, run.context_info.url = page, query, f"{url}{page}"
        self._id = ""
        self._values: Iterator[str] | None = None
        self._socket: websockets.ClientConnection

    async def load(self) -> str:
        """Load the page as a browser does, and give the cookies that it then keeps."""
        request = urllib.request.Request(self._url, headers={"Sec-Fetch-Dest": "document"})  # noqa: S310

        def load() -> str:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return "; ".join(one.partition(";")[0] for one in answer.headers.get_all("set-cookie") or ())

        return await asyncio.to_thread(load)

    async def open(self) -> None:
        """Open the page, up to the end of its first run."""
        cookies = await self.load()
        self._socket = await websockets.connect(
            self._url.replace("http", "ws", 1) + "_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self._url.rstrip("/")),
            additional_headers={"Cookie": cookies} if cookies else None,
            max_size=None,
            open_timeout=PATIENCE,
        )
        await self._run()

    async def click(self) -> int:
        """Use the control and wait until the run has finished; the bytes that came."""
        state = WidgetState(id=self._id)
        if self._values is None:
            state.trigger_value = True
        else:
            state.string_value = next(self._values)
        del self._message.rerun_script.widget_states.widgets[:]
        self._message.rerun_script.widget_states.widgets.append(state)
        return await self._run()

    async def leave(self) -> None:
        """Close the page."""
        await self._socket.close()

    async def _run(self) -> int:
        await self._socket.send(self._message.SerializeToString())
        received = 0
        while True:
            content = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            received += len(content)
            message = ForwardMsg()
            message.ParseFromString(content)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._message.rerun_script.page_script_hash = message.new_session.page_script_hash
            elif kind == "page_info_changed":
                # Otherwise the server takes the old address for a press of the back button.
                self._message.rerun_script.query_string = message.page_info_changed.query_string
            elif kind == "delta":
                self._look_at(message)
            elif kind == "script_finished":
                # A fragment that the run has started anew finishes by itself.
                if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY:
                    return received
                if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_WITH_COMPILE_ERROR:
                    raise PageError("the script does not compile")

    def _look_at(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(element.exception.message)
        if kind == "selectbox" and element.selectbox.id.endswith(self._control):
            self._id = element.selectbox.id
            if self._values is None:
                options = list(element.selectbox.options)
                random.shuffle(options)
                self._values = cycle(options)
        elif kind == "button" and element.button.id.endswith(self._control):
            self._id = element.button.id


async def visit(url: str, control: str, visitors: int, every: float, seconds: float) -> Tally:
    """Let visitors come one after the other, then click at a pace, and leave together.

    Parameters
    ----------
    url, control
        The page, and what they click; see `Visit`.
    visitors
        How many.
    every, seconds
        From one click of a visitor to the next, at the earliest; and how long all of it lasts.
    """
    tally = Tally()
    visits = [Visit(url, control) for _ in range(visitors)]
    for one in visits:
        await one.open()
    end = time.monotonic() + seconds

    async def stay(one: Visit) -> None:
        await asyncio.sleep(random.random() * every)  # noqa: S311
        while time.monotonic() < end:
            begun = time.monotonic()
            try:
                tally.kb.append(await one.click() / 1000)
            except (PageError, TimeoutError, OSError, websockets.WebSocketException) as error:
                tally.errors.append(f"{type(error).__name__}: {error}")
                return
            tally.seconds.append(time.monotonic() - begun)
            await asyncio.sleep(max(0.0, begun + every - time.monotonic()))

    await asyncio.gather(*(stay(one) for one in visits))
    await asyncio.gather(*(one.leave() for one in visits))
    return tally
