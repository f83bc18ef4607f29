"""What would become of a file: row by row, with every problem at its cell, and nothing written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from petaprogram.importing.layout import Layout
from petaprogram.importing.places import PlaceQuestion
from petaprogram.importing.recipe import NewProgram, NewSource, PlaceChoice, Recipe
from petaprogram.messages.issues import Issue, Said
from petaprogram.store.history import Difference
from petaprogram.store.writing import Edit
from petaprogram.tables.dataset import Dataset

What = Literal["new", "changed", "same", "waiting"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a row, or at one of its cells: `position` is its column from 0."""

    issue: Issue
    row: int
    position: int | None = None

    @property
    def stops(self) -> bool:
        """Whether the row has to wait for it."""
        return self.issue.severity == "error"


@dataclass(frozen=True, slots=True)
class Question:
    """What the file leaves open. `field` of the recipe answers it, under the key `subject` if there is one.

    `open` says that nothing can be taken over before it is answered; otherwise the first of `choices` holds.
    """

    field: str
    said: Said
    choices: tuple[str, ...]
    subject: str = ""
    examples: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row of the sheet: which record it is, and what changes of it."""

    number: int
    what: What
    record: str = ""
    difference: Difference | None = None

    @property
    def cells(self) -> tuple[tuple[str, str, str], ...]:
        """Each cell that changes: its column, the text before and after."""
        return tuple(self.difference.cells) if self.difference else ()


@dataclass(frozen=True, eq=False)
class Plan:
    """What would become of a file.

    Attributes
    ----------
    file, digest
        Its name, and the sha256 of its bytes.
    recipe, base
        How it was read, and the number of the change it was held against.
    layout
        Where in the file the data stand.
    rows
        Every row of data of the sheet.
    gone
        Ids of records that the file should hold and does not, whatever becomes of them.
    held_back
        Whether what is gone waits, because some waiting row may be one of these records.
    problems
        In the order of the rows.
    questions, places
        What is still to be decided.
    unknown_programs
        Names of programs that nobody knows, with the ids of those that are like them.
    unknown_sources
        Titles of new sources of which the publisher is missing.
    others
        What happens to other tables: new sources, programs, partners and spellings, and changed sources.
    edits
        What is written once somebody confirms.
    after
        The data as they would be; None where nothing changes or the tables would be refused (`refused`).
    settled
        In which order dates were read, by title.
    """

    file: str
    digest: str
    recipe: Recipe
    base: int
    layout: Layout
    encoding: str
    separator: str
    rows: tuple[RowPlan, ...]
    gone: tuple[str, ...]
    held_back: bool
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    places: tuple[PlaceQuestion, ...]
    unknown_programs: Mapping[str, tuple[str, ...]]
    unknown_sources: tuple[str, ...]
    others: tuple[Difference, ...]
    edits: tuple[Edit, ...]
    after: Dataset | None
    refused: bool = False
    settled: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of rows of each kind; `gone` counts records."""
        found = Counter(row.what for row in self.rows)
        kinds: tuple[What, ...] = ("new", "changed", "same", "waiting")
        return {**{kind: found[kind] for kind in kinds}, "gone": len(self.gone)}

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions without whose answer nothing is taken over."""
        return tuple(one for one in self.questions if one.open)

    @property
    def is_same(self) -> bool:
        """Whether nothing would change, now or once what is open is answered."""
        waits = self.counts["waiting"] and self.recipe.rows == "all"
        return not (self.edits or waits or self.open_questions)

    @property
    def can_take_over(self) -> bool:
        """Whether the edits may be written now: all is answered, and no row waits against the recipe."""
        waits = self.counts["waiting"] and self.recipe.rows == "all"
        return bool(self.edits) and not (waits or self.open_questions or self.refused)

    def draft(self) -> Recipe:
        """Write down how the file was read, with a place for each answer that is missing."""
        columns = dict.fromkeys(self.layout.unread, "")
        columns |= {self.layout.titles[position]: name for name, position in self.layout.columns.items()}
        undecided = {one.written: PlaceChoice(kode="") for one in self.places}
        programs: dict[str, str | NewProgram] = dict.fromkeys(self.unknown_programs, "")
        sources = dict.fromkeys(self.unknown_sources, NewSource())
        about = {
            "sheet": self.layout.sheet.name or None,
            "header_row": self.layout.header,
            "encoding": self.encoding,
            "separator": self.separator,
            "columns": columns,
            "places": undecided | dict(self.recipe.places),
            "programs": programs | dict(self.recipe.programs),
            "sources": sources | dict(self.recipe.sources),
            "dates": {**self.settled, **self.recipe.dates},
        }
        return self.recipe.model_copy(update=about)
