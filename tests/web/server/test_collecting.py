"""What closed visits held is given back, and not while a script runs."""

from __future__ import annotations

import asyncio
import gc
import threading
import tomllib
import weakref
from collections.abc import Iterator

import pytest

from petaprogram.settings import ROOT
from petaprogram.web.server.collecting import collect_at_rest, collecting
from tests.support.asgi import run_with_loop


class Circle:
    """Holds itself, so that only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _no_other_search() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def forgotten() -> weakref.ref[Circle]:
    return weakref.ref(Circle())


def test_streamlit_searches_nothing_after_a_run() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["postScriptGC"] is False


def test_garbage_goes_again_and_again_as_long_as_the_server_runs() -> None:
    gone = []

    async def serve() -> None:
        async with collecting(every=0.05):
            for _ in range(2):
                left = forgotten()
                assert left() is not None
                await asyncio.sleep(0.3)
                gone.append(left() is None)
        left = forgotten()
        await asyncio.sleep(0.3)
        gone.append(left() is None)

    run_with_loop(serve())
    assert gone == [True, True, False]


@pytest.mark.parametrize("patience", [60.0, 0.0])
def test_a_search_waits_for_the_end_of_a_run_but_not_for_ever(patience: float) -> None:
    end = threading.Event()
    run = threading.Thread(target=end.wait, name="ScriptRunner.scriptThread")
    run.start()
    left = forgotten()
    if patience:
        threading.Timer(0.3, end.set).start()
    run_with_loop(collect_at_rest(patience))
    assert run.is_alive() == (patience == 0)
    assert left() is None
    end.set()
    run.join()
