"""What a visit keeps from page to page, as parameters of every link: its language, and its snapshot."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.messages.language import SOURCE, Language, language_of

# Parameters of a link: without the first it is Indonesian, without the second it shows today.
LANGUAGE, SNAPSHOT = "bahasa", "cuplikan"
_KEPT = {LANGUAGE, SNAPSHOT}
# Keys of the session state: the link as this run rewrote it; whether the run before was interrupted before it
# told the browser its link.
_REWRITTEN, _UNTOLD = "tautan-baru", "tautan-terputus"


def current() -> Language:
    """Return the language that the link of this visit asks for."""
    return language_of(_in_link(LANGUAGE))


def snapshot() -> str | None:
    """Return the slug of the snapshot that the link of this visit asks for."""
    return _in_link(SNAPSHOT)


def _in_link(name: str) -> str | None:
    # A run asks a hundred times, and most links have neither: then `get` raises two errors and catches them.
    return st.query_params[name] if name in tuple(st.query_params) else None


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
    """Start a run of the script.

    If the run before was interrupted after it rewrote the link, the browser still shows the old one: remember
    that.
    """
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
