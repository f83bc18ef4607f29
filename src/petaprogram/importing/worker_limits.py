"""What a process that opens foreign files may not do: each takes it from itself before it reads a byte."""

from __future__ import annotations

import codecs
import sys
from contextlib import suppress
from typing import Any

# The exit status of a process that ran out of memory.
OUT_OF_MEMORY = 3
MEMORY_BYTES = 512 * 2**20
_OUTPUT_BYTES = 400 * 2**20
# The three streams; whatever is opened beyond them is refused.
STREAMS = 3
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp437")


def shut_in(seconds: int, files: int = STREAMS) -> None:
    """Take from this process what a file might make it do: more memory, more time, other files, the network.

    With no more than its streams it opens neither a file nor a socket. Where the system has no such limits
    (Windows) only time, by whoever waits, and the network are limited.
    """
    # What is looked up by name on first use has to be there before.
    for name in _ENCODINGS:
        codecs.lookup(name)
    sys.addaudithook(_refuse)
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - there is none on Windows

        limits = (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, _OUTPUT_BYTES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, files),
        )
        for which, limit in limits:
            with suppress(ValueError, OSError):  # the limit around us is lower
                resource.setrlimit(which, (limit, limit))


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn")):
        raise PermissionError(event)
