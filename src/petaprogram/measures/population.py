"""How many people live where: only figures of the area itself, all of one year and one basis.

A figure of a kecamatan is never spread over its kelurahan, and two vintages are never mixed: a rate whose
denominators come from different counts compares the counts, not the areas.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.messages.language import SOURCE, Language
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """One published number of residents."""

    kode: str
    year: int
    people: int
    basis: str
    basis_en: str | None
    source_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """The denominators of the kelurahan.

    `people` (index kode, all kelurahan, float) is None as long as no vintage has them all. `year` and `basis`
    name the vintage in use, or else the most complete one; None where no kelurahan has a figure. `sources`
    are its source_ids. `missing` are the kode that this vintage lacks: none exactly where `people` is there.
    """

    people: pd.Series[float] | None
    year: int | None
    basis: str | None
    basis_en: str | None
    sources: tuple[str, ...]
    missing: tuple[str, ...]

    def basis_in(self, language: Language) -> str:
        """Say how the people were counted."""
        return (self.basis if language.code == SOURCE else self.basis_en or self.basis) or ""


def make_population(dataset: Dataset) -> Population:
    """Find the latest vintage that has every kelurahan, or the most complete one and what it lacks.

    Of two vintages of one year the basis that comes first in the alphabet is taken, so that the choice does
    not depend on the order of the rows.
    """
    index = dataset.areas.frame.index
    own = dataset.population[dataset.population["kode"].isin(index)]
    if own.empty:
        return Population(None, None, None, None, (), tuple(index))
    vintages = own.groupby(["year", "basis"]).size().rename("count").reset_index()
    best = vintages.sort_values(["count", "year", "basis"], ascending=[False, False, True]).iloc[0]
    rows = own[(own["year"] == best["year"]) & (own["basis"] == best["basis"])].sort_values("kode")
    people = rows.set_index("kode")["population"].reindex(index).astype(float)
    missing = tuple(people.index[people.isna()])
    return Population(
        people=None if missing else people.rename("people"),
        year=int(best["year"]),
        basis=str(best["basis"]),
        basis_en=_text(rows["basis_en"].iloc[0]),
        sources=tuple(sorted(rows["source_id"].unique())),
        missing=missing,
    )


def figures_of(dataset: Dataset, kode: str) -> tuple[PopulationFigure, ...]:
    """List the published figures of one area of any level, the latest first."""
    rows = dataset.population[dataset.population["kode"] == kode]
    columns = ["year", "population", "basis", "basis_en", "source_id"]
    figures = [
        PopulationFigure(kode, int(year), int(people), str(basis), _text(basis_en), str(source))
        for year, people, basis, basis_en, source in rows[columns].to_numpy(object)
    ]
    return tuple(sorted(figures, key=lambda figure: (-figure.year, figure.basis)))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
