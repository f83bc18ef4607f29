"""The published tables counted anew from their files: what pages must say, by nothing of the program.

A test whose point is not the number itself asks here, and stays true when a row is added to the tables.
"""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parents[2] / "data"
# Digits and dots of a code: the city, a kecamatan, a kelurahan; blank is a record without location.
KELURAHAN = 13
SCOPES = {KELURAHAN: "kelurahan", 8: "kecamatan", 5: "city", 0: "no_location"}

Row = Mapping[str, str]


@cache
def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table as they are written."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def placements(*, pillar: str = "", **wanted: str) -> list[Row]:
    """The records whose cells are as wanted, of one pillar or of all."""
    pillars = {row["program_id"]: row["pillar_id"] for row in rows("programs")}
    return [
        row
        for row in rows("placements")
        if pillar in ("", pillars[row["program_id"]])
        and all(row[column] == cell for column, cell in wanted.items())
    ]


def scopes(records: Iterable[Row]) -> dict[str, int]:
    """How many records name a kelurahan, a kecamatan, the city, no place at all."""
    found = [SCOPES[len(row["kode"])] for row in records]
    return {scope: found.count(scope) for scope in SCOPES.values()}


def kelurahan(records: Iterable[Row]) -> set[str]:
    """The kode of the kelurahan that records name."""
    return {row["kode"] for row in records if SCOPES[len(row["kode"])] == "kelurahan"}


def programs(records: Iterable[Row]) -> set[str]:
    """The programs that records are of."""
    return {row["program_id"] for row in records}


def partners(row: Row) -> dict[str, str]:
    """The partners of a record, each under the name it is merged into, with the remark in brackets."""
    listed = {one["partner"]: one["same_as"] or one["partner"] for one in rows("partners")}
    written = [name.strip() for name in row["partners"].split(";") if name.strip()]
    parts = [(name, "") if name in listed else tuple(name.rsplit(" (", 1)) for name in written]
    return {listed[name]: remark for name, remark in parts}


def with_partners(*names: str) -> list[Row]:
    """The records that name one of these partners."""
    return [row for row in placements() if set(partners(row)) & set(names)]


def years_with(partner: str) -> list[int]:
    """The years with a partner: those of the remark on it, else the start of the record."""
    found = [
        re.findall(r"20\d\d", partners(row)[partner]) or [row["start_year"]] for row in with_partners(partner)
    ]
    return sorted(int(year) for years in found for year in years if year)


def of_kind(kind: str) -> set[str]:
    """The partners of one kind, unnamed ones too."""
    return {row["partner"] for row in rows("partners") if row["kind"] == kind}


def balance() -> str:
    """The line that accounts for every record, as a page and a sheet say it; the tables match all codes."""
    found = scopes(placements())
    words = {
        "kelurahan": "di kelurahan",
        "kecamatan": "tingkat kecamatan",
        "city": "tingkat kota",
        "no_location": "tanpa lokasi",
    }
    parts = [f"{found[scope]} {word}" for scope, word in words.items() if found[scope]]
    return f"{sum(found.values())} data = {' + '.join(parts)}"


def states(records: Iterable[Row]) -> dict[str, str]:
    """The state of each kelurahan that records name, by its kode; nominated counts as planned."""
    order = ("running", "planned", "ended", "cancelled")
    found: dict[str, list[str]] = {}
    for row in records:
        if len(row["kode"]) == KELURAHAN:
            status = "planned" if row["status"] == "nominated" else row["status"]
            found.setdefault(row["kode"], []).append(status)
    return {kode: min(here, key=order.index) for kode, here in found.items()}


def is_old(record: Row) -> bool:
    """Whether the sources of a record are all older than the limit, or show no date."""
    settings = tomllib.loads((TABLES / "site.toml").read_text("utf-8"))
    day = settings["data_date"]
    limit = f"{day.year - settings['confirm_after_years']}{day.isoformat()[4:]}"
    further = re.findall(r"[^;,\s]+", ";".join(re.findall(r"\(sumber: ([^()]*)\)", record["note"])))
    dates = {row["source_id"]: row["date"] for row in rows("sources")}
    # 2023 may mean its last day: text that is cut off sorts before, so the missing part is filled with nines.
    full = [
        date + "-99-99"[: 10 - len(date)]
        for one in (record["source_id"], *further)
        if (date := dates.get(one, ""))
    ]
    return not full or max(full) < limit


def tables_without(folder: Path, kode: str) -> Path:
    """Copy the tables without the records of one kelurahan; in the published ones each has some."""
    tables = Path(shutil.copytree(TABLES, folder / "tables"))
    kept = [row for row in rows("placements") if row["kode"] != kode]
    with (tables / "placements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return tables
