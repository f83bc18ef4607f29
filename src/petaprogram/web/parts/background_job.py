"""Files that take seconds to make: each once for all who ask for it, by a command in a process of its own.

A process takes no time from other visitors. Pages run `petaprogram export`.
"""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from streamlit import runtime

_LOG = logging.getLogger(__name__)

# How often a command is looked at, in seconds; how long it has to end itself; how long it may run.
_LOOK, _END, _LONGEST = 0.1, 5.0, 600.0


class Making:
    """A file that is being made. Its fields are written by one thread and read by the pages that show it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Wait for its turn.

        `command` understands `--out FILE`, and `--count`: a line "done/steps" after each step. Every word
        of it is ours or has been looked up in the data. It inherits the environment, so it has our settings.
        """
        self.done, self.steps = 0, 0
        self.content: bytes | None = None
        self.failed = self.cancelled = False
        self.visitors: set[str] = set()
        self.seen = time.monotonic()
        self._command = tuple(command)
        self._began: float | None = None

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

    def make(self, look: Callable[[], None]) -> None:
        """Run the command to its end, calling `look` all the while, or until this is cancelled.

        Whatever happens, it is not busy afterwards, and nothing is left in the folder for temporary files.
        """
        try:
            self._run(look)
        except Exception:  # noqa: BLE001  (whoever waits has to be told; most of all an OSError)
            _LOG.exception("a file could not be made")
        self.failed = self.content is None and not self.cancelled

    def _run(self, look: Callable[[], None]) -> None:
        with tempfile.TemporaryDirectory(prefix="petaprogram-", ignore_cleanup_errors=True) as name:
            made, counted = Path(name) / "made", Path(name) / "counted"
            with counted.open("wb") as out:
                process = subprocess.Popen(  # noqa: S603
                    [*self._command, "--out", str(made), "--count"],
                    stdout=out,
                    # What a killed command leaves behind lies in this folder, and goes with it.
                    env={**os.environ, "TMPDIR": name},
                )
            with _ended(process):
                end = time.monotonic() + _LONGEST
                while process.poll() is None and not self.cancelled:
                    if time.monotonic() > end:
                        raise TimeoutError(f"{self._command} has not ended after {_LONGEST:.0f} s")
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_LOOK)
                    self._note(counted)
                    look()
            self._note(counted)
            if process.returncode == 0 and not self.cancelled:
                self.content = made.read_bytes()

    def _note(self, counted: Path) -> None:
        """Read what the command has said: how many steps are done, of how many."""
        for line in counted.read_text("utf-8", errors="replace").splitlines():
            done, slash, steps = line.strip().partition("/")
            if slash and done.isdecimal() and steps.isdecimal():
                if self._began is None:
                    self._began = time.monotonic()
                self.done, self.steps = int(done), int(steps)


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave no process behind."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class FullError(RuntimeError):
    """So many files are waited for that no other can be asked for."""


def _is_here(visitor: str) -> bool:
    """Whether a session still has a browser."""
    return not runtime.exists() or runtime.get_instance().is_active_session(visitor)


class Workshop:
    """The files that visitors wait for, made one after the other, and those that were made last.

    Parameters
    ----------
    capacity
        Files that are waited for at most, with the one that is being made: each keeps a core busy.
    kept_bytes, kept
        How much of what was made is kept for the next who asks, and how many; the last one always.
    grace
        Seconds for which a file is made on when everybody who asked for it has left: a weak Wi-Fi comes back.
    is_here
        Whether a visitor has not left.
    """

    def __init__(
        self,
        capacity: int = 6,
        kept_bytes: int = 50_000_000,
        kept: int = 30,
        grace: float = 5.0,
        is_here: Callable[[str], bool] = _is_here,
    ) -> None:
        self._capacity, self._kept_bytes, self._kept = capacity, kept_bytes, kept
        self._grace, self._is_here = grace, is_here
        self._lock = threading.Lock()
        # In the order in which they were asked for; what was made stands where it was last asked for.
        self._makings: dict[Hashable, Making] = {}
        self._worker: threading.Thread | None = None

    def find(self, key: Hashable) -> Making | None:
        """Return a file that is there, waited for, or failed; None for one that nobody wants any more."""
        return self._makings.get(key)

    def ask(self, key: Hashable, command: Sequence[str], visitor: str) -> None:
        """Ask for a file: it is made, unless somebody asked for it before.

        Parameters
        ----------
        key
            What the file is: of two with one key the first is as good as the second.
        command
            Makes it; see `Making`.
        visitor
            Who asks.

        Raises
        ------
        FullError
            If too many files are waited for.
        """
        with self._lock:
            making = self._makings.get(key)
            if making is None or making.failed or making.cancelled:
                if sum(one.busy for one in self._makings.values()) >= self._capacity:
                    raise FullError
                self._makings.pop(key, None)
                making = self._makings[key] = Making(command)
            elif not making.busy:
                self._makings[key] = self._makings.pop(key)
            making.visitors.add(visitor)
            making.seen = time.monotonic()
            if making.busy and self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                try:
                    self._worker.start()
                except RuntimeError:  # no more threads
                    _LOG.exception("a file could not be made")
                    self._worker, making.failed = None, True

    def leave(self, key: Hashable, visitor: str) -> None:
        """Wait for a file no longer; it is not made any more when nobody else waits."""
        with self._lock:
            if making := self._makings.get(key):
                making.visitors.discard(visitor)
                if making.busy and not making.visitors:
                    self._cancel(key)

    def close(self) -> None:
        """Cancel all that is waited for, and return when nothing of it is left behind."""
        with self._lock:
            for key in [key for key, making in self._makings.items() if making.busy]:
                self._cancel(key)
            worker = self._worker
        if worker:
            worker.join(2 * _END)

    def _cancel(self, key: Hashable) -> None:
        self._makings.pop(key).cancelled = True

    def _work(self) -> None:
        """Make one file after the other until nobody waits for any."""
        while True:
            with self._lock:
                making = next((one for one in self._makings.values() if one.busy), None)
                if making is None:
                    self._worker = None
                    return
            making.make(self._cancel_forgotten)
            with self._lock:
                self._make_room()

    def _cancel_forgotten(self) -> None:
        """Cancel what is waited for only by visitors who have left."""
        now = time.monotonic()
        with self._lock:
            for key, making in [*self._makings.items()]:
                if any(map(self._is_here, making.visitors)):
                    making.seen = now
                elif making.busy and now - making.seen > self._grace:
                    self._cancel(key)

    def _make_room(self) -> None:
        """Forget what was made longest ago, where too much is kept."""
        done = [key for key, making in self._makings.items() if not making.busy]
        size = sum(len(self._makings[key].content or b"") for key in done)
        for key in done[:-1]:
            if size <= self._kept_bytes and len(done) <= self._kept:
                break
            size -= len(self._makings.pop(key).content or b"")
            done = done[1:]


# Of all visitors.
WORKSHOP = Workshop()


@asynccontextmanager
async def closing_workshop(_app: object) -> AsyncIterator[None]:
    """Let no command outlive the server, for Streamlit's `lifespan`."""
    yield
    WORKSHOP.close()
