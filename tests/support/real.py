"""The published data of the project, read once."""

from __future__ import annotations

from functools import cache

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset, read_dataset


@cache
def real_dataset() -> Dataset:
    return read_dataset(ROOT / "data", read_boundaries(ROOT / "geo" / "kelurahan.geojson"))
