"""The files that the map's frame loads once: geometry and names, our script, our style sheet.

Each address holds a hash of the content, so browsers may keep the files for ever and a new edition of the
boundaries, or of the script, has a new address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from petaprogram.areas import Areas
from petaprogram.cartography.classes import HATCH
from petaprogram.cartography.labels import kecamatan_text, plan_labels
from petaprogram.cartography.safe import (
    safe_address,
    safe_colour,
    safe_json,
    safe_kode,
    safe_name,
    safe_number,
    safe_version,
)
from petaprogram.errors import UnsafeMapValueError

# Five decimals of a degree are 1.1 m: less than a pixel at the largest zoom.
DECIMALS = 5

_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"


class MapFile(NamedTuple):
    """One file as it is served."""

    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class MapAssets:
    """The files of one edition of the boundaries, and all addresses in the order of loading."""

    version: str
    files: Mapping[str, MapFile]
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


def map_assets(areas: Areas, *, at: str = "/assets/map", leaflet_at: str = "/assets/leaflet") -> MapAssets:
    """Make the files for a city.

    Parameters
    ----------
    areas
        The city.
    at, leaflet_at
        Where the app serves `files` and the folder of Leaflet.

    Raises
    ------
    UnsafeMapValueError
        If a name, a kode or an address is not of the expected shape.
    """
    contents = {
        "areas": ("js", MapFile(areas_script(areas), _SCRIPT)),
        "petamap": ("js", MapFile(static_file("petamap.js"), _SCRIPT)),
        "petamap-style": ("css", MapFile(static_file("petamap.css"), _STYLE)),
    }
    names = {
        stem: f"{stem}-{hashlib.sha256(file.content).hexdigest()[:12]}.{suffix}"
        for stem, (suffix, file) in contents.items()
    }
    return MapAssets(
        version=safe_version(areas.version),
        files={names[stem]: file for stem, (_, file) in contents.items()},
        scripts=tuple(
            safe_address(address)
            for address in (f"{leaflet_at}/leaflet.js", f"{at}/{names['areas']}", f"{at}/{names['petamap']}")
        ),
        styles=tuple(
            safe_address(address)
            for address in (f"{leaflet_at}/leaflet.css", f"{at}/{names['petamap-style']}")
        ),
    )


def areas_script(areas: Areas) -> bytes:
    """Write `areas_content` as a script that assigns `window.PETAPROGRAM`."""
    return f"window.PETAPROGRAM={safe_json(areas_content(areas))};\n".encode("ascii")


def areas_content(areas: Areas) -> dict[str, object]:
    """Give geometry, names and label plan as `petamap.js` reads them.

    All coordinates are EPSG:4326: [lon, lat] within geometries, [lat, lon] (Leaflet's order) for points.

    Raises
    ------
    UnsafeMapValueError
        If a name or a kode is not of the expected shape.
    """
    _check(areas)
    plan = plan_labels(areas)
    west, south, east, north = (safe_number(edge, "bounds") for edge in areas.frame.total_bounds)
    return {
        "version": safe_version(areas.version),
        "city": safe_name(areas.city),
        "bounds": [[south, west], [north, east]],
        "hatch": _hatch(),
        "kecamatanUntil": plan.kecamatan_until,
        "kecamatan": [
            {
                "kode": kode,
                "label": kecamatan_text(row.name),
                "from": plan.kecamatan[kode],
                "at": _lat_lon(plan.kecamatan_points[kode]),
                "shape": _shape(row.geometry),
            }
            for kode, row in zip(areas.kecamatan.index, areas.kecamatan.itertuples(index=False), strict=True)
        ],
        "areas": [
            {
                "kode": kode,
                "name": row.name,
                "kecamatan": row.kecamatan,
                "from": plan.kelurahan[kode],
                "at": _lat_lon(areas.label_points[kode]),
                "shape": _shape(row.geometry),
            }
            for kode, row in zip(areas.frame.index, areas.frame.itertuples(index=False), strict=True)
        ],
    }


def _check(areas: Areas) -> None:
    """Check every text and every kind of geometry before anything is measured or written."""
    for frame in (areas.frame, areas.kecamatan):
        for kode, name, kind in zip(frame.index, frame["name"], frame.geom_type, strict=True):
            safe_kode(kode)
            safe_name(name)
            if kind not in {"Polygon", "MultiPolygon"}:
                raise UnsafeMapValueError("geometry", kind)
    for name in areas.frame["kecamatan"]:
        safe_name(name)


def _hatch() -> dict[str, object]:
    values = asdict(HATCH)
    return {
        name: safe_colour(value) if name in {"colour", "ground"} else safe_number(value, "hatch")
        for name, value in values.items()
    }


def _lat_lon(point: shapely.Point) -> list[float]:
    return [
        round(safe_number(point.y, "latitude"), DECIMALS),
        round(safe_number(point.x, "longitude"), DECIMALS),
    ]


def _shape(geometry: BaseGeometry) -> dict[str, object]:
    # Every vertex is rounded by itself, so a vertex shared by two areas stays shared.
    rounded = shapely.transform(geometry, lambda places: np.round(places, DECIMALS))
    return dict(shapely.geometry.mapping(rounded))


def static_file(name: str) -> bytes:
    """Read a file of `static/`."""
    return resources.files("petaprogram.cartography").joinpath("static", name).read_bytes()
