"""Published records as programs and people spoil them on the way: no record is taken for another, or lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import cache

import pytest

from petaprogram.importing.base import Base, base_of_folder
from petaprogram.importing.plan import Plan
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.settings import ROOT
from tests.support.real import real_dataset

TEXT = (ROOT / "data" / "placements.csv").read_text("utf-8")
TABLE = [*csv.DictReader(io.StringIO(TEXT))]
TITLES = list(TABLE[0])
COUNT = len(TABLE)


@cache
def base() -> Base:
    return base_of_folder(ROOT / "data", real_dataset().areas)


def plan(text: str | bytes) -> Plan:
    data = text.encode() if isinstance(text, str) else text
    return plan_import(data, "placements.csv", Recipe(), base())


def written(
    change: Callable[[dict[str, str]], dict[str, str]] = dict, separator: str = ",", line: str = "\n"
) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, TITLES, delimiter=separator, lineterminator=line)
    writer.writeheader()
    writer.writerows(map(change, TABLE))
    return out.getvalue()


def kode(change: Callable[[str], str]) -> str:
    """Write all records with another kode, where they have one of a kelurahan."""
    return written(
        lambda row: {**row, "kode": change(row["kode"]) if row["kode"].count(".") > 2 else row["kode"]}
    )


def digits(code: str) -> str:
    return code.replace(".", "")


SAME = {
    "as it is published": TEXT,
    "semicolons": written(separator=";"),
    "tabs": written(separator="\t"),
    "bars": written(separator="|"),
    "semicolons and the line ends of old": written(separator=";", line="\r"),
    "a line that names the separator": "sep=;\r\n" + written(separator=";", line="\r\n"),
    "two marks of order": "\ufeff\ufeff" + TEXT,
    "a letter that nobody sees in a title": TEXT.replace("kode", "kode\u200b", 1),
    "titles above the titles": "Rekap Program\n\nper November 2026\n" + TEXT,
    "blank columns at the right": "\n".join(f"{line},,," for line in TEXT.splitlines()),
    "English left blank": written(
        lambda row: {name: "" if name.endswith("_en") else row[name] for name in row}
    ),
    "codes without points": kode(digits),
    "a quotation mark before a code": kode(lambda code: f"'{code}"),
    "a letter that nobody sees behind a code": kode(lambda code: f"{code}\u200b"),
    "UTF-16": TEXT.encode("utf-16"),
}


@pytest.mark.parametrize("name", SAME)
def test_what_means_the_same_changes_nothing(name: str) -> None:
    found = plan(SAME[name])
    assert found.counts["same"] == COUNT
    assert found.is_same


WAITING = {
    "codes as numbers": (kode(lambda code: f"{digits(code)}.0"), "import-place"),
    "codes of another authority": (kode(lambda code: digits(code)[:6] + digits(code)[7:]), "import-place"),
    "a letter that turns a code around": (kode(lambda code: f"35\u202e{code[2:]}"), "unseen-letter"),
    "years that are not one year": (
        written(lambda row: {**row, "start_year": f"{row['start_year']}/2026" if row["start_year"] else ""}),
        "broken-year",
    ),
}


@pytest.mark.parametrize("name", WAITING)
def test_what_is_spoilt_waits_at_its_cell_and_is_taken_for_nothing_else(name: str) -> None:
    text, rule = WAITING[name]
    found = plan(text)
    assert {one.issue.rule for one in found.problems if one.stops} == {rule}
    assert found.counts["waiting"] > 0
    assert found.counts["waiting"] + found.counts["same"] == COUNT
    assert found.edits == ()
