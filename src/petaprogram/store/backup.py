"""One file that holds a whole store, and from which either database is filled again.

A zip with the lines of each table as JSON, and a manifest with their sums. Versions never change, so that a
backup needs no lock: what is written meanwhile is simply not in it.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from petaprogram.files.writing import draft_folder, naming
from petaprogram.messages.issues import StoreError, make_issue
from petaprogram.settings import Settings
from petaprogram.store.checking import check_store
from petaprogram.store.engine import reading, writing
from petaprogram.store.founding import new_store
from petaprogram.store.place import FILE_NAME
from petaprogram.store.reading import BEGINNING, Change, read_head
from petaprogram.store.schema import METADATA
from petaprogram.store.store import Store, find_store

MANIFEST, FORMAT = "manifest.json", 1
_AT_ONCE = 5000
# A line is a row of text cells; nothing that we write comes near.
_LONGEST_LINE = 2**22
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, NotImplementedError)


def write_backup(store: Store, path: Path) -> Change:
    """Write everything up to the newest change into one new file, while others read and write.

    Raises
    ------
    StoreError
        If the file is there, or the database does not answer.
    OSError
        If it cannot be written; nothing of it is left then.
    """
    head = store.head()
    with naming(path), draft_folder(path.parent) as folder:
        draft = folder / path.name
        members = {}
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in METADATA.sorted_tables:
                digest, count = sha256(), 0
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
                    for line in _lines(store, table, head.id):
                        member.write(line)
                        digest.update(line)
                        count += 1
                members[table.name] = {"rows": count, "sha256": digest.hexdigest()}
            about = {"format": FORMAT, "head": head.id, "content": head.content, "tables": members}
            archive.writestr(MANIFEST, json.dumps(about, indent=1))
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        try:
            # Unlike a rename, a link never replaces what is there.
            os.link(draft, path)
        except FileExistsError:
            raise StoreError([make_issue("backup-exists", path.name)]) from None
    return head


def _lines(store: Store, table: Table, head: int) -> Iterator[bytes]:
    began = table.c.id if "id" in table.c else table.c.since
    query = select(table).where(began <= head).order_by(*table.primary_key)
    with reading(store.engine) as connection:
        for found in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            cells = dict(found._mapping)
            # What was ended later was in force then.
            if (cells.get("until") or 0) > head:
                cells["until"] = None
            yield json.dumps(cells, ensure_ascii=False).encode() + b"\n"


def read_backup(path: Path) -> Change:
    """Verify a backup from its first to its last byte, and give the number and content of its newest change.

    Raises
    ------
    StoreError
        If it is none, or any part of it is not what was written.
    OSError
        If it cannot be read.
    """
    return _read(path, lambda _table, _rows: None)


def restore(settings: Settings, path: Path) -> Change:
    """Fill a new store from a backup, on whichever database; it is there as a whole or not at all.

    Raises
    ------
    StoreError
        If there is a store, if the backup is not whole, or if what came out of it is not what went in.
    OSError
        If the backup cannot be read.
    """
    if find_store(settings):
        raise StoreError([make_issue("store-exists", FILE_NAME)])
    read_backup(path)
    with new_store(settings) as store:
        with writing(store.engine) as connection:
            if read_head(connection) != BEGINNING:
                raise StoreError([make_issue("store-exists", FILE_NAME)])
            about = _read(path, lambda table, rows: connection.execute(insert(table), rows))
            head = read_head(connection)
            if (head.id, head.content) != (about.id, about.content):
                raise StoreError([make_issue("store-hash", path.name, number=about.id)])
        if issues := [*check_store(store)]:
            raise StoreError(issues)
        return head


def _read(path: Path, take: Callable[[Table, list[Any]], object]) -> Change:
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(MANIFEST))
            if about["format"] != FORMAT:
                raise ValueError(f"format {about['format']}")
            for table in METADATA.sorted_tables:
                _read_member(archive, table, about["tables"][table.name], take, path.name)
            return Change(int(about["head"]), "", "", "", "", "", None, str(about["content"]))
    except _BROKEN as error:
        raise StoreError([make_issue("backup-broken", path.name, reason=str(error))]) from error


def _read_member(
    archive: zipfile.ZipFile,
    table: Table,
    about: Mapping[str, Any],
    take: Callable[[Table, list[Any]], object],
    file: str,
) -> None:
    digest, count, rows = sha256(), 0, []
    with archive.open(f"{table.name}.jsonl") as member:
        while line := member.readline(_LONGEST_LINE):
            digest.update(line)
            count += 1
            rows.append(json.loads(line))
            if len(rows) == _AT_ONCE:
                take(table, rows)
                rows = []
    if rows:
        take(table, rows)
    if (count, digest.hexdigest()) != (about["rows"], about["sha256"]):
        raise StoreError([make_issue("backup-sum", file, member=f"{table.name}.jsonl")])
