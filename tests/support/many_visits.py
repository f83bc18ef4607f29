"""Three hundred visits that come, a hundred at a time, and leave: what each hundred held, and left behind.

Run as a process of its own (`python -m tests.support.many_visits`): it serves the app, and prints JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message
from streamlit import config
from streamlit.runtime.app_session import AppSession

from petaprogram.settings import ROOT
from petaprogram.web.server.collecting import collect_at_rest
from petaprogram.web.server.first_visit import visit_once

VISITS, AT_ONCE = 300, 100
PAGES = ("", "tentang")
# In seconds: how long Streamlit keeps a visit whose connection is gone. As the app is run it is two minutes.
KEPT = 1


@dataclass(frozen=True, slots=True)
class Left:
    """Of one hundred visits: those held while they were open, and when they had left and one more came.

    `objects` are those of Python that can hold others, but for weak references, which come and go; `mb` is
    resident memory.
    """

    open: int
    held: int
    objects: int
    mb: float


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[None]:
    """Start the app and end it, as a server does."""
    coming: asyncio.Queue[Message] = asyncio.Queue()
    going: asyncio.Queue[Message] = asyncio.Queue()
    running = asyncio.ensure_future(app({"type": "lifespan", "state": {}}, coming.get, going.put))
    for step in ("startup", "shutdown"):
        coming.put_nowait({"type": f"lifespan.{step}"})
        assert (await going.get())["type"] == f"lifespan.{step}.complete"
        if step == "startup":
            yield
    await running


def sessions() -> int:
    """Count the visits that are in memory."""
    return sum(isinstance(one, AppSession) for one in gc.get_objects())


def megabytes() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def measure(app: ASGIApp) -> list[Left]:
    """Let the visits come and go."""
    found = []
    async with serving(app):
        await visit_once(app, PAGES)
        for _ in range(VISITS // AT_ONCE):
            pages = PAGES * (AT_ONCE // len(PAGES))
            await asyncio.gather(*(visit_once(app, [page]) for page in pages))
            most = sessions()
            await asyncio.sleep(KEPT + 0.2)
            await visit_once(app, PAGES[:1])
            await collect_at_rest()
            objects = sum(not isinstance(one, weakref.ref) for one in gc.get_objects())
            found.append(Left(most, sessions(), objects, megabytes()))
    return found


def main() -> None:
    """Measure, and print a list of `Left`."""
    logging.basicConfig(stream=sys.stderr)
    sys.path.insert(0, str(ROOT))
    config.get_config_options()
    config.set_option("server.disconnectedSessionTTL", KEPT)
    from app import app  # noqa: PLC0415  (it reads the options)

    print(json.dumps([asdict(one) for one in asyncio.run(measure(app))]))


if __name__ == "__main__":
    main()
