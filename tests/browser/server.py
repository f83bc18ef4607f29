"""The app as visitors meet it: a process of its own on a free port."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from petaprogram.settings import ROOT

HOST = "127.0.0.1"
START_SECONDS = 60
GUARD = Path(__file__).parent / "guard"


@dataclass(frozen=True)
class Server:
    """A running app; `folder` holds its log, its state, and the list of its calls to other machines."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text("utf-8", errors="replace")

    @property
    def complaints(self) -> list[str]:
        """What Python itself says in the log: errors that nobody expected, and warnings."""
        return [line for line in self.log.splitlines() if re.search(r"Traceback|Warning: ", line)]

    @property
    def calls(self) -> list[str]:
        """Every attempt of the server itself to reach another machine."""
        return (self.folder / "calls.txt").read_text("utf-8").splitlines()

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request outside the browser: status, headers (lower case), body."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, names, answer.read()
        finally:
            connection.close()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def start(
    folder: Path, *, port: int | None = None, with_address: bool = True, app: str = "app.py", **settings: str
) -> Server:
    """Start an app on the files that `settings` name (PETAPROGRAM_*), and wait until it answers."""
    (folder / "calls.txt").touch()
    port = port or _free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PETAPROGRAM_")}
    environ |= {
        "PETAPROGRAM_STATE": str(folder / "state"),
        "PETAPROGRAM_TEST_CALLS": str(folder / "calls.txt"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(GUARD), os.environ.get("PYTHONPATH")))),
        **settings,
    }
    options = {
        "server.headless": "true",
        "server.port": str(port),
        # Somebody may edit the source while the tests run.
        "server.fileWatcherType": "none",
    }
    if with_address:
        options["server.address"] = HOST
    command = [sys.executable, "-m", "streamlit", "run", app]
    command += [f"--{name}={value}" for name, value in options.items()]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
    server = Server(port, folder, process)
    deadline = time.monotonic() + START_SECONDS
    while not _answers(server):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise RuntimeError(f"the app did not start:\n{server.log}")
        time.sleep(0.05)
    return server


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def _answers(server: Server) -> bool:
    try:
        return server.ask("GET", "/_stcore/health")[0] == http.client.OK
    except OSError:
        return False
