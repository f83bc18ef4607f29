"""The database of the store: how it is opened, locked, and what its errors mean for whoever keeps it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from petaprogram.files.writing import is_full
from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.settings import Settings
from petaprogram.store.place import store_file

# Whoever writes waits so long for others; a reader of PostgreSQL so long for an answer to its knock.
_WAIT_SECONDS, _CONNECT_SECONDS = 30, 3
# Any number that no other program of the same database takes.
_LOCK = 3571_2026
# From these on a write and a checkpoint at the same instant cannot damage the file:
# sqlite.org/wal.html#walresetbug
_WAL_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_WRITES = "petaprogram_writes"

# SQLite says so of a broken disk, and of a full one on which it finds no room for the file beside its own.
_IO_ERROR, _ROOM = "disk i/o error", 65_536
_DAMAGED = ("malformed", "not a database", _IO_ERROR, "file is encrypted")
_FULL = ("is full", "no space left")
_BUSY = ("locked", "lock timeout", "statement timeout")
_PG_FULL, _PG_DAMAGED = ("53100",), ("XX001", "XX002")


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Tell whether a version of SQLite is free of the fault that can damage a file in WAL mode."""
    return version >= _WAL_SAFE[0] or any(version[:2] == safe[:2] and version >= safe for safe in _WAL_SAFE)


def store_place(settings: Settings) -> str:
    """Name the store for people: the file, or the database without its password."""
    if settings.database_url:
        return make_url(settings.database_url).render_as_string(hide_password=True)
    return str(store_file(settings))


def open_engine(settings: Settings) -> Engine:
    """Make the engine of this installation's store; nothing is opened or made yet."""
    if settings.database_url:
        url = make_url(settings.database_url).set(drivername="postgresql+psycopg")
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": _CONNECT_SECONDS,
                "options": f"-c lock_timeout={_WAIT_SECONDS * 1000}",
            },
        )
    return sqlite_engine(store_file(settings))


def sqlite_engine(path: Path) -> Engine:
    """Make an engine of an SQLite file."""
    sqlite = _sqlite()
    engine = create_engine(f"sqlite+pysqlite:///{path}", module=sqlite)
    journal = "WAL" if is_wal_safe(sqlite.sqlite_version_info) else "DELETE"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of whichever driver
        # The driver opens no transaction of its own: none is there for DDL otherwise.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_WAIT_SECONDS * 1000}",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turns into a writer would fail at once where another one wrote since.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sqlite() -> Any:  # noqa: ANN401 - one of two modules with the same face
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # no wheel for this platform: the slower journal is safe with any version
        return importlib.import_module("sqlite3")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads.

    Raises
    ------
    StoreError
        Where the database does not answer, with what to do.
    """
    with _explained(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction that may write, and commit it at the end.

    The lock comes before everything else and is held until the commit: numbers that are given inside it are
    in the order of commits, and no reader sees a number whose rows are still to come.

    Raises
    ------
    StoreError
        Where the database does not answer, is busy or full; nothing is written then.
    """
    with (
        _explained(engine),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        raise StoreError([make_issue(*_rule(engine, error), reason=_reason(error))]) from error
    except OSError as error:
        if not is_full(error):
            raise
        raise StoreError([make_issue("store-full", name_of(engine))]) from error


def name_of(engine: Engine) -> str:
    """Name a store in a sentence about it."""
    return Path(engine.url.database or "").name or engine.dialect.name


def _rule(engine: Engine, error: Exception) -> tuple[str, str]:
    original = getattr(error, "orig", None)
    said, state = str(original or error).lower(), getattr(original, "sqlstate", None)
    rule = "store-failed"
    if (
        state in _PG_FULL
        or any(word in said for word in _FULL)
        or (_IO_ERROR in said and not _has_room(engine))
    ):
        rule = "store-full"
    elif state in _PG_DAMAGED or any(word in said for word in _DAMAGED):
        rule = "store-damaged"
    elif isinstance(error, PoolTimeoutError) or any(word in said for word in _BUSY):
        rule = "store-busy"
    elif "connect" in said or "unable to open" in said or "readonly" in said:
        rule = "store-unreachable"
    return rule, name_of(engine)


def _has_room(engine: Engine) -> bool:
    try:
        with TemporaryFile(dir=Path(engine.url.database or "").parent) as file:
            file.write(bytes(_ROOM))
    except OSError:
        return False
    return True


def _reason(error: Exception) -> str:
    return (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]


def migrate(connection: Connection) -> None:
    """Make the tables of an empty database, within the transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_made(engine: Engine) -> bool:
    """Tell whether a database holds a store of this version of the program; False where it holds nothing.

    Raises
    ------
    StoreError
        If it holds something else, or does not answer.
    """
    with reading(engine) as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return False
        found = MigrationContext.configure(connection).get_current_revision()
    known = ScriptDirectory.from_config(_config()).get_current_head()
    if found != known:
        raise StoreError(
            [make_issue("store-other-version", name_of(engine), found=found or "lain", known=known)]
        )
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
