"""GeoJSON of areas, read with suspicion and written so that a difference can be read.

Only `json` and shapely open these files. GDAL chooses its driver by content: a `.geojson` that holds a VRT or
a GDALG pipeline makes it read local files or call addresses, so it never sees one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.geography.column_names import COLUMNS, absent_columns, say_absent
from petaprogram.geography.coordinate_system import likely_cause, quote_crs, say_stated, stated_crs
from petaprogram.geography.quoting import shown
from petaprogram.messages.issues import BoundaryError, DataError, Issue, make_issue
from petaprogram.messages.letters import find_unseen, name_letter, plain_apostrophes, tidy

# A file of a few bytes an item takes 24 times its size in memory.
MAX_BYTES = 16 * 2**20
# Even a kabupaten of 850 desa, unsimplified, has less.
MAX_POSITIONS = 500_000
MAX_AREAS = 1_000
# A feature has itself, its properties and its geometry; a position is one list.
_MAX_OBJECTS = 4 * MAX_AREAS
_MAX_LISTS = MAX_POSITIONS + 20 * MAX_AREAS
_FILE_RULES = FileRules("boundary-file-missing", "boundary-file-unreadable", "boundary-file-too-large")
AXES = 2  # longitude, latitude
_LINES_AND_POINTS = ("Point", "LineString", "MultiLineString")
RING_MINIMUM = 4  # RFC 7946, 3.1.6: the first position again at the end

_NO_DEGREES = {"boundary-not-degrees", "boundary-axes-swapped"}
Positions = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Features:
    """What a file holds, before anything is compared with what a city expects.

    `frame` has the position of the feature, starting at 1, as its index, and the columns `kode`, `name`,
    `kecamatan` (text or None) and `geometry` (EPSG:4326; None where it could not be read). `issues` holds the
    reasons for each None; `sha256` is that of the bytes.
    """

    frame: gpd.GeoDataFrame
    issues: tuple[Issue, ...]
    sha256: str


class BrokenError(Exception):
    """A rule broken somewhere inside one feature, whose position is not known there."""

    def __init__(self, rule: str, /, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values: dict[str, Any] = values


def read_json(path: Path) -> tuple[Any, str]:
    """Read a JSON file strictly and return its content and the sha256 of its bytes.

    Raises
    ------
    BoundaryError
        When the file is missing, unreadable or over the limits of this module, is not UTF-8 or not JSON,
        names a key twice (readers differ in which one they take), holds NaN or Infinity, or is nested too
        deeply.
    """
    try:
        data = read_file(path, MAX_BYTES, _FILE_RULES)
    except DataError as error:
        raise BoundaryError(error.issues) from error
    # Counted before anything is built of them.
    if data.count(b"{") > _MAX_OBJECTS or data.count(b"[") > _MAX_LISTS:
        raise _too_many(path)
    try:
        content = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_unique_keys, parse_constant=_refuse_constant
        )
    except BrokenError as broken:
        raise BoundaryError([make_issue(broken.rule, path.name, **broken.values)]) from None
    except UnicodeDecodeError:
        raise BoundaryError([make_issue("boundary-not-text", path.name)]) from None
    except RecursionError:
        raise BoundaryError([make_issue("boundary-too-deep", path.name)]) from None
    except json.JSONDecodeError as error:
        place = f"baris {error.lineno}, huruf ke-{error.colno}"
        raise BoundaryError([make_issue("boundary-not-json", path.name, place=place)]) from None
    except ValueError:  # an integer of more than 4,300 digits
        raise BoundaryError([make_issue("boundary-bad-number", path.name)]) from None
    return content, hashlib.sha256(data).hexdigest()


def _too_many(path: Path) -> BoundaryError:
    return BoundaryError(
        [make_issue("boundary-too-many", path.name, areas=MAX_AREAS, positions=MAX_POSITIONS)]
    )


def read_features(path: Path) -> Features:
    """Read the areas of a GeoJSON file, gathering everything that is wrong with single features.

    Heights and a `crs` member (RFC 7946 has none) are dropped with a warning, other properties are not read.
    Where the coordinates are no degrees, the `crs` says of which system they are.

    Raises
    ------
    BoundaryError
        When the file as a whole cannot be read as a FeatureCollection.
    """
    content, sha256 = read_json(path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise BoundaryError([make_issue("boundary-not-featurecollection", path.name)])
    features = content.get("features")
    if not isinstance(features, list):
        raise BoundaryError([make_issue("boundary-not-featurecollection", path.name)])
    if not features:
        raise BoundaryError([make_issue("boundary-empty", path.name)])
    if len(features) > MAX_AREAS:
        raise _too_many(path)
    absent = absent_columns(features)
    issues = [say_absent(absent, features, path.name)] if absent else []
    rows: list[dict[str, Any]] = []
    cleaned: list[tuple[int, str, str]] = []
    for position, feature in enumerate(features, start=1):
        row, broken, gone = _read_feature(feature)
        rows.append(row)
        cleaned += ((position, column, letter) for column, letter in gone.items())
        issues += _say_broken(broken, path.name, position, absent, stated_crs(content))
    if "crs" in content and not {one.rule for one in issues} & _NO_DEGREES:
        issues.append(make_issue("boundary-crs-ignored", path.name, crs=quote_crs(content)))
    if cleaned:
        position, column, letter = cleaned[0]
        values = {"count": len(cleaned), "column": column, "letter": name_letter(letter)}
        issues.append(make_issue("boundary-cleaned", path.name, position, **values))
    if any(shapely.has_z([row["geometry"] for row in rows])):
        issues.append(make_issue("boundary-height-dropped", path.name))
    index = range(1, len(rows) + 1)
    # As object, or pandas would turn None into NaN in a column of text.
    texts = pd.DataFrame(rows, index, COLUMNS, dtype=object)
    frame = gpd.GeoDataFrame(texts, geometry=shapely.force_2d([row["geometry"] for row in rows]), crs=4326)
    return Features(frame, tuple(issues), sha256)


def _say_broken(
    broken: list[BrokenError], file: str, position: int, absent: Sequence[str], crs: str
) -> Iterator[Issue]:
    """Say what is wrong with one feature, but not again what has been said of the whole file."""
    for one in broken:
        if one.values.get("column") not in absent:
            stated = {"cause": say_stated(crs)} if crs and one.rule == "boundary-not-degrees" else {}
            yield make_issue(one.rule, file, position, **{**one.values, **stated})


def format_features(
    frame: gpd.GeoDataFrame,
    decimals: int,
    columns: Sequence[str] = COLUMNS[1:],
    members: Mapping[str, object] | None = None,
) -> str:
    """Write areas as RFC 7946 GeoJSON, one feature a line, outer rings counter-clockwise.

    `frame` has the index `kode`, the `columns` that become properties after it, and `geometry` (EPSG:4326);
    `members` are foreign members of the collection. Coordinates are rounded position by position: neighbours
    that share a position still share it afterwards, which rounding to a grid polygon by polygon does not
    promise.
    """
    rounded = shapely.transform(frame.geometry.to_numpy(), lambda positions: positions.round(decimals))
    # Normalised, so that every ring starts at the same place and a difference shows what has moved.
    geometry = shapely.orient_polygons(shapely.normalize(shapely.remove_repeated_points(rounded)))
    # As object, since JSON knows no numpy.
    rows = frame[list(columns)].rename_axis("kode").reset_index().astype(object).to_dict("records")
    lines = [
        _to_json({"type": "Feature", "properties": row, "geometry": shapely.geometry.mapping(shape)})
        for row, shape in zip(rows, geometry, strict=True)
    ]
    head = _to_json({"type": "FeatureCollection", **(members or {})})
    return f'{head[:-1]},"features":[\n' + ",\n".join(lines) + "\n]}\n"


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BrokenError("boundary-duplicate-key", key=shown(key))
        found[key] = value
    return found


def _refuse_constant(_: str) -> NoReturn:
    raise BrokenError("boundary-bad-number")


def _read_feature(feature: object) -> tuple[dict[str, Any], list[BrokenError], dict[str, str]]:
    """Return the row of a feature, with None for what could not be read, the reasons, and what was left out.

    What was left out is the first letter without width by column.
    """
    row: dict[str, Any] = dict.fromkeys((*COLUMNS, "geometry"))
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict):
        return row, [BrokenError("boundary-feature")], {}
    broken = []
    cleaned = {}
    for column in COLUMNS:
        value = properties.get(column)
        if isinstance(value, str):
            value, gone = tidy(plain_apostrophes(value))
            if gone:
                cleaned[column] = gone
        if not isinstance(value, str) or not value:
            broken.append(BrokenError("boundary-property", column=column))
        elif letter := find_unseen(value):
            broken.append(BrokenError("boundary-unseen-letter", column=column, letter=name_letter(letter)))
        else:
            row[column] = value
    try:
        row["geometry"] = _read_geometry(feature.get("geometry"))
    except BrokenError as error:
        broken.append(error)
    return row, broken, cleaned


def read_drawn(geometry: object) -> shapely.geometry.base.BaseGeometry:
    """Read a geometry of any kind that can be drawn: point, line or polygon, of one part or of several.

    Heights are dropped.

    Raises
    ------
    BrokenError
        With the rule that it breaks.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in _LINES_AND_POINTS:
        return shapely.force_2d(_read_geometry(geometry))
    coordinates = geometry.get("coordinates")
    if kind == "Point":
        return shapely.Point(_read_positions([coordinates], 1)[0, :2])
    lines = [
        _read_positions(line, 2, "context-line-short")
        for line in _each([coordinates] if kind == "LineString" else coordinates)
    ]
    return shapely.force_2d(
        shapely.LineString(lines[0]) if kind == "LineString" else shapely.MultiLineString(lines)
    )


