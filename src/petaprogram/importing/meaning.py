"""What a row says in the terms of the tables: words become ids, codes and values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from petaprogram.geography.written_places import normalise
from petaprogram.importing.base import Base, Record
from petaprogram.importing.fields import FIELDS
from petaprogram.importing.layout import Layout
from petaprogram.importing.places import Found, Places
from petaprogram.importing.plan import Problem
from petaprogram.importing.recipe import NewProgram, Recipe
from petaprogram.importing.records import same_cell
from petaprogram.importing.rows import SheetRow
from petaprogram.importing.sources import SOURCE_FIELDS, Sources, new_id
from petaprogram.importing.values import plain_text
from petaprogram.importing.words import FIELDS_OF_WORDS, say_allowed, say_similar, similar, value_of
from petaprogram.messages.issues import Said, make_issue
from petaprogram.messages.letters import slug
from petaprogram.store.schema import COLUMNS
from petaprogram.tables.partner_names import partner_name, read_partners

# Fields that fill a column of the same name, as they are.
PLAIN = ("lon", "lat", "site", "start_year", "status_as_reported", "status_as_reported_en", "note", "note_en")
# Of one cell.
_TOLD_PARTNERS = 20
# By column of placements the field that fills it, where it has another name.
FIELD_OF = {"program_id": "program", "kode": "area", "source_id": "source"}
_KEC = re.compile(r"^\s*(?:kecamatan|kec)\b\.?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Meant:
    """A row with its meaning.

    `own` is the record that its id names; `lost`: its id names none. `cells` holds by column of placements
    what the row says, blank where its cell is; a column that the file does not have is absent. `source` is
    what it says of its source.
    """

    row: SheetRow
    own: Record | None = None
    lost: bool = False
    cells: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)


class Meanings:
    """Reads the meaning of rows, one after the other; what it is asked often it remembers."""

    def __init__(self, base: Base, recipe: Recipe, layout: Layout, place: str, seen: Base | None) -> None:
        """Take what is known; `seen` is the version that a template showed, if the file is one."""
        self.seen = seen
        self.base, self.recipe, self.layout, self.place = base, recipe, layout, place
        self.places = Places(base, recipe)
        self.sources = Sources(base, recipe)
        self.new_programs: dict[str, NewProgram] = {}
        self.unknown_programs: dict[str, tuple[str, ...]] = {}
        # In their order.
        self.unknown_sources: dict[str, None] = {}
        self.undecided: dict[str, tuple[Found, list[int]]] = {}
        self._programs = _by_name({name: one.cells["name"] for name, one in base.programs.items()})
        self._decided = {normalise(written): choice for written, choice in recipe.programs.items()}
        self._taken = {*base.programs, *base.used}
        self._partners = {normalise(name): name for name in base.partners}

    def read(self, row: SheetRow) -> Meant:
        """Read one row; what is wrong is added to its problems."""
        meant = Meant(row)
        name = row.texts.get("placement_id", "")
        if name:
            meant.own = self.base.records.get(name)
            if meant.own is None:
                meant.lost = True
                self.problem(row, "import-record-unknown", "placement_id", value=name)
                return meant
        for column in PLAIN:
            if self._is_told(meant, column):
                meant.cells[column] = self._text(meant, column)
        self._read_program(meant)
        self._read_place(meant)
        self._read_words(meant)
        if self._is_told(meant, "partners"):
            meant.cells["partners"] = self._read_partners(meant)
        self._read_source(meant)
        return meant

    def problem(self, row: SheetRow, rule: str, name: str, **values: object) -> None:
        """Say what is wrong with a row, at the cell of a field."""
        position = self.layout.columns.get(name)
        row.problems.append(Problem(make_issue(rule, self.place, row.number, **values), row.number, position))

    def is_broken(self, row: SheetRow, *names: str) -> bool:
        """Whether a cell of one of these fields was refused already: nothing else is said of it."""
        positions = {self.layout.columns[name] for name in names if name in self.layout.columns}
        return any(one.position in positions for one in row.problems if one.stops)

    def _text(self, meant: Meant, name: str) -> str:
        """What a row says in a field; what holds for the whole file where it says nothing."""
        said = meant.row.texts.get(name, "")
        return said or ("" if meant.own else self.recipe.constants.get(name, ""))

    def _is_told(self, meant: Meant, name: str) -> bool:
        return name in meant.row.texts or (meant.own is None and name in self.recipe.constants)

    def _has(self, *names: str) -> bool:
        return any(name in self.layout.columns or name in self.recipe.constants for name in names)

    def _read_program(self, meant: Meant) -> None:
        text = self._text(meant, "program")
        if not text:
            if self._has("program"):
                meant.cells["program_id"] = ""
            return
        found = text if text in self.base.programs else self._program_named(text, meant.own)
        if found is None:
            found = self._decide_program(text)
        if found is None:
            names = {one.cells["name"]: name for name, one in self.base.programs.items()}
            near = similar(text, list(names))
            self.unknown_programs[text] = tuple(names[name] for name, _ in near)
            self.problem(meant.row, "import-program-unknown", "program", value=text, near=say_similar(near))
            return
        meant.cells["program_id"] = found

    def _program_named(self, text: str, own: Record | None) -> str | None:
        """Find the program of a name: of two that are alike the record's own, or the one written just so."""
        found = self._programs.get(normalise(text), [])
        if own and own.cells["program_id"] in found:
            return own.cells["program_id"]
        exact = [name for name in found if self._name_of_program(name) == text]
        alike = exact or found
        return alike[0] if len(alike) == 1 else None

    def _name_of_program(self, program_id: str) -> str:
        known = self.base.programs.get(program_id)
        return known.cells["name"] if known else self.new_programs[program_id].name

    def _decide_program(self, text: str) -> str | None:
        choice = self._decided.get(normalise(text))
        if isinstance(choice, str):
            return choice if choice in self.base.programs else None
        if choice is None:
            return None
        known = self._program_named(choice.name, None)
        if known is None:
            known = new_id(slug(choice.name) or "program", self._taken)
            self._programs.setdefault(normalise(choice.name), []).append(known)
            self.new_programs[known] = choice
        return known

    def _read_place(self, meant: Meant) -> None:
        row, own = meant.row, meant.own
        if not self._has("area", "kode", "kecamatan") or self.is_broken(row, "area", "kode", "kecamatan"):
            return
        before = own.cells["kode"] if own else ""
        written, code = self._written(meant), self._text(meant, "kode")
        kodes = []
        for text, name in ((written, "area"), (code, "kode")):
            # What a record has is no question, even where it is none of the city.
            kode = before if text and text == before else self._find(meant, text, name) if text else ""
            if kode is None:
                return
            kodes += [kode] if kode else []
        # Which of the two is meant, the file alone would have to say: the same file must mean the same again.
        if len(set(kodes)) > 1:
            values = {"value": written, "kode": kodes[0], "other": kodes[1]}
            self.problem(row, "import-place-code", "kode", **values)
            return
        meant.cells["kode"] = kodes[0] if kodes else ""

    def _written(self, meant: Meant) -> str:
        """Join what a row says of its place in words."""
        place, kecamatan = self._text(meant, "area"), self._text(meant, "kecamatan")
        kecamatan = _KEC.sub("", kecamatan)
        if kecamatan and f"kec {normalise(kecamatan)}" not in normalise(place):
            return f"{place}, Kec. {kecamatan}" if place else f"Kec. {kecamatan}"
        return place or (f"Kec. {kecamatan}" if kecamatan else "")

    def _find(self, meant: Meant, text: str, name: str) -> str | None:
        found = self.places.find(text)
        if found.kode is not None:
            return found.kode
        if not found.outside:
            self.undecided.setdefault(text, (found, []))[1].append(meant.row.number)
        near = ", ".join(f"{one.name} {one.score}" for one in found.candidates) or "-"
        field_name = name if name in self.layout.columns else "kecamatan"
        self.problem(meant.row, "import-place", field_name, value=text, reason=found.reason, near=near)
        return None

    def _read_words(self, meant: Meant) -> None:
        for name in FIELDS_OF_WORDS:
            if not self._is_told(meant, name):
                continue
            text = self._text(meant, name)
            value = value_of(name, text) if text else ""
            if value is None:
                values = {"column": Said(FIELDS[name].title), "value": text, "allowed": say_allowed(name)}
                self.problem(meant.row, "import-word", name, **values)
                continue
            meant.cells[name] = value

    def _read_partners(self, meant: Meant) -> str:
        """Write the names as they are known; of one that nobody knows a warning is made."""
        text = self._text(meant, "partners")
        if any(record and text == plain_text(record["partners"]) for record in self.shown(meant)):
            return text
        parts = []
        told = 0
        for written in read_partners(text):
            known = self._partners.get(normalise(written.name))
            choice = self.recipe.partners.get(written.name, "")
            if not known and choice in self.base.partners:
                known = choice
            if not known and not choice and (told := told + 1) <= _TOLD_PARTNERS:
                near = say_similar(similar(written.name, list(self.base.partners)))
                self.problem(meant.row, "import-partner", "partners", value=written.name, near=near)
            remark = f" ({written.remark})" if written.remark else ""
            parts.append(
                f"{known}{remark}" if known and partner_name(written.text) != known else written.text
            )
        return "; ".join(parts)

    def _read_source(self, meant: Meant) -> None:
        if not self._has(*SOURCE_FIELDS) or self.is_broken(meant.row, *SOURCE_FIELDS):
            return
        told = {column: text for name, column in SOURCE_FIELDS.items() if (text := self._text(meant, name))}
        if before := self._shown_source(meant):
            # What the template said, nobody says anew.
            told = {column: text for column, text in told.items() if text != plain_text(before[column])}
            if "title" not in told:
                meant.cells["source_id"], meant.source = before["source_id"], told
                return
        own = meant.own.cells["source_id"] if meant.own else ""
        found = self.sources.find(told, own)
        if found.rule:
            title = told.get("title", "")
            if found.rule == "import-source-publisher":
                self.unknown_sources.setdefault(title)
            self.problem(meant.row, found.rule, "source", value=title)
            return
        meant.cells["source_id"] = found.source_id
        if "title" in told or own:
            meant.source = told

    def shown(self, meant: Meant) -> tuple[Mapping[str, str] | None, ...]:
        """Give the record of a row as it is, and as the template showed it where that was another version."""
        if not meant.own:
            return ()
        older = self.seen.records.get(meant.own.cells["placement_id"]) if self.seen else None
        return meant.own.cells, older.cells if older else None

    def _shown_source(self, meant: Meant) -> Mapping[str, str] | None:
        if not (self.seen and meant.own and (older := self.shown(meant)[1])):
            return None
        source = self.seen.sources.get(older["source_id"])
        return source.cells if source else None


