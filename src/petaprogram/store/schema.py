"""The tables of the store, made from the one declaration of columns.

Each version of a row has a line: `row` is its identity for life, `since` the change that wrote it, `until`
the change that ended it (none: it is in force), `position` its place in the file. Cells are text
as in the file; a blank one is the empty text.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text, text

from petaprogram.tables.columns import KNOWN_BY, TABLES

# Which files there are, and which columns in which order: a row for each file, changed like any other.
LAYOUT = "layout"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{name: tuple(columns) for name, columns in TABLES.items()},
    LAYOUT: ("file", "columns"),
}
KEYS: Mapping[str, tuple[str, ...]] = {**KNOWN_BY, LAYOUT: ("file",)}


def looked_up(name: str) -> list[str]:
    """Name the columns by which a history is asked for: the key, and of which area and program a row is."""
    columns = COLUMNS[name]
    return [one for one in columns if one == KEYS[name][0] or one.startswith("kode") or one == "program_id"]


METADATA = MetaData()

# Numbers are given in the order of commits (see `engine.writing`), so that no sequence counts them.
CHANGE = Table(
    "change",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, nullable=False) for name in ("at", "actor", "office", "kind", "reason")),
    Column("undoes", Integer, ForeignKey("change.id")),
    Column("content", Text, nullable=False),
)


def _versions(name: str) -> Table:
    table = Table(
        name,
        METADATA,
        Column("row", Integer, primary_key=True, autoincrement=False),
        Column("since", Integer, ForeignKey("change.id"), primary_key=True, autoincrement=False),
        Column("until", Integer, ForeignKey("change.id")),
        Column("position", Double, nullable=False),
        *(Column(column, Text, nullable=False) for column in COLUMNS[name]),
    )
    in_force = text("until IS NULL")
    Index(
        f"{name}_in_force",
        table.c.row,
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    Index(f"{name}_since", table.c.since)
    Index(f"{name}_until", table.c.until)
    for column in looked_up(name):
        # A cell may be longer than what PostgreSQL takes into an ordered index.
        Index(f"{name}_{column}", table.c[column], postgresql_using="hash")
    return table


VERSIONS: Mapping[str, Table] = {name: _versions(name) for name in COLUMNS}
