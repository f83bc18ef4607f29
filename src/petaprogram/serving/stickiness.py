"""Which worker serves a connection: the one that has served this visitor before.

A visit lives in the memory of one process, so all that belongs to it has to reach that one. The first page
tells the browser the worker's number in a cookie. Where a browser keeps no cookies (a map embedded in another
site) all but the first page goes by the address that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

# The worker's number, from 0, in the browser and in the environment of the process.
COOKIE = "petaprogram_pekerja"
VARIABLE = "PETAPROGRAM_WORKER"
# A code that is typed on another device begins with the worker's letter. As many workers as letters, without
# those that look alike.
MARKS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MOST = len(MARKS)

# The end of a head: a blank line.
END = b"\r\n\r\n"

_COOKIE = re.compile(
    rb"\r\ncookie:[^\r\n]*?[ ;:]" + COOKIE.encode() + rb"=([0-9]{1,3})(?=[;\s])", re.IGNORECASE
)
# What a browser says of a page that somebody opens, and of nothing that the page then asks for.
_OPENED = re.compile(rb"\r\nsec-fetch-dest: *document *\r\n", re.IGNORECASE)


def choose_worker(head: bytes, address: str, workers: int, turns: Iterator[int]) -> int:
    r"""Choose the worker for a connection.

    Parameters
    ----------
    head
        The first request up to the blank line, as it came.
    address
        Who asks.
    workers
        How many there are.
    turns
        Counts the visitors that come for the first time, so that they spread evenly.

    Returns
    -------
    int
        The number of a worker, from 0.

    Examples
    --------
    >>> from itertools import count
    >>> known = b"GET / HTTP/1.1\r\nCookie: a=b; petaprogram_pekerja=1\r\n\r\n"
    >>> choose_worker(known, "10.0.0.7", 2, count())
    1
    >>> turns, first = count(), b"GET / HTTP/1.1\r\nSec-Fetch-Dest: document\r\n\r\n"
    >>> [choose_worker(first, "10.0.0.7", 2, turns) for _ in range(3)]
    [0, 1, 0]
    """
    if (told := _COOKIE.search(head)) and int(told[1]) < workers:
        return int(told[1])
    if _OPENED.search(head):
        return next(turns) % workers
    return crc32(address.encode()) % workers
