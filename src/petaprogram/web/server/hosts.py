"""Which names the server answers to: that of its address, and those of the machine itself.

Without this, anyone's page whose name is made to point to this server counts as a page of ours in a browser
(DNS rebinding). This is a pure ASGI middleware in front of Streamlit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from petaprogram.messages.language import language_of
from petaprogram.settings import is_own_machine
from petaprogram.web.visit.visit import LANGUAGE

# What a check of the server's health on its own machine calls it.
_OWN = ("localhost", "127.0.0.1", "[::1]")
# What a proxy adds to what it passes on: whoever asked it may sit anywhere.
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_NAME = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_ORIGIN = re.compile(r"https?://(.+)")
# A web socket that is closed before it was accepted gets a 403 too.
_REFUSED, _POLICY = 403, 1008


class HostMiddleware:
    """Refuses what calls the server by another name, and web sockets that a page of another site opens.

    Only the header Host counts: anyone can write others, such as X-Forwarded-Host. The port may be another,
    as it is behind a proxy. A program that is no browser sends no Origin.

    Parameters
    ----------
    app
        The application behind.
    address
        Where people reach the app.
    """

    def __init__(self, app: ASGIApp, address: str) -> None:
        self.app, self._address = app, address
        self._names = {*_OWN, _name_of_origin(address)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket, or refuse it."""
        if scope["type"] == "http" and not self._is_ours(scope):
            await self._answer(scope)(scope, receive, send)
        elif scope["type"] == "websocket" and not (
            self._is_ours(scope) and is_of_its_page(HTTPConnection(scope))
        ):
            await send({"type": "websocket.close", "code": _POLICY})
        else:
            await self.app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        names = [_name_of(host) for host in HTTPConnection(scope).headers.getlist("host")]
        return len(names) == 1 and names[0] in self._names

    def _answer(self, scope: Scope) -> PlainTextResponse:
        say = language_of(HTTPConnection(scope).query_params.get(LANGUAGE)).say
        text = say("Peta ini hanya dibuka di {address}", address=self._address)
        return PlainTextResponse(text, _REFUSED)


def is_of_its_page(asked: HTTPConnection) -> bool:
    """Whether a socket or a request comes from a page that the server itself sent, or from no browser."""
    name = _name_of(asked.headers.get("host", ""))
    return all(_name_of_origin(origin) == name for origin in asked.headers.getlist("origin"))


def is_asked_locally(values_of: Callable[[str], Sequence[str]]) -> bool:
    """Whether somebody at this machine asks, by a name that nobody can make point to it.

    Parameters
    ----------
    values_of
        Gives every value of a header, by its name in lower case.
    """
    names = [_name_of(host) or "" for host in values_of("host")]
    own = len(names) == 1 and is_own_machine(names[0].strip("[]"))
    return own and not any(values_of(name) for name in _PASSED_ON)


def _name_of(host: str) -> str | None:
    """Read the name in what the header Host holds, without its port; None where it makes no sense."""
    found = _NAME.fullmatch(host.lower())
    return found[1].rstrip(".") if found else None


def _name_of_origin(origin: str) -> str | None:
    found = _ORIGIN.fullmatch(origin.lower())
    return _name_of(found[1]) if found else None
