"""The published data of the project, read once."""

from __future__ import annotations

from functools import cache

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.presentation.edition import make_edition
from petaprogram.presentation.scenes import Scene
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset, read_dataset


@cache
def real_dataset() -> Dataset:
    return read_dataset(ROOT / "data", read_boundaries(ROOT / "geo" / "kelurahan.geojson"))


@cache
def real_scenes() -> tuple[Scene, ...]:
    """The steps of the presentation that are for everybody."""
    return make_edition(real_dataset(), ROOT / "data", ROOT / "geo" / "kelurahan.geojson").walk.scenes
