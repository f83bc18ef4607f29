"""Riwayat: who changed what, when and why, as far back as the store goes."""

from __future__ import annotations

from petaprogram.changes.history_link import read_link
from petaprogram.web.parts import components
from petaprogram.web.riwayat import history_view
from petaprogram.web.server.data_in_use import has_store, in_use
from petaprogram.web.visit.visit import asked_once

here = in_use()
view, unknown = read_link(asked_once())
components.show_unknown(unknown)
history_view.show_head(here, view)
if has_store():
    history_view.show_history(here, view)
else:
    components.show("riwayat/no_store.html")
