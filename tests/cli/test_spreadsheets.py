"""`petaprogram template` and `petaprogram import FILE`, from the first template to the undone import."""

from __future__ import annotations

import json

import openpyxl
import pytest

from petaprogram.cli import main
from petaprogram.importing.template import COLUMNS


def edit(path, out):
    """Do what an office does: end a record, add one, and mistype a name."""
    book = openpyxl.load_workbook(path)
    sheet = book["Data"]
    sheet.cell(3, COLUMNS.index("status") + 1).value = "berakhir"
    new = {
        "program": "Bank Sampah",
        "area": "Kel. Ngletihh",
        "site": "RW 05",
        "status": "tercatat berjalan",
        "start_year": 2026,
        "source": "SK Kepala DLHKP 12/2026",
        "publisher": "DLHKP",
        "source_date": "5 Jan 2026",
    }
    last = sheet.max_row + 1
    for name, value in new.items():
        sheet.cell(last, COLUMNS.index(name) + 1).value = value
    book.save(out)


def test_the_round_trip_of_an_office(data, tmp_path, capsys):
    def said(*call, status=0):
        assert main([str(part) for part in call]) == status
        out = capsys.readouterr()
        return out.out + out.err

    template, edited, recipe = tmp_path / "dlhkp.xlsx", tmp_path / "isi.xlsx", tmp_path / "resep.json"
    assert "DLHKP 80" in said("template", "--office", "DLHKB", "--out", template, status=2)
    assert str(template) in said("template", "--office", "DLHKP", "--out", template)
    # Without a store a file can be tried, too.
    assert "Tidak ada perubahan" in said("import", template)
    assert "data/ sampai ke bitnya" in said("store", "init", "--yes")
    edit(template, edited)

    call = ("import", edited, "--save-recipe", recipe, "--marked", tmp_path / "tanda.xlsx")
    shown = said(*call, status=1)
    for words in ("'Kel. Ngletihh' (1 baris)", "35.71.03.1010", "status: 'running' -> 'ended'", "1 menunggu"):
        assert words in shown
    assert openpyxl.load_workbook(tmp_path / "tanda.xlsx")["Data"].max_row > 30

    answers = json.loads(recipe.read_text("utf-8"))
    answers["places"]["Kel. Ngletihh"] = {"kode": "35.71.03.1010"}
    recipe.write_text(json.dumps(answers), "utf-8")
    shown = said("import", edited, "--recipe", recipe, "--dry-run")
    for words in ("1 baru, 1 berubah, 0 hilang", "Ngletih, environment: direncanakan -> tercatat berjalan",
                  "Belum ada yang ditulis"):  # fmt: skip
        assert words in shown
    written = ("import", edited, "--recipe", recipe, "--yes")
    assert "alasan" in said(*written, status=2)
    assert "tidak dapat bersama" in said(*written, "--dry-run", "--reason", "x", status=2)
    written = (*written, "--reason", "SK 12", "--by", "ani", "--office", "DLHKP")
    assert "Perubahan 2 ditulis" in said(*written)
    assert "Tidak ada perubahan" in said("import", edited, "--recipe", recipe)
    assert "ani, DLHKP  impor: SK 12" in said("store", "history")

    assert "membatalkan perubahan 2" in said("store", "undo", "2", "--reason", "salah", "--yes")
    assert "sama dengan versi 3" in said("store", "export", data)


def test_options_of_a_spreadsheet_make_no_sense_for_a_folder(data, tmp_path, capsys):
    assert main(["import", str(data), "--recipe", str(tmp_path / "r.json")]) == 2
    assert "--recipe hanya untuk lembar kerja" in capsys.readouterr().err


@pytest.mark.usefixtures("data")
def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["import", str(tmp_path / "tiada.xlsx")]) == 1
    assert "berkas tidak ditemukan" in capsys.readouterr().out
