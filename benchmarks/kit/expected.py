"""What a map has to show, computed from the same core as both pages, but here."""

from __future__ import annotations

import numpy as np

from kit.browser import Visit, signature
from petaprogram.maps.classes import classify
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.settings import read_settings
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.reloading import DataSource

# How "not reported" is filled, as Leaflet writes it into the page.
OUR_HATCH, NAIVE_HATCH = "url(#peta-hatch)", "#e4e7eb"
# Both draw the same coordinates; ours are rounded to five decimals.
_SAME_PLACE = 2e-5


class Expected:
    """The fills of every map. `first` is the program of the first view, `programs` are those to choose."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.first = str(dataset.site.first_program)
        self.boxes = dataset.areas.frame.bounds
        records = dataset.records[dataset.records["scope"] == "kelurahan"]
        busiest = records.groupby("program_id")["kode"].nunique().sort_values(ascending=False, kind="stable")
        # No two of them look the same, so that each choice changes the map.
        looks = {signature(self.fills(self.first, "")): self.first}
        for program in map(str, busiest.index):
            looks.setdefault(signature(self.fills(program, "")), program)
        self.programs = list(looks.values())[1:]

    def name(self, program: str) -> str:
        """Say what the select box says."""
        return str(self.dataset.programs.at[program, "name"])

    def fills(self, program: str, hatch: str) -> dict[str, str]:
        """Give each kode its fill."""
        shown = make_map(self.dataset, Theme("program", program))
        classified = classify(shown)
        styles = [item.style for item in classified.classes]
        return {
            str(kode): hatch if styles[position].hatch else styles[position].fill.lower()
            for kode, position in classified.by_area.items()
        }

    def check(self, visit: Visit, program: str, hatch: str) -> None:
        """Compare every polygon on the map with what it should be.

        Raises
        ------
        ValueError
            If one is missing or has another fill.
        """
        wanted = self.fills(program, hatch)
        found: dict[str, str] = {}
        for box, fill in visit.polygons():
            near = np.isclose(self.boxes.to_numpy(), box, rtol=0, atol=_SAME_PLACE).all(axis=1)
            found.update(dict.fromkeys(self.boxes.index[near], fill))
        if found != wanted:
            wrong = [kode for kode, fill in wanted.items() if found.get(kode) != fill]
            raise ValueError(f"{program}: {len(wrong)} kelurahan are not as expected, such as {wrong[:3]}")


def read_expected() -> Expected:
    """Read the data of this checkout."""
    return Expected(DataSource(read_settings()).current().dataset)
