"""`petaprogram export`: the file that was asked for, or a sentence that says what to ask for instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.cli.export import show_progress
from petaprogram.exports.formats import FORMATS
from petaprogram.settings import read_settings
from tests.support.pdf import read, squeeze, texts
from tests.support.real import real_dataset
from tests.support.sampledata import write_tables

pytestmark = pytest.mark.export

POCANAN = "35.71.02.1016"


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BOUNDARIES", "TABLES", "TILES", "TILES_ATTRIBUTION", "ADDRESS"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))


def test_a_profile_is_written_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "profil.pdf"
    assert main(["export", "profile", "--kode", POCANAN, "--lang", "en", "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    (text,) = texts(out.read_bytes())
    assert squeeze("State of the six pillars") in text
    assert [path.name for path in tmp_path.iterdir()] == ["profil.pdf"]


def test_the_summary_is_written(tmp_path: Path) -> None:
    out = tmp_path / "ringkasan.pdf"
    assert main(["export", "summary", "--out", str(out)]) == 0
    assert len(read(out.read_bytes()).pages) == 1


@pytest.mark.parametrize(
    ("options", "name", "start"),
    [
        (["--program", "kampung-senyum"], "peta.png", b"\x89PNG"),
        (["--pillar", "living", "--with-citywide"], "peta.svg", b"<?xml"),
        (["--programs", "--paper", "a3"], "peta.pdf", b"%PDF"),
        (["--kode", POCANAN, "--format", "svg"], "peta", b"<?xml"),
        ([], "peta", b"\x89PNG"),
    ],
)
def test_a_map_is_written_in_the_format_asked_for(
    options: list[str], name: str, start: bytes, tmp_path: Path
) -> None:
    out = tmp_path / name
    assert main(["export", "map", *options, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(start)


def test_a_wall_map_is_a_page_of_its_paper(tmp_path: Path) -> None:
    out = tmp_path / "dinding.pdf"
    assert main(["export", "map", "--paper", "a3", "--out", str(out)]) == 0
    (page,) = read(out.read_bytes()).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [420, 297]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["profile", "--kode", "35.71.02"], "bukan kode kelurahan"),
        (["profile", "--kode", "x"], "petaprogram match"),
        (["map", "--kode", "35.71"], "bukan kode kelurahan"),
        (["map", "--pillar", "nope"], "pilih: governance"),
        (["map", "--program", "nope"], "tidak dikenal"),
    ],
)
def test_an_unknown_name_is_a_wrong_call_and_nothing_is_written(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *options, "--out", str(tmp_path / "x.pdf")]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "nope" / "peta.svg"
    assert main(["export", "map", "--out", str(out)]) == 2
    assert f"{out} tidak dapat ditulis" in capsys.readouterr().err


def test_a_page_gets_no_file_of_other_data_than_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, version = tmp_path / "ringkasan.pdf", real_dataset().version
    assert main(["export", "summary", "--data-version", "of-yesterday", "--out", str(out)]) == 2
    assert f"data kini versi {version}, bukan lagi of-yesterday" in capsys.readouterr().err
    assert not out.exists()
    assert main(["export", "summary", "--data-version", version, "--out", str(out)]) == 0


def test_data_with_errors_are_not_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(write_tables(tables, pillars="living,,L,red,1\n")))
    out = tmp_path / "ringkasan.pdf"
    assert main(["export", "summary", "--out", str(out)]) == 1
    assert not out.exists()


def test_the_address_has_to_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_settings({}).address is None
    assert read_settings({"PETAPROGRAM_ADDRESS": "https://peta.example.go.id/"}).address == (
        "https://peta.example.go.id"
    )
    monkeypatch.setenv("PETAPROGRAM_ADDRESS", "peta.example.go.id")
    assert main(["version"]) == 2
    assert "PETAPROGRAM_ADDRESS" in capsys.readouterr().err


def test_every_format_has_help_and_progress_is_for_a_terminal_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert {form.command for form in FORMATS} >= {"profile", "atlas", "summary", "map"}
    assert all(form.help for form in FORMATS if form.command)
    show_progress(1, 2, 0.0)
    assert capsys.readouterr().err == ""
