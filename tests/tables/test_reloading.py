"""The data follow the files, and the last good data stay while the files are broken."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest

from petaprogram.messages.issues import DataError
from petaprogram.settings import ROOT, read_settings
from petaprogram.tables.reloading import DataSource, file_stamp


@pytest.fixture
def source(tmp_path):
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
        )
    )


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


def test_a_changed_table_is_read_again(source):
    before = source.current().dataset
    path = source.settings.tables / "placements.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    assert len(source.current().dataset.records) == len(before.records) - 1


def test_the_log_says_what_was_read_and_what_was_refused(source, caplog):
    caplog.set_level("INFO", "petaprogram")
    version = source.current().dataset.version
    (source.settings.tables / "placements.csv").write_text("nonsense\n")
    source.current()
    read, refused = caplog.records
    assert (read.levelname, refused.levelname) == ("INFO", "WARNING")
    assert version in read.getMessage()
    assert "placements.csv, baris 1" in refused.getMessage()


def test_a_broken_table_leaves_the_last_good_data_and_says_why(source):
    before = source.current().dataset
    (source.settings.tables / "placements.csv").write_text("nonsense\n")
    loaded = source.current()
    assert loaded.dataset is before
    assert any(issue.file == "placements.csv" for issue in loaded.refused)


def test_a_missing_table_folder_leaves_the_last_good_data(source):
    before = source.current().dataset
    shutil.rmtree(source.settings.tables)
    assert source.current().dataset is before
    assert source.current().refused


def test_a_broken_boundary_file_leaves_the_last_good_boundaries_even_after_a_restart(source):
    before = source.current().dataset.areas
    source.settings.boundaries.write_text("{}")
    for started in (source, DataSource(source.settings)):
        loaded = started.current()
        assert loaded.dataset.areas.frame.equals(before.frame)
        assert loaded.refused


def test_broken_files_with_nothing_to_fall_back_on_are_an_error_with_reasons(source):
    source.settings.boundaries.write_text("{}")
    with pytest.raises(DataError) as caught:
        source.current()
    assert caught.value.issues


def test_settings_come_from_the_environment():
    settings = read_settings({"PETAPROGRAM_TABLES": "/x", "PETAPROGRAM_TILES": "https://t/{z}/{x}/{y}.png"})
    assert (str(settings.tables), settings.tile_url) == ("/x", "https://t/{z}/{x}/{y}.png")
    assert read_settings({}).tile_url is None
