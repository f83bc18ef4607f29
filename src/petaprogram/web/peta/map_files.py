"""The map of this view as pictures with title, legend and sources."""

from __future__ import annotations

import streamlit as st

from petaprogram.exports.file_format import MapView
from petaprogram.exports.formats import MAP_PNG, MAP_SVG, WALL_MAP
from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.downloads import offer


def show_map_files(
    dataset: Dataset, shown: ThematicMap, classified: Classified, selected: str | None
) -> None:
    """Offer the map of this view, for a page and for a wall."""
    view = MapView(shown, classified, selected)
    with st.container(key="peta-unduh", horizontal=True, gap="xsmall"):
        offer(dataset, MAP_PNG, view)
        offer(dataset, MAP_SVG, view)
        offer(dataset, WALL_MAP, view._replace(paper="a3"))
