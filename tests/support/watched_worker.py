"""The process that opens foreign files, watched: what it took, and what it reached for."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass

from petaprogram.importing.fields import known_titles
from petaprogram.settings import ROOT

# What is reached for once the process has shut itself in; before that it loads its own modules. What was
# forked from a large process counts that memory as its own in all but this file.
_CODE = """
import sys
sys.path.insert(0, sys.argv[1])
from petaprogram.importing import worker
about = open("/proc/self/status", "rb", 0)
reached, shut_in = [], worker.shut_in
def watch(seconds):
    shut_in(seconds, 4)
    sys.addaudithook(lambda event, arguments: reached.append(event) if event.startswith(REACHING) else None)
REACHING = ("open", "socket.", "subprocess.", "os.", "urllib.", "http.", "ctypes.")
worker.shut_in = watch
status = worker.main(sys.argv[2:])
peak = next(line for line in about.read().split(b"\\n") if line.startswith(b"VmHWM"))
print(peak.split()[1].decode(), *reached, file=sys.stderr)
sys.exit(status)
"""


@dataclass(frozen=True)
class Watched:
    """How a process ended, after how long, with how much memory, and what it reached for.

    Of one that was ended from outside nothing is known but that: `peak` is None.
    """

    status: int
    seconds: float
    peak: int | None
    reached: tuple[str, ...]


def watch_reading(data: bytes, seconds: int = 10) -> Watched:
    """Read a file in the process of the importer."""
    about = {"seconds": seconds, "sheets": [], "encoding": "", "separator": "", "titles": known_titles()}
    call = [sys.executable, "-I", "-c", _CODE, str(ROOT / "src"), json.dumps(about)]
    began = time.monotonic()
    done = subprocess.run(
        call, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={}, check=False
    )
    took = time.monotonic() - began
    peak, *reached = done.stderr.decode().split() if done.returncode >= 0 else [""]
    return Watched(done.returncode, took, int(peak) * 1024 if peak else None, tuple(reached))
