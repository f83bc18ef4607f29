"""The requests of the shared screen, the presenter's window and phones, as the server answers them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.applications import Starlette

from petaprogram.exports.qr_code import qr_file
from petaprogram.web.server import presenter_routes
from petaprogram.web.server.presenter_channels import Channels, Cue, RunningOrder
from petaprogram.web.server.presenter_routes import PAGE, WRITTEN, make_presenter_routes
from petaprogram.web.server.security import SecurityMiddleware
from tests.support import asgi

HOST, ADDRESS = "192.168.1.5:8501", "https://peta.example.go.id"
ORDER = RunningOrder((Cue("Satu", ("Sapa dahulu.",)), Cue("Dua", ())))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    channels = Channels()
    channels.publish(ORDER)
    monkeypatch.setattr(presenter_routes, "CHANNELS", channels)
    monkeypatch.setattr(presenter_routes, "_HOLD", 0.2)
    monkeypatch.setattr(presenter_routes, "_LOOK", 0.05)


def ask(
    path: str,
    body: object = None,
    key: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    address: str | None = ADDRESS,
) -> tuple[int, Any]:
    """Send a request; with a body it is a POST. Status, and the content as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    status, _, answer = asgi.ask(
        SecurityMiddleware(Starlette(routes=make_presenter_routes(address)), written=WRITTEN),
        f"{PAGE}/{path}",
        "GET" if body is None else "POST",
        hosts=[HOST],
        more={"x-penyaji": key, **(headers or {})},
        body=content,
    )
    return status, json.loads(answer) if answer else None


def start() -> tuple[str, str]:
    status, keys = ask("start", {"order": ORDER.key, "step": 1})
    assert status == 200
    return keys["screen"], keys["window"]


def test_the_window_reads_the_walk_and_leads_the_screen() -> None:
    screen, window = start()
    status, state = ask("state", key=window)
    assert status == 200
    assert (state["role"], state["shown"]["step"]) == ("window", 1)
    assert [cue["notes"] for cue in state["cues"]] == [["Sapa dahulu."], []]
    assert ask("ask", {"step": 2}, window)[0] == 204
    status, found = ask("commands?since=0", key=screen)
    assert status == 200
    assert found == {"turn": 1, "commands": [{"step": 2, "black": None, "exploring": None}]}
    shown = {"order": ORDER.key, "step": 2, "black": False, "exploring": False}
    assert ask("screen", shown, screen)[0] == 204
    status, later = ask(f"state?since={state['version']}", key=window)
    assert (status, later["shown"]["step"]) == (200, 2)


def test_where_nothing_is_new_the_answer_is_empty() -> None:
    screen, window = start()
    version = ask("state", key=window)[1]["version"]
    assert ask(f"state?since={version}", key=window) == (204, None)
    assert ask("commands?since=0", key=screen) == (204, None)


@pytest.mark.parametrize("since", ["", "x", "-1", "\u0661", "9" * 30])
def test_a_screen_that_knows_nothing_is_told_the_turn_alone(since: str) -> None:
    screen, window = start()
    ask("ask", {"step": 2}, window)
    assert ask(f"commands?since={since}", key=screen) == (200, {"turn": 1, "commands": []})


def test_an_unknown_key_is_not_found() -> None:
    start()
    assert ask("state", key="x")[0] == 404
    assert ask("commands", key="x")[0] == 404
    assert ask("ask", {"step": 1}, "x")[0] == 404
    assert ask("code", {}, "x")[0] == 404
    assert ask("pair", {"code": "x"})[0] == 404
    assert ask("start", {"order": "x", "step": 1})[0] == 404


def test_a_step_out_of_range_is_refused() -> None:
    screen, window = start()
    assert ask("ask", {"step": 3}, window)[0] == 422
    assert ask("ask", {"step": 0}, window)[0] == 422
    assert ask("commands?since=0", key=screen)[0] == 204


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"1",
        b"{",
        b"\xff",
        b"[" * 400,
        b'{"step": "2"}',
        b'{"step": true}',
        b'{"step": 2.0}',
        b'{"step": null}',
        b'{"black": 1}',
        b'{"step": 2, "more": "' + b"x" * 500 + b'"}',
    ],
)
def test_what_is_no_command_is_refused(body: bytes) -> None:
    screen, window = start()
    assert ask("ask", body, window)[0] == 400
    assert ask("commands?since=0", key=screen)[0] == 204


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "", "http://192.168.1.50:8501", "http://192.168.1.5.evil.example"],
)
def test_a_page_of_another_site_is_refused(origin: str) -> None:
    screen, window = start()
    foreign = {"origin": origin}
    assert ask("ask", {"step": 2}, window, headers=foreign)[0] == 403
    assert ask("state", key=window, headers=foreign)[0] == 403
    assert ask("start", {"order": ORDER.key, "step": 1}, headers=foreign)[0] == 403
    assert ask("commands?since=0", key=screen)[0] == 204
    assert ask("ask", {"step": 2}, window, headers={"origin": f"http://{HOST}"})[0] == 204


def test_a_phone_is_paired_once_and_may_not_do_more_than_it_should() -> None:
    _, window = start()
    status, made = ask("code?bahasa=en", {}, window)
    assert status == 200
    assert made["address"] == f"{ADDRESS}{PAGE}?bahasa=en"
    picture = base64.b64decode(made["picture"].removeprefix("data:image/svg+xml;base64,"))
    assert picture == qr_file(f"{made['address']}#{made['code']}")
    status, paired = ask("pair", {"code": made["code"]})
    assert status == 200
    phone = paired["phone"]
    assert ask("state", key=phone)[1]["role"] == "phone"
    assert ask("ask", {"step": 2}, phone)[0] == 204
    assert ask("ask", {"exploring": True}, phone)[0] == 403
    assert ask("code", {}, phone)[0] == 403
    assert ask("commands", key=phone)[0] == 403
    assert ask("pair", {"code": made["code"]})[0] == 404


def test_whoever_guesses_codes_is_told_to_wait() -> None:
    answers = [ask("pair", {"code": f"{guess:010}"})[0] for guess in range(11)]
    assert answers == [404] * 10 + [429]


def test_a_server_for_itself_alone_shows_no_code_that_a_phone_cannot_use() -> None:
    _, window = start()
    made = ask("code", {}, window, address="http://localhost:8501")[1]
    assert set(made) == {"code", "seconds"}


@pytest.mark.parametrize("path", sorted(WRITTEN))
def test_what_is_written_to_is_not_read_and_takes_no_other_method(path: str) -> None:
    app = SecurityMiddleware(Starlette(routes=make_presenter_routes(None)), written=WRITTEN)
    assert asgi.ask(app, path, "GET", hosts=[HOST])[0] == 405
    assert asgi.ask(app, path, "PUT", hosts=[HOST])[0] == 403
    assert asgi.ask(app, f"{path}/", "POST", hosts=[HOST])[0] == 403


@pytest.mark.parametrize(("query", "title"), [("", "Jendela penyaji"), ("?bahasa=en", "Presenter's window")])
def test_the_page_speaks_both_languages_and_runs_no_script_of_its_own(query: str, title: str) -> None:
    app = SecurityMiddleware(Starlette(routes=make_presenter_routes(None)))
    status, headers, body = asgi.ask(app, f"{PAGE}{query}", hosts=[HOST])
    page = body.decode()
    assert status == 200
    assert f"<h1>{title}</h1>".replace("'", "&#39;") in page
    assert "<script>" not in page
    assert " on" + "click" not in page
    assert "sandbox" not in headers["content-security-policy"]
