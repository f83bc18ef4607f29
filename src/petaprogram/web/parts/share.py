"""The link of what is open, to be passed on: copied, by WhatsApp, as a QR code, or as a map in another page.

The page's script (static/sharing.js) puts in what only the browser knows: its title and the part of the city
that the map shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from petaprogram.settings import is_own_machine
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, current, kept


def draw_share(dataset: Dataset, path: str) -> None:
    """Draw the button behind which is the link of the view that is open."""
    say, link = current().say, addresses.here(SETTINGS.address)
    with st.popover(say("Bagikan"), key="bagikan", width="content"):
        show(
            "parts/share.html",
            link=link,
            qr=qr_address(link),
            embedded=_embedded(dataset, path),
            only_here=is_own_machine(urlsplit(link).hostname),
        )


def qr_address(link: str) -> str:
    """Write where the server draws the QR code of a link of the site."""
    parts = urlsplit(link)
    page = parts.path.rpartition("/")[2]
    return f"./assets/qr.svg?{urlencode({'tautan': page + (f'?{parts.query}' if parts.query else '')})}"


def _embedded(dataset: Dataset, path: str) -> str | None:
    """Write the address of the page's map alone; None where it has none, or nobody may embed one."""
    params = _map_of(dataset, path)
    if params is None or not SETTINGS.embedders:
        return None
    root = SETTINGS.address or "{0.scheme}://{0.netloc}".format(urlsplit(st.context.url or ""))
    query = urlencode({**params, addresses.EMBEDDED: "1", **kept()}, doseq=True)
    return f"{root}/?{query}"


def _map_of(dataset: Dataset, path: str) -> dict[str, Sequence[str]] | None:
    here = asked()
    if path == "peta":
        return {name: values for name, values in here.items() if name != "langkah"}
    for name, page in (("program", "program"), ("kode", "profil")):
        known = dataset.programs.index if page == "program" else dataset.areas.frame.index
        if path == page and here.get(name, [None])[-1] in known:
            return {name: here[name][-1:]}
    return None
