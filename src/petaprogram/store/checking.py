"""Whether tables may be written, and whether a store is still what it was written as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, select, text

from petaprogram.geography.boundaries import load_boundaries
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.settings import Settings
from petaprogram.store.engine import reading
from petaprogram.store.reading import NOTHING, Row, add_up, as_cells, join_contents, key_of, read_all
from petaprogram.store.schema import CHANGE, VERSIONS
from petaprogram.store.sheets import differing, sheets_of
from petaprogram.store.store import Store
from petaprogram.store.writing import Check
from petaprogram.tables.dataset import read_dataset


def make_check(settings: Settings) -> Check:
    """Make the check that every write has to pass: the one by which the app reads its tables."""
    areas, _ = load_boundaries(settings.boundaries, settings.state)

    def check(folder: Path) -> None:
        read_dataset(folder, areas, settings.tables)

    return check


def check_store(store: Store) -> Iterator[Issue]:
    """Read everything there is and yield what is not as it was written; nothing is mended.

    Every row must go from change to change without an overlap, and the rows that each change wrote and ended
    must add up to the content that it recorded. The files of the newest version must be those of the store.

    Raises
    ------
    StoreError
        If the database does not answer, or says itself that it is damaged.
    """
    head = store.head()
    with reading(store.engine) as connection:
        if store.engine.dialect.name == "sqlite":
            said = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
            if said != "ok":
                yield make_issue("store-damaged", store.name, reason=said)
                return
        sums: dict[int, str] = {}
        for name in VERSIONS:
            yield from _check_rows(connection, name, sums)
        yield from _check_sums(connection, store.name, sums)
    folder = store.folder(head)
    if folder.is_dir() and differing(sheets_of(store.tables(head.id)), folder):
        yield make_issue("store-files", store.name, number=head.id, folder=str(folder))


def _check_rows(connection: Connection, name: str, sums: dict[int, str]) -> Iterator[Issue]:
    """Check the versions of each row one after the other, and add to `sums` what each change did."""
    before: Row | None = None
    for one in read_all(connection, name):
        overlaps = before and before.row == one.row and (before.until is None or before.until > one.since)
        if overlaps or (one.until is not None and one.until <= one.since):
            key = key_of(name, as_cells(name, one))
            yield make_issue("store-row", f"{name}.csv", key=key, number=one.since)
        sums[one.since] = add_up(sums.get(one.since, NOTHING), name, [one])
        if one.until is not None:
            sums[one.until] = add_up(sums.get(one.until, NOTHING), name, [one], sign=-1)
        before = one


def _check_sums(connection: Connection, name: str, sums: Mapping[int, str]) -> Iterator[Issue]:
    content = NOTHING
    wanted = select(CHANGE.c.id, CHANGE.c.content).order_by(CHANGE.c.id)
    for place, (number, written) in enumerate(connection.execute(wanted), start=1):
        content = join_contents(content, sums.get(number, NOTHING))
        if number != place or content != written:
            yield make_issue("store-hash", name, number=number)
            return
