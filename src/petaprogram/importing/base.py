"""The version that a file is held against: its rows, by the keys under which offices may name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.settings import Settings
from petaprogram.store.reading import Row, Tables, as_cells
from petaprogram.store.schema import COLUMNS
from petaprogram.store.sheets import read_sheets
from petaprogram.store.store import Store
from petaprogram.store.taking_over import plan
from petaprogram.tables.partner_names import merged_names


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table in force, with its cells by column."""

    row: Row
    cells: Mapping[str, str]


def _no_tables(_version: str) -> Tables | None:
    return None


@dataclass(frozen=True, eq=False)
class Base:
    """A version of the tables and the areas of its city.

    Attributes
    ----------
    number
        The change after which it is in force; 0: the files of a folder, without a store.
    tables
        Every row, by table and in the order of the files.
    site
        The folder of site.toml.
    used
        Ids of rows that are gone: they are given to nothing else.
    version
        What names this version beyond any doubt; empty without a store.
    earlier
        Gives the tables of an earlier version by that name; None where there is none.
    """

    number: int
    tables: Tables
    areas: Areas
    site: Path
    used: frozenset[str] = frozenset()
    version: str = ""
    earlier: Callable[[str], Tables | None] = _no_tables

    def at(self, version: str) -> Base | None:
        """Give this or an earlier version by its name; None where nobody knows it."""
        if version and version == self.version:
            return self
        tables = self.earlier(version)
        return Base(0, tables, self.areas, self.site) if tables is not None else None

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The placements by their id."""
        return self.by_key("placements")

    @cached_property
    def programs(self) -> Mapping[str, Record]:
        """The programs by their id."""
        return self.by_key("programs")

    @cached_property
    def sources(self) -> Mapping[str, Record]:
        """The sources by their id."""
        return self.by_key("sources")

    @cached_property
    def partners(self) -> Mapping[str, Record]:
        """The reviewed partners by their name."""
        return self.by_key("partners")

    @cached_property
    def offices(self) -> list[str]:
        """Everyone who published a source or is a partner, in order: whoever may send a file."""
        names = {*self.partners, *(one.cells["publisher"] for one in self.sources.values())}
        return sorted(filter(None, names), key=str.casefold)

    @cached_property
    def merged_partners(self) -> Mapping[str, str]:
        """The written names that mean a partner of another name."""
        return merged_names(self.frame("partners"))

    def by_key(self, table: str) -> dict[str, Record]:
        """Give the rows of a table by their first column."""
        rows = ((row, as_cells(table, row)) for row in self.tables[table])
        return {row.cells[0]: Record(row, cells) for row, cells in rows}

    def frame(self, table: str) -> pd.DataFrame:
        """Give a table as text; blank = None."""
        rows = [row.cells for row in self.tables[table]]
        made = pd.DataFrame(rows, columns=list(COLUMNS[table]), dtype=object)
        return made.where(made != "", None)


def base_of_store(store: Store, areas: Areas, settings: Settings) -> Base:
    """Read the newest version of a store.

    Raises
    ------
    StoreError
        If the database does not answer.
    """
    head = store.head()

    def earlier(version: str) -> Tables | None:
        number, _, _ = version.partition("-")
        known = number.isdecimal() and 0 < int(number) < head.id
        change = store.change(int(number)) if known else None
        # Of another store, the same number is another version.
        return store.tables(change.id) if change and change.name == version else None

    return Base(
        number=head.id,
        tables=store.tables(head.id),
        areas=areas,
        site=settings.tables,
        used=frozenset(store.keys_ever()),
        version=head.name,
        earlier=earlier,
    )


def base_of_folder(folder: Path, areas: Areas) -> Base:
    """Read the files of a folder: enough to see what a file would change, without a store to write it into.

    Raises
    ------
    TableError
        If a file cannot be read.
    """
    tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for edit in plan(read_sheets(folder), None):
        rows, cells = tables[edit.table], edit.cells or {}
        rows.append(Row(len(rows) + 1, 0, None, edit.position or 0.0, tuple(cells.values())))
    return Base(0, tables, areas, folder)
