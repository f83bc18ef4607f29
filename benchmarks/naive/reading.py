"""Tables read cell after cell and checked group after group, the way one would write it first."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from petaprogram.messages.letters import find_unseen, tidy
from petaprogram.tables.columns import KINDS, Column

# What two records of the same report agree in.
SAME = ("program_id", "kode", "lon", "lat", "site", "start_year", "source_id")


def naive_table(path: Path, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Read a table as text, blank cells as None, and look at every cell; index: row in the file."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        titles, *records = csv.reader(file)
        for record in records:
            cells = []
            for title, written in zip(titles, record, strict=True):
                cell, _ = tidy(written)
                if find_unseen(cell) or (cell and not KINDS[columns[title].kind].test(cell)):
                    raise ValueError(cell)
                cells.append(cell or None)
            rows.append(cells)
    frame = pd.DataFrame(rows, columns=titles, index=range(2, len(rows) + 2), dtype=object)
    return frame.reindex(columns=list(columns)).astype(object).where(lambda known: known.notna(), None)


def naive_duplicates(placements: pd.DataFrame) -> dict[int, int]:
    """Find the rows that report what another row before them did, with the first of them."""
    groups = placements.fillna("").groupby(list(SAME), sort=False)["placement_id"]
    first = groups.transform(lambda group: group.index[0])
    return first[first != first.index].to_dict()
