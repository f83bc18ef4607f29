"""Python loads this in every server that the tests start: it notes each attempt to call anybody."""

import os
import socket
import sys

# What a server looks up to listen at.
_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", None)  # noqa: S104  compared, not bound


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.connect":
        # Without a stream a connect chooses an address and sends nothing.
        if args[0].type != socket.SOCK_STREAM or not isinstance(args[1], tuple):
            return
        target = f"{args[1][0]}:{args[1][1]}"
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        target = args[0].decode() if isinstance(args[0], bytes) else args[0]
        if target in _HERE:
            return
    else:
        return
    with open(os.environ["PETAPROGRAM_TEST_CALLS"], "a", encoding="utf-8") as file:  # noqa: PTH123  early
        file.write(f"{event} {target}\n")


if "PETAPROGRAM_TEST_CALLS" in os.environ:
    sys.addaudithook(_watch)
