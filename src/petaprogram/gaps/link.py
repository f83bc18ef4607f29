"""What a visitor looks at on the page about gaps, as a frozen value, and the link that says the same.

A link holds codes; values at their default are left out, unknown ones are set aside and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from petaprogram.gaps.matrix import subjects
from petaprogram.gaps.ranking import Target
from petaprogram.gaps.weights import DEFAULT, Weights, format_weights, read_weights
from petaprogram.measures.link_reader import LinkReader, Params
from petaprogram.measures.presence import STATES, Subject
from petaprogram.tables.dataset import Dataset

Section = Literal["matriks", "peringkat", "kesetaraan", "tumpang-tindih", "kerangka"]
SECTIONS: tuple[Section, ...] = get_args(Section)
_SECTIONS: Mapping[str, Section] = {section: section for section in SECTIONS}

# The parameters of a link, in the order in which they are written.
_SECTION, _PILLAR, _PROGRAM, _WIDE, _SELECTED = "lihat", "pilar", "program", "luas", "kode"
_COLUMNS, _CELL, _ORDER, _MIXED, _WEIGHTS, _WHOLE = "kolom", "sel", "urut", "campur", "bobot", "semua"
PARAMETERS = (
    *(_SECTION, _PILLAR, _PROGRAM, _WIDE, _SELECTED),
    *(_COLUMNS, _CELL, _ORDER, _MIXED, _WEIGHTS, _WHOLE),
)


@dataclass(frozen=True, slots=True)
class GapsView:
    """The state of the page.

    `pillar` and `program` are the subject: at most one of them is set, neither means all pillars. `selected`
    is the kelurahan of the open cell and of the explained rank, `cell` the column of the open cell. The
    matrix has a column for each program if `by_program`; its rows are ordered by `order` (as `sort_areas`
    wants it), regardless of kecamatan if `mixed`. `whole` shows a ranking to its end.
    """

    section: Section = "matriks"
    pillar: str | None = None
    program: str | None = None
    selected: str | None = None
    by_program: bool = False
    cell: str | None = None
    order: str = "kode"
    mixed: bool = False
    weights: Weights = DEFAULT
    whole: bool = False

    @property
    def target(self) -> Target:
        """What is to be ranked."""
        if self.program:
            return Target("program", self.program)
        if self.pillar:
            return Target("pillar", self.pillar)
        return Target("pillars", None)

    @property
    def subject(self) -> tuple[Subject, str | None]:
        """What the sentence is about: a pillar, a program, or (None) all pillars."""
        return ("program_id", self.program) if self.program else ("pillar_id", self.pillar)

    def columns(self, dataset: Dataset) -> tuple[Subject, tuple[str, ...]]:
        """List the columns of the matrix: pillars, or the programs of the pillar that is looked at."""
        if not (self.program or self.by_program):
            return "pillar_id", subjects(dataset, "pillar_id")
        of = dataset.programs["pillar_id"]
        pillar = of[self.program] if self.program else self.pillar
        programs = subjects(dataset, "program_id")
        return "program_id", tuple(one for one in programs if pillar in (None, of[one]))


def read_link(params: Params, dataset: Dataset) -> tuple[GapsView, tuple[str, ...]]:
    """Read a link.

    Returns
    -------
    view
        The view asked for; what is unknown is left at its default.
    unknown
        The parameters set aside, as "name=value".
    """
    link = LinkReader(params, single=True)
    section = link.word(_SECTION, _SECTIONS)
    program = link.one(_PROGRAM, dataset.programs.index)
    # A program says of which pillar it is.
    pillar = link.one(_PILLAR, dataset.pillars.index if program is None else ())
    view = GapsView(
        section=section or SECTIONS[0],
        pillar=pillar,
        program=program,
        selected=link.one(_SELECTED, dataset.areas.frame.index),
        by_program=link.one(_COLUMNS, ("program",)) is not None,
    )
    # A switch of earlier versions: what holds for the whole city has a state of its own now.
    link.flag(_WIDE)
    _, columns = view.columns(dataset)
    weights = link.parsed(_WEIGHTS, read_weights)
    made = replace(
        view,
        cell=link.one(_CELL, columns),
        order=link.one(_ORDER, order_options(columns)) or "kode",
        mixed=link.flag(_MIXED),
        weights=weights or DEFAULT,
        whole=link.flag(_WHOLE),
    )
    return made, link.unknown


def write_link(view: GapsView) -> dict[str, list[str]]:
    """Write the parameters of a view; the first view has none."""
    first = GapsView()
    entries: dict[str, str | None] = {
        _SECTION: None if view.section == first.section else view.section,
        _PILLAR: view.pillar,
        _PROGRAM: view.program,
        _SELECTED: view.selected,
        _COLUMNS: "program" if view.by_program else None,
        _CELL: view.cell,
        _ORDER: None if view.order == first.order else view.order,
        _MIXED: "1" if view.mixed else None,
        _WEIGHTS: None if view.weights == first.weights else format_weights(view.weights),
        _WHOLE: "1" if view.whole else None,
    }
    return {name: [value] for name, value in entries.items() if value}


def order_options(columns: Sequence[str]) -> tuple[str, ...]:
    """List what the rows of a matrix with these columns may be sorted by."""
    return ("kode", "name", *STATES, *columns)
