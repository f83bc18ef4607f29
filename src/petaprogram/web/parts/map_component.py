"""The map on a page: st_folium with a constant document, and clicks as codes."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.screen.extent import Extent, read_extent
from petaprogram.maps.screen.folium_map import TileSetting, base_map, paint_layer
from petaprogram.measures.link_reader import LinkReader
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.server.map_scripts import script_of
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, asked_once, current, rewrite

_KEY, _STILL_KEY = "peta", "peta-diam"
_CLICK = "last_object_clicked"
# The page's style sheet gives the iframe another height on a phone; the map fills whatever it gets.
_HEIGHT = 600


def show_map(
    areas: Areas,
    classified: Classified,
    selected: str | None,
    *,
    still: bool = False,
    extent: Extent | None = None,
) -> None:
    """Show a classified map; a click chooses the kelurahan under it, unless it is a `still` one.

    `extent` is what part of the city it shows at first; None for all of it.
    """
    tiles = TileSetting(SETTINGS.tile_url, SETTINGS.tile_attribution or None) if SETTINGS.tile_url else None

    def clicked() -> None:
        place = (st.session_state.get(_KEY) or {}).get(_CLICK)
        if place:
            kode = areas.locate([place["lng"]], [place["lat"]]).iloc[0]
            if isinstance(kode, str):
                map_controls.select(kode)

    st_folium(
        base_map(areas, script=script_of(areas), tiles=tiles, language=current(), still=still),
        key=_STILL_KEY if still else _KEY,
        feature_group_to_add=paint_layer(classified, selected, current(), extent),
        returned_objects=[] if still else [_CLICK],
        use_container_width=True,
        height=_HEIGHT,
        on_change=None if still else clicked,
    )


def open_extent(dataset: Dataset) -> tuple[Extent | None, tuple[str, ...]]:
    """Read what part of the city the link asks for; what means nothing is taken out of it, and named."""
    link = LinkReader(asked_once())
    extent = link.parsed(addresses.EXTENT, lambda text: read_extent(text, dataset.areas))
    if link.unknown:
        rewrite({name: values for name, values in asked().items() if name != addresses.EXTENT})
    return extent, link.unknown
