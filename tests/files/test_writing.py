"""A file is there as a whole or not at all, and nothing else is left."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from petaprogram.files import writing
from petaprogram.files.writing import draft_folder, write_together, write_whole


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_written_and_its_folder_holds_nothing_else(tmp_path):
    write_whole(tmp_path / "a.bin", b"first")
    write_whole(tmp_path / "a.bin", b"second")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.bin": b"second"}


@pytest.mark.parametrize("replace", [True, False])
def test_a_full_disk_leaves_what_was_there_and_no_draft(tmp_path, monkeypatch, replace):
    (tmp_path / "old.bin").write_bytes(b"old")
    monkeypatch.setattr(writing.os, "fsync", full_disk)
    with pytest.raises(OSError, match=r"No space left.*bin"):
        write_whole(tmp_path / ("old.bin" if replace else "new.bin"), b"x" * 100, replace=replace)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old.bin": b"old"}


def test_a_file_that_is_there_is_kept_where_it_must_not_be_replaced(tmp_path):
    write_whole(tmp_path / "a.bin", b"first", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a.bin", b"second", replace=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.bin": b"first"}


def test_a_folder_is_not_made_for_a_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "typo" / "a.bin", b"")
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_a_killed_program_go_and_those_of_a_running_one_stay(tmp_path):
    with draft_folder(tmp_path) as running:
        left = tmp_path / f"{running.name}-killed"
        left.mkdir()
        (left / "half").touch()
        os.utime(left, (0, 0))
        with draft_folder(tmp_path):
            assert running.exists()
            assert not left.exists()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_renamed_over_a_folder_of_drafts_that_cannot_be_made(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    with pytest.raises(OSError, match="exists"), draft_folder(blocked):
        pass
    assert Path(blocked).read_text() == "a file, not a folder"


def test_of_files_that_belong_together_none_is_replaced_before_all_are_on_the_disk(tmp_path, monkeypatch):
    write_together(tmp_path / "out", {"a.csv": b"1", "b.csv": b"1"})
    fsync = os.fsync

    def fill(handle: int) -> None:
        # The second file finds no room.
        monkeypatch.setattr(writing.os, "fsync", full_disk)
        fsync(handle)

    monkeypatch.setattr(writing.os, "fsync", fill)
    with pytest.raises(OSError, match=r"No space left.*out.b\.csv"):
        write_together(tmp_path / "out", {"a.csv": b"2", "b.csv": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"1",
    }
