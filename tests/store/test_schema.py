"""The tables follow the one declaration of columns, and what is installed follows the tables."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from petaprogram.store.engine import reading
from petaprogram.store.schema import COLUMNS, KEYS, METADATA, VERSIONS
from petaprogram.tables.columns import TABLES


def test_a_new_store_has_the_tables_of_the_declaration(store):
    with reading(store.engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_every_column_of_the_contract_is_kept_under_its_name():
    reserved = {"row", "since", "until", "position"}
    for name, columns in TABLES.items():
        assert not reserved & set(columns)
        assert [*VERSIONS[name].columns.keys()][4:] == list(columns)
    for name, key in KEYS.items():
        assert key
        assert set(key) <= set(COLUMNS[name])
