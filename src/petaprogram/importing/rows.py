"""The rows of a sheet as texts of the tables, field by field, each cell with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from petaprogram.geography.code_advice import advise_code
from petaprogram.importing.book import Cell, Odd, column_letter
from petaprogram.importing.fields import FIELDS
from petaprogram.importing.guard import personal_part
from petaprogram.importing.layout import Layout
from petaprogram.importing.plan import Problem, Question
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.values import (
    Order,
    Style,
    explain_date,
    explain_number,
    find_orders,
    plain_text,
    read_date,
    read_number,
    unseen_letter,
)
from petaprogram.messages.field_checks import is_web_address
from petaprogram.messages.issues import Issue, Said, make_issue
from petaprogram.messages.language import INDONESIAN, message
from petaprogram.tables.columns import KINDS
from petaprogram.tables.year_advice import advise_year

# Beyond these no place of a map lies.
_LIMITS = {"lon": 180.0, "lat": 90.0}
_EXAMPLES, _REMEMBERED = 3, 20_000
# A name, a date or a number of more letters is none; it would only be compared with everything at length.
_LONGEST_NAME = 500
_FREE_TEXTS = {
    *("site", "partners", "url", "note", "note_en"),
    *("status_as_reported", "status_as_reported_en"),
}

_ASK_ORDER = message("kolom {column}: mana yang lebih dulu, hari atau bulan?")
# A rule that a cell breaks, and what its sentence needs beside the place and the text of the cell.
_Broken: TypeAlias = tuple[str, dict[str, object]]
_ODD = {"error": "import-error-cell", "formula": "import-formula", "date": "import-date-cell"}
_ORDERS: tuple[Order, ...] = ("day", "month")


@dataclass(slots=True)
class SheetRow:
    """One row: by field its text, blank where its cell is; and what is wrong."""

    number: int
    texts: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether anything of it has to be mended first."""
        return any(problem.stops for problem in self.problems)


class Reader:
    """Reads the cells of one sheet."""

    def __init__(self, layout: Layout, recipe: Recipe, place: str) -> None:
        self._layout, self._place = layout, place
        self._mended = recipe.mended
        self.questions: list[Question] = []
        self._known: dict[tuple[str, str], tuple[str, _Broken | None]] = {}
        self._styles: dict[str, Style | None] = {}
        self._orders: dict[str, Order] = {}
        for name, position in layout.columns.items():
            title = layout.titles[position]
            if FIELDS[name].kind == "number":
                self._styles[name] = recipe.numbers.get(title)
            elif FIELDS[name].kind == "date":
                self._orders[name] = recipe.dates.get(title) or self._ask_order(title, position)

    @property
    def settled(self) -> dict[str, Order]:
        """How dates were read, by title, but for what is still asked: what goes into a recipe."""
        asked = {one.subject for one in self.questions}
        titles = {name: self._layout.titles[self._layout.columns[name]] for name in self._orders}
        return {titles[name]: how for name, how in self._orders.items() if titles[name] not in asked}

    def read(self) -> Iterator[SheetRow]:
        """Read every row of data."""
        for number, cells in self._layout.rows:
            row = SheetRow(number, {})
            for name, position in self._layout.columns.items():
                cell = self._cell(number, cells, position)
                text, issue = self._read(name, cell, number, position)
                row.texts[name] = text
                if issue:
                    row.problems.append(Problem(issue, number, position))
            yield row

    def _texts(self, position: int) -> Iterator[str]:
        for number, cells in self._layout.rows:
            cell = self._cell(number, cells, position)
            if isinstance(cell, str) and cell:
                yield plain_text(cell)

    def _cell(self, number: int, cells: Sequence[Cell], position: int) -> Cell:
        """Give a cell as somebody mended it, or as it stands in the file."""
        there = cells[position] if position < len(cells) else ""
        return self._mended.get(str(number), {}).get(self._layout.titles[position], there)

    def _ask_order(self, title: str, position: int) -> Order:
        fitting, left_open = find_orders(dict.fromkeys(self._texts(position)))
        if len(fitting) > 1:
            shown = []
            for text in left_open[:_EXAMPLES]:
                first, second = (INDONESIAN.day(read_date(text, order) or "") for order in _ORDERS)
                shown.append(f"{text}: {first} / {second}")
            said = Said(_ASK_ORDER, values=(("column", title),))
            self.questions.append(Question("dates", said, ("day", "month"), title, tuple(shown), open=True))
        return fitting[0] if fitting else "day"

    def _read(self, name: str, cell: Cell, number: int, position: int) -> tuple[str, Issue | None]:
        """Give the text of a cell, and what is wrong with it; blank where it cannot be used."""
        text, broken = self._remembered(name, cell) if isinstance(cell, str) else self._understand(name, cell)
        if broken is None:
            return text, None
        rule, values = broken
        about = {
            "cell": f"{column_letter(position)}{number}",
            "column": self._layout.titles[position],
            "value": plain_text(cell)[:60],
        }
        return "", make_issue(rule, self._place, number, **about, **values)

    def _remembered(self, name: str, cell: str) -> tuple[str, _Broken | None]:
        """Understand a text; a sheet says the same again and again."""
        found = self._known.get((name, cell))
        if found is None:
            found = self._understand(name, cell)
            if len(self._known) < _REMEMBERED:
                self._known[name, cell] = found
        return found

    def _understand(self, name: str, cell: Cell) -> tuple[str, _Broken | None]:
        text = plain_text(cell)
        broken = _broken_cell(name, cell, text)
        return self._read_kind(name, cell, text) if broken is None and text else (text, broken)

    def _read_kind(self, name: str, cell: Cell, text: str) -> tuple[str, _Broken | None]:
        """Write a cell of a number, a date or a year as the tables have it."""
        kind = FIELDS[name].kind
        if kind == "year":
            sound = KINDS["year"].test(text)
            return text, None if sound else ("broken-year", {"how": advise_year(text)})
        if kind == "date":
            # A spreadsheet counts days; only a year is a number that people write.
            is_count = isinstance(cell, float) and not KINDS["year"].test(text)
            date = None if is_count else read_date(text.partition("T")[0], self._orders[name])
            return date or "", None if date else ("broken-date", {"how": explain_date()})
        if kind == "number":
            number = text if isinstance(cell, float) else read_number(text, _LIMITS[name], self._styles[name])
            sound = number is not None and KINDS["number"].test(number)
            return number or "", None if sound else ("import-number", {"how": explain_number()})
        return text, None


def _broken_cell(name: str, cell: Cell, text: str) -> _Broken | None:
    """Find what makes a cell useless, whatever its column may hold otherwise."""
    kind = FIELDS[name].kind
    broken: _Broken | None = None
    if isinstance(cell, Odd) and (cell.kind != "date" or kind not in ("date", "year")):
        broken = _ODD[cell.kind], {}
    elif len(text) > _LONGEST_NAME and name not in _FREE_TEXTS:
        broken = "long-cell", {"limit": _LONGEST_NAME}
    elif letter := unseen_letter(text):
        broken = "unseen-letter", {"letter": letter}
    elif kind == "code" and not isinstance(cell, str):
        broken = "import-code-number", {"how": advise_code(text)}
    elif kind == "text" and (what := personal_part(text)):
        broken = "import-personal-cell", {"what": Said(what)}
    elif name == "url" and text and not is_web_address(text):
        broken = "broken-url", {}
    return broken
