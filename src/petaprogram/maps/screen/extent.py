"""What part of the city a map on a screen shows, and how a link says it."""

from __future__ import annotations

import re
from typing import NamedTuple

from petaprogram.geography.areas import Areas

_WRITTEN = re.compile(r"(-?[0-9]{1,2}\.[0-9]{1,5}),(-?[0-9]{1,3}\.[0-9]{1,5}),([0-9]{1,2}(?:\.[0-9]{1,2})?)")
# As petamap.js lets a map be moved: so much of the city's width and height beyond its edges, and so close.
_BEYOND = 0.4
_MAX_ZOOM = 18


class Extent(NamedTuple):
    """The middle of a map in degrees, and its zoom as Leaflet counts it."""

    lat: float
    lon: float
    zoom: float


def read_extent(text: str, areas: Areas) -> Extent | None:
    """Read "lat,lon,zoom"; None where it is no such text, or lies away from the city.

    Examples
    --------
    >>> from tests.support.sample import four_areas
    >>> west, south, east, north = four_areas().bounds
    >>> read_extent(f"{(south + north) / 2:.5f},{(west + east) / 2:.5f},14.25", four_areas()).zoom
    14.25
    >>> read_extent("51.50000,-0.12000,14.25", four_areas()) is None
    True
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    lat, lon, zoom = (float(number) for number in found.groups())
    west, south, east, north = areas.bounds
    high, wide = _BEYOND * (north - south), _BEYOND * (east - west)
    inside = south - high <= lat <= north + high and west - wide <= lon <= east + wide
    return Extent(lat, lon, zoom) if inside and 1 <= zoom <= _MAX_ZOOM else None
