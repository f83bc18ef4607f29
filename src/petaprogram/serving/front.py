"""Takes connections at one address and hands each over, untouched, to the worker that is to serve it.

The front reads the first request without taking it (`MSG_PEEK`) and passes the open connection itself to the
worker (`SCM_RIGHTS`): no byte goes through the front afterwards, and a worker sees who really asks.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Protocol

from petaprogram.serving.stickiness import END, choose_worker

# In bytes: a longer head is refused by the worker, whose rules these are. In seconds: who asks nothing for so
# long is sent away; how often a half head is looked at. How many may be about to ask.
_LONGEST_HEAD, _PATIENCE, _LOOK, _WAITING = 16_384, 10.0, 0.02, 1000
_WORDS = b"PetaProgram sedang dimulai. Muat ulang beberapa detik lagi."
_NOT_READY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(_WORDS), _WORDS)
)


class Worker(Protocol):
    """What the front has to know of a worker."""

    @property
    def ready(self) -> bool:
        """Whether it serves."""

    def take(self, connection: socket.socket) -> bool:
        """Hand a connection over; False where the worker takes none now."""


class Front:
    """Accepts connections for workers until it is cancelled."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers
        self._turns = count()
        self._waiting: set[asyncio.Task[None]] = set()

    async def serve(self, listener: socket.socket) -> None:
        """Accept connections of a listening socket that does not block."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    connection, address = await loop.sock_accept(listener)
                except OSError:
                    # Too many open files, or the visitor has left again.
                    await asyncio.sleep(_LOOK)
                    continue
                if len(self._waiting) >= _WAITING:
                    connection.close()
                    continue
                task = loop.create_task(self._pass_on(connection, address[0]))
                self._waiting.add(task)
                task.add_done_callback(self._waiting.discard)
        finally:
            for task in self._waiting:
                task.cancel()

    async def _pass_on(self, connection: socket.socket, address: str) -> None:
        with connection, suppress(OSError, TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                head = await _peek(connection)
            if head and not self._hand_over(connection, head, address):
                # The request is taken first: closing with bytes unread would reset the connection.
                connection.recv(_LONGEST_HEAD)
                connection.send(_NOT_READY)

    def _hand_over(self, connection: socket.socket, head: bytes, address: str) -> bool:
        """Give a connection to its worker, or where that one does not serve to the next that does."""
        first = choose_worker(head, address, len(self._workers), self._turns)
        candidates = (*self._workers[first:], *self._workers[:first])
        return any(worker.ready and worker.take(connection) for worker in candidates)


async def _peek(connection: socket.socket) -> bytes:
    """Wait for the head of the first request, and leave it where it is; empty where the visitor has left."""
    await _until_readable(connection)
    while True:
        head = connection.recv(_LONGEST_HEAD, socket.MSG_PEEK)
        if not head or END in head or len(head) >= _LONGEST_HEAD:
            return head
        # What has been seen stays readable, so that only time tells whether more has come.
        await asyncio.sleep(_LOOK)


async def _until_readable(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    readable = loop.create_future()

    def tell() -> None:
        if not readable.done():
            readable.set_result(None)

    loop.add_reader(connection, tell)
    try:
        await readable
    finally:
        loop.remove_reader(connection)
