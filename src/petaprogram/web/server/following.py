"""Reads new data as soon as they are there: a visit that begins afterwards waits for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

# In seconds, from one look to the next. A look at data that stay as they are takes a millisecond.
EVERY = 0.25


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
        # What is wrong with new data is said to whoever visits, and written to the log by who reads them.
        with suppress(Exception):
            await asyncio.to_thread(look)
        await asyncio.sleep(every)
