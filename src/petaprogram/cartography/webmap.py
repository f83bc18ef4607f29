"""The web map for st_folium: the only module that imports folium and branca.

The folium document is constant for an edition of the boundaries: it creates the Leaflet map and calls
`PetaMap.build`. What changes (classes, radii, the selected area) is one call of `PetaMap.paint` in a feature
group. Geometry and names come from the static files of `mapfiles`.
"""

from __future__ import annotations

from dataclasses import dataclass

import folium
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from petaprogram.areas import Areas
from petaprogram.cartography.classes import (
    CIRCLE,
    DOUBTFUL,
    DOUBTFUL_WORD,
    MAP_WORDS,
    Classified,
    LegendClass,
)
from petaprogram.cartography.mapfiles import MapAssets
from petaprogram.cartography.safe import (
    refuse_template_marks,
    safe_address,
    safe_attribution,
    safe_colour,
    safe_int,
    safe_json,
    safe_kode,
    safe_number,
    safe_tile_url,
    safe_version,
    safe_word,
)
from petaprogram.errors import UnsafeMapValueError
from petaprogram.language import INDONESIAN, Language


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
        self.argument = refuse_template_marks(safe_json(argument))


class _Paint(_Build):
    """The call that colours them, at every change."""

    _template = Template("{% macro script(this, kwargs) %}PetaMap.paint({{ this.argument }});{% endmacro %}")


def base_map(
    areas: Areas, *, assets: MapAssets, tiles: TileSetting | None = None, language: Language = INDONESIAN
) -> folium.Map:
    """Make the constant document; a new one for every rerun, because st_folium alters the one it is given.

    Raises
    ------
    UnsafeMapValueError
        If an address, the version or the basemap is not of the expected shape.
    ValueError
        If the assets are of another edition of the boundaries.
    """
    if assets.version != areas.version:
        raise ValueError(f"the map files are of {assets.version}, the areas of {areas.version}")
    west, south, east, north = (safe_number(edge, "bounds") for edge in areas.frame.total_bounds)
    document = folium.Map(
        location=[round((south + north) / 2, 5), round((west + east) / 2, 5)],
        tiles=None,
        # Our script adds its own controls, with our words.
        zoom_control=False,
        attribution_control=False,
        # Any zoom, so that the city fills a frame of any size.
        zoom_snap=0,
        scroll_wheel_zoom=False,
    )
    document.default_js = [(f"script{n}", safe_address(address)) for n, address in enumerate(assets.scripts)]
    document.default_css = [(f"style{n}", safe_address(address)) for n, address in enumerate(assets.styles)]
    document.add_child(
        _Build(
            {
                # st_folium remounts a frame when this document changes, so another edition must change it.
                "version": safe_version(areas.version),
                "lang": language.code,
                "words": {name: language.say(safe_word(word)) for name, word in MAP_WORDS.items()},
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
    classified: Classified, selected: str | None = None, language: Language = INDONESIAN
) -> folium.FeatureGroup:
    """Make the changing part: the class of each area, circles, the selected area.

    Raises
    ------
    UnsafeMapValueError
        If anything in `classified`, or `selected`, is not of the expected shape.
    """
    classes = [_style(item, language) for item in classified.classes]
    group = folium.FeatureGroup(control=False)
    group.add_child(
        _Paint(
            {
                "classes": classes,
                "unit": None
                if classified.unit is None
                else [language.counted(safe_word(classified.unit), number) for number in (1, 2)],
                "areas": {
                    safe_kode(kode): _cell(position, value, len(classes))
                    for kode, position, value in zip(
                        classified.by_area.index, classified.by_area, classified.values, strict=True
                    )
                },
                "radius": _radius(classified.radius),
                "circle": {"fill": safe_colour(CIRCLE.fill), "line": safe_colour(CIRCLE.line)},
                "selected": None if selected is None else safe_kode(selected),
                "told": [safe_kode(kode) for kode in classified.told],
                "doubtful": _doubtful(classified.doubtful, language),
            },
        )
    )
    return group


def _style(item: LegendClass, language: Language) -> dict[str, object]:
    return {
        "word": language.say(safe_word(item.label)),
        "fill": safe_colour(item.style.fill),
        "line": safe_colour(item.style.line),
        "width": safe_number(item.style.line_width, "line width"),
        "hatch": int(item.style.hatch),
    }


def _doubtful(doubtful: pd.Series, language: Language) -> dict[str, object] | None:
    if not doubtful.any():
        return None
    return {
        "areas": [safe_kode(kode) for kode in doubtful.index[doubtful]],
        "word": language.say(safe_word(DOUBTFUL_WORD)),
        "line": safe_colour(DOUBTFUL.line),
        "width": safe_number(DOUBTFUL.line_width, "line width"),
    }


def _cell(position: object, value: object, classes: int) -> list[int]:
    number = safe_int(position, "class")
    if not 0 <= number < classes:
        raise UnsafeMapValueError("class", number)
    return [number] if value is pd.NA else [number, safe_int(value, "value")]


def _radius(radius: pd.Series | None) -> dict[str, float] | None:
    if radius is None:
        return None
    return {safe_kode(kode): safe_number(size, "radius") for kode, size in radius.dropna().items()}
