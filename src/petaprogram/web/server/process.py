"""One worker: `python -m petaprogram.web.server.process CHANNEL`, which `petaprogram serve` starts.

It serves the app as `streamlit run app.py` would, but opens no port: connections come from the front over the
channel, an open socket whose number is the argument.
"""

from __future__ import annotations

import asyncio
import socket
import sys

import uvicorn
from streamlit import config

from petaprogram.serving.workers import READY
from petaprogram.settings import ROOT
from petaprogram.web.server.first_visit import visit_once
from petaprogram.web.visit.addresses import ENTRIES

# In seconds: how long an answer that has begun may take when the worker is to end.
_GRACE = 5


class Server(uvicorn.Server):
    """Serves the connections that come over a channel."""

    def __init__(self, settings: uvicorn.Config, channel: socket.socket) -> None:
        super().__init__(settings)
        self._channel = channel
        self._opening: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the app, visit its pages, then take connections; no socket listens."""
        await super().startup(sockets=sockets)
        await visit_once(self.config.loaded_app, (entry.path for entry in ENTRIES))
        self._channel.settimeout(0)
        asyncio.get_running_loop().add_reader(self._channel, self._take)
        self._channel.send(READY)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections and end those that are open."""
        asyncio.get_running_loop().remove_reader(self._channel)
        await super().shutdown(sockets=sockets)

    def _take(self) -> None:
        try:
            said, found, _, _ = socket.recv_fds(self._channel, 1, 1)
        except BlockingIOError:
            return
        if not said:
            # The front is gone, however it ended.
            self.should_exit = True
            asyncio.get_running_loop().remove_reader(self._channel)
        for number in found:
            connection = socket.socket(fileno=number)
            opening = asyncio.create_task(self._open(connection))
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)

    async def _open(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()

        def make_protocol() -> asyncio.Protocol:
            # As uvicorn does for a connection that it accepts itself.
            return self.config.http_protocol_class(  # type: ignore[call-arg]
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            )

        try:
            await loop.connect_accepted_socket(make_protocol, connection)
        except OSError:
            connection.close()


def main(channel: int) -> int:
    """Serve until the channel closes or a signal comes; returns the exit status."""
    sys.path.insert(0, str(ROOT))
    config.get_config_options()
    largest = int(config.get_option("server.maxMessageSize")) * 1024 * 1024
    settings = uvicorn.Config(
        "app:app",
        ws="websockets-sansio",
        ws_max_size=largest,
        ws_per_message_deflate=bool(config.get_option("server.enableWebsocketCompression")),
        log_level="warning",
        access_log=False,
        use_colors=False,
        timeout_graceful_shutdown=_GRACE,
    )
    with socket.socket(fileno=channel) as opened:
        server = Server(settings, opened)
        server.run(sockets=[])
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
