"""On a disk that is full nothing is lost or half written, and what to do is said."""

from __future__ import annotations

import shutil

import pytest

from petaprogram.messages.issues import StoreError
from petaprogram.store.backup import restore, write_backup
from petaprogram.store.checking import check_store
from petaprogram.store.founding import found, prepare
from petaprogram.store.in_use import tables_in_use
from petaprogram.store.store import find_store, open_store
from petaprogram.store.writing import SEED, Note, write
from tests.store.test_undoing import files_of
from tests.store.test_writing import NOTE, edit_of
from tests.support.databases import drop_database, new_database, new_tablespace, sample_settings, sample_store
from tests.support.small_disk import small_disk
from tests.support.store_trials import no_check

FULL = "tempat penyimpanan penuh; tidak ada yang berubah. Kosongkan ruang"


@pytest.fixture
def disk():
    with small_disk() as made:
        yield made


@pytest.fixture
def settings(disk):
    return sample_settings(disk.place / "kota")


def test_a_store_begins_on_it_not_at_all(disk, settings):
    founding = prepare(settings, no_check)
    with disk.full(), pytest.raises((StoreError, OSError), match=r"penuh|No space left"):
        found(settings, founding, Note("ani", SEED, ""), no_check)
    assert find_store(settings) is None
    found(settings, founding, Note("ani", SEED, ""), no_check)


@pytest.mark.parametrize("blocks", [0, 1, 8, 9, 12, 16, 20])
@pytest.mark.parametrize("is_open", [True, False], ids=["while-it-is-open", "opened-anew"])
def test_an_edit_is_not_written_and_everything_stays(disk, settings, is_open, blocks):
    store = sample_store(settings)
    before, edit = files_of(store), edit_of(store, "placements", "P6", note="x" * 100_000)
    if not is_open:
        store.engine.dispose()
    with disk.full(but=blocks), pytest.raises(StoreError, match=FULL):
        write(store, [edit], NOTE, no_check)
    assert (store.head().id, files_of(store)) == (1, before)
    assert [*check_store(store)] == []
    assert write(store, [edit], NOTE, no_check).id == 2
    store.engine.dispose()


def test_what_is_open_is_read_on_and_a_version_is_written_out_once_there_is_room(disk, settings):
    store = sample_store(settings)
    write(store, [edit_of(store, "placements", "P6", note="x")], NOTE, no_check)
    before = files_of(store)
    shutil.rmtree(store.versions)
    with disk.full():
        assert files_of(store) == before
        with pytest.raises(StoreError, match=FULL):
            tables_in_use(settings)
        assert not [*store.versions.glob("[0-9]*")]
    assert {path.stem: path.read_bytes() for path in tables_in_use(settings).iterdir()} == before
    store.engine.dispose()


def test_a_backup_and_what_is_restored_are_there_as_a_whole_or_not_at_all(disk, settings):
    store, path = sample_store(settings), disk.place / "cadangan.zip"
    with disk.full(but=1), pytest.raises(OSError, match=r"No space left.*cadangan"):
        write_backup(store, path)
    assert {one.name for one in disk.place.iterdir()} == {"kota"}
    write_backup(store, path)
    other = sample_settings(disk.place / "lain")
    with disk.full(but=20), pytest.raises(StoreError, match=FULL):
        restore(other, path)
    assert find_store(other) is None
    assert restore(other, path) == store.head()
    store.engine.dispose()


@pytest.mark.postgres
def test_a_server_whose_disk_is_full_says_so_too(disk, server, tmp_path):
    tables = disk.place / "tables"
    tables.mkdir()
    shutil.chown(tables, "postgres", "postgres")
    url = new_database(server, f"TABLESPACE = {new_tablespace(server, tables)}")
    settings = sample_settings(tmp_path, url)
    # A copy of another database would not lie on that disk.
    found(settings, prepare(settings, no_check), NOTE, no_check)
    store = open_store(settings)
    before, edit = (
        files_of(store),
        edit_of(store, "placements", "P6", note="".join(map(chr, range(256, 50_000)))),
    )
    with disk.full(), pytest.raises(StoreError, match=FULL):
        write(store, [edit], NOTE, no_check)
    assert (store.head().id, files_of(store)) == (1, before)
    assert [*check_store(store)] == []
    assert write(store, [edit], NOTE, no_check).id == 2
    store.engine.dispose()
    drop_database(url)
