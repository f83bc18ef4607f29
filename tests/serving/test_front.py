"""The front hands connections over as they are."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from petaprogram.serving import front
from petaprogram.serving.front import Front
from petaprogram.serving.service import open_listener
from petaprogram.serving.stickiness import COOKIE

ASKED = f"GET /siap HTTP/1.1\r\nHost: peta\r\nCookie: {COOKIE}=1\r\n\r\n".encode()


class FakeWorker:
    """Answers by its name and by whatever it was sent, over the very connection that it is given."""

    def __init__(self, name: str, *, ready: bool = True, willing: bool = True) -> None:
        self.name, self.ready, self.willing = name, ready, willing
        self.peers: list[int] = []

    def take(self, connection: socket.socket) -> bool:
        if self.willing:
            own = connection.dup()
            self.peers.append(own.getpeername()[1])
            own.setblocking(True)
            with own:
                own.sendall(self.name.encode() + b":" + own.recv(100_000))
        return self.willing


class Running:
    """A front in a thread of its own, and callers."""

    def __init__(self, workers: list[FakeWorker]) -> None:
        self.workers = workers
        self.listener = open_listener("127.0.0.1", 0)
        self.loop = asyncio.new_event_loop()
        self.threads = ThreadPoolExecutor(1)
        self.done = self.threads.submit(self._run)

    def _run(self) -> None:
        self.task = self.loop.create_task(Front(self.workers).serve(self.listener))
        with pytest.raises(asyncio.CancelledError):
            self.loop.run_until_complete(self.task)

    def call(self) -> socket.socket:
        return socket.create_connection(self.listener.getsockname(), timeout=5)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.task.cancel)
        self.done.result(5)
        self.threads.shutdown()
        self.listener.close()
        self.loop.close()


@pytest.fixture
def running() -> Iterator[Running]:
    found = Running([FakeWorker("nol"), FakeWorker("satu"), FakeWorker("dua")])
    yield found
    found.stop()


def everything(caller: socket.socket) -> bytes:
    content = b""
    while part := caller.recv(65_536):
        content += part
    return content


def test_a_worker_gets_the_request_untouched_and_the_caller_itself(running: Running) -> None:
    with running.call() as caller:
        caller.sendall(ASKED)
        assert everything(caller) == b"satu:" + ASKED
        assert running.workers[1].peers == [caller.getsockname()[1]]


def test_a_head_that_comes_in_pieces_is_read_to_its_end(running: Running) -> None:
    with running.call() as caller:
        for piece in (ASKED[:20], ASKED[20:70], ASKED[70:]):
            caller.sendall(piece)
            time.sleep(0.05)
        assert everything(caller) == b"satu:" + ASKED


@pytest.mark.parametrize("trouble", [{"ready": False}, {"willing": False}])
def test_where_a_worker_takes_none_the_next_one_does(running: Running, trouble: dict[str, bool]) -> None:
    running.workers[1] = FakeWorker("satu", **trouble)
    with running.call() as caller:
        caller.sendall(ASKED)
        assert everything(caller) == b"dua:" + ASKED


def test_while_no_worker_is_ready_a_visitor_is_told_to_wait(running: Running) -> None:
    for worker in running.workers:
        worker.ready = False
    with running.call() as caller:
        caller.sendall(ASKED)
        answer = everything(caller)
    assert answer.startswith(b"HTTP/1.1 503 ")
    headers, _, words = answer.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(words)}".encode() in headers
    assert "sedang dimulai" in words.decode()


def test_who_asks_nothing_is_sent_away_and_keeps_nobody_waiting(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "_PATIENCE", 0.3)
    silent = [running.call() for _ in range(20)]
    half = running.call()
    half.sendall(ASKED[:30])
    with running.call() as caller:
        caller.sendall(ASKED)
        assert everything(caller) == b"satu:" + ASKED
    assert [everything(one) for one in silent] == [b""] * 20
    with pytest.raises(ConnectionResetError):
        everything(half)
    for one in (*silent, half):
        one.close()


def test_a_head_without_end_is_a_matter_of_the_worker(running: Running) -> None:
    with running.call() as caller:
        caller.sendall(ASKED[:-2] + b"X: " + b"y" * 20_000)
        assert caller.recv(5) == b"satu:"


def test_there_is_an_end_to_those_who_wait(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "_WAITING", 3)
    silent = [running.call() for _ in range(3)]
    time.sleep(0.2)
    with running.call() as one_more:
        assert everything(one_more) == b""
    for one in silent:
        one.close()
