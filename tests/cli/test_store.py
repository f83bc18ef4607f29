"""`petaprogram store` and `petaprogram import`, from the first change to the restored backup."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from petaprogram.cli import main
from petaprogram.messages.language import WIB
from tests.support.small_disk import small_disk


@pytest.fixture
def said(capsys):
    """Run a command, and give what it prints."""

    def run(*call, status=0):
        assert main([str(part) for part in call]) == status
        out = capsys.readouterr()
        return out.out + out.err

    return run


def test_a_store_from_its_beginning_to_its_backup(data, said, tmp_path, monkeypatch):
    assert "Belum ada penyimpanan" in said("store", "status")
    assert "store init" in said("store", "history", status=1)
    assert "Belum ada yang ditulis" in said("store", "init")
    assert not (tmp_path / "state" / "store.sqlite").exists()
    assert "sama dengan data/ sampai ke bitnya" in said("store", "init", "--yes")
    assert "sama dengan penyimpanan" in said("store", "status")

    path = data / "placements.csv"
    original = path.read_text("utf-8")
    path.write_text(original.replace(",planned,", ",running,", 1), "utf-8")
    assert "placements.csv: berbeda dari penyimpanan (1 baris)" in said("store", "status")
    # What counts is the store.
    assert "0 baris baru, 1 berubah, 0 hilang" in (shown := said("import", data, "--reason", "SK 1"))
    assert "status: 'planned' -> 'running'" in shown
    assert "Belum ada yang ditulis" in shown
    call = ("import", data, "--reason", "SK 1", "--by", "ani", "--office", "Dinas", "--yes")
    assert "Perubahan 2 ditulis" in said(*call)
    assert said(*call) == "Tidak ada perubahan.\n"

    assert "ani, Dinas  impor: SK 1" in said("store", "history", "--office", "Dinas")
    assert "Belum ada yang ditulis" in said("store", "undo", "2", "--reason", "salah")
    assert "Perubahan 3 membatalkan perubahan 2" in said("store", "undo", "2", "--reason", "salah", "--yes")
    assert "bila penyimpanan yang benar: petaprogram store export" in said("store", "status")
    assert "berbeda dari versi 3" in said("store", "export", data)
    assert "1 berkas ditulis" in said("store", "export", data, "--yes")
    assert path.read_text("utf-8") == original
    assert "1 berkas ditulis" in said("store", "export", data, "--version", "2", "--yes")
    assert "Tidak ada lagi yang dapat dibatalkan" in said("store", "undo", "2", "--reason", "x", status=1)
    assert "perubahan 9 tidak ada" in said("store", "undo", "9", "--reason", "x", status=1)

    assert "Dari versi 1 (" in (shown := said("changes", "--since", "1", "--until", "2"))
    assert "1 kini berjalan" in shown
    assert "Tidak ada yang berubah." in said("changes", "--since", "versi.1", "--until", "3")
    assert "perubahan 9 tidak ada" in said("changes", "--since", "9", status=1)
    said("snapshot", "2")
    # What is called so is meant before a number.
    assert "Dari versi beku '2'" in said("changes", "--since", "2")
    xlsx = tmp_path / "lama.xlsx"
    then = tmp_path / "lama.pdf"
    assert xlsx.name in said("changes", "--since", "1", "--until", "2", "--format", "xlsx", "--out", xlsx)
    said("export", "profile", "--kode", "35.71.02.1001", "--snapshot", "versi.1", "--out", then)
    assert then.read_bytes().startswith(b"%PDF")

    backup = tmp_path / "cadangan.zip"
    assert "Belum ada yang ditulis" in said("store", "backup", backup)
    assert not backup.exists()
    assert "3 perubahan" in said("store", "backup", backup, "--yes")
    assert "sudah ada" in said("store", "backup", backup, "--yes", status=2)
    assert "sudah ada" in said("store", "restore", backup, "--yes", status=1)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "lain"))
    assert "Belum ada yang ditulis" in said("store", "restore", backup)
    assert "Dipulihkan sampai perubahan 3" in said("store", "restore", backup, "--yes")
    assert "0 kesalahan" in said("store", "check")


def test_what_counted_at_the_end_of_a_day_is_written(data, said, tmp_path):
    said("store", "init", "--yes")
    today, old = dt.datetime.now(WIB).date(), tmp_path / "lama"
    assert "berbeda dari versi 1" in said("store", "export", old, "--day", today)
    yesterday = today - dt.timedelta(days=1)
    assert f"perubahan pertama ditulis {today}" in said("store", "export", old, "--day", yesterday, status=1)
    assert not old.exists()
    said("store", "export", old, "--day", today, "--yes")
    assert (old / "sources.csv").read_bytes() == (data / "sources.csv").read_bytes()
    with pytest.raises(SystemExit):
        main(["store", "export", str(old), "--day", "kemarin"])


def test_a_full_disk_is_said_and_an_export_or_backup_onto_it_changes_nothing(data, capsys):
    assert main(["store", "init", "--yes"]) == 0
    with small_disk() as disk:
        out, backup = disk.place / "out", disk.place / "cadangan.zip"
        shutil.copytree(data, out)
        for name in ("aliases", "sources"):
            (out / f"{name}.csv").write_text("lama")
        # There is room for the smaller one of the two.
        with disk.full(but=4):
            for call in (["export", out], ["backup", backup]):
                assert main(["store", *map(str, call), "--yes"]) == 1
                said = capsys.readouterr().err
                assert f"{call[1]}" in said
                assert "tempat penyimpanan penuh; yang sudah ada tidak berubah" in said
        assert [(out / f"{name}.csv").read_text() for name in ("aliases", "sources")] == ["lama"] * 2
        assert [*disk.place.iterdir()] == [out]
        assert main(["store", "export", str(out), "--yes"]) == 0
    assert "2 berkas ditulis" in capsys.readouterr().out