def _read_geometry(geometry: object) -> shapely.Polygon | shapely.MultiPolygon:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in {"Polygon", "MultiPolygon"}:
        raise BrokenError("boundary-not-polygon", kind="kosong" if kind is None else shown(kind))
    coordinates = geometry.get("coordinates")
    parts = []
    for polygon in _each(coordinates if kind == "MultiPolygon" else [coordinates]):
        rings = [_read_ring(ring) for ring in _each(polygon)]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return parts[0] if kind == "Polygon" else shapely.MultiPolygon(parts)


def _each(value: object) -> Iterator[Any]:
    if not isinstance(value, list):
        raise BrokenError("boundary-bad-position")
    if not value:
        raise BrokenError("boundary-ring-short", count=0)
    return iter(value)


def _read_ring(ring: object) -> Positions:
    found = _read_positions(ring, RING_MINIMUM)
    if (found[0, :AXES] != found[-1, :AXES]).any():
        raise BrokenError("boundary-ring-open")
    return found


def _read_positions(listed: object, least: int, short: str = "boundary-ring-short") -> Positions:
    positions = [_read_position(position) for position in _each(listed)]
    if len(positions) < least:
        raise BrokenError(short, count=len(positions))
    try:
        found = np.array([position[:2] for position in positions], dtype=float)
    except OverflowError:  # an integer beyond the range of a float
        raise BrokenError("boundary-bad-number") from None
    if not np.isfinite(found).all():
        raise BrokenError("boundary-bad-number")
    off = np.abs(found) > (180, 90)
    if off.any():
        x, y = (float(number) for number in found[off.any(axis=1)][0])
        cause = likely_cause(x, y)
        if cause is None:
            raise BrokenError("boundary-axes-swapped", x=x, y=y)
        raise BrokenError("boundary-not-degrees", x=x, y=y, cause=cause)
    if any(len(position) > AXES for position in positions):
        # A height of 0 marks the positions, so that `read_features` says once that heights are dropped.
        return np.column_stack([found, np.zeros(len(found))])
    return found


def _read_position(position: object) -> list[float]:
    if not isinstance(position, list) or len(position) < AXES:
        raise BrokenError("boundary-bad-position")
    if any(type(number) not in {int, float} for number in position[:AXES]):  # a bool is an int, but no number
        raise BrokenError("boundary-bad-position")
    return position
