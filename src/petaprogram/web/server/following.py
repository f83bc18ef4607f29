"""Reads new data as soon as they are there: a visit that begins afterwards waits for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress

from petaprogram.web.server.lasting import lasting

# In seconds, from one look to the next. A look at data that stay as they are takes a millisecond.
EVERY = 0.25


def following(look: Callable[[], object], every: float = EVERY) -> AbstractAsyncContextManager[None]:
    """Call `look` every so many seconds, in a thread of its own, as long as the block lasts."""
    return lasting(_follow_forever(look, every))


async def _follow_forever(look: Callable[[], object], every: float) -> None:
    while True:
        # What is wrong with new data is said to whoever visits, and written to the log by who reads them.
        with suppress(Exception):
            await asyncio.to_thread(look)
        await asyncio.sleep(every)
