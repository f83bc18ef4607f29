"""The map on a page: st_folium with a constant document, and clicks as codes."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

import streamlit as st
from streamlit_folium import st_folium

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.screen.extent import Extent, read_extent
from petaprogram.maps.screen.folium_map import TileSetting, base_map, paint_layer
from petaprogram.maps.screen.paint_call import NO_DETAILS, Details
from petaprogram.measures.area_tips import shown_points, shown_tips
from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.server.map_scripts import ahead_address, records_address, script_of
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, asked_once, current, rewrite

_KEY, _STILL_KEY = "peta", "peta-diam"
_CLICK = "last_object_clicked"
# The page's style sheet gives the iframe another height on a phone; the map fills whatever it gets.
_HEIGHT = 600
# In seconds. The browser draws all that has reached it before it shows any of it: with the rest of the page
# close behind, the map came later.
HEAD_START = 0.09


def show_map(  # noqa: PLR0913  (all named)
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    selected: str | None,
    *,
    still: bool = False,
    extent: Extent | None = None,
    ahead: bool = False,
) -> None:
    """Show a classified map; a click chooses the kelurahan under it, unless it is a `still` one.

    `extent` is what part of the city it shows at first; None for all of it. With `ahead` a program or
    pillar that is chosen colours it before the server has answered: only where no filters are set.
    """
    details = Details(
        points=shown_points(dataset, shown, selected),
        tips=() if still else shown_tips(dataset, shown),
        address=None if still else records_address(dataset, current()),
        extent=extent,
        ahead=ahead_address(dataset, current()) if ahead else None,
    )
    draw_map(
        dataset.areas,
        classified,
        key=_STILL_KEY if still else _KEY,
        selected=selected,
        details=details,
        choose=None if still else map_controls.select,
    )


def draw_map(  # noqa: PLR0913  (all named)
    areas: Areas,
    classified: Classified,
    *,
    key: str,
    selected: str | None = None,
    details: Details = NO_DETAILS,
    choose: Callable[[str], None] | None = None,
) -> None:
    """Draw a classified map.

    Parameters
    ----------
    areas, classified
        The city and the class of each kelurahan.
    key
        Its key on the page.
    selected
        The kode of a kelurahan to outline.
    details
        What it shows besides classes.
    choose
        Called with the kode of a clicked kelurahan, before the page runs again; None for a map that is only
        looked at.
    """
    tiles = TileSetting(SETTINGS.tile_url, SETTINGS.tile_attribution or None) if SETTINGS.tile_url else None

    def clicked() -> None:
        place = (st.session_state.get(key) or {}).get(_CLICK)
        if place and choose:
            kode = areas.locate([place["lng"]], [place["lat"]]).iloc[0]
            if isinstance(kode, str):
                choose(kode)

    st_folium(
        base_map(areas, script=script_of(areas), tiles=tiles, language=current(), still=choose is None),
        key=key,
        feature_group_to_add=paint_layer(classified, selected, current(), details),
        returned_objects=[_CLICK] if choose else [],
        use_container_width=True,
        height=_HEIGHT,
        on_change=clicked if choose else None,
    )


def give_head_start(sent: float) -> None:
    """Let the browser show the map, sent at `sent` (of `monotonic`), before it gets the rest of the page."""
    sleep(max(0.0, sent + HEAD_START - monotonic()))


def open_extent(dataset: Dataset) -> tuple[Extent | None, tuple[str, ...]]:
    """Read what part of the city the link asks for; what means nothing is taken out of it, and named."""
    link = LinkReader(asked_once())
    extent = link.parsed(addresses.EXTENT, lambda text: read_extent(text, dataset.areas))
    if link.unknown:
        rewrite({name: values for name, values in asked().items() if name != addresses.EXTENT})
    return extent, link.unknown
