"""The web map for st_folium: the only module that imports folium and branca.

The folium document is constant for an edition of the boundaries: it creates the Leaflet map and calls
`PetaMap.build`. What changes (classes, radii, the selected area) is one call of `PetaMap.paint` in a feature
group. Geometry and names come from the script of `map_script`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import folium
from branca import element
from branca.element import MacroElement
from folium.template import Template

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.safe import (
    refuse_template_syntax,
    safe_address,
    safe_attribution,
    safe_json,
    safe_number,
    safe_tile_url,
    safe_version,
)
from petaprogram.maps.screen.map_script import MapScript
from petaprogram.maps.screen.paint_call import NO_DETAILS, Details, map_words, painting
from petaprogram.messages.language import INDONESIAN, Language

# branca compiles each part of a document as a template, at every run, which took longer than all else about a
# map. The parts are the same as long as they hold no new id.
element.Template = lru_cache(maxsize=256)(element.Template)  # type: ignore[attr-defined,assignment]


@dataclass(frozen=True, slots=True)
class TileSetting:
    """A basemap: address with {z}, {x}, {y}, and the credit line if its licence asks for one."""

    url: str
    attribution: str | None = None


class _Build(MacroElement):
    """The call that draws all areas, once."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "PetaMap.build({{ this._parent.get_name() }},{{ this.argument }});"
        "{% endmacro %}"
    )

    def __init__(self, argument: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is only partly typed
        self._name = "PetaMapBuild"
        self.argument = refuse_template_syntax(safe_json(argument))


class _Paint(_Build):
    """The call that colours them, at every change."""

    _template = Template("{% macro script(this, kwargs) %}PetaMap.paint({{ this.argument }});{% endmacro %}")


def base_map(
    areas: Areas,
    *,
    script: MapScript,
    tiles: TileSetting | None = None,
    language: Language = INDONESIAN,
    still: bool = False,
) -> folium.Map:
    """Make the constant document; a new one for every rerun, because st_folium alters the one it is given.

    A `still` one is only to be looked at: it has no buttons.

    Raises
    ------
    UnsafeMapValueError
        If an address, the version or the basemap is not of the expected shape.
    ValueError
        If the script is of another edition of the boundaries.
    """
    if script.version != areas.version:
        raise ValueError(f"the map's script is of {script.version}, the areas of {areas.version}")
    west, south, east, north = (safe_number(edge, "bounds") for edge in areas.bounds)
    document = folium.Map(
        location=[round((south + north) / 2, 5), round((west + east) / 2, 5)],
        tiles=None,
        # Our script adds its own controls, with our words.
        zoom_control=False,
        attribution_control=False,
        # Any zoom, so that the city fills an iframe of any size.
        zoom_snap=0,
        scroll_wheel_zoom=False,
    )
    document._id = "peta"
    document.default_js = [("petamap", safe_address(script.address))]
    document.default_css = []
    document.add_child(
        _Build(
            {
                # st_folium remounts the iframe when this document changes, so another edition must change it.
                "version": safe_version(areas.version + areas.context.version),
                # The map is all there is in the document.
                "frame": 1,
                **({"still": 1} if still else {}),
                "lang": language.code,
                "words": map_words(areas, language),
                "tiles": tiles
                and {
                    "url": safe_tile_url(tiles.url),
                    "credit": None if tiles.attribution is None else safe_attribution(tiles.attribution),
                },
            },
        )
    )
    return document


def paint_layer(
    classified: Classified,
    selected: str | None = None,
    language: Language = INDONESIAN,
    details: Details = NO_DETAILS,
) -> folium.FeatureGroup:
    """Make the changing part: classes, circles, the selected area, and the details.

    Raises
    ------
    UnsafeMapValueError
        If anything in `classified`, `selected` or `details` is not of the expected shape.
    """
    group = folium.FeatureGroup(control=False)
    group.add_child(_Paint(painting(classified, selected, language, details)))
    return group
