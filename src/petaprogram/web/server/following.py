"""Reads new data as soon as they are there: a visit that begins afterwards waits for nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

# In seconds, from one look to the next. A look at data that stay as they are takes a millisecond.
EVERY = 0.25
# After a look in vain, so many times as long as it took.
_REST = 20


@asynccontextmanager
async def following(look: Callable[[], object], every: float = EVERY) -> AsyncIterator[None]:
    """Call `look` every so many seconds, in a thread of its own, as long as the block lasts."""
    task = asyncio.create_task(_follow_forever(look, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _follow_forever(look: Callable[[], object], every: float) -> None:
    while True:
        begun = time.monotonic()
        rest = every
        try:
            await asyncio.to_thread(look)
        except Exception:  # noqa: BLE001 - said to whoever visits, and written to the log by who reads the data
            # Of data that cannot be used nothing is kept: to read them without end would take a processor.
            rest = max(every, _REST * (time.monotonic() - begun))
        await asyncio.sleep(rest)
