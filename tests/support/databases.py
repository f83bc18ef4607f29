"""Stores to test with, on both databases: files of SQLite, and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from petaprogram.settings import Settings, read_settings
from petaprogram.store.founding import found, prepare
from petaprogram.store.store import Store, open_store
from petaprogram.store.writing import SEED, Check, Note
from petaprogram.tables.dataset import read_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

ENGINES = ("sqlite", "postgresql")
MISSING = "PostgreSQL is missing: sudo apt-get install -y postgresql (or `make postgres`)"


def _program(name: str) -> str:
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    path = shutil.which(name) or (str(max(found)) if found else None)
    if path is None:
        raise FileNotFoundError(MISSING)
    return path


def _memory() -> str | None:
    # Nobody pulls the plug in a test: what is kept in memory alone need not wait for a disk.
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server on a free port and give its address, without the name of a database."""
    # It refuses to run as root, and its user must reach the folder.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(dir=_memory(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if user:
            shutil.chown(data, "postgres", "postgres")
            data.chmod(0o700)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(*arguments: str) -> None:
            subprocess.run(arguments, check=True, cwd="/", stdout=subprocess.DEVNULL)

        initdb = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"]
        run(*user, _program("initdb"), "-D", str(data), *initdb)
        # Whoever pulls the plug of a test loses nothing.
        careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"{careless} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
        control = [*user, _program("pg_ctl"), "-D", str(data), "-w"]
        run(*control, "-o", options, "-l", str(data / "log"), "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}"
        finally:
            run(*control, "-m", "immediate", "stop")


def new_database(server: str, options: str = "") -> str:
    """Make an empty database on a server, and give its address."""
    return f"{server}/{_make(server, 'DATABASE', options)}"


def new_tablespace(server: str, folder: Path) -> str:
    """Let a server keep databases in an empty folder, and give the name of it."""
    return _make(server, "TABLESPACE", f"LOCATION '{folder}'")


def _make(server: str, kind: str, options: str) -> str:
    name = f"store_{time.monotonic_ns()}"
    _execute(server, f"CREATE {kind} {name} {options}")
    return name


def _execute(server: str, command: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(command)


def drop_database(url: str) -> None:
    """Take a database away."""
    server, name = url.rsplit("/", 1)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def sample_settings(folder: Path, database_url: str | None = None) -> Settings:
    """Give an installation of the sample city in `folder`; its boundaries are `four_areas`."""
    (folder / "data").mkdir(parents=True)
    write_tables(folder / "data")
    variables = {"TABLES": folder / "data", "STATE": folder / "state", "DATABASE_URL": database_url or ""}
    return read_settings({f"PETAPROGRAM_{name}": str(value) for name, value in variables.items()})


def sample_check(settings: Settings):
    """Make the check of a write for the sample city."""
    areas = four_areas()
    return lambda folder: read_dataset(folder, areas, settings.tables)


def sample_store(settings: Settings) -> Store:
    """Make the store of the sample city with its first change."""
    found_once(settings, Note("ani", SEED, "data awal"), sample_check(settings))
    return open_store(settings)


@dataclass(frozen=True)
class _Founded:
    """A store to copy: its files, and a database of PostgreSQL where it is not one of the files."""

    files: dict[Path, bytes]
    database: str | None


# By what they were founded from: to found a store takes longer than most tests of it.
_FOUNDED: dict[tuple[object, ...], _Founded] = {}


def found_once(settings: Settings, note: Note, check: Check) -> None:
    """Found a store, as a copy of the first one that was founded from the same."""
    tables = tuple((path.name, path.read_bytes()) for path in sorted(settings.tables.glob("*.*")))
    server, _, name = (settings.database_url or "").rpartition("/")
    key = (server, note, check.__qualname__, tables)
    if key not in _FOUNDED or settings.state.exists():
        found(settings, prepare(settings, check), note, check)
        files = [path for path in settings.state.rglob("*") if path.is_file()]
        contents = {path.relative_to(settings.state): path.read_bytes() for path in files}
        _FOUNDED[key] = _Founded(contents, _copied(server, name) if server else None)
        return
    for path, content in _FOUNDED[key].files.items():
        (settings.state / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.state / path).write_bytes(content)
    if original := _FOUNDED[key].database:
        drop_database(settings.database_url or "")
        _execute(server, f"CREATE DATABASE {name} TEMPLATE {original}")


def _copied(server: str, name: str) -> str:
    # A database in use cannot be copied.
    sessions = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    _execute(server, sessions)
    return _make(server, "DATABASE", f"TEMPLATE {name}")
