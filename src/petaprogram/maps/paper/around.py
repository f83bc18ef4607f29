"""What lies around and in a city on paper: shapes, places with their names, sites, and the credit line.

A place is drawn together with its name or not at all, because a symbol without a name says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from petaprogram.geography.areas import Areas
from petaprogram.geography.context import Kind
from petaprogram.maps.around import credit_lines
from petaprogram.maps.labels import overlaps
from petaprogram.maps.paper.map_frame import MapFrame
from petaprogram.maps.paper.paper_labels import AIR, EDGE, Name, extent, place_names
from petaprogram.maps.paper.typeface import line_height, text_width, wrap
from petaprogram.messages.language import Language

Geometry = shapely.geometry.base.BaseGeometry
Numbers = NDArray[np.float64]

# The size of a place's name against that of an area's, of the credit line in points, half of a symbol in mm.
NAME_SHARE, CREDIT_SIZE, SYMBOL = 0.85, 5.6, 1.1
# The credit line takes at most this share of the width.
_CREDIT_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Credit:
    """The credit line in the lower right corner: its lines, its size in points, its box in mm."""

    lines: tuple[str, ...]
    size: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What is drawn around and in the areas, in mm.

    `shapes` are polygons and lines with their kind; `symbols` the middles of places; `names` those of places
    and of the kecamatan beside the city; `sites` the middles of points.
    """

    shapes: tuple[tuple[Kind, Geometry], ...]
    symbols: tuple[tuple[float, float], ...]
    names: tuple[Name, ...]
    sites: tuple[tuple[float, float], ...]

    def of(self, *kinds: Kind) -> list[tuple[Kind, Geometry]]:
        """List the shapes of some kinds."""
        return [(kind, shape) for kind, shape in self.shapes if kind in kinds]


def lay_credit(areas: Areas, map_frame: MapFrame, language: Language, size: float) -> Credit:
    """Break the credit line into lines; `size` is that of its words against those of an A4 sheet."""
    points = CREDIT_SIZE * size
    lines = wrap(" · ".join(credit_lines(areas, language)), _CREDIT_SHARE * map_frame.width, points)
    width = max(text_width(line, points) for line in lines) + 2 * AIR
    height = line_height(points) * len(lines) + AIR
    right, bottom = map_frame.width - EDGE / 2, map_frame.height - EDGE / 2
    return Credit(lines, points, (right - width, bottom - height, right, bottom))


def lay_around(  # noqa: PLR0913  (all named)
    areas: Areas,
    map_frame: MapFrame,
    language: Language,
    *,
    city: Geometry,
    points: Sequence[tuple[float, float]],
    size: float,
    obstacles: Numbers,
    smallest: float = 0.0,
) -> Surroundings:
    """Lay out what lies around the areas and in them.

    Parameters
    ----------
    areas, map_frame, language
        The city, the part of it and of the paper, and the language of the names.
    city
        The city in mm of paper.
    points
        Latitudes and longitudes of sites.
    size
        The size of the names of areas in points.
    obstacles
        Boxes (left, top, right, bottom in mm) that must stay free.
    smallest
        No name is smaller, in points.
    """
    size = max(NAME_SHARE * size, smallest)
    context = areas.context
    features = [one for kind in context.kinds for one in context.of(kind)]
    geometries = gpd.GeoSeries([one.geometry for one in features], crs=4326).to_crs(areas.metric_crs)
    drawn = shapely.intersection(map_frame.to_paper(geometries.to_numpy()), map_frame.box)
    shown = [(one, shape) for one, shape in zip(features, drawn, strict=True) if not shape.is_empty]
    beside = {
        f"{number}": (one.name_in(language), shapely.difference(shape, city))
        for number, (one, shape) in enumerate(shown)
        if one.kind == "neighbour"
    }
    names = list(
        place_names(
            gpd.GeoSeries({number: shape for number, (_, shape) in beside.items()}),
            {number: name for number, (name, _) in beside.items()},
            width=map_frame.width,
            height=map_frame.height,
            size=size,
            optional=list(beside),
            obstacles=obstacles,
            smallest=smallest,
        )
    )
    taken = np.vstack([obstacles, *(np.array([name.box]) for name in names)])
    symbols = []
    for one, shape in shown:
        if one.kind == "landmark" and (name := _beside(one.name_in(language), shape, map_frame, size, taken)):
            names.append(name)
            symbols.append((shape.x, shape.y))
            taken = np.vstack([taken, name.box, _around(shape)])
    return Surroundings(
        shapes=tuple((one.kind, shape) for one, shape in shown if one.kind != "landmark"),
        symbols=tuple(symbols),
        names=tuple(names),
        sites=_sites(areas, map_frame, points),
    )


def _around(point: shapely.Point) -> Numbers:
    return np.array([point.x - SYMBOL, point.y - SYMBOL, point.x + SYMBOL, point.y + SYMBOL])


def _beside(text: str, point: shapely.Point, map_frame: MapFrame, size: float, taken: Numbers) -> Name | None:
    """Place a name right or left of its symbol, below or above it; None where there is no room for both."""
    if overlaps(_around(point), taken):
        return None
    width, height = extent((text,), size, "regular")
    right, below = SYMBOL + width / 2, SYMBOL + height / 2
    for x, y in ((right, 0), (-right, 0), (0, below), (0, -below), (right, below), (right, -below)):
        name = Name("", (text,), float(point.x + x), float(point.y + y), size)
        left, top, end, bottom = name.box
        whole = (
            left >= EDGE
            and top >= EDGE
            and end <= map_frame.width - EDGE
            and bottom <= map_frame.height - EDGE
        )
        if whole and not overlaps(np.array(name.box), taken):
            return name
    return None


def _sites(
    areas: Areas, map_frame: MapFrame, points: Sequence[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    if not points:
        return ()
    degrees = gpd.GeoSeries([shapely.Point(lon, lat) for lat, lon in points], crs=4326)
    paper = map_frame.to_paper(degrees.to_crs(areas.metric_crs).to_numpy())
    return tuple((point.x, point.y) for point in paper if map_frame.box.contains(point))
