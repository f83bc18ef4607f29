"""A spreadsheet read by pandas and looked up row after row, the way one would write it first: unchecked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd


def naive_import(
    path: Path, programs: Mapping[str, str], areas: Mapping[tuple[str, str], str]
) -> Counter[str]:
    """Count the records by kode; programs and areas are found by their names."""
    frame = pd.read_excel(path, dtype=object)
    found: Counter[str] = Counter()
    for _, row in frame.iterrows():
        if str(row["Program"]).strip().casefold() in programs:
            name, kecamatan = (str(row[title]).strip().casefold() for title in ("Kelurahan", "Kecamatan"))
            found[areas[name, kecamatan]] += 1
    return found
