"""Only a regular file of a bounded size is read; whatever else stands in its place is a stated problem."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.files.regular_file import (
    FileRules,
    IrregularFileError,
    TooLargeFileError,
    read_file,
    read_regular,
)
from petaprogram.geography.boundaries import check_boundaries
from petaprogram.geography.passport import passport_path
from petaprogram.messages.issues import DataError, SnapshotError
from petaprogram.presentation.steps import read_steps
from petaprogram.settings import ROOT, read_settings
from petaprogram.snapshots.snapshot import SUFFIX, find_snapshot, list_snapshots, make_snapshot, open_snapshot
from petaprogram.tables.dataset import check_tables
from petaprogram.tables.reading import read_table
from petaprogram.tables.toml_files import read_toml
from tests.support.waiting import at_once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO and no device files")

KEDIRI = ROOT / "geo" / "kelurahan.geojson"
RULES = FileRules("missing-file", "unreadable-file", "too-large")
Make = Callable[[Path], object]


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket may have 107 letters
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


IRREGULAR: dict[str, Make] = {
    "fifo": os.mkfifo,
    "socket": make_socket,
    "folder": Path.mkdir,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "empty device": lambda path: path.symlink_to("/dev/null"),
    "link to a fifo": lambda path: (os.mkfifo(f"{path}.fifo"), path.symlink_to(f"{path}.fifo")),
}
each_kind = pytest.mark.parametrize("make", IRREGULAR.values(), ids=list(IRREGULAR))


def rules(issues: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(issue.file, issue.rule) for issue in issues]


@each_kind
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, make: Make) -> None:
    make(tmp_path / "x")
    with at_once(), pytest.raises(IrregularFileError):
        read_regular(tmp_path / "x", 100)
    with at_once(), pytest.raises(DataError, match=r"x: berkas tidak dapat dibaca \(bukan berkas biasa\)"):
        read_file(tmp_path / "x", 100, RULES)


def test_a_fifo_that_takes_the_place_of_a_file_after_the_first_look_does_not_wait_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "x")
    (tmp_path / "y").write_bytes(b"")
    regular = (tmp_path / "y").stat()
    monkeypatch.setattr(Path, "stat", lambda _path: regular)
    with at_once(), pytest.raises(IrregularFileError):
        read_regular(tmp_path / "x", 100)


def test_a_file_and_a_link_to_one_are_read_to_their_limit(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1\r\n45")
    (tmp_path / "link").symlink_to("x")
    for name in ("x", "link"):
        assert read_regular(tmp_path / name, 5) == b"1\r\n45"
        with pytest.raises(TooLargeFileError):
            read_regular(tmp_path / name, 4)


def test_what_is_not_there_and_what_is_too_large_is_named(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("nowhere", "dangling"):
        with pytest.raises(DataError, match=f"letakkan {name} di folder tabel"):
            read_file(tmp_path / name, 100, RULES)
    (tmp_path / "x").write_bytes(b"x" * 3000)
    with pytest.raises(DataError, match="x: berkas lebih besar dari 2 kB"):
        read_file(tmp_path / "x", 2048, RULES)


def test_a_file_that_may_not_be_read_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "x").write_bytes(b"x")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DataError, match=r"tidak dapat dibaca \(Permission denied\)"):
        read_file(tmp_path / "x", 100, RULES)


@each_kind
def test_it_is_no_table_and_no_settings(tmp_path: Path, make: Make) -> None:
    make(tmp_path / "aliases.csv")
    make(tmp_path / "site.toml")
    make(tmp_path / "paparan.toml")
    with at_once():
        assert rules(read_table(tmp_path, "aliases")[1]) == [("aliases.csv", "unreadable-file")]
        _, issues = read_toml(tmp_path / "site.toml", missing="broken-site", unreadable="broken-site")
        assert rules(issues) == [("site.toml", "broken-site")]
        assert rules(read_steps(tmp_path / "paparan.toml")[1]) == [("paparan.toml", "walk-unreadable")]


@each_kind
def test_it_is_no_boundary_and_no_passport(tmp_path: Path, make: Make) -> None:
    make(tmp_path / "x.geojson")
    make(tmp_path / "y.passport.json")
    shutil.copy(KEDIRI, tmp_path / "y.geojson")
    with at_once():
        assert rules(check_boundaries(tmp_path / "x.geojson", passport_path(KEDIRI))) == [
            ("x.geojson", "boundary-file-unreadable")
        ]
        assert rules(check_boundaries(tmp_path / "y.geojson")) == [
            ("y.passport.json", "boundary-file-unreadable")
        ]


@each_kind
def test_it_is_no_snapshot(tmp_path: Path, make: Make) -> None:
    path = tmp_path / f"x{SUFFIX}"
    make(path)
    with at_once():
        with pytest.raises(SnapshotError, match=r"bukan versi beku atau rusak \(bukan berkas biasa\)"):
            open_snapshot(path)
        (listed,) = list_snapshots(tmp_path)
        assert rules(listed.issues) == [(path.name, "snapshot-unreadable")]
        with pytest.raises(SnapshotError, match="tidak ditemukan"):
            find_snapshot(tmp_path, "x")


@each_kind
def test_a_snapshot_is_not_made_of_it(tmp_path: Path, make: Make) -> None:
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (tables / "frame.toml").unlink()
    make(tables / "frame.toml")
    settings = replace(read_settings({}), tables=tables, snapshots=tmp_path / "snapshots")
    with at_once(60), pytest.raises(DataError, match=r"frame\.toml: berkas tidak dapat dibaca"):
        make_snapshot("Asesmen", settings, dt.date(2026, 1, 1))
    assert not (tmp_path / "snapshots").exists()


def test_the_check_goes_on_to_the_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (tables / "aliases.csv").unlink()
    os.mkfifo(tables / "aliases.csv")
    (tables / "homonyms.csv").write_text("x\n", "utf-8")
    with at_once(60):
        assert main(["check", "--tables", str(tables)]) == 1
    out = capsys.readouterr().out
    assert "aliases.csv: unreadable-file: " in out
    assert "homonyms.csv:1: missing-column: " in out


def test_files_that_no_person_writes_by_hand_are_too_large(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_bytes(b"x" * (32 * 2**20 + 1))
    (tmp_path / "site.toml").write_bytes(b"#" * (100 * 2**10 + 1))
    said = "\n".join(map(str, check_tables(tmp_path, None)))
    assert "aliases.csv: berkas lebih besar dari 32 MB" in said
    assert "site.toml: berkas lebih besar dari 100 kB" in said
