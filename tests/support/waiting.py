"""A limit for what must not wait: a test fails where it would otherwise hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_once(seconds: int = 10) -> Iterator[None]:
    """Fail when the body is not done in so many seconds; it would otherwise wait for ever."""

    def stop(_number: int, _frame: object) -> None:
        raise AssertionError("waits for something that never comes")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
