"""`petaprogram changes`: what changed since a snapshot or a day, as a file and in words."""

from __future__ import annotations

import csv
import io
import json
import shutil

import openpyxl
import pytest

from petaprogram.changes.change_words import say_changes
from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from petaprogram.cli import main
from petaprogram.exports.change_tables import change_file
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.editions import FIRST, first_edition
from tests.support.real import real_dataset

COLUMNS = ["table", "kind", "id", "program_id", "pillar_id", "kode", "site", "column", "before", "after"]


@pytest.fixture(autouse=True)
def _installation(monkeypatch, tmp_path):
    for name in ("BOUNDARIES", "TABLES"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("PETAPROGRAM_SNAPSHOTS", str(tmp_path / "snapshots"))


def run(capsys, *arguments):
    assert main(["changes", *arguments]) == 0
    return capsys.readouterr()


@pytest.fixture(scope="module")
def expected():
    return compare(first_edition(), Moment(real_dataset()))


def cells(table):
    return [["" if cell is None else str(cell) for cell in row] for row in table.to_numpy().tolist()]


def test_csv_lists_every_change_and_the_other_stream_says_it(capsys, expected):
    out, err = run(capsys, "--since", str(FIRST))
    titles, *rows = csv.reader(io.StringIO(out))
    assert titles == COLUMNS
    # An apostrophe keeps a spreadsheet from computing a text.
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == cells(change_file(expected))
    assert "Dari versi beku 'Asesmen 2026' (data per 24 November 2026) sampai hari ini" in err
    assert say_changes(expected, INDONESIAN) in err


def test_json_holds_numbers_rows_and_kelurahan(capsys, expected):
    found = json.loads(run(capsys, "--since", str(FIRST), "--format", "json", "--lang", "en").out)
    assert found["sentence"] == say_changes(expected, ENGLISH)
    assert found["counts"] == expected.counts
    assert found["balance"] == expected.balance
    assert [list(row) for row in found["rows"]] == [COLUMNS] * len(change_file(expected))
    assert found["areas"]["gained"] == expected.areas.gained
    assert len(found["areas"]["all"]) == len(expected.areas.frame)
    assert found["since"]["snapshot"] == "Asesmen 2026"
    assert found["until"] == {
        "snapshot": None,
        "version": None,
        "day": None,
        "data_date": real_dataset().site.data_date.isoformat(),
        "dataset_version": real_dataset().version,
        "boundaries": real_dataset().areas.version,
    }


@pytest.mark.parametrize("name", ["Asesmen 2026", "asesmen-2026"])
def test_a_snapshot_is_found_by_its_name_and_by_its_slug(name, capsys, tmp_path, expected):
    folder = tmp_path / "snapshots"
    folder.mkdir()
    shutil.copy(FIRST, folder / "asesmen-2026.petaprogram.zip")
    assert say_changes(expected, INDONESIAN) in run(capsys, "--since", name).err
    back = run(capsys, "--since", "hari-ini", "--until", name).err
    assert f"{expected.counts['new']} data dihapus" in back


def test_two_days_are_compared_by_what_was_reported(capsys):
    out, err = run(capsys, "--since", "2020-12-31", "--until", "2023-12-31")
    kinds = {row["kind"] for row in csv.DictReader(io.StringIO(out)) if row["table"] == "placements"}
    assert kinds == {"new", "confirmed", "sourced"}
    assert "keadaan per 31 Desember 2020 menurut data hari ini" in err
    assert "dibuat dari data hari ini" in err
    open_end = run(capsys, "--since", "2020-12-31").err
    day = INDONESIAN.day(real_dataset().site.data_date)
    assert f"sampai keadaan per {day} menurut data hari ini" in open_end


def test_that_nothing_changed_is_said_and_only_the_titles_are_left(capsys):
    out, err = run(capsys, "--since", "hari-ini")
    assert list(csv.reader(io.StringIO(out))) == [COLUMNS]
    assert "Tidak ada yang berubah." in err


def test_files_are_written_as_a_whole_and_named(capsys, tmp_path, expected):
    for form in ("csv", "json", "xlsx"):
        path = tmp_path / f"perubahan.{form}"
        out, _ = run(capsys, "--since", str(FIRST), "--format", form, "--out", str(path))
        assert out == f"{path}\n"
    assert (tmp_path / "perubahan.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads((tmp_path / "perubahan.json").read_text("utf-8"))["counts"] == expected.counts
    book = openpyxl.load_workbook(tmp_path / "perubahan.xlsx")
    assert book.sheetnames == ["Perubahan", "Data baru", "Tabel lain", "Kelurahan", "Keterangan"]
    rows = list(book["Perubahan"].values)
    assert len(rows) == 1 + len(expected.rows)
    assert ("berakhir", "P105", "Status", "tercatat berjalan", "berakhir") in {
        (row[0], row[1], row[7], row[8], row[9]) for row in rows
    }
    assert book["Data baru"].max_row == 1 + expected.counts["new"]
    assert book["Kelurahan"].max_row == 1 + len(expected.areas.frame)
    assert ("Ringkasan", say_changes(expected, INDONESIAN)) in set(book["Keterangan"].values)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--since", "nix"], 1, "nix.petaprogram.zip: snapshot-missing: versi beku tidak ditemukan"),
        (["--since", "nix.petaprogram.zip"], 1, "nix.petaprogram.zip"),
        (["--since", "2024-13-01"], 2, "'2024-13-01' bukan tanggal; tulis seperti 2024-12-31"),
        (["--since", "2024-01-01", "--until", "2023-01-01"], 2, "tukar kedua tanggal itu"),
        (["--since", str(FIRST), "--until", "2024-01-01"], 2, "tanggal hanya dapat dibandingkan"),
        (["--since", "hari-ini", "--format", "xlsx"], 2, "tambahkan --out BERKAS"),
        (["--since", "hari-ini", "--out", "tidak/ada/x.csv"], 2, "tidak/ada/x.csv tidak dapat ditulis"),
    ],
    ids=lambda value: " ".join(map(str, value))[-40:] if isinstance(value, list) else None,
)
def test_what_cannot_be_answered_is_refused_in_words(arguments, status, said, capsys):
    assert main(["changes", *arguments]) == status
    assert said in "".join(capsys.readouterr())


def test_since_is_required(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["changes"])
    assert ended.value.code == 2
    assert "--since" in capsys.readouterr().err