def _by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Give by plain name the ids of all that are called so."""
    found: dict[str, list[str]] = {}
    for one, name in names.items():
        found.setdefault(normalise(name), []).append(one)
    return found


def told_of_sources(meant: Sequence[Meant]) -> dict[str, dict[str, str]]:
    """Give by source what the rows that need not wait tell of it, the first of them; not its title."""
    found: dict[str, dict[str, str]] = {}
    for one in meant:
        if not one.row.waits and (source := one.cells.get("source_id")):
            told = found.setdefault(source, {})
            for column, text in one.source.items():
                if column != "title":
                    told.setdefault(column, text)
    return found


def check_points(meant: list[Meant], meanings: Meanings) -> None:
    """Hold every point against the area that its row names; all at once, since each asks the whole city."""
    pairs = []
    for one in meant:
        before = one.own.cells if one.own else {}
        lon, lat = (one.cells.get(name) or before.get(name, "") for name in ("lon", "lat"))
        if not (one.cells.get("lon") or one.cells.get("lat")) or meanings.is_broken(one.row, "lon", "lat"):
            continue
        if not (lon and lat):
            meanings.problem(one.row, "import-point-half", "lat" if lon else "lon")
            continue
        pairs.append((one, lon, lat))
    if not pairs:
        return
    areas = meanings.base.areas
    numbers = np.array([(float(lon), float(lat)) for _, lon, lat in pairs])
    for (one, lon, lat), kode in zip(pairs, areas.locate(numbers[:, 0], numbers[:, 1]), strict=True):
        if not isinstance(kode, str):
            meanings.problem(one.row, "import-point-outside", "lon", lon=lon, lat=lat, city=areas.city)
            continue
        said = one.cells.get("kode") or (one.own.cells["kode"] if one.own else "")
        if said and not f"{kode}.".startswith(f"{said}."):
            name = areas.name_of(said) if areas.level(said) else said
            values = {"lon": lon, "lat": lat, "found": areas.name_of(kode), "place": name}
            meanings.problem(one.row, "import-point", "lon", **values)


def blank_record() -> dict[str, str]:
    """Give a record of which nothing is known."""
    return dict.fromkeys(COLUMNS["placements"], "")


def merged_cells(meant: Meant, blank: str) -> Mapping[str, str]:
    """Give the record as the row wants it: what it says, and of a known record what it leaves."""
    before = dict(meant.own.cells) if meant.own else blank_record()
    clears = blank == "clear" or meant.own is None
    said = {column: text for column, text in meant.cells.items() if text or clears}
    return before | said


def kept_cell(column: str, cell: str, shown: Sequence[Mapping[str, str] | None]) -> str:
    """Give a cell as it is where the row says nothing new: what a template showed, nobody wrote."""
    said_before = (record for record in shown if record)
    is_old = any(same_cell(column, record[column], cell) for record in said_before)
    return (shown[0] or {})[column] if is_old else cell


def say_changed_since(one: Meant, cells: Mapping[str, str], meanings: Meanings) -> None:
    """Say where the office and somebody else changed the same cell since the template was made."""
    now, older = meanings.shown(one)
    for column, cell in cells.items():
        if now and older and cell != now[column] != older[column]:
            values = {"column": column, "before": older[column], "now": now[column], "value": cell}
            meanings.problem(one.row, "import-changed-since", FIELD_OF.get(column, column), **values)
