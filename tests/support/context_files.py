"""An invented context around the sample city: a road, a railway, a lake, a river, a place, a neighbour."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from petaprogram.geography.areas import Areas
from petaprogram.geography.context import Context
from petaprogram.geography.context_files import FOLDER, read_context
from tests.support.sample import SOUTH, WEST, four_areas

HEAD = {
    "source": "Peta karangan",
    "licence": "milik umum",
    "credit": "Badan Informasi Geospasial (BIG), RBI 1:25.000",
}


def at(x: float, y: float) -> list[float]:
    """A place by hundredths of a degree from the lower left corner of the sample city."""
    return [round(WEST + x / 100, 6), round(SOUTH + y / 100, 6)]


def ring(left: float, low: float, right: float, high: float) -> list[list[list[float]]]:
    return [[at(left, low), at(right, low), at(right, high), at(left, high), at(left, low)]]


def feature(kind: str, geometry: str, coordinates: object, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, **properties},
        "geometry": {"type": geometry, "coordinates": coordinates},
    }


FEATURES = {
    "road": feature("road", "LineString", [at(0.1, 0.3), at(2.9, 0.3)], name="Jalan Raya"),
    "railway": feature(
        "railway", "MultiLineString", [[at(0.2, 1.9), at(0.2, 0.1)], [at(1.2, 0.9), at(1.2, 0.1)]]
    ),
    "water": feature("water", "Polygon", ring(2.3, 0.4, 2.7, 0.8), name="Telaga Biru", name_en="Blue Lake"),
    "river": feature(
        "river",
        "LineString",
        [at(1, 0), at(1, 1)],
        name="Kali Jernih",
        note="menurut batas",
        note_en="as drawn",
    ),
    "landmark": feature(
        "landmark", "Point", at(1.4, 0.8), name="Balai Kota", name_en="City Hall", also=["Pendopo"]
    ),
    "neighbour": feature("neighbour", "Polygon", ring(-2, -2, 5, 0), name="Kec. Seberang"),
}


def write_context(folder: Path, name: str = "sekitar.geojson", **parts: object) -> Path:
    """Write a file of the context beside boundaries in `folder`; `parts` replace its members."""
    path = folder / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    whole = {"type": "FeatureCollection", **HEAD, "features": list(FEATURES.values()), **parts}
    path.write_text(json.dumps(whole), "utf-8")
    return path


def read_sample(folder: Path) -> Context:
    """Read what `write_context` wrote into a folder."""
    return read_context(folder / "kelurahan.geojson", four_areas().frame.total_bounds)


def areas_with_context(folder: Path) -> Areas:
    """The sample city amid its invented surroundings."""
    write_context(folder)
    return replace(four_areas(), context=read_sample(folder))
