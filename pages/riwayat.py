"""Riwayat: who changed what, when and why, as far back as the store goes."""

from __future__ import annotations

from petaprogram.changes.history_link import read_link
from petaprogram.web.parts import components
from petaprogram.web.riwayat.history_head import show_head
from petaprogram.web.server.data_in_use import has_store, in_use
from petaprogram.web.visit.visit import asked_once

here = in_use()
view, unknown = read_link(asked_once())
components.show_unknown(unknown)
show_head(here, view)
if has_store():
    # Without a store nobody waits for the libraries of one.
    from petaprogram.web.riwayat.history_view import show_history

    show_history(here, view)
else:
    components.show("riwayat/no_store.html")
