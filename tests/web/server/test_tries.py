"""How often each caller may try something in a minute."""

from __future__ import annotations

from petaprogram.web.server.tries import CALLERS, Tries


def test_the_tries_of_a_minute_are_counted_for_each_caller() -> None:
    now = [0.0]
    tries = Tries(2, lambda: now[0])
    tries.count("a")
    now[0] = 30
    assert not tries.are_used_up("a")
    tries.count("a")
    assert tries.are_used_up("a")
    assert not tries.are_used_up("b")
    now[0] = 60
    assert not tries.are_used_up("a")
    tries.count("a")
    assert tries.are_used_up("a")


def test_of_many_callers_the_oldest_is_forgotten() -> None:
    tries = Tries(1, lambda: 0.0)
    for number in range(CALLERS):
        tries.count(str(number))
    assert tries.are_used_up("0")
    tries.count("another")
    assert not tries.are_used_up("0")
    assert tries.are_used_up("1")
