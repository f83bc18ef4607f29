"""Which records a reader asked for: a frozen value, the mask it makes, and each condition declared once.

The link, the controls, their reset and the words on a printed map all read `CONDITIONS`. To add a condition
on a column of the records, add a field to `Filters` and an entry to `CONDITIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.measures.link_reader import NOTHING, Renamed
from petaprogram.messages.language import Language, message
from petaprogram.messages.vocabulary import STATUS
from petaprogram.tables.columns import STATUSES
from petaprogram.tables.dataset import Dataset

Wanted = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that asks for some of the values that a record can have.

    Parameters
    ----------
    field
        Its name in `Filters`.
    parameter
        Its name in a link.
    label, word
        Messages: what stands on its control, and before the chosen names in a sentence.
    names
        What can be chosen, in the order in which it is offered: the name of each value in a language.
    passes
        Marks the records that have one of the values asked for; boolean, index as in the records.
    renamed
        Old values, by which a link may still ask, and what they are called now.
    """

    field: str
    parameter: str
    label: str
    word: str
    names: Callable[[Dataset, Language], Mapping[str, str]]
    passes: Callable[[pd.DataFrame, Wanted], pd.Series]
    renamed: Callable[[Dataset], Renamed] = lambda _: NOTHING


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on records; an empty one asks for nothing. Within one condition any value will do.

    `years` is an inclusive range of the recorded start year; a record without a year passes only
    where no range is asked for.
    """

    pillars: Wanted = ()
    programs: Wanted = ()
    partners: Wanted = ()
    statuses: Wanted = ()
    kecamatan: Wanted = ()
    years: tuple[int, int] | None = None

    def wanted(self, condition: Condition) -> Wanted:
        """Return the values that one condition asks for."""
        values: Wanted = getattr(self, condition.field)
        return values

    def mask(self, records: pd.DataFrame) -> pd.Series:
        """Mark the records that pass every condition.

        Parameters
        ----------
        records
            As `Dataset.records`.

        Returns
        -------
        Series
            Boolean, index as in `records`. A city-wide record passes any condition on kecamatan, since
            it speaks of that kecamatan too; one without a location passes none.

        Examples
        --------
        >>> pillars, years = ["living", "living", "economy"], [2020, 2023, 2020]
        >>> records = pd.DataFrame({"pillar_id": pillars, "start_year": years})
        >>> Filters(pillars=("living",), years=(2019, 2021)).mask(records).tolist()
        [True, False, False]
        """
        keep = pd.Series(data=True, index=records.index)
        for condition in CONDITIONS:
            if wanted := self.wanted(condition):
                keep &= condition.passes(records, wanted)
        if self.years:
            keep &= records["start_year"].between(*self.years).fillna(value=False).astype(bool)
        return keep

    def outside(self, areas: Areas) -> pd.Series:
        """Mark the kelurahan that lie outside the kecamatan asked for.

        Returns
        -------
        Series
            Boolean, index kode.
        """
        parents = areas.frame["kecamatan_kode"]
        return pd.Series(bool(self.kecamatan) & ~parents.isin(self.kecamatan), index=parents.index)


def _column(name: str) -> Callable[[pd.DataFrame, Wanted], pd.Series]:
    """Test a column of the records that holds one value."""
    return lambda records, wanted: records[name].isin(wanted)


def _names_a_partner(records: pd.DataFrame, wanted: Wanted) -> pd.Series:
    partners = set(wanted)
    return records["partner_names"].map(lambda names: not partners.isdisjoint(names)).astype(bool)


def _is_in_kecamatan(records: pd.DataFrame, wanted: Wanted) -> pd.Series:
    return records["kecamatan_kode"].isin(wanted) | (records["scope"] == "city")


def _names(table: pd.DataFrame) -> Mapping[str, str]:
    return {str(key): str(name) for key, name in table["name"].items()}


def _casefold(names: pd.Series) -> pd.Series:
    return names.str.casefold()


@lru_cache(maxsize=8)
def _partner_names(dataset: Dataset) -> Mapping[str, str]:
    found = set(dataset.records["partner_names"].explode().dropna())
    return {name: name for name in sorted(found, key=str.casefold)}


# In the order of the controls and of a link.
CONDITIONS = (
    Condition(
        field="pillars",
        parameter="pilar",
        label=message("Pilar"),
        word=message("pilar"),
        names=lambda dataset, _: _names(dataset.pillars.sort_values("order")),
        passes=_column("pillar_id"),
    ),
    Condition(
        field="programs",
        parameter="hanya-program",
        label=message("Program"),
        word=message("program"),
        names=lambda dataset, _: _names(dataset.programs.sort_values("name", key=_casefold)),
        passes=_column("program_id"),
    ),
    Condition(
        field="statuses",
        parameter="status",
        label=message("Status"),
        word=message("status"),
        names=lambda _, language: {status: language.say(STATUS[status]) for status in STATUSES},
        passes=_column("status"),
    ),
    Condition(
        field="partners",
        parameter="mitra",
        label=message("Mitra"),
        word=message("mitra"),
        names=lambda dataset, _: _partner_names(dataset),
        passes=_names_a_partner,
        renamed=lambda dataset: dataset.merged_partners,
    ),
    Condition(
        field="kecamatan",
        parameter="kecamatan",
        label=message("Kecamatan"),
        word=message("kecamatan"),
        names=lambda dataset, _: _names(dataset.areas.kecamatan),
        passes=_is_in_kecamatan,
    ),
)


def filters_in_words(filters: Filters, dataset: Dataset, language: Language) -> Iterator[str]:
    """Say each condition of the filters."""
    say = language.say
    for condition in CONDITIONS:
        if wanted := filters.wanted(condition):
            names = condition.names(dataset, language)
            yield f"{say(condition.word)} {language.listing([names[one] for one in wanted])}"
    if filters.years:
        first, last = filters.years
        yield say("tahun mulai {first} sampai {last}", first=first, last=last)
