"""What a visit keeps from page to page, as parameters of every link: its language, and its snapshot."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.language import SOURCE, Language, language_of

# The parameters; the source language has none, nor have the data of today.
LANGUAGE, SNAPSHOT = "bahasa", "cuplikan"
_KEPT = {LANGUAGE, SNAPSHOT}


def current() -> Language:
    """Return the language that the link of this visit asks for."""
    return language_of(st.query_params.get(LANGUAGE))


def snapshot() -> str | None:
    """Return the slug of the snapshot that the link of this visit asks for."""
    return st.query_params.get(SNAPSHOT)


def kept(language: Language | None = None) -> dict[str, list[str]]:
    """Write the parameters of a link that stays within this visit, in its language or another."""
    language, slug = language or current(), snapshot()
    return {
        **({SNAPSHOT: [slug]} if slug else {}),
        **({} if language.code == SOURCE else {LANGUAGE: [language.code]}),
    }


def asked() -> dict[str, list[str]]:
    """Read what the link asks of its page: all but what the visit keeps."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in _KEPT}


def rewrite(parameters: Mapping[str, list[str]]) -> None:
    """Let the link ask for this of its page; what the visit keeps stays."""
    st.query_params.from_dict({**parameters, **kept()})
