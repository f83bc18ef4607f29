"""The published data of the project, read once."""

from __future__ import annotations

from functools import cache

from petaprogram.boundaries import read_boundaries
from petaprogram.dataset import Dataset, read_dataset
from petaprogram.settings import ROOT


@cache
def real_dataset() -> Dataset:
    return read_dataset(ROOT / "data", read_boundaries(ROOT / "geo" / "kelurahan.geojson"))
