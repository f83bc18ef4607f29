"""Lets the benchmark ask any of its servers to drop what nobody uses: on SIGUSR1, before memory is read.

With FORGETFUL=1 a server keeps nothing of what it makes for its visitors, see `forgetful.py`.
"""

import ctypes
import gc
import os
import signal


def _drop(*_: object) -> None:
    gc.collect()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # glibc
        libc.malloc_trim(0)


signal.signal(signal.SIGUSR1, _drop)

if os.environ.get("FORGETFUL") == "1":
    import forgetful

    forgetful.install()
