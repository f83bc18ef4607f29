"""Twenty rows as an office sends them, with faults put in on purpose: each is found, at its cell, once."""

from __future__ import annotations

import pytest

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.importing.base import base_of_folder
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import PlaceChoice, Recipe
from petaprogram.settings import ROOT

TITLES = "No;Program;Kelurahan;Kecamatan;Bujur;Lintang;Lokasi;Status;Tahun;Mitra;Sumber;Penerbit;Tanggal"
TAIL = "Laporan DLHKP 2026;DLHKP;31/12/2025"
# The row of the sheet, what stands there, and the rule with the letter of its column; None: the row is good.
ROWS = (
    (4, f"1;Bank Sampah;Kel. Pakelan;Kota;;;RW 01;berjalan;2024;DLHKP;{TAIL}", None),
    (5, f"2;bank sampah;PAKELAN;;;;RW 02;aktif;2024;DLHKP;{TAIL}", None),
    (6, f"3;Bank Smapah;Pakelan;;;;RW 03;berjalan;2024;DLHKP;{TAIL}", ("import-program-unknown", "B")),
    (7, f"4;Bank Sampah;Pakelann;;;;RW 04;berjalan;2024;DLHKP;{TAIL}", ("import-place", "C")),
    (8, f"5;Bank Sampah;Kel. Ngletih;Pesantren;;;RW 01;berjalan;2024;DLHKP;{TAIL}", None),
    (9, f"6;Bank Sampah;Mojoroto;;;;RW 01;berjalan;2024;DLHKP;{TAIL}", ("import-place", "C")),
    (10, f"7;Bank Sampah;Kel. Mojoroto;;;;RW 02;berjalan;2024;DLHKP;{TAIL}", None),
    (11, f"8;Bank Sampah;Desa Pojok, Kab. Kediri;;;;RW;berjalan;2024;DLHKP;{TAIL}", ("import-place", "C")),
    (12, f"9;Bank Sampah;Pojok;Mojoroto;111,9830;-7,8160;RW 07;berjalan;2024;DLHKP;{TAIL}", None),
    (13, f"10;Bank Sampah;Ngletih;;112,0120;-7,8200;RW 02;berjalan;2024;DLHKP;{TAIL}", ("import-point", "E")),
    (14, f"11;Bank Sampah;Bawang;;12,05;-7,84;RW;berjalan;2024;DLHKP;{TAIL}", ("import-point-outside", "E")),
    (15, f"12;Bank Sampah;Bawang;;112,05,1;-7,84;RW 04;berjalan;2024;DLHKP;{TAIL}", ("import-number", "E")),
    (16, f"13;Bank Sampah;Burengan;;;;RW 01;brjalan;2024;DLHKP;{TAIL}", ("import-word", "H")),
    (17, f"14;Bank Sampah;Burengan;;;;RW 02;berjalan;2024/2025;DLHKP;{TAIL}", ("broken-year", "I")),
    (18, "15;Bank Sampah;Burengan;;;;RW 03;berjalan;2024;DLHKP;Laporan DLHKP 2026;DLHKP;31/02/2025",
     ("broken-date", "M")),
    (19, "16;Bank Sampah;Burengan;;;;RW 04;berjalan;2024;DLHKP;SK Baru 2026;;31/12/2025",
     ("import-source-publisher", "K")),
    (20, f"17;Bank Sampah;Burengan;;;;RW 05, hub. 0812-3456-7890;berjalan;2024;DLHKP;{TAIL}",
     ("import-personal-cell", "G")),
    (21, f"18;Bank Sampah;Kel. Pakelan;;;;RW 01;berjalan;2024;DLHKP;{TAIL}", ("import-record-twice", "B")),
    (22, f"19;;Burengan;;;;RW 06;berjalan;2024;DLHKP;{TAIL}", ("missing-value", "B")),
    (23, f"20;Bank Sampah;Burengan;;;;RW 07;berjalan;2024;Dinas Kesehatn;{TAIL}", ("import-partner", "J")),
)  # fmt: skip
FAULTS = {row: fault for row, _, fault in ROWS if fault}


@pytest.fixture(scope="module")
def city():
    return base_of_folder(ROOT / "data", read_boundaries(ROOT / "geo" / "kelurahan.geojson"))


def sent(encoding="cp1252"):
    lines = ["REKAP BANK SAMPAH 2026;;;", ";;;", TITLES, *(line for _, line, _ in ROWS), "Jumlah;20;;"]
    return "\r\n".join(lines).encode(encoding)


def faults_of(plan):
    letters = "ABCDEFGHIJKLM"
    return {
        (one.row, one.issue.rule, letters[one.position]) for one in plan.problems if one.position is not None
    }


def test_as_many_problems_are_found_as_were_put_in(city):
    plan = plan_import(sent(), "rekap.csv", Recipe(), city)
    assert (plan.layout.header, plan.separator) == (3, ";")
    wanted = {(row, *fault) for row, fault in FAULTS.items()}
    found = faults_of(plan)
    assert found == wanted
    assert len(wanted) == 15
    waiting = {row for row, (rule, _) in FAULTS.items() if rule != "import-partner"}
    assert {row.number for row in plan.rows if row.what == "waiting"} == waiting
    assert plan.counts["new"] == 6
    assert plan.open_questions[0].field == "rows"


def test_the_same_rows_mended_by_decisions_go_and_the_rest_waits(city):
    recipe = Recipe(
        rows="good",
        programs={"Bank Smapah": "bank-sampah"},
        places={
            "Pakelann": PlaceChoice(kode="35.71.02.1008", remember=True),
            "Mojoroto": PlaceChoice(kode="35.71.01.1013"),
            "Desa Pojok, Kab. Kediri": PlaceChoice(kode="outside"),
        },
    )
    plan = plan_import(sent(), "rekap.csv", recipe, city)
    assert plan.places == ()
    assert plan.can_take_over
    assert plan.counts["new"] == 9
    assert [one.key for one in plan.others] == ["sources laporan-dlhkp-2026", "aliases Pakelann"]
