"""What was changed behind the store's back is found, and not mended."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from petaprogram.store.checking import check_store
from petaprogram.store.engine import writing
from petaprogram.store.schema import VERSIONS
from petaprogram.store.writing import write
from tests.store.test_writing import NOTE, edit_of
from tests.support.store_trials import no_check

PLACEMENTS = VERSIONS["placements"]


@pytest.fixture
def written(store):
    write(store, [edit_of(store, "placements", "P6", status="running")], NOTE, no_check)
    assert [*check_store(store)] == []
    return store


def rules(store):
    return [(issue.rule, dict(issue.values).get("number")) for issue in check_store(store)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            update(PLACEMENTS).where(PLACEMENTS.c.placement_id == "P1").values(note="diam-diam"),
            ("store-hash", 1),
        ),
        (delete(PLACEMENTS).where(PLACEMENTS.c.since == 2), ("store-hash", 2)),
        (
            update(PLACEMENTS).where(PLACEMENTS.c.row == 6, PLACEMENTS.c.since == 1).values(until=1),
            ("store-row", 1),
        ),
    ],
)
def test_a_row_that_was_altered_or_removed_in_the_database_is_found(written, statement, found):
    with writing(written.engine) as connection:
        connection.execute(statement)
    assert found in rules(written)


def test_altered_files_of_the_newest_version_are_found(written):
    path = written.checkout(written.head()) / "placements.csv"
    path.write_text(path.read_text("utf-8").replace("running", "ended"), "utf-8")
    assert rules(written) == [("store-files", 2)]
