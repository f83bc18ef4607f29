"""Who may change the data in the page."""

from __future__ import annotations

import streamlit as st

from petaprogram.web.server.hosts import is_asked_locally
from petaprogram.web.server.routes import SETTINGS


def may_edit() -> bool:
    """Whether the visitor of this run may change the data: who sits at this machine, where that is allowed.

    That the server listens to nobody else was seen to at its start.
    """
    return SETTINGS.editors == "local" and is_asked_locally(st.context.headers.get_all)
