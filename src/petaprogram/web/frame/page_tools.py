"""What stands beside the title of every page: Bagikan and Unduh; on paper, where the page comes from."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.parts.downloads import draw_offers
from petaprogram.web.parts.share import draw_share, qr_address
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses


def show_tools(dataset: Dataset, path: str) -> None:
    """Show the tools of a page; after it, because it says what there is to take away."""
    link = addresses.here(SETTINGS.address)
    show(
        "frame/print_head.html",
        city=dataset.areas.city,
        data_date=dataset.site.data_date,
        printed=dt.datetime.now().astimezone().date(),
        link=link,
        qr=qr_address(link),
    )
    with st.container(key="alat-tombol", horizontal=True, gap="xsmall", width="content"):
        draw_share(dataset, path)
        draw_offers(dataset)
