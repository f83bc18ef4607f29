"""Which name appears from which zoom, so that no two names ever overlap on the web map.

The plan is made once for a boundary file. A label keeps its size in pixels while distances grow with the
zoom, so two labels that do not overlap at one zoom never do at a larger one: a name, once shown, stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from PIL import ImageFont

from petaprogram.geography.areas import CENTRE_TOLERANCE_M, Areas
from petaprogram.maps.font_files import FALLBACK_BOLD_FILE, FALLBACK_FILE
from petaprogram.maps.labels import kecamatan_text, overlaps

# Quarter steps, because the map stops at quarter zooms: with whole ones the first view would show the few
# labels of the step below it.
ZOOM_STEP = 0.25
ZOOMS = tuple(9 + ZOOM_STEP * step for step in range(33))
NEVER = 18.0

TILE = 256
WORLD_M = 2 * np.pi * 6378137
FONT_SIZE = 12
LINE_HEIGHT = 15
KECAMATAN_FONT_SIZE = 13
KECAMATAN_LINE_HEIGHT = 17
KECAMATAN_SPACING = 1.5
# Air around each name; it also covers what another font may add.
MARGIN = 3

# A name more than this many times as wide as its area seems to name the neighbours: it waits for
# a larger zoom.
TOO_WIDE = 2.0
# The whole city on a phone.
PHONE_WIDTH = 340
# How finely to look for a free place for the name of a kecamatan.
GRID = 17

# The kecamatan names bow out at the first zoom with room for the names of this share of the kelurahan.
TAKEN_OVER = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class LabelPlan:
    """Smallest zoom of each name (multiples of `ZOOM_STEP`; `NEVER` where it does not fit up to 17).

    Index kode. The names of the kecamatan, at `kecamatan_points` (EPSG:4326), disappear at `kecamatan_until`.
    """

    kelurahan: pd.Series[float]
    kecamatan: pd.Series[float]
    kecamatan_points: gpd.GeoSeries
    kecamatan_until: float


def plan_labels(areas: Areas) -> LabelPlan:
    """Plan the names of a city: kecamatan first, then kelurahan from large to small."""
    none = [np.empty((0, 4))] * len(ZOOMS)
    points = kecamatan_points(areas)
    district_sizes = kecamatan_sizes(areas.kecamatan["name"])
    district_area = areas.kecamatan.to_crs(areas.metric_crs).area
    kecamatan = place(world(points), district_sizes, district_area, none)
    # A name must also keep away from one that only appears later, or the two would meet then.
    shown = (kecamatan < NEVER).to_numpy()
    shadows = [boxes(world(points), district_sizes, zoom)[shown] for zoom in ZOOMS]

    centres, sizes = world(areas.label_points), kelurahan_sizes(areas.frame["name"])
    # The root of the area, in pixels at zoom 0, stands for the width of an area of any shape.
    roots = np.sqrt(areas.frame.to_crs(3857).area.to_numpy()) / WORLD_M * TILE
    earliest = np.log2(sizes[:, 0] / (TOO_WIDE * roots))
    alone = place(centres, sizes, areas.area_km2, none, earliest)
    until = next((zoom for zoom in ZOOMS if (alone <= zoom).mean() >= TAKEN_OVER), ZOOMS[-1])
    shadows = [shadow if zoom < until else none[0] for zoom, shadow in zip(ZOOMS, shadows, strict=True)]
    return LabelPlan(place(centres, sizes, areas.area_km2, shadows, earliest), kecamatan, points, until)


def kecamatan_points(areas: Areas) -> gpd.GeoSeries:
    """Choose where the name of each kecamatan stands: its roomiest place, unless another name is in the way.

    All names should be readable when a phone shows the whole city, so each name takes the place nearest to
    the roomiest one that is free at that zoom of the names of larger kecamatan (or, failing that, the place
    that is free soonest). Index kode, points in EPSG:4326 inside their kecamatan.
    """
    districts = areas.kecamatan.to_crs(areas.metric_crs)
    sizes = pd.DataFrame(kecamatan_sizes(districts["name"]), index=districts.index)
    corners = gpd.GeoSeries(shapely.points(areas.frame.total_bounds.reshape(2, 2)), crs=4326)
    phone = np.log2(PHONE_WIDTH / np.ptp(world(corners)[:, 0])) // ZOOM_STEP * ZOOM_STEP
    chosen: dict[str, shapely.Point] = {}
    placed: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    for kode in districts.area.sort_values(ascending=False, kind="stable").index:
        size = sizes.loc[kode].to_numpy()
        inside = _places_within(districts.geometry[kode])
        candidates = gpd.GeoSeries(inside, crs=areas.metric_crs).to_crs(4326)
        centres = world(candidates)
        # Two labels part at the zoom where they are beside or above each other, whichever comes first.
        with np.errstate(divide="ignore"):
            parted = [
                np.log2((size + other_size) / 2 / np.abs(centres - other)).min(axis=1)
                for other, other_size in placed
            ]
        free_from = np.max([np.full(len(centres), -np.inf), *parted], axis=0)
        fitting = np.flatnonzero(free_from <= phone)
        best = fitting[0] if len(fitting) else int(np.argmin(free_from))
        chosen[kode] = candidates.iloc[best]
        placed.append((centres[best], size))
    return gpd.GeoSeries(chosen, crs=4326).reindex(districts.index)


def _places_within(polygon: shapely.Polygon | shapely.MultiPolygon) -> NDArray[np.object_]:
    """Points of a grid inside a polygon, from the middle of its largest circle outwards."""
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=CENTRE_TOLERANCE_M)
    middle = shapely.Point(circle.coords[0])
    west, south, east, north = polygon.bounds
    grid = np.meshgrid(np.linspace(west, east, GRID)[1:-1], np.linspace(south, north, GRID)[1:-1])
    points = np.array([shapely.Point(x, y) for x, y in zip(*(axis.ravel() for axis in grid), strict=True)])
    points = points[shapely.contains_properly(polygon, points)]
    return np.array([middle, *points[np.argsort(shapely.distance(points, middle), kind="stable")]])


def place(
    centres: NDArray[np.float64],
    sizes: NDArray[np.float64],
    priority: pd.Series[float],
    obstacles: list[NDArray[np.float64]],
    earliest: NDArray[np.float64] | None = None,
) -> pd.Series[float]:
    """Find the smallest zoom of each label, greedily: what is placed stays, then the largest priority first.

    Parameters
    ----------
    centres, sizes
        Positions in pixels at zoom 0 and sizes in pixels, two columns each.
    priority
        Index kode; equal priorities go in the order of the kode.
    obstacles
        For each of `ZOOMS`, boxes that must stay free.
    earliest
        Smallest zoom at which each label may be placed at all.
    """
    order = priority.sort_index().sort_values(ascending=False, kind="stable").index
    positions = priority.index.get_indexer(order)
    first = np.full(len(priority), NEVER)
    floor = np.full(len(priority), -np.inf) if earliest is None else earliest
    for zoom, taken in zip(ZOOMS, obstacles, strict=True):
        box = boxes(centres, sizes, zoom)
        for number in positions[(first[positions] == NEVER) & (floor[positions] <= zoom)]:
            if not overlaps(box[number], taken) and not overlaps(box[number], box[first <= zoom]):
                first[number] = zoom
    return pd.Series(first, index=priority.index)


def boxes(centres: NDArray[np.float64], sizes: NDArray[np.float64], zoom: float) -> NDArray[np.float64]:
    """Boxes (left, top, right, bottom) in pixels at a zoom."""
    middle = centres * 2**zoom
    return np.hstack([middle - sizes / 2, middle + sizes / 2])


def world(points: gpd.GeoSeries) -> NDArray[np.float64]:
    """Web Mercator pixels at zoom 0 (a world of 256 pixels, y downwards) of points in EPSG:4326."""
    x = (points.x.to_numpy() + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(points.y.to_numpy()))) / np.pi) / 2
    return np.column_stack([x, y]) * TILE


def kelurahan_sizes(names: pd.Series[str]) -> NDArray[np.float64]:
    """Width and height in pixels of the labels of kelurahan."""
    return np.array([(text_width(name) + 2 * MARGIN, LINE_HEIGHT) for name in names]).reshape(-1, 2)


def kecamatan_sizes(names: pd.Series[str]) -> NDArray[np.float64]:
    """Width and height in pixels of the labels of kecamatan: spaced capitals."""
    return np.array(
        [
            (
                text_width(kecamatan_text(name), KECAMATAN_FONT_SIZE, bold=True)
                + KECAMATAN_SPACING * len(kecamatan_text(name))
                + 2 * MARGIN,
                KECAMATAN_LINE_HEIGHT,
            )
            for name in names
        ]
    ).reshape(-1, 2)


def text_width(text: str, size: int = FONT_SIZE, *, bold: bool = False) -> float:
    """Width in pixels set in DejaVu Sans.

    It is the widest of the fonts that the map's stylesheet names, so every other one fits as well.
    """
    return float(_font(size, bold=bold).getlength(text))


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FALLBACK_BOLD_FILE if bold else FALLBACK_FILE, size)
