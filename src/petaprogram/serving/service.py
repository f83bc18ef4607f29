"""The front with its workers, from the start to the end."""

from __future__ import annotations

import asyncio
import signal
import socket

from petaprogram.serving.front import Front
from petaprogram.serving.workers import WorkerProcess

_BACKLOG = 2048


def open_listener(address: str, port: int) -> socket.socket:
    """Open the socket that visitors connect to; port 0 is any free one.

    Raises
    ------
    OSError
        If the address is not of this machine, or the port is in use or reserved.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, port), family=family, backlog=_BACKLOG)
    listener.settimeout(0)
    return listener


async def serve(listener: socket.socket, workers: int) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises
    ------
    NotStartedError
        If the first worker does not start; the others are not tried then.
    """
    processes = [WorkerProcess(number) for number in range(workers)]
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    running = [loop.create_task(Front(processes).serve(listener))]
    try:
        # One after the other: what the first keeps on disk is there for the rest.
        for process in processes:
            await process.start()
            running.append(loop.create_task(process.keep()))
            if stopping.is_set():
                return
        await stopping.wait()
    finally:
        listener.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.gather(*(process.stop() for process in processes))
