"""Writing a plan that somebody confirmed, through the one function of the store that writes."""

from __future__ import annotations

import json
from pathlib import Path

from petaprogram.files.writing import write_whole
from petaprogram.importing.plan import Plan
from petaprogram.messages.issues import DataError, ImportStopError, StoreError, make_issue
from petaprogram.store.reading import Change
from petaprogram.store.store import Store
from petaprogram.store.writing import Check, Note, write

KIND = "import"
FOLDER = "imports"


def take_over(store: Store, plan: Plan, note: Note, check: Check) -> Change:
    """Write what a plan says as one change, and keep beside it of which file and how it was made.

    Taking it back (`undoing.plan_undo`) gives every table what it had before, byte for byte.

    Raises
    ------
    ImportStopError
        If something of the plan is still to be answered or mended, or it does not go together with what was
        written since.
    StoreError, DataError
        As `write`: a row may have been changed by somebody else since.
    """
    if not plan.can_take_over:
        raise ImportStopError([make_issue("import-not-ready", plan.file)])
    try:
        change = write(store, plan.edits, Note(note.actor, KIND, note.reason, note.office), check)
    except StoreError:
        raise
    except DataError as error:
        # Alone it passed its checks: somebody else gave the same ids, or took away what it needs.
        if (head := store.head().id) == plan.base:
            raise
        raise ImportStopError(
            [make_issue("import-overtaken", plan.file, base=plan.base, head=head)]
        ) from error
    path = record_of(store, change.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "file": plan.file,
        "sha256": plan.digest,
        "base": plan.base,
        "recipe": plan.recipe.model_dump(exclude_defaults=True),
    }
    write_whole(path, (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode())
    return change


def keep_photo(store: Store, number: int, jpeg: bytes) -> None:
    """Keep the photo of the evidence for a change beside its record: for who edits, not for the public."""
    write_whole(record_of(store, number).with_suffix(".jpg"), jpeg)


def photo_of(store: Store, number: int) -> bytes | None:
    """Give the photo that `keep_photo` kept."""
    path = record_of(store, number).with_suffix(".jpg")
    return path.read_bytes() if path.is_file() else None


def file_of(store: Store, number: int) -> str:
    """Name the file that a change came from; empty where it was no import, or nobody knows any more."""
    path = record_of(store, number)
    return str(json.loads(path.read_bytes())["file"]) if path.is_file() else ""


def record_of(store: Store, number: int) -> Path:
    """Name the file that says from which bytes and by which recipe an import was made."""
    return store.versions.parent / FOLDER / f"{number}.json"
