"""One of several processes: what it tells a browser, and whose codes it knows."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from petaprogram.serving.stickiness import COOKIE, MARKS
from petaprogram.web.server.presenter_channels import Channels, Cue, RunningOrder
from petaprogram.web.server.worker import Worker


def test_the_only_process_sets_no_cookie_and_knows_every_code() -> None:
    response = Response()
    Worker(None).keep(response)
    assert "set-cookie" not in response.headers
    assert Worker(None).knows(f"{MARKS[1]}ABC")


def test_a_browser_comes_back_to_the_process_that_served_its_page() -> None:
    response = Response()
    Worker(3).keep(response)
    assert response.headers["set-cookie"] == f"{COOKIE}=3; HttpOnly; Path=/; SameSite=lax"


@pytest.mark.parametrize("number", [0, 1, len(MARKS) - 1])
def test_a_code_leads_to_the_process_that_made_it(number: int) -> None:
    channels, order = Channels(mark=Worker(number).mark), RunningOrder((Cue("Satu", ()),))
    channels.publish(order)
    _, window = channels.start(order.key, 1, "10.0.0.7")
    code, _ = channels.make_code(window)
    other = Worker((number + 1) % len(MARKS))
    assert Worker(number).knows(code)
    assert not other.knows(code)
    answer = other.send_on(code)
    assert (answer.status_code, answer.headers["connection"]) == (421, "close")
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}={number};")


@pytest.mark.parametrize("code", ["", "0ABC", "?", "\u00e9"])
def test_what_no_process_has_made_is_judged_where_it_comes(code: str) -> None:
    assert Worker(2).knows(code)
