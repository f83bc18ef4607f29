"""The middleware in front of Streamlit's web socket: what passes, what does not, and at what pace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from petaprogram.web.server.sockets import Limits, SocketMiddleware
from tests.support.asgi import ask, run_with_loop

# What Streamlit's own page sends when nobody opens the menu for developers or uploads files.
PASSED = [
    BackMsg(rerun_script={"query_string": "warnai=pilar"}),
    BackMsg(rerun_script={"fragment_id": "one", "is_auto_rerun": True}),
    BackMsg(stop_script=True),
    BackMsg(backend_operation_request={"request_id": "1", "deferred_file": {"file_id": "x"}}),
]
DROPPED = [
    BackMsg(file_urls_request={"request_id": "1", "file_names": ["a", "b"]}),
    BackMsg(clear_cache=True),
    BackMsg(set_run_on_save=True),
    BackMsg(load_git_info=True),
    BackMsg(app_heartbeat=True),
    BackMsg(debug_disconnect_websocket=True),
    BackMsg(debug_shutdown_runtime=True),
    BackMsg(backend_operation_request={"request_id": "1", "install_skills": {}}),
    BackMsg(backend_operation_request={"request_id": "1", "dismiss_skills_nudge": {}}),
    BackMsg(backend_operation_request={"request_id": "1"}),
    BackMsg(),
]
PATIENT = Limits(unfinished=1_000)
SLOW = Limits(a_second=4, at_once=1, unfinished=1_000)
FINISHED = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()


def run_of(value: str, part: str = "", *, click: bool = False) -> BackMsg:
    """A run with one text in one control, and maybe a click on another."""
    message = BackMsg(rerun_script={"fragment_id": part})
    message.rerun_script.widget_states.widgets.add(id="text", string_value=value)
    if click:
        message.rerun_script.widget_states.widgets.add(id="button", trigger_value=True)
    return message


def value_of(message: BackMsg) -> str:
    return message.rerun_script.widget_states.widgets[0].string_value


class Talk:
    """One socket: what Streamlit `got`, what is still `coming` from the browser, and the closing code."""

    def __init__(
        self,
        sent: Iterable[BackMsg | bytes | str],
        limits: Limits | None = None,
        *,
        until: Callable[[list[BackMsg]], bool] = lambda _got: False,
        finishes: bool = False,
        allow: Callable[[FileURLsRequest], bool] | None = None,
    ) -> None:
        """Send all in one go; hang up once Streamlit got what `until` waits for, or after a while."""
        self.got: list[BackMsg] = []
        self.code: int | None = None
        self._until, self._finishes = until, finishes
        self.coming = [_frame(one) for one in sent]
        run_with_loop(self._run(SocketMiddleware(self._streamlit, limits, allow)))

    async def _run(self, app: SocketMiddleware) -> None:
        self._enough = asyncio.Event()
        await asyncio.wait_for(app({"type": "websocket", "path": "/x"}, self._receive, self._send), 30)

    async def _receive(self) -> Message:
        if self.coming and not self._enough.is_set():
            return self.coming.pop(0)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._enough.wait(), 3)
        return {"type": "websocket.disconnect", "code": 1001}

    async def _send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            assert self.code is None, "something was sent after the close"

    async def _streamlit(self, _scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            self.got.append(BackMsg.FromString(message["bytes"]))
            if self._finishes:
                await send({"type": "websocket.send", "bytes": FINISHED})
            if self._until(self.got):
                self._enough.set()
        # It still sends what it had at hand.
        await send({"type": "websocket.send", "bytes": FINISHED})


def _frame(one: BackMsg | bytes | str) -> Message:
    if isinstance(one, str):
        return {"type": "websocket.receive", "text": one}
    return {"type": "websocket.receive", "bytes": one if isinstance(one, bytes) else one.SerializeToString()}


def last_is(value: str) -> Callable[[list[BackMsg]], bool]:
    return lambda got: value_of(got[-1]) == value


@pytest.mark.parametrize("message", PASSED, ids=lambda one: str(one.WhichOneof("type")))
def test_what_a_page_needs_passes_as_it_is(message: BackMsg) -> None:
    talk = Talk([message], until=lambda got: got == [message])
    assert (talk.got, talk.code) == ([message], None)


def test_nothing_else_passes_and_the_socket_stays_open() -> None:
    end = run_of("end")
    talk = Talk([*DROPPED, end], until=lambda got: got[-1] == end)
    assert (talk.got, talk.code) == ([end], None)


def test_addresses_for_uploads_are_asked_for_where_somebody_allows_it() -> None:
    asked, end = DROPPED[0], run_of("end")
    other = BackMsg(file_urls_request={"request_id": "2", "file_names": ["c"]})
    talk = Talk(
        [asked, other, end], until=lambda got: got[-1] == end, allow=lambda one: one.request_id == "2"
    )
    assert talk.got == [other, end]


def test_every_kind_of_message_is_decided() -> None:
    kinds = {one.WhichOneof("type") for one in (*PASSED, *DROPPED)} - {None}
    assert kinds == {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\xff" * (Limits().size + 1), 1009),
        (BackMsg(file_urls_request={"file_names": ["a"] * 1_000_000}).SerializeToString(), 1009),
        (BackMsg(rerun_script={"query_string": "x" * Limits().size}).SerializeToString(), 1009),
        (BackMsg(rerun_script={"widget_states": {"widgets": [{}] * (Limits().controls + 1)}}), 1009),
        (b"\xff\xff\xff", 1002),
        ("a text", 1003),
    ],
    ids=["noise", "3 MB of names", "a long link", "controls", "no message", "text"],
)
def test_what_is_too_large_or_no_message_closes_the_socket(frame: BackMsg | bytes | str, code: int) -> None:
    talk = Talk([frame, run_of("after")])
    assert (talk.got, talk.code) == ([], code)


def test_a_message_that_is_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    class Counting:
        @staticmethod
        def FromString(content: bytes) -> BackMsg:  # noqa: N802  (protobuf's name)
            parsed.append(content)
            return BackMsg.FromString(content)

    monkeypatch.setattr("petaprogram.web.server.sockets.BackMsg", Counting)
    assert Talk([b"\0" * 300_000]).code == 1009
    assert parsed == []


def test_a_person_who_clicks_quickly_waits_for_nothing() -> None:
    # Were they counted as surplus, some of these would have given way.
    clicks = [run_of(str(one)) for one in range(Limits().at_once)]
    talk = Talk(clicks, PATIENT, until=last_is(str(Limits().at_once - 1)))
    assert talk.got == clicks


def test_of_surplus_runs_the_last_state_always_arrives() -> None:
    talk = Talk([run_of(str(one)) for one in range(150)], SLOW, until=last_is("149"))
    values = [int(value_of(one)) for one in talk.got]
    assert values[-1] == 149
    assert values == sorted(values)
    assert len(values) < 20


def test_no_click_gives_way_to_a_newer_state() -> None:
    sent = [run_of("a"), run_of("b", click=True), run_of("c"), run_of("d"), run_of("e", click=True)]
    talk = Talk(sent, SLOW, until=last_is("e"))
    assert [value_of(one) for one in talk.got] == ["a", "b", "e"]


def test_a_part_of_the_page_does_not_take_the_place_of_the_whole_or_of_another_part() -> None:
    sent = [run_of("a"), run_of("b"), run_of("c", "one"), run_of("d", "two"), run_of("e", "two")]
    talk = Talk(sent, SLOW, until=last_is("e"))
    assert [(value_of(one), one.rerun_script.fragment_id) for one in talk.got] == [
        ("a", ""),
        ("b", ""),
        ("c", "one"),
        ("e", "two"),
    ]


def test_where_too_many_wait_the_whole_page_runs_with_the_newest_state() -> None:
    sent = [run_of(str(one), f"part {one}", click=True) for one in range(30)]
    limits = Limits(a_second=20, at_once=1, waiting=3, unfinished=1_000)
    talk = Talk(sent, limits, until=last_is("29"))
    assert len(talk.got) <= 5
    assert value_of(talk.got[-1]) == "29"
    assert talk.got[-1].rerun_script.fragment_id == ""


def test_a_third_run_waits_for_the_end_of_one() -> None:
    sent = [run_of(str(one), click=True) for one in range(5)]
    limits = Limits(patience=1_000)
    assert len(Talk(sent, limits).got) == limits.unfinished
    assert Talk(sent, limits, until=last_is("4"), finishes=True).got == sent


def test_a_run_that_never_says_its_end_holds_nobody_up() -> None:
    sent = [run_of(str(one), click=True) for one in range(5)]
    assert Talk(sent, Limits(patience=0.2), until=last_is("4")).got == sent


def test_a_download_or_a_stop_waits_for_no_run() -> None:
    sent = [run_of("a", click=True), run_of("b", click=True), *PASSED[2:]]
    talk = Talk(sent, Limits(patience=1_000), until=lambda got: len(got) == 4)
    assert talk.got == sent


def test_reading_stops_for_who_sends_without_end() -> None:
    limits = Limits(read_a_second=1, read_at_once=5, unfinished=1_000)
    sent = [run_of(str(one), click=True) for one in range(1_000)]
    talk = Talk(sent, limits, until=lambda got: len(got) > 4)
    assert len(talk.coming) > 900


def test_requests_are_left_alone() -> None:
    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"behind"})

    assert ask(SocketMiddleware(behind), "/")[::2] == (200, b"behind")
