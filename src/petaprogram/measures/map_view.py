"""What a visitor looks at, as a frozen value, and the link that says the same.

A link holds codes, never names, so it survives a renamed program and another language. Values at their
default are left out; values that are unknown are set aside and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from petaprogram.measures.filters import Filters
from petaprogram.measures.map_theme import Kind, Theme
from petaprogram.tables.columns import STATUSES
from petaprogram.tables.dataset import Dataset

# The parameters of a link, in the order in which they are written.
COLOR_BY, PROGRAM, PILLAR, WIDE, SELECTED = "warnai", "program", "tampil", "luas", "kode"
PILLARS, PROGRAMS, STATUS, PARTNERS = "pilar", "hanya-program", "status", "mitra"
KECAMATAN, YEARS = "kecamatan", "tahun"
CONDITIONS = (PILLARS, PROGRAMS, STATUS, PARTNERS, KECAMATAN, YEARS)
WHOLE_VIEW = (COLOR_BY, PROGRAM, PILLAR, WIDE, SELECTED, *CONDITIONS)

_KINDS: Mapping[str, Kind] = {
    "program": "program",
    "pilar": "pillar",
    "jumlah-pilar": "pillars",
    "jumlah-program": "programs",
    "bukti": "evidence",
}
KIND_NAMES: Mapping[Kind, str] = {kind: name for name, kind in _KINDS.items()}

Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class View:
    """The state of the map page. `program` and `pillar` are kept while the other one is shown."""

    kind: Kind
    program: str
    pillar: str
    filters: Filters
    wide: bool
    selected: str | None

    @property
    def theme(self) -> Theme:
        """What the map has to show."""
        subject = {"program": self.program, "pillar": self.pillar}.get(self.kind)
        return Theme(self.kind, subject, self.filters, self.wide)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen with this dataset, each in the order in which it is offered.

    `merged_partners` are old spellings, by which a link may still name a partner.
    """

    programs: tuple[str, ...]
    pillars: tuple[str, ...]
    partners: tuple[str, ...]
    merged_partners: Mapping[str, str]
    kecamatan: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, int]
    first: View


@lru_cache(maxsize=8)
def make_choices(dataset: Dataset) -> Choices:
    """List what a visitor may choose, and the view that a link without parameters opens."""
    programs = tuple(dataset.programs["name"].str.casefold().sort_values().index)
    pillars = tuple(dataset.pillars.sort_values("order").index)
    years = dataset.placements["start_year"].dropna()
    first = dataset.site.first_program or ""
    return Choices(
        programs=programs,
        pillars=pillars,
        partners=tuple(sorted(set(dataset.records["partner_names"].explode().dropna()), key=str.casefold)),
        merged_partners=dataset.merged_partners,
        kecamatan=tuple(dataset.areas.kecamatan.index),
        areas=tuple(dataset.areas.frame["name"].sort_values().index),
        years=(int(years.min()), int(years.max())) if len(years) else (2000, 2000),
        first=View(
            "program",
            first if first in programs else programs[0],
            pillars[0],
            Filters(),
            wide=False,
            selected=None,
        ),
    )


def read_link(params: Params, choices: Choices) -> tuple[View, tuple[str, ...]]:
    """Read a link.

    Returns
    -------
    view
        The view asked for; what is unknown is left at its default.
    unknown
        The parameters set aside, as "name=value".
    """
    unknown: list[str] = []
    partners = [choices.merged_partners.get(name, name) for name in params.get(PARTNERS, ())]
    params = {**params, PARTNERS: partners}

    def one(name: str, known: Callable[[str], bool]) -> str | None:
        found = many(name, known)
        return found[0] if found else None

    def many(name: str, known: Callable[[str], bool]) -> tuple[str, ...]:
        values = list(dict.fromkeys(params.get(name, ())))
        unknown.extend(f"{name}={value}" for value in values if not known(value))
        return tuple(value for value in values if known(value))

    first = choices.first
    kind = one(COLOR_BY, _KINDS.__contains__)
    years = one(YEARS, lambda text: _years(text, choices.years) is not None)
    view = View(
        kind=_KINDS[kind] if kind else first.kind,
        program=one(PROGRAM, choices.programs.__contains__) or first.program,
        pillar=one(PILLAR, choices.pillars.__contains__) or first.pillar,
        filters=Filters(
            pillars=many(PILLARS, choices.pillars.__contains__),
            programs=many(PROGRAMS, choices.programs.__contains__),
            partners=many(PARTNERS, choices.partners.__contains__),
            statuses=many(STATUS, STATUSES.__contains__),
            kecamatan=many(KECAMATAN, choices.kecamatan.__contains__),
            years=_years(years, choices.years) if years else None,
        ),
        wide=one(WIDE, ("1",).__contains__) is not None,
        selected=one(SELECTED, choices.areas.__contains__),
    )
    return view, tuple(unknown)


def write_link(view: View, choices: Choices) -> dict[str, list[str]]:
    """Write the parameters of a view; the first view has none."""
    first, filters = choices.first, view.filters
    years = f"{filters.years[0]}-{filters.years[1]}" if filters.years else ""
    entries: dict[str, Sequence[str]] = {
        COLOR_BY: () if view.kind == first.kind else (KIND_NAMES[view.kind],),
        PROGRAM: () if view.program == first.program else (view.program,),
        PILLAR: () if view.pillar == first.pillar else (view.pillar,),
        PILLARS: filters.pillars,
        PROGRAMS: filters.programs,
        STATUS: filters.statuses,
        PARTNERS: filters.partners,
        KECAMATAN: filters.kecamatan,
        YEARS: (years,) if years else (),
        WIDE: ("1",) if view.wide else (),
        SELECTED: (view.selected,) if view.selected else (),
    }
    return {name: list(values) for name, values in entries.items() if values}


def _years(text: str, limits: tuple[int, int]) -> tuple[int, int] | None:
    """Read "2015-2020"; None if it is no range within the limits. The whole range is no condition."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", text)
    if not found:
        return None
    low, high = int(found[1]), int(found[2])
    return (low, high) if limits[0] <= low <= high <= limits[1] else None
