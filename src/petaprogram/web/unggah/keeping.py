"""A draft is kept under the link of its page: a closed laptop or a restarted server costs nothing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from petaprogram.importing.drafts import drafts_of
from petaprogram.messages.issues import ImportStopError
from petaprogram.web.parts.components import show
from petaprogram.web.server import routes
from petaprogram.web.unggah.draft import Draft, draft, drop, resume
from petaprogram.web.visit.visit import asked, asked_once, current, rewrite

PARAMETER = "usulan"
# What nobody has opened for so long nobody waits for.
_DAYS = 30
# The key of the session state: the draft as it was kept last.
_KEPT = "unggah-tersimpan"


def open_asked() -> None:
    """Go on with the draft that the link names, if this visitor does not work on it already."""
    (name,) = asked_once().get(PARAMETER, [""])
    now = draft()
    if not name or (now and now.id == name):
        return
    try:
        kept = drafts_of(routes.SETTINGS).open(name)
    except ImportStopError as error:
        show("parts/notice.html", text=error.issues[0].say(current()))
        _tell("")
        return
    resume(Draft(kept.file, kept.data, kept.recipe, id=name))
    st.session_state[_KEPT] = draft()


def keep(base: int) -> None:
    """Keep what the visitor works on, held against the change `base`, where it is another than was kept.

    What the form makes is not kept: it may have a photo.
    """
    now = draft()
    if now is None or now.from_form:
        _tell("")
        return
    known: Draft | None = st.session_state.get(_KEPT)
    try:
        drafts = drafts_of(routes.SETTINGS)
        if not now.id:
            drafts.forget_old(_DAYS)
            now = replace(now, id=drafts.keep(now.data, now.name, now.recipe, base))
            resume(now)
        elif known is None or known.recipe != now.recipe:
            drafts.change(now.id, now.recipe, base)
        st.session_state[_KEPT] = now
    except ImportStopError as error:
        show("parts/notice.html", text=error.issues[0].say(current()))
    _tell(now.id)


def discard() -> None:
    """Work on nothing any more, and keep nothing of it."""
    if (now := draft()) and now.id:
        drafts_of(routes.SETTINGS).forget(now.id)
    drop()
    st.query_params.pop(PARAMETER, None)


def _tell(name: str) -> None:
    """Write the draft into the link of the page."""
    rest = {key: values for key, values in asked().items() if key != PARAMETER}
    rewrite({**rest, **({PARAMETER: [name]} if name else {})})
