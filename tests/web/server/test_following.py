"""New data are read before anybody asks for them."""

from __future__ import annotations

import asyncio
import time

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


def test_data_that_cannot_be_used_are_not_read_without_end() -> None:
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        # As long as it takes to read much.
        time.sleep(0.05)
        raise ValueError

    async def serve() -> None:
        async with following(look, every=0.01):
            await asyncio.sleep(0.5)

    run_with_loop(asyncio.wait_for(serve(), 10))
    assert len(looks) == 1
