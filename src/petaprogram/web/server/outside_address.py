"""Where a phone in the same room reaches this server: often a laptop that knows itself as localhost."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request

from petaprogram.settings import is_own_machine


def reached_from_outside(request: Request, address: str | None) -> str | None:
    """Write where another device of the same network reaches the server.

    Parameters
    ----------
    request
        A request that came in: what a browser on another machine used works for others too.
    address
        Where people reach the app, by the settings; None where they do not say.

    Returns
    -------
    str
        The address without a slash at its end; None where no other device can reach it.
    """
    root = address or str(request.base_url).rstrip("/")
    if not is_own_machine(urlsplit(root).hostname):
        return root
    if address or is_own_machine(st.get_option("server.address")):
        return None
    own = _own_number()
    return f"http://{own}:{request.url.port or 80}" if own else None


def _own_number() -> str | None:
    """Find the number of this machine in its network; nothing is sent for it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # An address that is set aside for documents: connecting only chooses the way there.
        probe.connect(("192.0.2.1", 9))
        number = str(probe.getsockname()[0])
        return None if is_own_machine(number) else number
    return None
