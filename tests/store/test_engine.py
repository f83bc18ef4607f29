"""How the database is opened, and what its errors mean."""

from __future__ import annotations

import pytest

from petaprogram.messages.issues import StoreError
from petaprogram.settings import SettingsError, read_settings
from petaprogram.store import engine as engines
from petaprogram.store.engine import is_wal_safe, sqlite_engine, store_place, writing
from petaprogram.store.in_use import tables_in_use
from tests.support.databases import sample_settings, sample_store


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_quick_journal_is_used_only_where_it_cannot_damage_the_file(version, safe):
    assert is_wal_safe(version) is safe


def test_the_version_that_is_linked_decides_the_journal(tmp_path, monkeypatch):
    def journal_of(name):
        engine = sqlite_engine(tmp_path / name)
        with writing(engine) as connection:
            found = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        engine.dispose()
        return found

    assert journal_of("new") == ("wal" if is_wal_safe(engines._sqlite().sqlite_version_info) else "delete")
    monkeypatch.setattr(engines, "is_wal_safe", lambda _version: False)
    assert journal_of("old") == "delete"


def test_a_writer_who_waits_too_long_is_told_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "_WAIT_SECONDS", 0.01)
    store = sample_store(sample_settings(tmp_path))
    other = sqlite_engine(store.engine.url.database)
    with (
        writing(store.engine),
        pytest.raises(StoreError, match="sedang dipakai penulis lain"),
        writing(other),
    ):
        pass
    other.dispose()


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    settings = sample_settings(tmp_path, "postgresql://ani:rahasia@127.0.0.1:9/peta")
    assert "rahasia" not in store_place(settings)
    with pytest.raises(StoreError, match="penyimpanan tidak dapat dibuka") as caught:
        tables_in_use(settings)
    assert "rahasia" not in str(caught.value)


def test_an_address_of_another_database_is_refused_without_showing_it():
    with pytest.raises(SettingsError, match="bukan alamat PostgreSQL") as caught:
        read_settings({"PETAPROGRAM_DATABASE_URL": "mysql://ani:rahasia@server/peta"})
    assert "rahasia" not in str(caught.value)


def test_a_database_of_another_shape_is_refused_with_the_way_out(tmp_path):
    settings = sample_settings(tmp_path)
    store = sample_store(settings)
    with writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"berbentuk 9999, program ini mengenal 0001\. Buat cadangan"):
        tables_in_use(settings)
