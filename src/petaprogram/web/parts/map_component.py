"""The map on a page: st_folium with a constant document, and clicks as codes."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from petaprogram.maps.classes import Classified
from petaprogram.maps.screen.folium_map import TileSetting, base_map, paint_layer
from petaprogram.maps.screen.paint_call import Details
from petaprogram.measures.area_tips import shown_points, shown_tips
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.server.map_scripts import records_address, script_of
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit.visit import current

_KEY, _STILL_KEY = "peta", "peta-diam"
_CLICK = "last_object_clicked"
# The page's style sheet gives the iframe another height on a phone; the map fills whatever it gets.
_HEIGHT = 600


def show_map(
    dataset: Dataset, shown: ThematicMap, classified: Classified, selected: str | None, *, still: bool = False
) -> None:
    """Show a classified map; a click chooses the kelurahan under it, unless it is a `still` one."""
    areas, language = dataset.areas, current()
    details = Details(
        points=shown_points(dataset, shown, selected),
        tips=() if still else shown_tips(dataset, shown),
        address=None if still else records_address(dataset, language),
    )
    tiles = TileSetting(SETTINGS.tile_url, SETTINGS.tile_attribution or None) if SETTINGS.tile_url else None

    def clicked() -> None:
        place = (st.session_state.get(_KEY) or {}).get(_CLICK)
        if place:
            kode = areas.locate([place["lng"]], [place["lat"]]).iloc[0]
            if isinstance(kode, str):
                map_controls.select(kode)

    st_folium(
        base_map(areas, script=script_of(areas), tiles=tiles, language=language, still=still),
        key=_STILL_KEY if still else _KEY,
        feature_group_to_add=paint_layer(classified, selected, language, details),
        returned_objects=[] if still else [_CLICK],
        use_container_width=True,
        height=_HEIGHT,
        on_change=None if still else clicked,
    )
