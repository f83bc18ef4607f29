"""New data are read before anybody asks for them."""

from __future__ import annotations

import asyncio

from petaprogram.messages.issues import DataError
from petaprogram.web.server.following import following
from tests.support.asgi import run_with_loop


def test_the_server_looks_again_and_again_whatever_it_finds_and_for_as_long_as_it_runs() -> None:
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        raise DataError([]) if len(looks) == 1 else ValueError

    async def serve() -> None:
        async with following(look, every=0.01):
            while len(looks) < 3:
                await asyncio.sleep(0.01)
        done = len(looks)
        await asyncio.sleep(0.1)
        assert len(looks) == done

    run_with_loop(asyncio.wait_for(serve(), 10))
