"""`petaprogram walk`: what it lists, moves, adds and refuses, over a copy of the published files."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.settings import ROOT

PUBLISHED = tomllib.loads((ROOT / "data" / "paparan.toml").read_text("utf-8"))["step"]
IDS = [entry["id"] for entry in PUBLISHED]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    return tables / "paparan.toml"


def ids(path: Path) -> list[str]:
    return [entry["id"] for entry in tomllib.loads(path.read_text("utf-8"))["step"]]


@pytest.mark.usefixtures("path")
def test_the_list_names_number_id_audience_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", "list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        [str(number), entry["id"], entry.get("audience", "public"), entry["title"]]
        for number, entry in enumerate(PUBLISHED, start=1)
    ]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (["--to", "1"], 0),
        (["--before", "kota"], 1),
        (["--after", "kota"], 2),
        (["--after", IDS[-1]], len(IDS) - 1),
        (["--to", str(len(IDS))], len(IDS) - 1),
    ],
)
def test_a_step_is_moved_to_a_place_or_beside_another(path: Path, where: list[str], place: int) -> None:
    before = path.read_text("utf-8")
    assert main(["walk", "move", "living", *where]) == 0
    assert ids(path).index("living") == place
    assert [one for one in ids(path) if one != "living"] == [one for one in IDS if one != "living"]
    after = path.read_text("utf-8")
    assert after != before
    assert sorted(after.splitlines()) == sorted(before.splitlines())


def test_a_dry_run_shows_the_change_and_writes_nothing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["walk", "move", "living", "--to", "1", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert '+id = "living"' in said
    assert '-id = "living"' in said
    link = "http://127.0.0.1:8501/?tampil=living"
    assert main(["walk", "add", link, "--title", "Baru", "--dry-run"]) == 0
    assert '+title = "Baru"' in capsys.readouterr().out
    assert path.read_bytes() == before


def test_a_step_is_added_from_a_link_and_passes_the_check(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "https://kota.example/peta?warnai=pilar&tampil=living&bahasa=en&pandangan=1,2,3,4"
    words = ["--title", "Kesehatan", "--title-en", "Health", "--number", "areas_recorded"]
    assert main(["walk", "add", link, *words, "--after", "kota", "--audience", "internal"]) == 0
    assert "tidak ikut disimpan, bukan bagian tampilan peta: pandangan" in capsys.readouterr().err
    made = tomllib.loads(path.read_text("utf-8"))["step"][IDS.index("kota") + 1]
    assert made == {
        "id": "kesehatan",
        "title": "Kesehatan",
        "title_en": "Health",
        "audience": "internal",
        "view": "tampil=living",
        "number": "areas_recorded",
    }
    assert main(["walk", "check"]) == 0
    assert "0 kesalahan (error), 0 peringatan (warning)" in capsys.readouterr().out


@pytest.mark.usefixtures("path")
def test_what_should_be_mended_about_a_new_step_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", "add", "?tampil=living", "--title", "Ada {orang}", "--audience", "internal"]) == 0
    said = capsys.readouterr().err
    assert "{orang}" in said
    assert "title_en" in said


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["move", "tidak-ada", "--to", "1"], "pilih: sampul, kota"),
        (["move", "kota", "--to", "99"], f"pilih nomor 1 sampai {len(IDS)}"),
        (["move", "kota", "--to", "0"], "pilih nomor 1"),
        (["move", "kota", "--after", "kota"], "sebut langkah lain"),
        (["move", "kota", "--before", "x"], "'x' tidak ada"),
        (["add", "http://x/?tampil=nope", "--title", "A"], "tampil=nope; salin ulang"),
        (["add", "http://x/profil?kode=35.71.02.1016", "--title", "A"], "salin tautan halaman Peta"),
        (["add", "http://x/", "--title", "A"], "bukan tautan tampilan"),
        (["add", "?tampil=living&kelas=running", "--title", "A"], "hapus kelas=running"),
        (["add", "?tampil=living", "--title", "A", "--after", "x"], "'x' tidak ada"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_changes_nothing(
    path: Path, capsys: pytest.CaptureFixture[str], call: list[str], told: str
) -> None:
    before = path.read_bytes()
    assert main(["walk", *call]) == 2
    assert told in capsys.readouterr().err
    assert path.read_bytes() == before


def test_an_id_that_is_taken_is_refused_as_the_check_would(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["walk", "add", "?tampil=living", "--title", "A", "--id", "kota"]) == 1
    assert "sudah dipakai" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_the_check_reports_this_file_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = path.read_text("utf-8").replace('id = "governance"', "id = 7").replace("{citywide}", "{x}")
    path.write_text(text, "utf-8")
    assert main(["walk", "check"]) == 1
    said = capsys.readouterr().out
    assert "error: paparan.toml: step-field" in said
    assert "pillar_index.csv" not in said
