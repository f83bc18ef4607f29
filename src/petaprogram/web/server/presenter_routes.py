"""The presenter's window over HTTP: its page, and the few requests of shared screen, window and phones.

A request carries the key of who asks in a header, never in an address, which logs would keep. It waits a few
seconds for something new: that follows at once, and a network that is gone is noticed soon.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from petaprogram.exports.html_templates import make_environment, words_of
from petaprogram.messages.language import SOURCE, language_of
from petaprogram.web.server.hosts import is_of_its_page
from petaprogram.web.server.outside_address import reached_from_outside
from petaprogram.web.server.presenter_channels import (
    CHANNELS,
    Command,
    NoSuchStepError,
    NotAllowedError,
    Shown,
    TooManyError,
    UnknownChannelError,
)
from petaprogram.web.server.worker import WORKER
from petaprogram.web.visit.visit import LANGUAGE

PAGE = "/penyaji"
# What may be written to, by POST; nothing else of the server.
_START, _SCREEN, _ASK = f"{PAGE}/start", f"{PAGE}/screen", f"{PAGE}/ask"
_CODE, _PAIR = f"{PAGE}/code", f"{PAGE}/pair"
WRITTEN = frozenset({_START, _SCREEN, _ASK, _CODE, _PAIR})

_KEY = "x-penyaji"
# In bytes: the longest request has a third.
_LONGEST_BODY = 500
# How long a request waits for something new, how often it looks, in seconds, and how many may wait.
_HOLD, _LOOK, _WAITING = 3.0, 0.1, 400
_STATUS: Mapping[type[Exception], int] = {
    UnknownChannelError: 404,
    NotAllowedError: 403,
    NoSuchStepError: 422,
    TooManyError: 429,
}
_TEMPLATES = make_environment(Path(__file__).parents[1] / "templates")

T = TypeVar("T")
Answer = Callable[[Request], Awaitable[Response]]


class _BadRequestError(Exception):
    """The body is no object, too long, or a field is missing or of another kind."""


class _Waiting:
    """How many requests wait; what comes above does not wait and is asked again."""

    count = 0


def make_presenter_routes(address: str | None) -> list[BaseRoute]:
    """List the routes; `address` is where people reach the app, None where the settings do not say."""

    async def make_code(request: Request) -> Response:
        code, seconds = CHANNELS.make_code(_key(request))
        root = reached_from_outside(request, address)
        return JSONResponse(
            {"code": code, "seconds": seconds, **(_pairing(root, code, request) if root else {})}
        )

    return [
        Route(PAGE, _serve_page),
        Route(_START, _guarded(_start), methods=["POST"]),
        Route(_SCREEN, _guarded(_report), methods=["POST"]),
        Route(f"{PAGE}/commands", _guarded(_commands)),
        Route(f"{PAGE}/state", _guarded(_state)),
        Route(_ASK, _guarded(_ask), methods=["POST"]),
        Route(_CODE, _guarded(make_code), methods=["POST"]),
        Route(_PAIR, _guarded(_pair), methods=["POST"]),
    ]


def _serve_page(request: Request) -> Response:
    language = language_of(request.query_params.get(LANGUAGE))
    page = _TEMPLATES.get_template("paparan/presenter.html").render(**words_of(language), code=language.code)
    response = HTMLResponse(page, headers={"cache-control": "no-cache"})
    WORKER.keep(response)
    return response


def _guarded(answer: Answer) -> Answer:
    """Refuse pages of other sites, and say by a status what a channel refuses."""

    async def guarded(request: Request) -> Response:
        if not is_of_its_page(request):
            return Response(status_code=403)
        try:
            found = await answer(request)
        except _BadRequestError:
            found = Response(status_code=400)
        except tuple(_STATUS) as error:
            found = Response(status_code=_STATUS[type(error)])
        found.headers["cache-control"] = "no-store"
        return found

    return guarded


async def _start(request: Request) -> Response:
    body = await _read(request)
    screen, window = CHANNELS.start(_field(body, "order", str), _field(body, "step", int), _caller(request))
    return JSONResponse({"screen": screen, "window": window})


async def _report(request: Request) -> Response:
    body = await _read(request)
    shown = Shown(_field(body, "step", int), _field(body, "black", bool), _field(body, "exploring", bool))
    CHANNELS.report(_key(request), _field(body, "order", str), shown)
    return Response(status_code=204)


async def _commands(request: Request) -> Response:
    since = request.query_params.get("since", "")
    # Digits of other scripts are digits too, and no longer number is ever reached.
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else None  # noqa: PLR2004
    key = _key(request)

    def look() -> dict[str, object] | None:
        turn, commands = CHANNELS.commands(key, known)
        if turn == known:
            return None
        return {"turn": turn, "commands": [asdict(command) for command in commands]}

    return await _hold(look)


async def _state(request: Request) -> Response:
    known, key = request.query_params.get("since"), _key(request)

    def look() -> dict[str, object] | None:
        state = CHANNELS.state(key)
        return None if state.version == known else asdict(state)

    return await _hold(look)


async def _ask(request: Request) -> Response:
    body = await _read(request)
    command = Command(
        step=_field(body, "step", int) if "step" in body else None,
        black=_field(body, "black", bool) if "black" in body else None,
        exploring=_field(body, "exploring", bool) if "exploring" in body else None,
    )
    CHANNELS.ask(_key(request), command)
    return Response(status_code=204)


async def _pair(request: Request) -> Response:
    code = _field(await _read(request), "code", str)
    if not WORKER.knows(code):
        return WORKER.send_on(code)
    return JSONResponse({"phone": CHANNELS.pair(code, _caller(request))})


def _pairing(root: str, code: str, request: Request) -> dict[str, str]:
    """Write where a phone opens the window, and its QR code. The code stands where no server reads it."""
    from petaprogram.exports.qr_code import qr_file  # noqa: PLC0415  (no start waits for it)

    language = language_of(request.query_params.get(LANGUAGE)).code
    page = f"{root}{PAGE}{'' if language == SOURCE else f'?{LANGUAGE}={language}'}"
    picture = base64.b64encode(qr_file(f"{page}#{code}")).decode()
    return {"address": page, "picture": f"data:image/svg+xml;base64,{picture}"}


async def _hold(look: Callable[[], dict[str, object] | None]) -> Response:
    """Answer as soon as there is something new; with 204 where nothing came."""
    _Waiting.count += 1
    try:
        looks = int(_HOLD / _LOOK) if _Waiting.count <= _WAITING else 1
        for turn in range(looks):
            if (found := look()) is not None:
                return JSONResponse(found)
            if turn < looks - 1:
                await asyncio.sleep(_LOOK)
        return Response(status_code=204)
    finally:
        _Waiting.count -= 1


async def _read(request: Request) -> dict[str, object]:
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > _LONGEST_BODY:
            raise _BadRequestError
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _BadRequestError from error
    if not isinstance(found, dict):
        raise _BadRequestError
    return found


def _field(body: Mapping[str, object], name: str, kind: type[T]) -> T:
    value = body.get(name)
    # True is a number to Python.
    if type(value) is not kind:
        raise _BadRequestError
    return value


def _key(request: Request) -> str:
    return request.headers.get(_KEY, "")


def _caller(request: Request) -> str:
    return request.client.host if request.client else ""
