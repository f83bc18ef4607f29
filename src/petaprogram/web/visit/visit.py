"""What a visit keeps from page to page, as parameters of every link: its language, and its snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar

import streamlit as st

from petaprogram.messages.language import SOURCE, Language, language_of

# Parameters of a link: without the first it is Indonesian, without the second it shows today.
LANGUAGE, SNAPSHOT = "bahasa", "cuplikan"
_KEPT = {LANGUAGE, SNAPSHOT}
# Keys of the session state: the link as this run rewrote it; whether the run before was interrupted before it
# told the browser its link.
_REWRITTEN, _UNTOLD = "tautan-baru", "tautan-terputus"


# What the run of this thread keeps, which nothing changes: a page asks for it a thousand times, once for each
# of its links, and Streamlit answers slowly.
_IN_RUN: ContextVar[tuple[Language, str | None] | None] = ContextVar("kept by the run", default=None)


def current() -> Language:
    """Return the language that the link of this visit asks for."""
    return _in_run()[0]


def snapshot() -> str | None:
    """Return the slug of the snapshot that the link of this visit asks for."""
    return _in_run()[1]


def _in_run() -> tuple[Language, str | None]:
    return _IN_RUN.get() or _read()


def _read() -> tuple[Language, str | None]:
    return language_of(st.query_params.get(LANGUAGE)), st.query_params.get(SNAPSHOT)


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
    """Set the parameters of the page in the link; `tell_link` tells the browser at the end of a run."""
    st.session_state[_REWRITTEN] = dict(parameters)


def begin() -> None:
    """Start a run of the script: read what it keeps.

    If the run before was interrupted after it rewrote the link, the browser still shows the old one: remember
    that.
    """
    _IN_RUN.set(_read())
    st.session_state[_UNTOLD] = st.session_state.pop(_REWRITTEN, None) is not None


def untold() -> bool:
    """Tell whether the link that the browser sent is outdated, because the run before was interrupted."""
    return bool(st.session_state.get(_UNTOLD))


def tell_link() -> None:
    """Write the link of this view into the browser's address bar.

    Call it once, at the end of a run: the browser draws the page anew for each call. Call it also where
    nothing rewrote the link, because a link from a page to itself leaves the old one in the address bar.
    """
    link = {**asked(), **kept()}
    st.session_state.pop(_REWRITTEN, None)
    st.query_params.from_dict(link)
