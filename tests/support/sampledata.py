"""Tables for the sample city of `sample.four_areas`, written as files so that reading is tested too."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from petaprogram.tables.columns import TABLES

ROWS: Mapping[str, str] = {
    "pillars": "living,Smart Living,L,#CC79A7,1\neconomy,Smart Economy,E,#E69F00,2\n",
    "programs": (
        "senyum,Kampung Senyum,kampung,living,assigned,Kampung yang sehat.,A healthy village.,s1,village\n"
        "modal,Akses Modal,kredit,economy,stated,Kredit tanpa agunan.,Credit without collateral.,s1,credit\n"
        "posko,Posko,kesehatan,living,stated,Pos kesehatan.,A health post.,s2,health\n"
    ),
    "placements": (
        "P1,senyum,99.01.01.1001,,,Balai RW 1,running,2020,yes,"
        "Universitas Satu; Bank Dua (2020),s1,high,dilaporkan,reported,,\n"
        "P2,senyum,99.01.01.1002,,,,nominated,2022,,,s1,high,dilaporkan,reported,,\n"
        "P3,posko,99.01.01.1001,,,,ended,2020,,Dinas Kesehatan,s2,low,dilaporkan,reported,,\n"
        "P4,posko,99.01.02,,,,running,,,,s2,medium,dilaporkan,reported,,\n"
        "P5,modal,99.01,,,,running,2019,,,s1,high,dilaporkan,reported,,\n"
        "P6,modal,,112.025,-7.795,,planned,2025,,Bank Dua,s1,high,dilaporkan,reported,,\n"
        "P7,modal,,,,,running,2021,,,s1,low,dilaporkan,reported,,\n"
    ),
    "partners": (
        "Universitas Satu,university,,,,,,,,\n"
        "Bank Dua,bank,,,,,Bank Pembangunan Dua,Second Development Bank,,\n"
        "Bank Ke-2,,Bank Dua,ejaan lain,another spelling,,,,,\n"
        "Dinas Kesehatan,city,,,,,,,,\n"
    ),
    "confirmations": "99.01.02.1001,living,,Lurah Dahlia,2026-01-05,\n",
    "sources": (
        "s1,Berita Satu,Koran,2020-11-26,,https://example.org/1,high,\n"
        "s2,Berita Dua,Blog,,tanpa tanggal,,low,without a date\n"
    ),
    "population": "99.01.01,2020,1000,sensus penduduk,s1,population census\n",
    "aliases": "Me Lati,99.01.01.1001,spelling\nDalia,99.01.02.1001,typo\n",
    "homonyms": "Mawar,99.01.02.1002,99.02.01.2001\n",
    "pillar_index": "2022,living,3.3,s1,\n2023,overall,3.2,,koran lain\n",
    "evidence_frame": "living,output,,s1,disebut sumber,named by the source\n",
}
# Reports of any age are as good as new, except in the tests of their age.
SITE = 'data_date = 2026-11-24\nfirst_program = "senyum"\nlicence = "Contoh"\nconfirm_after_years = 100\n'


def write_tables(folder: Path, **rows: str) -> Path:
    """Write the sample tables into `folder`, with the rows of some tables replaced.

    Rows may end before the last columns of their table, if those are optional: then the file lacks them.
    """
    for name, columns in TABLES.items():
        text = rows.get(name, ROWS[name])
        width = len(next(csv.reader(io.StringIO(text)), columns))
        (folder / f"{name}.csv").write_text(",".join(list(columns)[:width]) + "\n" + text, "utf-8")
    (folder / "site.toml").write_text(SITE, "utf-8")
    return folder
