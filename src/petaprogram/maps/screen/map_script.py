"""What the map's iframe loads once, in a single script: Leaflet, style sheets, geometry and names, our code.

st_folium asks for one file after the other, and asks for style sheets too late: names measured before one is
there would get the wrong room. The address holds a hash of the content, so browsers may keep the script for
ever and a new edition of the boundaries, or of the code, has a new address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from xstatic.pkg import leaflet

from petaprogram.geography.areas import Areas
from petaprogram.geography.context import ContextFeature
from petaprogram.maps.around import CASING, LOOKS
from petaprogram.maps.labels import kecamatan_text
from petaprogram.maps.palette import FOCUS_LINES, HATCH, RAILWAY_DASHES, SITE
from petaprogram.maps.safe import (
    safe_address,
    safe_colour,
    safe_json,
    safe_kode,
    safe_name,
    safe_number,
    safe_version,
)
from petaprogram.maps.screen.zoom_labels import plan_labels
from petaprogram.messages.issues import UnsafeMapValueError

# Five decimals of a degree are 1.1 m: less than a pixel at the largest zoom.
DECIMALS = 5

# The parts of the map, and what puts them together.
OUR_SCRIPTS = (
    "peta_names.js",
    "peta_around.js",
    "peta_keyboard.js",
    "peta_here.js",
    "peta_ahead.js",
    "petamap.js",
)

# Images that only Leaflet's own markers and layer control would show, and the map of its source.
_OUTSIDE = re.compile(r"url\((?!data:)[^)]*\)|^//# sourceMappingURL=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MapScript:
    """The script of one edition of the boundaries, and where it is served."""

    version: str
    address: str
    content: bytes


def map_script(areas: Areas, *, at: str = "/assets/map") -> MapScript:
    """Make the script for a city, to be served below the address `at`.

    Raises
    ------
    UnsafeMapValueError
        If a name, a kode or the address is not of the expected shape.
    """
    parts = (
        leaflet_file("leaflet.js"),
        _style_script(leaflet_file("leaflet.css") + static_file("petamap.css")),
        areas_script(areas),
        *map(static_file, OUR_SCRIPTS),
    )
    content = "\n".join(parts).encode()
    return MapScript(
        version=safe_version(areas.version),
        address=safe_address(f"{at}/petamap-{hashlib.sha256(content).hexdigest()[:12]}.js"),
        content=content,
    )


def _style_script(sheet: str) -> str:
    return (
        "document.head.append(Object.assign(document.createElement('style'),"
        f"{{textContent:{safe_json(sheet)}}}));"
    )


def areas_script(areas: Areas) -> str:
    """Write `areas_content` as a script that assigns `window.PETAPROGRAM`."""
    return f"window.PETAPROGRAM={safe_json(areas_content(areas))};"


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
    places = _places(areas)
    west, south, east, north = (safe_number(edge, "bounds") for edge in areas.bounds)
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
                **({"places": places[kode]} if kode in places else {}),
            }
            for kode, row in zip(areas.frame.index, areas.frame.itertuples(index=False), strict=True)
        ],
        "context": context_content(areas),
    }


def context_content(areas: Areas) -> dict[str, object]:
    """Give what lies around the city as `peta_around.js` reads it: names by language, shapes, looks by kind.

    Raises
    ------
    UnsafeMapValueError
        If a name is not of the expected shape.
    """
    context = areas.context
    within = {one: safe_kode(kode) for one, kode in areas.landmarks.items() if kode}
    looks: dict[str, object] = {
        kind: {
            "fill": safe_colour(LOOKS[kind].fill),
            "line": safe_colour(LOOKS[kind].line),
            "width": safe_number(LOOKS[kind].line_width, "line width"),
            **({"dashes": list(RAILWAY_DASHES)} if kind == "railway" else {}),
        }
        for kind in context.kinds
    }
    looks["point"] = {
        "fill": safe_colour(SITE.fill),
        "line": safe_colour(SITE.line),
        "width": safe_number(SITE.line_width, "line width"),
    }
    looks["focus"] = [
        [safe_colour(colour), safe_number(width, "line width")] for colour, width in FOCUS_LINES
    ]
    return {
        "looks": looks,
        "casing": safe_number(CASING, "line width"),
        "features": [
            {
                "kind": one.kind,
                "names": _names(one),
                "at": _lat_lon(_middle(one.geometry)),
                **({"kode": within[one]} if one in within else {"shape": _shape(one.geometry)}),
            }
            for kind in context.kinds
            for one in context.of(kind)
        ],
    }


def _names(feature: ContextFeature) -> dict[str, str]:
    return {code: safe_name(name) for code, name in feature.names.items()}


def _middle(geometry: BaseGeometry) -> shapely.Point:
    """Where a name stands: on a line half way, in a polygon where it is roomy."""
    longest = max(shapely.get_parts(geometry), key=lambda part: part.length + part.area)
    if longest.geom_type == "LineString":
        return shapely.Point(longest.interpolate(0.5, normalized=True))
    if longest.geom_type == "Point":
        return shapely.Point(longest)
    return shapely.Point(shapely.maximum_inscribed_circle(longest).coords[0])


def _places(areas: Areas) -> dict[str, list[dict[str, str]]]:
    """Name the landmarks of each kelurahan, by kode."""
    found: dict[str, list[dict[str, str]]] = {}
    for one, kode in areas.landmarks.items():
        if kode:
            found.setdefault(kode, []).append(_names(one))
    return found


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


def leaflet_file(name: str) -> str:
    """Read a file of Leaflet, without what it would ask for elsewhere."""
    return _OUTSIDE.sub("", (Path(leaflet.BASE_DIR) / name).read_text("utf-8"))


def static_file(name: str) -> str:
    """Read a file of `static/`."""
    return resources.files("petaprogram.maps.screen").joinpath("static", name).read_text("utf-8")
