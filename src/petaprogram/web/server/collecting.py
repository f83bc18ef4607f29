"""Gives back what closed visits held: once a minute, and while no script runs.

Python finds by itself most of what nobody uses any more, but a visit is a circle of objects that only a
search of the whole memory finds. Streamlit's own, after every run, is off in `.streamlit/config.toml`.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from contextlib import AbstractAsyncContextManager

from petaprogram.web.server.lasting import lasting

# In seconds: from one search to the next, and the longest wait for a moment in which no script runs.
EVERY, PATIENCE = 60.0, 10.0
_LOOK = 0.05
# What Streamlit calls the thread of a run, which ends with it.
_RUN = "ScriptRunner.scriptThread"


async def collect_at_rest(patience: float = PATIENCE) -> None:
    """Collect garbage as soon as no script runs; after `patience` seconds in any case."""
    clock = asyncio.get_running_loop().time
    end = clock() + patience
    while clock() < end and any(thread.name == _RUN for thread in threading.enumerate()):
        await asyncio.sleep(_LOOK)
    gc.collect()


def collecting(every: float = EVERY) -> AbstractAsyncContextManager[None]:
    """Collect every so many seconds as long as the block lasts."""
    return lasting(_collect_forever(every))


async def _collect_forever(every: float) -> None:
    while True:
        await asyncio.sleep(every)
        await collect_at_rest()
