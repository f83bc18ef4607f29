"""What a visit keeps from page to page, as parameters of every link: its language, and its snapshot."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.messages.language import SOURCE, Language, language_of

# The parameters; the source language has none, nor have the data of today.
LANGUAGE, SNAPSHOT = "bahasa", "cuplikan"
_KEPT = {LANGUAGE, SNAPSHOT}
# What a session remembers: the link as this run rewrote it, and whether the run before was cut off before it
# could tell its own.
_REWRITTEN, _UNTOLD = "tautan-baru", "tautan-terputus"


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
    rewritten: dict[str, list[str]] | None = st.session_state.get(_REWRITTEN)
    if rewritten is not None:
        return dict(rewritten)
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in _KEPT}


def asked_once() -> dict[str, list[str]]:
    """Read `asked` with one value for each parameter: the last counts, and an empty one asks for nothing."""
    return {name: values[-1:] for name, values in asked().items() if values and values[-1]}


def rewrite(parameters: Mapping[str, list[str]]) -> None:
    """Let the link ask for this of its page; what the visit keeps stays, and `tell_link` brings it about."""
    st.session_state[_REWRITTEN] = dict(parameters)


def begin() -> None:
    """Begin a run of the script: what the one before could not tell the browser any more, it never knew."""
    st.session_state[_UNTOLD] = st.session_state.pop(_REWRITTEN, None) is not None


def untold() -> bool:
    """Tell whether the browser asks with a link that was rewritten before it heard of it."""
    return bool(st.session_state.get(_UNTOLD))


def tell_link() -> None:
    """Tell the browser the link of this view, at the end of a run: it draws everything anew for it.

    Also where nothing rewrote it: a link from a page to itself leaves the browser with the old one.
    """
    link = {**asked(), **kept()}
    st.session_state.pop(_REWRITTEN, None)
    st.query_params.from_dict(link)
