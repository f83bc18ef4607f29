"""Starts and ends what is measured: servers of our own, on free ports of 127.0.0.1."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KIT = Path(__file__).resolve().parent
BENCHMARKS = KIT.parent
ROOT = BENCHMARKS.parent


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}/"

    def memory_mb(self) -> float:
        """Collect garbage, hand free memory back (see `settle/sitecustomize.py`), and read the RSS."""
        os.kill(self.pid, signal.SIGUSR1)
        time.sleep(1.5)
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def serve(script: Path, state: Path, environ: Mapping[str, str]) -> Iterator[Server]:
    """Run a Streamlit script of this checkout, with its settings, as long as the block lasts."""
    port = free_port()
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        # Nobody edits during a benchmark, and if somebody does, it must not cause a rerun.
        "server.fileWatcherType": "none",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    for name, value in options.items():
        command += [f"--{name}", value]
    paths = [str(ROOT / "src"), str(KIT / "settle")]
    changed = {**environ, "PYTHONPATH": os.pathsep.join(paths), "PETAPROGRAM_STATE": str(state)}
    log = state / f"server-{port}.log"
    with run(command, ROOT, changed, log) as process:
        wait_until_healthy(port, process, log)
        yield Server(process.pid, port)


@contextmanager
def run(
    command: Sequence[str], folder: Path, changed: Mapping[str, str | None], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a process group of its own, and end that group when the block ends.

    Parameters
    ----------
    command, folder, log
        What to run, where, and the file for what it writes.
    changed
        Variables of the environment to set, or to drop where the value is None.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  (commands of this folder)
            command,
            cwd=folder,
            env={name: value for name, value in {**os.environ, **changed}.items() if value is not None},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Wait until Streamlit answers.

    Raises
    ------
    RuntimeError
        If the process ends, or does not answer in time; with what it wrote.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            said = log.read_text("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the server ended with exit code {process.returncode}:\n{said}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"no answer on port {port} after {seconds:g} s")
