"""A backup holds everything, proves it, and fills either database."""

from __future__ import annotations

import zipfile

import pytest

from petaprogram.messages.issues import StoreError
from petaprogram.store import backup
from petaprogram.store.backup import read_backup, restore, write_backup
from petaprogram.store.checking import check_store
from petaprogram.store.place import FILE_NAME
from petaprogram.store.store import find_store, open_store
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import write
from tests.store.test_undoing import BACK, files_of
from tests.store.test_writing import NOTE, edit_of
from tests.support.databases import ENGINES, new_database, sample_settings
from tests.support.store_trials import no_check


@pytest.fixture(params=[ENGINES[0], pytest.param(ENGINES[1], marks=pytest.mark.postgres)])
def other(request, tmp_path):
    """Another installation, without a store, on each database."""
    url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
    return sample_settings(tmp_path / "lain", url)


def test_a_restored_store_is_the_same_with_its_history_and_can_go_on(store, other, tmp_path):
    write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)
    undo(store, plan_undo(store, 2), BACK, no_check)
    path = tmp_path / "cadangan.zip"
    assert write_backup(store, path) == store.head()

    assert restore(other, path) == store.head()
    restored = open_store(other)
    assert [restored.change(number) for number in (1, 2, 3)] == [store.change(n) for n in (1, 2, 3)]
    assert all(restored.tables(number) == store.tables(number) for number in (1, 2, 3))
    assert files_of(restored) == files_of(store)
    assert [*check_store(restored)] == []
    assert undo(restored, plan_undo(restored, 3), BACK, no_check).content == store.change(2).content
    restored.engine.dispose()
    with pytest.raises(StoreError, match="penyimpanan sudah ada"):
        restore(other, path)


def test_what_is_written_while_a_backup_is_made_is_not_in_it_and_not_half_in_it(
    store, tmp_path, monkeypatch, other
):
    lines = backup._lines

    def write_meanwhile(*arguments):
        edit = edit_of(store, "placements", "P6", note=f"{store.head().id}")
        write(store, [edit], NOTE, no_check)
        yield from lines(*arguments)

    monkeypatch.setattr(backup, "_lines", write_meanwhile)
    path = tmp_path / "cadangan.zip"
    assert write_backup(store, path).id == 1
    assert store.head().id > 10
    assert restore(other, path) == store.change(1)


def test_a_backup_replaces_no_file(store, tmp_path):
    path = tmp_path / "cadangan.zip"
    path.write_text("penting")
    with pytest.raises(StoreError, match="sudah ada"):
        write_backup(store, path)
    assert path.read_text() == "penting"


def test_a_backup_that_is_cut_or_altered_is_refused_and_nothing_is_made(store, tmp_path):
    whole = tmp_path / "cadangan.zip"
    write_backup(store, whole)
    cut, altered, other = tmp_path / "putus.zip", tmp_path / "ubah.zip", sample_settings(tmp_path / "lain")
    cut.write_bytes(whole.read_bytes()[:-200])
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"running"', b'"ended"'))
    for path, words in (
        (cut, "terpotong"),
        (altered, "placements.jsonl"),
        (other.tables / "site.toml", "bukan"),
    ):
        with pytest.raises(StoreError, match=words):
            read_backup(path)
        with pytest.raises(StoreError, match=words):
            restore(other, path)
    assert find_store(other) is None
    assert not (other.state / FILE_NAME).exists()
