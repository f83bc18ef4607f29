"""Every page is visited once, whatever one of them does."""

from __future__ import annotations

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from petaprogram.web.server import first_visit
from petaprogram.web.server.first_visit import visit_once
from tests.support.asgi import run_with_loop


class Server:
    """Answers as Streamlit does: it accepts, runs the page that is wished for, and notes who leaves."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.left: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert (scope["path"], scope["subprotocols"]) == ("/_stcore/stream", ["streamlit"])
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        wish = BackMsg()
        wish.ParseFromString((await receive())["bytes"])
        page = wish.rerun_script.page_name
        self.asked.append(page)
        if page == "broken":
            raise ValueError(page)
        for kind in ("new_session", "script_finished"):
            message = ForwardMsg()
            if kind == "new_session":
                message.new_session.name = "peta"
            elif page != "endless":
                message.script_finished = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
            await send({"type": "websocket.send", "bytes": message.SerializeToString()})
        assert (await receive())["type"] == "websocket.disconnect"
        self.left.append(page)


def test_each_page_is_opened_and_left_when_its_run_has_finished() -> None:
    server = Server()
    run_with_loop(visit_once(server, ["peta", "profil"]))
    assert server.asked == server.left == ["peta", "profil"]


def test_a_page_that_fails_or_does_not_end_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(first_visit, "_PATIENCE", 0.2)
    server = Server()
    run_with_loop(visit_once(server, ["broken", "endless", "profil"]))
    assert server.asked == ["broken", "endless", "profil"]
    assert server.left == ["profil"]
    assert [record.getMessage() for record in caplog.records] == [
        "first visit of /broken",
        "first visit of /endless",
    ]
