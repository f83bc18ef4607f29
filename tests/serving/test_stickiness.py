"""Which worker a connection goes to."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.serving.stickiness import COOKIE, choose_worker

HOME = "10.0.0.7"


def head(*lines: str) -> bytes:
    return "\r\n".join(("GET / HTTP/1.1", "Host: peta", *lines, "", "")).encode()


@pytest.mark.parametrize(
    "line", [f"Cookie: {COOKIE}=2", f"cookie: a=b; {COOKIE}=2; c=d", f"COOKIE:x={COOKIE};{COOKIE}=2"]
)
def test_a_visitor_comes_back_to_the_worker_that_its_browser_names(line: str) -> None:
    assert choose_worker(head(line, "Sec-Fetch-Dest: document"), HOME, 3, count()) == 2


def test_new_visitors_spread_evenly_whatever_their_pages_ask_for_in_between() -> None:
    turns, first = count(), head("Sec-Fetch-Dest: document")
    chosen = []
    for _ in range(9):
        chosen.append(choose_worker(first, HOME, 3, turns))
        for _ in range(6):
            choose_worker(head(f"Cookie: {COOKIE}={chosen[-1]}"), HOME, 3, turns)
    assert Counter(chosen) == {0: 3, 1: 3, 2: 3}


def test_without_cookies_all_that_an_address_asks_for_comes_together() -> None:
    turns = count()
    found = {choose_worker(head("Sec-Fetch-Dest: script"), HOME, 4, turns) for _ in range(5)}
    assert len(found) == 1
    assert {choose_worker(head(), f"10.0.0.{last}", 4, turns) for last in range(40)} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "line",
    [f"Cookie: {COOKIE}=7", f"Cookie: {COOKIE}=-1", f"Cookie: {COOKIE}=1x", f"Cookie: x{COOKIE}=1", "X: y"],
)
def test_a_number_that_no_worker_has_is_like_none(line: str) -> None:
    turns = count()
    assert choose_worker(head(line), HOME, 3, turns) == choose_worker(head(), HOME, 3, turns)


@given(st.binary(max_size=300), st.text(), st.integers(1, 32))
def test_whatever_comes_has_a_worker(content: bytes, address: str, workers: int) -> None:
    assert 0 <= choose_worker(content, address, workers, count()) < workers
