"""Copies of the published files with something done to them."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from petaprogram.presentation.steps import Step
from petaprogram.settings import ROOT
from petaprogram.tables.reloading import LOOK_SECONDS
from tests.support.steps_file import write_steps

HOSTILE = (
    *json.loads((Path(__file__).parents[1] / "hostile" / "payloads.json").read_text("utf-8")).values(),
    "{{7*191}}",
)
TRACKER = 18999  # the port that a payload asks for

Row = dict[str, str]


def copy_tables(folder: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", folder))


def copy_boundaries(folder: Path) -> Path:
    """Copy the boundaries with their passport; the address of the boundaries."""
    folder.mkdir()
    for name in ("kelurahan.geojson", "kelurahan.passport.json"):
        shutil.copy(ROOT / "geo" / name, folder / name)
    return folder / "kelurahan.geojson"


def change_rows(folder: Path, table: str, change: Callable[[list[Row]], None]) -> None:
    """Rewrite a table after `change` altered its rows."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames is not None
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    let_rest(path)


def let_rest(path: Path) -> None:
    """Make a file as old as one that has come to rest, and wait until the server looks again.

    A younger one may not be complete.
    """
    long_ago = time.time() - 10
    os.utime(path, (long_ago, long_ago))
    time.sleep(LOOK_SECONDS)


def make_small_tables(folder: Path) -> Path:
    """Copy the tables with few programs: those of the steps and of the ministry's frame."""
    copy_tables(folder)
    kept = {"kampung-senyum", "kampung-iva", "dhoho-street-fashion", "e-sptpd", "kurnia"}

    def leave_out(rows: list[Row]) -> None:
        rows[:] = [row for row in rows if row["program_id"] in kept]

    change_rows(folder, "programs", leave_out)
    change_rows(folder, "placements", leave_out)
    return folder


def make_hostile_tables(folder: Path) -> Path:
    """Copy the tables with a payload in every free text."""
    copy_tables(folder)

    def fill(table: str, columns: tuple[str, ...], *, unique: bool = False) -> None:
        def change(rows: list[Row]) -> None:
            for number, row in enumerate(rows):
                payload = HOSTILE[number % len(HOSTILE)]
                mark = f" {number}" if unique and number >= len(HOSTILE) else ""
                row.update(dict.fromkeys(columns, payload + mark))

        change_rows(folder, table, change)

    fill("programs", ("name",), unique=True)
    fill("programs", ("kind", "description"))
    fill("placements", ("site", "partners", "status_as_reported", "note"))
    fill("sources", ("title", "publisher", "date_note"))
    fill("pillars", ("name",), unique=True)
    fill("partners", ("partner",), unique=True)
    fill("partners", ("full_name", "note"))

    def merge_one(rows: list[Row]) -> None:
        for row in rows:
            row["same_as"] = ""
            row["kind"] = row["kind"] or "bank"
        merged = rows[len(HOSTILE)]
        merged.update(kind="", same_as=HOSTILE[0], reason=HOSTILE[1])

    change_rows(folder, "partners", merge_one)

    def change_letters(rows: list[Row]) -> None:
        for row, letter in zip(rows, ("<b>", "**", "{{", "`", "$", ":red["), strict=True):
            row["letter"] = letter

    def change_addresses(rows: list[Row]) -> None:
        for row in rows[::3]:
            row["url"] = f"http://127.0.0.1:{TRACKER}/'onmouseover='console.log(`PWN`)"

    change_rows(folder, "pillars", change_letters)
    change_rows(folder, "sources", change_addresses)
    site = folder / "site.toml"
    lines = [line for line in site.read_text("utf-8").splitlines() if not line.startswith("licence =")]
    site.write_text("\n".join([*lines, f"licence = {json.dumps(HOSTILE[0] + HOSTILE[5])}"]), "utf-8")
    return folder


def make_hostile_walk(folder: Path) -> Path:
    """Write steps whose every text is a payload."""
    steps = []
    for number, payload in enumerate(HOSTILE, start=1):
        view = "warnai=jumlah-pilar" if number % 2 else "warnai=pilar&tampil=living"
        steps.append(
            Step(
                f"p-{number}",
                payload,
                payload,
                payload,
                payload,
                (payload,),
                (payload,),
                view,
                number="records",
            )
        )
    path = folder / "paparan.toml"
    write_steps(path, steps)
    return path


def change_boundaries(path: Path, change: Callable[[list[Row]], None]) -> None:
    """Rewrite boundaries after `change` altered the properties of the areas, and their passport with it."""
    content = json.loads(path.read_text("utf-8"))
    change([feature["properties"] for feature in content["features"]])
    path.write_text(json.dumps(content), "utf-8")
    change_passport(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    let_rest(path)


def change_passport(path: Path, **entries: object) -> None:
    passport = path.with_name(f"{path.stem}.passport.json")
    content = json.loads(passport.read_text("utf-8"))
    passport.write_text(json.dumps(content | entries), "utf-8")
    let_rest(passport)


def make_hostile_names(areas: list[Row]) -> None:
    for number, area in enumerate(areas):
        area["name"] = HOSTILE[number % len(HOSTILE)]
