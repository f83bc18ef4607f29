"""What a visitor works on: a file with how it is to be read, and which steps are behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import streamlit as st

from petaprogram.importing.recipe import Recipe

# Keys of the session state: the draft, and the number of the uploader, which is a new one after each file.
_DRAFT, _UPLOADER = "unggah-berkas", "unggah-ke"
# What was asked about the draft, by kind and name, in its order.
_ASKED = "unggah-ditanya"

Question = TypeVar("Question")

# The steps, by the number that the page gives them.
FILE, SHEET, COLUMNS, NAMES, CHECK, EFFECT = range(1, 7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and its recipe.

    Attributes
    ----------
    name, data
        The file.
    recipe
        How it is read; every answer of the visitor is in it.
    from_form
        Whether it was made by the form for a single record: nothing of its shape is asked.
    photo
        What the form brought with it, cleaned (JPEG).
    passed
        The steps that the visitor has looked at and left.
    opened
        The step that the visitor went back to.
    id
        What opens it again, once it is kept.
    """

    name: str
    data: bytes
    recipe: Recipe = field(default_factory=Recipe)
    from_form: bool = False
    photo: bytes | None = None
    passed: frozenset[int] = frozenset()
    opened: int | None = None
    id: str = ""


def draft() -> Draft | None:
    """Return what this visitor works on."""
    found: Draft | None = st.session_state.get(_DRAFT)
    return found


def begin(made: Draft) -> None:
    """Work on another file."""
    st.session_state[_DRAFT] = made
    st.session_state.pop(_ASKED, None)
    st.session_state[_UPLOADER] = uploader_key() + 1


def resume(kept: Draft) -> None:
    """Go on with a draft as it was kept."""
    st.session_state[_DRAFT] = kept


def drop() -> None:
    """Work on nothing any more."""
    st.session_state.pop(_DRAFT, None)


def uploader_key() -> int:
    """Number the uploader: a new one holds no file."""
    return int(st.session_state.get(_UPLOADER, 0))


def keep_asked(kind: str, asked: Mapping[str, Question]) -> Mapping[str, Question]:
    """Remember what is asked about the draft: what is answered stays where it stood, to be answered anew."""
    kept: dict[str, Question] = st.session_state.setdefault(_ASKED, {}).setdefault(kind, {})
    kept.update(asked)
    return kept


def change(**about: object) -> None:
    """Answer something: fields of the recipe."""
    if now := draft():
        st.session_state[_DRAFT] = replace(now, recipe=now.recipe.model_copy(update=about))


def answer(name: str, subject: str, value: object) -> None:
    """Answer something about one subject of a field of the recipe; None takes the answer back."""
    if now := draft():
        answers: Mapping[str, object] = getattr(now.recipe, name)
        rest = {key: given for key, given in answers.items() if key != subject}
        change(**{name: rest if value is None else {**rest, subject: value}})


def open_step(number: int) -> None:
    """Go back to a step."""
    if now := draft():
        st.session_state[_DRAFT] = replace(now, opened=number)


def look_again(number: int) -> None:
    """Make a step one that is still to be seen."""
    if now := draft():
        st.session_state[_DRAFT] = replace(now, passed=now.passed - {number}, opened=None)


def pass_step(number: int) -> None:
    """Leave a step behind."""
    if now := draft():
        st.session_state[_DRAFT] = replace(now, passed=now.passed | {number}, opened=None)
