"""Files that take seconds to make: in a process of their own, with progress, until somebody stops it.

A command makes the file, so it takes no time from other visitors. Pages run `petaprogram export`.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

# One file at a time: each keeps a core busy.
_turn = threading.Lock()


class Making:
    """A file that is being made. Its fields are written by one thread and read by the pages that show it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Begin at once, or as soon as what others asked for is done.

        `command` understands `--out FILE`, and `--count`: a line "done/steps" after each step. Every word
        of it is ours or has been looked up in the data.
        """
        self.done, self.steps = 0, 0
        self.content: bytes | None = None
        self.failed = self.cancelled = False
        self._command = tuple(command)
        self._began: float | None = None
        self._process: subprocess.Popen[str] | None = None
        threading.Thread(target=self._make, daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether it is neither there, nor failed, nor cancelled."""
        return self.content is None and not self.failed and not self.cancelled

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return self.done / self.steps if self.steps else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How much longer it takes at the pace so far; None while that cannot be said."""
        if self._began is None or not self.done:
            return None
        return (time.monotonic() - self._began) / self.done * (self.steps - self.done)

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        self.cancelled = True
        if self._process:
            self._process.terminate()

    def _make(self) -> None:
        with _turn, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made"
            if self.cancelled:
                return
            self._process = subprocess.Popen(  # noqa: S603
                [*self._command, "--out", str(path), "--count"], stdout=subprocess.PIPE, text=True
            )
            if self.cancelled:
                self._process.terminate()
            with self._process as process:
                for line in process.stdout or ():
                    self._note(line)
            if process.returncode == 0:
                self.content = path.read_bytes()
            elif not self.cancelled:
                self.failed = True

    def _note(self, line: str) -> None:
        """Read a line of the command: how many steps are done, of how many."""
        done, slash, steps = line.strip().partition("/")
        if slash and done.isdecimal() and steps.isdecimal():
            if self._began is None:
                self._began = time.monotonic()
            self.done, self.steps = int(done), int(steps)
