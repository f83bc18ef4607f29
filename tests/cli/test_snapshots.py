"""`petaprogram snapshot` and what is exported from the current data or from a snapshot."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import tomllib
from pathlib import Path

import pytest
from pptx import Presentation

from petaprogram.cli import main
from petaprogram.settings import ROOT
from petaprogram.snapshots.snapshot import list_snapshots, open_snapshot
from tests.browser.files import make_small_tables

pytestmark = pytest.mark.export

STEPS = tomllib.loads((ROOT / "data" / "paparan.toml").read_text("utf-8"))["step"]
PUBLIC = sum(step.get("audience") != "internal" for step in STEPS)


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BOUNDARIES", "TABLES", "TILES", "TILES_ATTRIBUTION", "ADDRESS"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("PETAPROGRAM_SNAPSHOTS", str(tmp_path / "snapshots"))


def test_a_snapshot_is_made_listed_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["snapshot", "Asesmen 2026"]) == 0
    said = capsys.readouterr().out
    (one,) = list_snapshots(tmp_path / "snapshots")
    assert one.manifest is not None
    assert str(one.path) in said
    assert f"?cuplikan=asesmen-2026  kode verifikasi {one.manifest.fingerprint}" in said
    assert one.manifest.made == dt.datetime.now().astimezone().date()
    assert main(["snapshot", "asesmen 2026"]) == 1
    assert "sudah ada" in capsys.readouterr().out
    assert main(["snapshots"]) == 0
    assert capsys.readouterr().out.startswith("asesmen-2026\t")


def test_a_broken_snapshot_is_named_in_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "rusak.petaprogram.zip").write_bytes(b"x")
    assert main(["snapshots"]) == 1
    assert "rusak.petaprogram.zip: bukan versi beku" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "…"])
def test_a_name_that_cannot_be_used_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", name]) == 1
    assert "beri nama lain" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("PETAPROGRAM_SNAPSHOTS", str(tmp_path / "file" / "in"))
    assert main(["snapshot", "Asesmen"]) == 1
    assert str(tmp_path / "file" / "in") in capsys.readouterr().err


def test_exports_come_from_a_snapshot_where_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = make_small_tables(tmp_path / "data")
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    assert main(["snapshot", "Lama"]) == 0
    rows = (tables / "placements.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("P054,")]
    (tables / "placements.csv").write_text("".join(kept), "utf-8")
    out = tmp_path / "kota.html"
    assert main(["export", "html", "--snapshot", "lama", "--lang", "en", "--out", str(out)]) == 0
    text = out.read_text("utf-8")
    assert "Versi beku &#39;Lama&#39;" in text
    assert '<html lang="en">' in text
    assert "· 9 data, " in text
    assert main(["export", "html", "--out", str(out)]) == 0
    assert "· 8 data, " in out.read_text("utf-8")
    assert main(["export", "summary", "--snapshot", "../lama", "--out", str(out)]) == 1
    assert "versi beku tidak ditemukan" in capsys.readouterr().out


def test_slides_are_written_with_real_maps(tmp_path: Path) -> None:
    out = tmp_path / "paparan.pptx"
    assert main(["export", "slides", "--out", str(out)]) == 0
    deck = Presentation(io.BytesIO(out.read_bytes()))
    assert len(deck.slides) == PUBLIC
    images = [shape.image for slide in deck.slides for shape in slide.shapes if hasattr(shape, "image")]
    assert {image.content_type for image in images} == {"image/png"}
    assert min(image.size[0] for image in images) > 1000


def test_the_check_names_broken_steps_and_a_broken_frame(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (tables / "paparan.toml").write_text('[[step]]\ntitle = ""\n', "utf-8")
    (tables / "frame.toml").write_text("dimension = 1\n", "utf-8")
    assert main(["check", "--tables", str(tables)]) == 1
    said = capsys.readouterr().out
    assert "error: paparan.toml: step-field: langkah 1: isian 'title'" in said
    assert "error: frame.toml: frame-field: isian 'dimension'" in said


def test_what_a_broken_step_costs_is_said_and_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = make_small_tables(tmp_path / "data")
    text = (tables / "paparan.toml").read_text("utf-8")
    (tables / "paparan.toml").write_text(text + '\n[[step]]\nid = "rusak"\n', "utf-8")
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    out = tmp_path / "kota.html"
    assert main(["export", "html", "--out", str(out)]) == 0
    assert f"langkah {len(STEPS) + 1}: isian 'title'" in capsys.readouterr().err
    assert "1 / 12" in out.read_text("utf-8")


def test_a_snapshot_holds_what_was_there_when_it_was_made(tmp_path: Path) -> None:
    assert main(["snapshot", "Asesmen"]) == 0
    (one,) = list_snapshots(tmp_path / "snapshots")
    assert len(open_snapshot(one.path).edition.walk.scenes) == PUBLIC
