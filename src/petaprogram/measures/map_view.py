"""What a visitor looks at, as a frozen value, and the link that says the same.

A link holds codes, never names, so it survives a renamed program and another language. Values at their
default are left out; values that are unknown are set aside and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache, partial

from petaprogram.measures.filters import CONDITIONS, Filters
from petaprogram.measures.link_reader import LinkReader, Params, Renamed
from petaprogram.measures.map_theme import Theme, ThemeKind
from petaprogram.messages.language import INDONESIAN
from petaprogram.tables.dataset import Dataset

# The parameters of a link, in the order in which they are written; the filters before what is chosen.
COLOR_BY, PROGRAM, PILLAR, SELECTED = "warnai", "program", "tampil", "kode"
YEARS, ONLY_CLASS = "tahun", "kelas"
FILTERS = (*(condition.parameter for condition in CONDITIONS), YEARS)
WHOLE_VIEW = (COLOR_BY, PROGRAM, PILLAR, SELECTED, *FILTERS, ONLY_CLASS)

_KINDS: Mapping[str, ThemeKind] = {
    "program": "program",
    "pilar": "pillar",
    "jumlah-pilar": "pillars",
    "jumlah-program": "programs",
    "bukti": "evidence",
}
KIND_NAMES: Mapping[ThemeKind, str] = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class View:
    """The state of the map page.

    `subject` is the program_id or pillar_id of a map of one of them, None for the others. `only_class` is the
    id of the class to which a reader narrowed the map down.
    """

    kind: ThemeKind
    subject: str | None
    filters: Filters
    selected: str | None
    only_class: str | None = None

    @property
    def theme(self) -> Theme:
        """What the map has to show."""
        return Theme(self.kind, self.subject, self.filters)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen with this dataset, each in the order in which it is offered.

    `options` are the values of each condition, by its field, `renamed` its old values, by which a link may
    still ask.
    """

    programs: tuple[str, ...]
    pillars: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    renamed: Mapping[str, Renamed]
    areas: tuple[str, ...]
    years: tuple[int, int]
    first: View


@lru_cache(maxsize=8)
def make_choices(dataset: Dataset) -> Choices:
    """List what a visitor may choose, and the view that a link without parameters opens."""
    options = {one.field: tuple(one.names(dataset, INDONESIAN)) for one in CONDITIONS}
    programs, pillars = options["programs"], options["pillars"]
    years = dataset.placements["start_year"].dropna()
    return Choices(
        programs=programs,
        pillars=pillars,
        options=options,
        renamed={one.field: one.renamed(dataset) for one in CONDITIONS},
        areas=tuple(dataset.areas.names.sort_values().index),
        years=(int(years.min()), int(years.max())) if len(years) else (2000, 2000),
        first=View("pillars", None, Filters(), selected=None),
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
    link = LinkReader(params)
    kind, subject = _read_subject(link, params, choices)
    view = View(
        kind=kind,
        subject=subject,
        filters=Filters(
            **_read_conditions(link, choices), years=link.parsed(YEARS, partial(_years, limits=choices.years))
        ),
        selected=link.one(SELECTED, choices.areas),
        only_class=link.parsed(ONLY_CLASS, _class_id),
    )
    return view, link.unknown


def write_link(view: View, choices: Choices) -> dict[str, list[str]]:
    """Write the parameters of a view; the first view has none."""
    filters = view.filters
    years = f"{filters.years[0]}-{filters.years[1]}" if filters.years else ""
    subject = (view.subject,) if view.subject else ()
    entries: dict[str, Sequence[str]] = {
        COLOR_BY: () if subject or view.kind == choices.first.kind else (KIND_NAMES[view.kind],),
        PROGRAM: subject if view.kind == "program" else (),
        PILLAR: subject if view.kind == "pillar" else (),
        **{condition.parameter: filters.wanted(condition) for condition in CONDITIONS},
        YEARS: (years,) if years else (),
        SELECTED: (view.selected,) if view.selected else (),
        ONLY_CLASS: (view.only_class,) if view.only_class else (),
    }
    return {name: list(values) for name, values in entries.items() if values}


def _read_subject(link: LinkReader, params: Params, choices: Choices) -> tuple[ThemeKind, str | None]:
    """Read what to show; where that is unknown, the whole city, never another program or pillar."""
    asked = link.word(COLOR_BY, _KINDS)
    program, pillar = link.one(PROGRAM, choices.programs), link.one(PILLAR, choices.pillars)
    if program and asked in {None, "program"}:
        return "program", program
    if asked == "pillar" and not params.get(PILLAR):
        # Links of earlier versions left out the first pillar.
        return "pillar", choices.pillars[0]
    if pillar and asked in {None, "pillar"}:
        return "pillar", pillar
    if asked is None or asked in {"program", "pillar"}:
        return choices.first.kind, None
    return asked, None


def _read_conditions(link: LinkReader, choices: Choices) -> dict[str, tuple[str, ...]]:
    """Read the values of each condition, in the order of the fields: the unknown ones are named in it too."""
    parameters = {condition.field: condition.parameter for condition in CONDITIONS}
    return {
        field.name: link.many(
            parameters[field.name], choices.options[field.name], choices.renamed[field.name]
        )
        for field in fields(Filters)
        if field.name in parameters
    }


def _years(text: str, limits: tuple[int, int]) -> tuple[int, int] | None:
    """Read "2015-2020"; None if it is no range within the limits. The whole range is no condition."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", text)
    if not found:
        return None
    low, high = int(found[1]), int(found[2])
    return (low, high) if limits[0] <= low <= high <= limits[1] else None


def _class_id(text: str) -> str | None:
    """Read the id of a class; which ones a map has is known when it is drawn."""
    return text if re.fullmatch(r"[a-z0-9_]{1,40}", text) else None
