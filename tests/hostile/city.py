"""The sample city with a hostile text in every text column of every table, every setting and every step.

One text a row: row i of each table holds the text i in each of its text columns. A city has six pillars; each
of their names and letters holds several texts, the formulas first.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petaprogram.geography.boundaries import passport_path
from petaprogram.geography.mending import mend_boundaries
from petaprogram.presentation.steps import Show, Step
from petaprogram.tables.columns import OVERALL, TABLES, Column
from tests.geography.test_boundaries import sample_facts, write_source
from tests.support.sample import SQUARES
from tests.support.steps_file import write_steps

KODES = tuple(SQUARES)
# Most records are of one kelurahan, so that one page shows all of them.
BUSY = KODES[0]
PILLARS = 6
SHOWN_BY_STEP: Mapping[int, Show] = {2: "index", 3: "frame"}
FORMULAS = tuple("=+-@\uff1d")

Row = dict[str, str]


@dataclass(frozen=True)
class City:
    """The files of the city."""

    tables: Path
    boundaries: Path


def text_columns() -> Iterator[tuple[str, str]]:
    """Name every column that holds free text, as table and column."""
    for table, columns in TABLES.items():
        for name, column in columns.items():
            if is_text(column):
                yield table, name


def is_text(column: Column) -> bool:
    return column.kind == "text" and not column.allowed


def make_city(folder: Path, texts: Sequence[str]) -> City:
    """Write the files of the city."""
    return City(make_tables(folder / "data", texts), make_boundaries(folder / "geo", texts))


def make_tables(tables: Path, texts: Sequence[str]) -> Path:
    """Write the tables with what goes beside them."""
    tables.mkdir(parents=True)
    for table, columns in TABLES.items():
        spread = pillar_texts(texts) if table == "pillars" else texts
        rows = [make_row(table, number, text) for number, text in enumerate(spread)]
        if table == "partners":
            rows += [merged(number, text) for number, text in enumerate(texts)]
        write_table(tables / f"{table}.csv", list(columns), rows)
    write_settings(tables, texts)
    write_walk(tables / "paparan.toml", texts)
    return tables


def pillar_texts(texts: Sequence[str]) -> list[str]:
    """Spread the texts over the pillars."""
    ordered = sorted(texts, key=lambda text: not text.startswith(FORMULAS))
    return [" ".join(ordered[number::PILLARS]) for number in range(PILLARS)]


def make_row(table: str, number: int, text: str) -> Row:
    """Make the row of a text: it in every column that takes it, elsewhere what the contract asks for."""
    row = {name: make_cell(name, column, number, text) for name, column in TABLES[table].items()}
    if table == "placements":
        row["kode"] = {6: "99.01", 7: "99.01.01"}.get(number % 8, BUSY)
    if table == "confirmations":
        row["pillar_id" if number % 2 else "program_id"] = ""
    if table == "partners":
        row["same_as"] = ""
    if table == "aliases":
        row["kode"] = BUSY
    if table == "pillar_index" and number == 0:
        row["pillar_id"] = OVERALL
    return row


def merged(number: int, text: str) -> Row:
    """Make the row of a name that is merged into the partner of a text."""
    other = make_row("partners", number, text)
    return other | {"partner": f"Lama {number}", "kind": "", "same_as": text}


def make_cell(name: str, column: Column, number: int, text: str) -> str:
    if is_text(column):
        return text
    if column.allowed:
        return list(column.allowed)[number % len(column.allowed)]
    kind = {
        "id": f"{name.removesuffix('_id')}{number % PILLARS if name == 'pillar_id' else number}",
        "kode": KODES[number % len(KODES)],
        "date": "2020-11-26",
        "year": str(2000 + number % 20),
        "order": str(number + 1),
        "count": str(1000 + number),
        "url": make_url(text),
        "color": f"#{number * 5:02X}4455",
        "number": "3.5" if column.required else "",
    }
    return kind[column.kind]


def make_url(text: str) -> str:
    """Put what an address may hold of a text into one."""
    return "https://example.org/" + re.sub(r'[\s<>"]', "", text)[:200]


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def write_settings(tables: Path, texts: Sequence[str]) -> None:
    joined = _toml(" ".join(texts))
    site = f'data_date = 2026-11-24\nfirst_program = "program0"\nlicence = {joined}\nlicence_en = {joined}\n'
    (tables / "site.toml").write_text(site, "utf-8")
    lines = [f"note = {joined}", f"note_en = {joined}"]
    for number, text in enumerate(texts):
        lines += [
            "[[dimension]]",
            f'id = "dimension{number}"',
            f"name = {_toml(text)}",
            f"name_en = {_toml(text)}",
        ]
    (tables / "frame.toml").write_text("\n".join(lines), "utf-8")


def step_texts(texts: Sequence[str]) -> list[str]:
    """Put four texts into each step, since each step draws a map."""
    return [" ".join(texts[first : first + 4]) for first in range(0, len(texts), 4)]


def write_walk(path: Path, texts: Sequence[str]) -> None:
    views = ("warnai=jumlah-pilar", "warnai=program&program=program{0}", "warnai=pilar&tampil=pillar{1}")
    steps = [
        Step(
            f"langkah{number}",
            *[text] * 4,
            notes=(text,),
            notes_en=(text,),
            view=views[number % 3].format(number, number % PILLARS),
            show=SHOWN_BY_STEP.get(number, "map"),
            number="records",
        )
        for number, text in enumerate(step_texts(texts))
    ]
    write_steps(path, steps)


def make_boundaries(folder: Path, texts: Sequence[str]) -> Path:
    """Write the boundaries; names of areas take no free text, the passport does."""
    folder.mkdir()
    facts, joined = sample_facts(), " ".join(texts)
    facts["source"] |= {"name": joined, "edition": joined, "licence": joined, "licence_notice": joined}
    facts["source"]["url"] = make_url(texts[0])
    facts["caveat"] = {"id": joined, "en": joined}
    out = folder / "kelurahan.geojson"
    mend_boundaries(write_source(folder, facts=facts), out)
    assert passport_path(out).exists()
    return out


def _toml(text: str) -> str:
    # TOML has no bare DEL in a string, JSON leaves it as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
