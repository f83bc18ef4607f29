"""The data follow the files, and the last good data stay while the files are broken."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace

import pytest

from petaprogram.messages.issues import DataError, make_issue
from petaprogram.settings import ROOT, read_settings
from petaprogram.tables import reloading
from petaprogram.tables.reloading import REST_SECONDS, DataSource, file_stamp
from tests.support.context_files import FEATURES, write_context


class Clock:
    """The time of day, and what a test lets pass besides."""

    def __init__(self):
        self.passed = 0.0

    def __call__(self):
        return time.time() + self.passed

    def rest(self):
        self.passed += REST_SECONDS

    def look(self):
        self.passed += reloading.LOOK_SECONDS


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def source(tmp_path, clock):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "geo").mkdir()
    for name in ("kelurahan.geojson", "kelurahan.passport.json"):
        shutil.copy(ROOT / "geo" / name, tmp_path / "geo")
    settings = read_settings({})
    return DataSource(
        replace(
            settings,
            tables=tmp_path / "data",
            boundaries=tmp_path / "geo" / "kelurahan.geojson",
            state=tmp_path / "state",
        ),
        clock,
    )


def drop_last_record(source):
    path = source.settings.tables / "placements.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def test_a_file_that_is_written_goes_or_comes_back_has_another_stamp(tmp_path):
    path = tmp_path / "a.csv"
    stamps = [file_stamp(path)]
    for content in ("one", "three"):
        path.write_text(content)
        stamps.append(file_stamp(path))
    os.utime(path, ns=(0, 0))
    stamps.append(file_stamp(path))
    assert len(set(stamps)) == len(stamps)
    assert file_stamp(path) == stamps[-1]
    path.unlink()
    assert file_stamp(path) == stamps[0]


def test_unchanged_files_are_read_once(source):
    assert source.current() is source.current()


def test_what_is_known_is_given_without_a_look_once_there_is_something(source, clock):
    first = source.known()
    drop_last_record(source)
    clock.rest()
    assert source.known() is first
    assert source.current() is not first
    assert source.known() is source.current()


def test_files_are_looked_at_now_and_then_however_often_they_are_asked_for(source, clock, monkeypatch):
    looks = []
    monkeypatch.setattr(reloading, "file_stamp", lambda path: looks.append(path) or file_stamp(path))
    monkeypatch.setattr(source, "_clock", lambda: 1e9 + clock.passed)
    source.current()
    once = len(looks)
    for _ in range(20):
        source.current()
    assert len(looks) == once > 0
    clock.passed += reloading.LOOK_SECONDS
    source.current()
    assert len(looks) == 2 * once
    clock.passed -= 3600
    source.current()
    assert len(looks) == 3 * once


def test_a_change_that_has_not_come_to_rest_is_looked_at_at_once_whenever_somebody_asks(source, clock):
    count = len(source.current().dataset.records)
    drop_last_record(source)
    os.utime(source.settings.tables / "placements.csv", (clock(), clock()))
    clock.passed += REST_SECONDS - 0.2
    assert len(source.current().dataset.records) == count
    clock.passed += 0.3
    assert len(source.current().dataset.records) == count - 1


def test_a_changed_table_is_read_again_and_how_many_records_there_were_is_remembered(source, clock):
    count = len(source.current().dataset.records)
    assert source.current().records_before is None
    drop_last_record(source)
    clock.rest()
    loaded = source.current()
    assert (loaded.records_before, len(loaded.dataset.records)) == (count, count - 1)


def test_what_takes_no_record_away_does_not_make_one_forget_that_another_change_did(source, clock):
    count = len(source.current().dataset.records)
    drop_last_record(source)
    clock.rest()
    lost = source.current()
    for table in ("placements", "programs"):
        path = source.settings.tables / f"{table}.csv"
        path.write_bytes(path.read_bytes())
        clock.rest()
        assert source.current() is not lost
        assert source.current().records_before == count
    drop_last_record(source)
    clock.rest()
    assert source.current().records_before == count - 1


def test_a_context_file_that_comes_breaks_or_goes_changes_what_is_drawn_and_nothing_else(source, clock):
    before = source.current().dataset
    path = write_context(source.settings.boundaries.parent, features=[FEATURES["road"]])
    clock.rest()
    drawn = source.current()
    assert [one.kind for one in drawn.dataset.areas.context.features] == ["road"]
    assert drawn.dataset.version != before.version
    path.write_text("{")
    clock.rest()
    broken = source.current()
    assert (broken.refused, broken.dataset.areas.context.features) == ((), ())
    assert {issue.file for issue in broken.dataset.issues} >= {"sekitar.geojson"}
    path.unlink()
    without = source.current().dataset
    assert without.version == before.version
    assert without.records.equals(before.records)


def test_a_file_that_is_being_written_is_read_when_it_has_come_to_rest(source, clock):
    before = source.current()
    drop_last_record(source)
    assert source.current() is before
    clock.passed += REST_SECONDS / 2
    drop_last_record(source)
    os.utime(source.settings.tables / "placements.csv", (clock(), clock()))
    clock.passed += REST_SECONDS / 2
    assert source.current() is before
    clock.rest()
    assert len(source.current().dataset.records) == len(before.dataset.records) - 2


@pytest.mark.parametrize("seconds", [-3600.0, 3600.0], ids=["written long ago", "with a time to come"])
def test_a_file_copied_with_the_time_of_another_machine_is_read(source, clock, seconds):
    before = source.current()
    drop_last_record(source)
    os.utime(source.settings.tables / "placements.csv", (clock() + seconds, clock() + seconds))
    clock.look()
    source.current()
    clock.rest()
    assert len(source.current().dataset.records) == len(before.dataset.records) - 1


def test_the_log_says_what_was_read_and_what_was_refused(source, clock, caplog):
    caplog.set_level("INFO", "petaprogram")
    version = source.current().dataset.version
    (source.settings.tables / "placements.csv").write_text("nonsense\n")
    clock.rest()
    source.current()
    read, refused = caplog.records
    assert (read.levelname, refused.levelname) == ("INFO", "WARNING")
    assert version in read.getMessage()
    assert "placements.csv, baris 1" in refused.getMessage()


def test_a_broken_table_leaves_the_last_good_data_and_says_why(source, clock):
    before = source.current().dataset
    (source.settings.tables / "placements.csv").write_text("nonsense\n")
    clock.rest()
    loaded = source.current()
    assert loaded.dataset is before
    assert any(issue.file == "placements.csv" for issue in loaded.refused)


def test_what_editors_leave_beside_the_files_changes_nothing(source, clock):
    """Emacs makes a dangling link for each file that is being edited; others make files for a moment."""
    before = source.current()
    for folder in (source.settings.tables, source.settings.boundaries.parent):
        (folder / ".#placements.csv").symlink_to("somebody@somewhere.1234:1760000000")
        (folder / "kelurahan.geojson~").symlink_to("nowhere")
        (folder / "#placements.csv#").write_text("half a tab")
    clock.rest()
    assert source.current() is before
    assert not DataSource(source.settings).current().refused


def take_away(folder):
    folder.rename(folder.with_name("away"))


def put_a_file_in_its_place(folder):
    take_away(folder)
    folder.touch()


def lock(folder):
    folder.chmod(0)


@pytest.mark.parametrize(
    "spoil",
    [
        take_away,
        put_a_file_in_its_place,
        pytest.param(lock, marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")),
    ],
)
@pytest.mark.parametrize("which", ["data", "geo"])
def test_a_folder_that_cannot_be_read_leaves_the_last_good_data_and_says_why(source, clock, spoil, which):
    before = source.current().dataset
    folder = source.settings.tables.parent / which
    spoil(folder)
    clock.look()
    source.current()
    clock.rest()
    loaded = source.current()
    folder.chmod(0o755) if folder.exists() else None
    assert loaded.dataset.records.equals(before.records)
    assert loaded.dataset.areas.frame.equals(before.areas.frame)
    assert loaded.refused


def test_a_broken_boundary_file_leaves_the_last_good_boundaries_even_after_a_restart(source, clock):
    before = source.current().dataset.areas
    source.settings.boundaries.write_text("{}")
    clock.rest()
    for started in (source, DataSource(source.settings)):
        loaded = started.current()
        assert loaded.dataset.areas.frame.equals(before.frame)
        assert loaded.refused


def test_boundaries_in_use_stay_where_the_file_and_its_copy_are_both_broken(source, clock):
    before = source.current().dataset
    source.settings.boundaries.write_text("{}")
    for copy in source.settings.state.rglob("*.geojson"):
        copy.write_text("{}")
    drop_last_record(source)
    clock.rest()
    loaded = source.current()
    assert loaded.dataset.areas is before.areas
    assert "boundary-kept" in {issue.rule for issue in loaded.refused}
    assert len(loaded.dataset.records) == len(before.records) - 1


@pytest.mark.parametrize("what", ["read_dataset", "load_boundaries"])
@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), MemoryError(), KeyError(1)])
def test_whatever_reading_raises_the_good_data_stay_in_use(source, clock, monkeypatch, what, error):
    def fail(*_):
        raise error

    before = source.current().dataset
    monkeypatch.setattr(reloading, what, fail)
    with pytest.raises(DataError) as caught:
        DataSource(source.settings).current()
    assert [issue.rule for issue in caught.value.issues] == ["reading-failed"]
    drop_last_record(source)
    clock.rest()
    loaded = source.current()
    assert "reading-failed" in {issue.rule for issue in loaded.refused}
    assert loaded.dataset.areas is before.areas


def test_broken_files_with_nothing_to_fall_back_on_are_an_error_with_reasons(source):
    source.settings.boundaries.write_text("{}")
    with pytest.raises(DataError) as caught:
        source.current()
    assert caught.value.issues


def test_files_that_were_refused_at_the_start_are_read_again_once_they_change_or_after_a_while(
    source, clock, monkeypatch
):
    whole = (source.settings.tables / "programs.csv").read_bytes()
    (source.settings.tables / "programs.csv").write_bytes(b"")
    read = []
    load = reloading.load_boundaries
    monkeypatch.setattr(reloading, "load_boundaries", lambda *given: read.append(given) or load(*given))
    reasons = []
    for _ in range(3):
        with pytest.raises(DataError) as caught:
            source.current()
        reasons.append(caught.value.issues)
    assert len(read) == 1
    assert len(set(reasons)) == 1
    clock.passed += reloading.RETRY_SECONDS
    with pytest.raises(DataError):
        source.current()
    assert len(read) == 2
    (source.settings.tables / "programs.csv").write_bytes(whole)
    assert not source.current().refused


@pytest.mark.parametrize(
    "error", [DataError((make_issue("missing-file", "x.csv", name="x.csv"),)), ValueError("x")]
)
def test_what_stays_refused_from_the_start_is_in_the_log_once(source, clock, monkeypatch, caplog, error):
    def fail(*_):
        raise error

    read = reloading.read_dataset
    monkeypatch.setattr(reloading, "read_dataset", fail)
    for _ in range(3):
        with pytest.raises(DataError):
            source.current()
        clock.passed += reloading.RETRY_SECONDS
    assert len(caplog.records) == 1
    monkeypatch.setattr(reloading, "read_dataset", read)
    source.current()
    monkeypatch.setattr(reloading, "read_dataset", fail)
    drop_last_record(source)
    clock.rest()
    assert source.current().refused
    assert len(caplog.records) == 2
