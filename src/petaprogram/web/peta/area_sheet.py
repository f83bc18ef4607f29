"""On a phone: a sheet from below that says what was tapped, since the panel stands below the map."""

from __future__ import annotations

import streamlit as st

from petaprogram.maps.classes import Classified
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import show
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def show_sheet(dataset: Dataset, classified: Classified, kode: str) -> None:
    """Show name and value of the chosen kelurahan; the style sheet shows it on a phone only."""
    say, area = current().say, dataset.areas.frame.loc[kode]
    with st.container(key="lembar-bawah", gap="xsmall"):
        show(
            "peta/area_sheet.html",
            name=area["name"],
            kecamatan=area["kecamatan"],
            value=classified.values_in_words(current())[kode],
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            addresses.link(say("Buka profil"), "profil", kode=kode)
            st.button(say("Tutup"), key="lembar-tutup", on_click=map_controls.select, args=(None,))
