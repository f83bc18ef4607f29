"""How many people live where: published figures, and their sums for larger areas.

A figure of a kecamatan is never spread over its kelurahan: without one of its own a kelurahan has none. Two
vintages (a year and a basis, such as census or register) are never mixed: a rate whose denominators come from
different counts compares the counts, not the areas.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.messages.language import SOURCE, Language
from petaprogram.tables.dataset import Dataset, Untranslated, text_of


@dataclass(frozen=True, slots=True)
class People:
    """How many people live in an area; `parts` areas were added up, none where it is a published number."""

    year: int
    people: int
    basis: str
    basis_en: str | None
    sources: tuple[str, ...]
    parts: int = 0

    def basis_in(self, language: Language) -> str:
        """Say how the people were counted."""
        return _say_basis(self.basis, self.basis_en, language)


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
        return _say_basis(self.basis or "", self.basis_en, language)


def _say_basis(basis: str, english: str | None, language: Language) -> str:
    if language.code == SOURCE:
        return basis
    return english or Untranslated(basis)


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
        basis_en=text_of(rows["basis_en"].iloc[0]),
        sources=tuple(sorted(rows["source_id"].unique())),
        missing=missing,
    )


def people_of(dataset: Dataset, kode: str) -> tuple[People, ...]:
    """Find how many people live in an area of any level, the latest first.

    A kecamatan or a city has the sum of the areas within it for each year and basis in which all of them
    have a number and it has none of its own. A kelurahan has its own figures or none.
    """
    published = set(dataset.population["kode"])
    return tuple(sorted(_people(dataset, kode, published).values(), key=lambda one: (-one.year, one.basis)))


def _people(dataset: Dataset, kode: str, published: Collection[str]) -> dict[tuple[int, str], People]:
    """Find the numbers by year and basis; only the areas in `published` have one of their own."""
    found = _published(dataset, kode) if kode in published else {}
    within = [_people(dataset, part, published) for part in _parts(dataset.areas, kode)]
    complete = set.intersection(*map(set, within)) if within else set()
    for vintage in complete - set(found):
        parts = [part[vintage] for part in within]
        found[vintage] = replace(
            parts[0],
            people=sum(part.people for part in parts),
            sources=tuple(sorted({source for part in parts for source in part.sources})),
            parts=len(parts),
        )
    return found


def _published(dataset: Dataset, kode: str) -> dict[tuple[int, str], People]:
    rows = dataset.population[dataset.population["kode"] == kode]
    columns = ["year", "population", "basis", "basis_en", "source_id"]
    return {
        (int(year), str(basis)): People(int(year), int(people), str(basis), text_of(basis_en), (str(source),))
        for year, people, basis, basis_en, source in rows[columns].to_numpy(object)
    }


def _parts(areas: Areas, kode: str) -> Sequence[str]:
    """The areas of the next level within an area; a kelurahan has none."""
    if kode == areas.city_kode:
        return list(areas.kecamatan.index)
    return () if kode in areas.frame.index else areas.within[kode]
