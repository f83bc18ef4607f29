"""The first change: the files of data/ as they are, on the day somebody decides it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from petaprogram.files.writing import draft_folder
from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.settings import Settings
from petaprogram.store.engine import migrate, open_engine, sqlite_engine, writing
from petaprogram.store.place import FILE_NAME, store_file
from petaprogram.store.reading import Change
from petaprogram.store.sheets import Sheet, differing, read_sheets
from petaprogram.store.store import VERSIONS_FOLDER, Store, find_store
from petaprogram.store.taking_over import plan
from petaprogram.store.writing import SEED, Check, Note, write


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first change would hold: `sheets` are the files; `rewritten` those whose form changes."""

    sheets: dict[str, Sheet]
    rewritten: tuple[str, ...]


def prepare(settings: Settings, check: Check) -> Founding:
    """Read the files that the first change is made from.

    Raises
    ------
    StoreError
        If there is a store.
    DataError
        If the files do not pass their checks.
    """
    _refuse_second(settings)
    check(settings.tables)
    sheets = read_sheets(settings.tables)
    rewritten = (f"{name}.csv" for name, sheet in sheets.items() if not sheet.plain)
    return Founding(sheets, tuple(rewritten))


def found(
    settings: Settings, founding: Founding, note: Note, check: Check, *, rewrite: bool = False
) -> Change:
    """Make the store with its first change, and prove that it gives the files back.

    Parameters
    ----------
    settings
        Where.
    founding
        From `prepare`.
    note
        Who does it, and why.
    check
        As for `write`.
    rewrite
        Files may take another form: their cells stay, commas and quotation marks may not.

    Raises
    ------
    StoreError
        If there is a store, or a file would take another form and may not. There is no store then.
    DataError
        From `check`.
    """
    _refuse_second(settings)
    if founding.rewritten and not rewrite:
        raise StoreError([make_issue("store-not-plain", name) for name in founding.rewritten])
    with new_store(settings) as store:
        change = write(
            store, plan(founding.sheets, None), Note(note.actor, SEED, note.reason, note.office), check
        )
        changed = set(differing(founding.sheets, store.checkout(change)))
        if not rewrite:
            changed |= set(differing(founding.sheets, settings.tables))
        if changed:
            raise StoreError([make_issue("store-not-plain", name) for name in sorted(changed)])
    return change


def _refuse_second(settings: Settings) -> None:
    if find_store(settings):
        raise StoreError([make_issue("store-exists", FILE_NAME)])


@contextmanager
def new_store(settings: Settings) -> Iterator[Store]:
    """Make an empty store to be filled; a file appears under its name when that is done, or not at all.

    Raises
    ------
    StoreError
        If the database does not answer.
    OSError
        If the folder of the state cannot be written to.
    """
    versions = settings.state / VERSIONS_FOLDER
    if settings.database_url:
        engine = open_engine(settings)
        with writing(engine) as connection:
            migrate(connection)
        yield Store(engine, versions)
        return
    with draft_folder(settings.state) as folder:
        draft = folder / FILE_NAME
        engine = sqlite_engine(draft)
        try:
            with writing(engine) as connection:
                migrate(connection)
            yield Store(engine, versions)
        finally:
            # The last one to leave an SQLite file writes its log into it.
            engine.dispose()
        _publish(draft, store_file(settings))


def _publish(draft: Path, path: Path) -> None:
    try:
        # Unlike a rename, a link never replaces what is there.
        os.link(draft, path)
    except FileExistsError:
        raise StoreError([make_issue("store-exists", path.name)]) from None
