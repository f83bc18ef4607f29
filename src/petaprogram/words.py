"""The words of the domain, and how numbers, dates and lists are written in Indonesian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

STATE = {
    "running": "berjalan",
    "planned": "direncanakan",
    "ended": "selesai",
    "confirmed_none": "dipastikan tidak ada",
    "not_reported": "belum tercatat",
}
STATUS = {
    "running": "berjalan",
    "planned": "direncanakan",
    "nominated": "dinominasikan (tampil sebagai direncanakan)",
    "ended": "selesai",
}
BASIS = {"stated": "pilar disebut sumber", "assigned": "pilar ditetapkan proyek (bukan sumber)"}
TRUST = {"high": "tinggi", "medium": "sedang", "low": "rendah"}
SCOPE = {
    "kelurahan": "di kelurahan",
    "kecamatan": "se-kecamatan",
    "city": "se-kota",
    "no_location": "tanpa lokasi",
    "unmatched": "tidak cocok",
}
# Shapes that tell the states apart where there is no colour.
MARK = {"running": "●", "planned": "◐", "ended": "◇", "confirmed_none": "○", "not_reported": "╱"}

# From 1,234.5 to 1.234,5.
SWAP = str.maketrans(",.", ".,")

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as in Indonesian: 1.234,5."""
    return f"{value:,.{decimals}f}".translate(SWAP)


def day(date: dt.date | str) -> str:
    """Write a date, or the part of one that is known: 26 November 2020, November 2020, 2020."""
    year, *rest = str(date).split("-")
    parts = [str(int(part)) for part in rest[1:]] + [_MONTHS[int(part) - 1] for part in rest[:1]] + [year]
    return " ".join(parts)


def listing(items: Sequence[str], limit: int = 8) -> str:
    """Write a list, cut to a length that a sentence can carry: "A, B, dan 3 lainnya"."""
    if len(items) > limit + 1:
        return f"{', '.join(items[:limit])}, dan {number(len(items) - limit)} lainnya"
    return ", ".join(items)


def since(year: int | None, *, upper_bound: bool) -> str:
    """Say since when; a year that is only an upper bound says so."""
    if year is None:
        return "tahun mulai tidak disebut"
    return f"sejak paling lambat {year}" if upper_bound else f"sejak {year}"
