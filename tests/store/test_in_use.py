"""The newest version of a store is what the app reads; a store that fails is never taken for none."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path

import pytest

from petaprogram.messages.issues import DataError, StoreError
from petaprogram.store.checking import check_store
from petaprogram.store.in_use import ABSENT_SECONDS, RETRY_SECONDS, TablesInUse, tables_in_use
from petaprogram.store.place import store_file
from petaprogram.store.writing import Note, write
from petaprogram.tables import reloading
from petaprogram.tables.reloading import DataSource
from tests.store.test_writing import edit_of
from tests.support.databases import sample_settings, sample_store
from tests.support.sample import four_areas
from tests.support.store_trials import no_check

NOTE = Note("budi", "edit", "uji")


@pytest.fixture
def source(settings, monkeypatch):
    monkeypatch.setattr(reloading, "load_boundaries", lambda _path, _state: (four_areas(), ()))
    # At each look at the clock a second has passed.
    return DataSource(settings, find_folder=TablesInUse(settings, count().__next__).folder)


def status_of(source, placement="P6"):
    return source.current().dataset.placements.loc[placement, "status"]


def test_without_a_store_the_files_count(settings):
    assert tables_in_use(settings) == settings.tables


def test_with_a_store_its_newest_version_counts_at_once_and_the_files_no_more(settings, source):
    assert status_of(source) == "planned"
    before = source.current().dataset.version
    store = sample_store(settings)
    # Its files are the same: so is the version of the data, and whatever was kept for it.
    assert source.current().dataset.version == before

    change = write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)
    path = settings.tables / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("P7,", "P9,"), "utf-8")
    assert status_of(source) == "running"
    assert "P7" in source.current().dataset.placements.index
    assert tables_in_use(settings) == store.folder(change)


def test_a_visit_gets_the_old_data_while_another_one_reads_the_new(settings, source, monkeypatch):
    store = sample_store(settings)
    assert status_of(source) == "planned"
    write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)
    reads, started, may_go_on = reloading.read_dataset, threading.Event(), threading.Event()

    def read_slowly(*arguments):
        started.set()
        assert may_go_on.wait(20)
        return reads(*arguments)

    monkeypatch.setattr(reloading, "read_dataset", read_slowly)
    reader = threading.Thread(target=source.current)
    reader.start()
    assert started.wait(20)
    assert status_of(source) == "planned"
    may_go_on.set()
    reader.join()
    assert status_of(source) == "running"


def test_a_store_that_fails_leaves_the_last_good_data_with_the_reason_until_it_is_back(settings, source):
    store = sample_store(settings)
    assert source.current().refused == ()
    passed = [0.0]
    in_use = TablesInUse(settings, clock=lambda: passed[0])
    source._find_folder = in_use.folder
    write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)

    def fail():
        raise OSError(28, "No space left on device")

    in_use.find = fail
    assert status_of(source) == "planned"
    assert [issue.rule for issue in source.current().refused] == ["store-full"]
    del in_use.find
    # It is not asked again at every visit.
    assert [issue.rule for issue in source.current().refused] == ["store-full"]
    passed[0] += RETRY_SECONDS
    assert status_of(source) == "running"
    assert source.current().refused == ()


def test_a_database_without_a_store_is_not_asked_at_every_turn(settings):
    passed, asked = [0.0], []
    in_use = TablesInUse(settings, clock=lambda: passed[0])
    find = in_use.find
    in_use.find = lambda: asked.append(1) or find()
    assert [in_use.has_store for _ in range(3)] == [False] * 3
    # A file is looked for each time: that costs nothing.
    assert len(asked) == (1 if settings.database_url else 3)
    sample_store(settings).engine.dispose()
    passed[0] += ABSENT_SECONDS
    assert in_use.has_store
    assert in_use.folder() != settings.tables


@pytest.mark.parametrize("content", [b"", b"bukan basis data" * 100], ids=["empty", "other"])
def test_a_damaged_file_is_refused_with_what_to_do_and_left_as_it_is(tmp_path, content):
    settings = sample_settings(tmp_path)
    settings.state.mkdir()
    path = store_file(settings)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"rusak .*petaprogram store restore"):
        tables_in_use(settings)
    assert path.read_bytes() == content


def test_a_page_of_a_damaged_database_is_found_by_whoever_reads_or_checks_it(tmp_path):
    settings = sample_settings(tmp_path)
    store = sample_store(settings)
    store.engine.dispose()
    path = Path(store.engine.url.database)
    data = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(DataError, match="rusak"):
        raise DataError([*check_store(store)])
