"""A hand-made city of four square kelurahan, small enough to check every answer by eye.

    +---------+
    | 01.1002 |
    | Anggrek |
    +---------+---------+---------+
    | 01.1001 | 02.1001 | 02.1002 |
    | Melati  | Dahlia  | Mawar   |
    +---------+---------+---------+

Kecamatan 99.01.01 Melati (it shares its name with a kelurahan) and 99.01.02 Kenanga. Anggrek and Dahlia touch
only at a corner; Melati-Anggrek, Melati-Dahlia and Dahlia-Mawar share an edge. Each side is 0.01 degree, the
lower left corner of Melati is 112.00 E, 7.80 S.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import geopandas as gpd
import pandas as pd
from shapely import Polygon

from petaprogram.geography.areas import Areas

SIDE = 0.01
WEST, SOUTH = 112.0, -7.8

# kode -> name, kecamatan, kecamatan_kode, column, row
SQUARES = {
    "99.01.01.1001": ("Melati", "Melati", "99.01.01", 0, 0),
    "99.01.01.1002": ("Anggrek", "Melati", "99.01.01", 0, 1),
    "99.01.02.1001": ("Dahlia", "Kenanga", "99.01.02", 1, 0),
    "99.01.02.1002": ("Mawar", "Kenanga", "99.01.02", 2, 0),
}


def square(column: int, row: int) -> Polygon:
    """One cell of the grid, counter-clockwise; corners are rounded so that neighbours share them exactly."""
    west, east = (round(WEST + SIDE * step, 6) for step in (column, column + 1))
    south, north = (round(SOUTH + SIDE * step, 6) for step in (row, row + 1))
    return Polygon([(west, south), (east, south), (east, north), (west, north), (west, south)])


@cache
def four_areas() -> Areas:
    """The sample city as checked areas: always the same, with all that was found out about them."""
    frame = gpd.GeoDataFrame(
        {
            "name": [name for name, *_ in SQUARES.values()],
            "kecamatan": [kecamatan for _, kecamatan, *_ in SQUARES.values()],
            "kecamatan_kode": [parent for _, _, parent, *_ in SQUARES.values()],
        },
        geometry=[square(column, row) for *_, column, row in SQUARES.values()],
        index=pd.Index(list(SQUARES), name="kode"),
        crs=4326,
    )
    return Areas(frame, city_kode="99.01", city="Kota Contoh", metric_crs=32749, version="5a3b1e000000")


def twin_areas() -> Areas:
    """The sample city with an Anggrek in each kecamatan: Mawar (99.01.02.1002) is called so too."""
    areas = four_areas()
    frame = areas.frame.assign(name=areas.frame["name"].replace("Mawar", "Anggrek"))
    return replace(areas, frame=frame)
