"""Starts the workers, starts one anew that has ended, and ends them all."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from contextlib import suppress

from petaprogram.serving.stickiness import VARIABLE
from petaprogram.settings import ROOT

# What a worker says over its channel when it serves.
READY = b"+"
_MODULE = "petaprogram.web.server.process"
# In seconds: how long a worker may take to start, and to end; the first wait before it is started again, and
# the longest one.
_START, _END, _FIRST_WAIT, _LONGEST_WAIT = 180.0, 8.0, 1.0, 30.0


class NotStartedError(RuntimeError):
    """A worker has ended before it served; it has said itself why."""


class WorkerProcess:
    """One worker, whichever process that is just now. See `front.Worker`."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.ready = False
        self.process: Process | None = None
        self._channel: socket.socket | None = None

    def take(self, connection: socket.socket) -> bool:
        """Hand a connection over."""
        try:
            return (
                self._channel is not None
                and socket.send_fds(self._channel, [b"."], [connection.fileno()]) > 0
            )
        except OSError:
            # It has just ended, or takes none because it has not come to those before.
            return False

    async def start(self) -> None:
        """Start a process and wait until it serves.

        Raises
        ------
        NotStartedError
            If it ends before, or takes too long.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", _MODULE, str(theirs.fileno())),
                pass_fds=[theirs.fileno()],
                env={**os.environ, VARIABLE: str(self.number)},
                cwd=ROOT,
                # A Ctrl-C in the terminal is the front's to pass on.
                start_new_session=True,
            )
        ours.settimeout(0)
        self._channel = ours
        try:
            async with asyncio.timeout(_START):
                said = await asyncio.get_running_loop().sock_recv(ours, 1)
        except (OSError, TimeoutError):
            said = b""
        if said != READY:
            await self.stop()
            raise NotStartedError
        self.ready = True

    async def keep(self) -> None:
        """Start the process anew whenever it ends, until this is cancelled."""
        wait = _FIRST_WAIT
        while self.process is not None:
            await self.process.wait()
            self.ready = False
            self._close()
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
            with suppress(NotStartedError):
                await self.start()
                wait = _FIRST_WAIT

    async def stop(self) -> None:
        """Ask the process to end, and end it where it does not."""
        self.ready = False
        process = self.process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(_END):
                    await process.wait()
            except TimeoutError:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        self._close()

    def _close(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
