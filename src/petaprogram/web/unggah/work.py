"""What becomes of a draft: the file as it was read, the plan, and why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

import streamlit as st

from petaprogram.geography.areas import Areas
from petaprogram.importing.base import Base, base_of_store
from petaprogram.importing.book import Book
from petaprogram.importing.effect import Effect, find_effect
from petaprogram.importing.outline import Outline, find_outline
from petaprogram.importing.plan import Plan
from petaprogram.importing.planning import make_plan
from petaprogram.importing.sandbox import read_book
from petaprogram.messages.issues import ImportStopError, Issue
from petaprogram.store.in_use import tables_of
from petaprogram.store.store import Store
from petaprogram.web.server import routes
from petaprogram.web.unggah.draft import Draft

# Keys of the session state: the last file read, the last plan, and its effect, each with what it is of.
_BOOK, _WORK, _EFFECT = "unggah-terbaca", "unggah-rencana", "unggah-akibat"

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Work:
    """A draft held against the newest version.

    `book` is None where the file cannot be read, `plan` where its shape is not understood; `issues` say why.
    """

    base: Base
    book: Book | None
    outline: Outline | None
    plan: Plan | None
    issues: tuple[Issue, ...]


def store_in_use() -> Store:
    """Return the store.

    Raises
    ------
    StoreError
        If there is none, or it cannot be used.
    """
    return tables_of(routes.SETTINGS).store()


def base_in_use() -> Base:
    """Return the newest version of the store, which all sessions share.

    Raises
    ------
    StoreError
        As `store_in_use`.
    """
    store = store_in_use()
    return _base(store, store.head().name, routes.SOURCE.current().dataset.areas)


@lru_cache(maxsize=1)
def _base(store: Store, _version: str, areas: Areas) -> Base:
    return base_of_store(store, areas, routes.SETTINGS)


def work_on(draft: Draft) -> Work:
    """Read and plan a draft; while nothing changes it is not done again.

    Raises
    ------
    StoreError
        As `store_in_use`.
    """
    base = base_in_use()
    digest = sha256(draft.data).hexdigest()
    return _once(
        _WORK, (digest, draft.name, draft.recipe.to_json(), base), lambda: _make(draft, digest, base)
    )


def effect_of(work: Work) -> Effect | None:
    """Find what the plan would change on the map; None where it changes nothing or must not be written."""
    return _once(_EFFECT, work, lambda: find_effect(work.base, work.plan) if work.plan else None)


def forget() -> None:
    """Keep nothing of what was read."""
    for key in (_BOOK, _WORK, _EFFECT):
        st.session_state.pop(key, None)


def _once(key: str, of: object, make: Callable[[], Made]) -> Made:
    """Make something for this visitor, or give what was made of the same the last time."""
    known: tuple[object, Made] | None = st.session_state.get(key)
    if known is None or known[0] != of:
        known = st.session_state[key] = (of, make())
    return known[1]


def _make(draft: Draft, digest: str, base: Base) -> Work:
    try:
        book = _book(draft, digest)
    except ImportStopError as error:
        return Work(base, None, None, None, tuple(error.issues))
    outline = find_outline(book, draft.recipe)
    try:
        plan = make_plan(book, draft.recipe, base, draft.name, digest)
    except ImportStopError as error:
        return Work(base, book, outline, None, tuple(error.issues))
    return Work(base, book, outline, plan, ())


def _book(draft: Draft, digest: str) -> Book:
    name, recipe = draft.name, draft.recipe
    sheet, encoding, separator = recipe.sheet, recipe.encoding, recipe.separator
    sheets = (sheet,) if sheet else ()
    return _once(
        _BOOK,
        (digest, name, sheet, encoding, separator),
        lambda: read_book(draft.data, name, sheets=sheets, encoding=encoding, separator=separator),
    )
