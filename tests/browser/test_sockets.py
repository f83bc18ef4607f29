"""What one visitor sends through a web socket of his own keeps no other waiting. It needs no browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import Serve
from tests.browser.server import Server

RUN = BackMsg(rerun_script={"query_string": "warnai=pilar"}).SerializeToString()
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(serve: Serve) -> Server:
    one = serve()
    page_shown(one)
    return one


@contextmanager
def socket(server: Server) -> Iterator[ClientConnection]:
    address = f"{server.url.replace('http', 'ws', 1)}_stcore/stream"
    origin = server.url.rstrip("/")
    with connect(address, subprotocols=["streamlit"], origin=origin, max_size=None, close_timeout=1) as one:
        yield one


def page_shown(server: Server) -> float:
    """Visit the map page: the seconds until all of it has arrived."""
    start = time.monotonic()
    assert server.ask("GET", "/")[0] == 200
    with socket(server) as visitor:
        visitor.send(RUN)
        while not ForwardMsg.FromString(visitor.recv(timeout=60)).HasField("script_finished"):
            pass
    return time.monotonic() - start


def memory(server: Server, field: str) -> float:
    """MB of the server: VmRSS now, VmHWM at most."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(field))


def ask_for_uploads(server: Server, size: int) -> int | None:
    """Ask for places for as many files as a message of a size can name; the code that it is closed with."""
    message = BackMsg(file_urls_request={"request_id": "x", "file_names": ["a"] * (size // 3)})
    with socket(server) as attacker:
        with suppress(ConnectionClosed):
            attacker.send(message.SerializeToString())
            attacker.recv(timeout=60)
        return attacker.close_code


# Streamlit alone refuses nothing of this size; the server reads 5 MB at most.
@pytest.mark.parametrize("megabytes", [3, 9])
def test_a_message_that_asks_for_a_million_uploads_stops_nobody(server: Server, megabytes: int) -> None:
    before = memory(server, "VmRSS")
    with ThreadPoolExecutor(1) as pool:
        attack = pool.submit(ask_for_uploads, server, megabytes * MEGABYTE)
        time.sleep(0.2)
        assert page_shown(server) < 5
        # Where the rest of a message is still on its way, the browser may not get to read the code.
        assert attack.result() in (1009, 1006)
    assert memory(server, "VmHWM") - before < 100


def test_three_sockets_that_ask_for_a_hundred_runs_a_second_stop_nobody(server: Server) -> None:
    over = threading.Event()

    def ask_again_and_again() -> None:
        with socket(server) as attacker:
            reader = threading.Thread(target=lambda: [None for _ in attacker])
            reader.start()
            while not over.wait(0.01):
                attacker.send(RUN)
        reader.join()

    with ThreadPoolExecutor(3) as pool:
        attacks = [pool.submit(ask_again_and_again) for _ in range(3)]
        time.sleep(1)
        seconds = [page_shown(server) for _ in range(3)]
        over.set()
        for attack in attacks:
            attack.result()
    assert max(seconds) < 10
