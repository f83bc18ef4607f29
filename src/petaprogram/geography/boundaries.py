"""The gate of a boundary file: nothing is drawn or measured on boundaries that break a rule.

`check_boundaries` names every broken rule, `read_boundaries` refuses the file, and `load_boundaries` falls
back on the last good copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from petaprogram.files.regular_file import read_regular
from petaprogram.files.writing import draft_folder
from petaprogram.geography.areas import Areas, Origin
from petaprogram.geography.column_names import COLUMNS
from petaprogram.geography.context_files import read_context
from petaprogram.geography.coverage import find_gaps
from petaprogram.geography.geojson import MAX_BYTES, Features, read_features
from petaprogram.geography.passport import Passport, check_codes, other_cities, passport_path, read_passport
from petaprogram.geography.quoting import shown
from petaprogram.geography.written_places import normalise
from petaprogram.messages.issues import (
    BoundaryError,
    Issue,
    Said,
    errors_only,
    group_rows,
    keep_first,
    make_issue,
)
from petaprogram.messages.language import message

COPY = "boundaries.geojson"

Numbers = np.ndarray[Any, np.dtype[np.float64]]

# How far around an area is at most, in square roots of its area; a square has 4. Thousands of narrow teeth,
# which no boundary has, would keep every check of shapes busy for minutes.
MAX_OUTLINE = 1000
# A polygon of so few positions is checked fast, whatever its shape.
_FEW_POSITIONS = 1000

# So many positions a browser draws without a wait that anybody minds: Kediri has 2,351, and with 304,000 the
# map takes four times as long.
MANY_POSITIONS = 50_000

# Values that differ from area to area while the cause is one.
_EXAMPLES = {
    "boundary-not-degrees": ("x", "y"),
    "boundary-axes-swapped": ("x", "y"),
    "boundary-outside-box": ("x", "y"),
    "boundary-code-form": ("kode", "how"),
    "boundary-code-unknown": ("kode",),
}

INVALID_REASONS = {
    "Self-intersection": message("garisnya memotong dirinya sendiri"),
    "Ring Self-intersection": message("garisnya menyentuh dirinya sendiri"),
    "Hole lies outside shell": message("lubang berada di luar poligon"),
    "Nested shells": message("satu bagian berada di dalam bagian lain"),
    "Interior is disconnected": message("lubang memutus poligon"),
}


def check_boundaries(
    path: Path, passport_file: Path | None = None, in_use: Areas | None = None
) -> tuple[Issue, ...]:
    """Name every rule that a boundary file breaks, errors and warnings; reading problems included.

    Parameters
    ----------
    path
        A GeoJSON file.
    passport_file
        The passport to compare with: by default the one beside the file. The checksum is compared only with
        the file's own passport; with another one (for a candidate without its own) a warning says so.
    in_use
        The edition in use, to compare the names of a candidate with.
    """
    features, _, issues = _judge(path, passport_file or passport_path(path))
    if features is None or in_use is None:
        return issues
    return (*issues, *check_names(features.frame, in_use, path.name))


def read_boundaries(path: Path, passport_file: Path | None = None) -> Areas:
    """Read a boundary file that passes the gate (see `check_boundaries`).

    Raises
    ------
    BoundaryError
        With every reason, when the file or its passport breaks a rule that must be kept.
    """
    features, passport, issues = _judge(path, passport_file or passport_path(path))
    if features is None or passport is None or errors_only(issues):
        raise BoundaryError(issues)
    return _make_areas(features, passport, path)


def load_boundaries(path: Path, state_dir: Path) -> tuple[Areas, tuple[Issue, ...]]:
    """Read a boundary file, or the last copy of it that was good.

    A file that passes is copied with its passport into `state_dir` when it is new; a copy that cannot be kept
    is a warning. A file that fails is answered with that copy, which has to pass the same gate.

    Returns
    -------
    tuple
        The areas, and what the app has to show: warnings, and every reason why a copy had to be used.

    Raises
    ------
    BoundaryError
        With every reason, when neither the file nor a copy is usable.
    """
    features, passport, issues = _judge(path, passport_path(path))
    if features is not None and passport is not None and not errors_only(issues):
        return _make_areas(features, passport, path), (*issues, *_keep_copy(path, state_dir))
    for copy in _copies(state_dir):
        features, passport, reasons = _judge(copy, passport_path(copy))
        if features is not None and passport is not None and not errors_only(reasons):
            used = make_issue("boundary-copy-used", path.name, edition=passport.edition, date=passport.date)
            return _make_areas(features, passport, path), (*issues, used)
        issues += reasons
    raise BoundaryError(issues)


def _judge(path: Path, passport_file: Path) -> tuple[Features | None, Passport | None, tuple[Issue, ...]]:
    features, passport = None, None
    issues: list[Issue] = []
    try:
        features = read_features(path)
        issues += features.issues
    except BoundaryError as error:
        issues += error.issues
    try:
        passport = read_passport(passport_file)
    except BoundaryError as error:
        issues += error.issues
    if features is None:
        return None, passport, keep_first(issues)
    issues += check_polygons(features.frame, path.name)
    issues += _check_size(features.frame, path.name)
    if passport is not None:
        if passport_file.resolve() != passport_path(path).resolve():
            issues.append(make_issue("boundary-passport-borrowed", path.name, city=passport.city))
        elif features.sha256 != passport.sha256:
            issues.append(make_issue("boundary-checksum", path.name))
        issues += check_codes(features.frame, passport, path.name)
        issues += _check_places(features.frame, passport, path.name)
    said = group_rows(issues, _EXAMPLES)
    return features, passport, keep_first(sorted(said, key=lambda issue: issue.row or 0))


def _check_size(frame: gpd.GeoDataFrame, file: str) -> Iterator[Issue]:
    """Warn of more positions than a browser draws fast."""
    positions = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
    if positions > MANY_POSITIONS:
        yield make_issue("boundary-many-positions", file, positions=positions, limit=MANY_POSITIONS)


def check_polygons(frame: gpd.GeoDataFrame, file: str) -> Iterator[Issue]:
    """Name the polygons that are not valid, and why."""
    jagged = _is_jagged(frame)
    for row in frame.index[jagged]:
        yield make_issue("boundary-jagged", file, row)
    for row, reason in frame.geometry[~jagged].dropna().is_valid_reason().items():
        what, _, where = reason.partition("[")
        if what != "Valid Geometry":
            why = Said(INVALID_REASONS.get(what, what), where.rstrip("]"))
            yield make_issue("boundary-polygon-invalid", file, row, reason=why)


def _is_jagged(frame: gpd.GeoDataFrame) -> pd.Series[bool]:
    """Tell which outlines are too long for their areas to be boundaries. Index as in `frame`."""
    shapes = frame.geometry.to_numpy()
    long = shapely.length(shapes) > MAX_OUTLINE * np.sqrt(np.abs(shapely.area(shapes)))
    return pd.Series(long & (shapely.get_num_coordinates(shapes) > _FEW_POSITIONS), frame.index)


def _check_places(frame: gpd.GeoDataFrame, passport: Passport, file: str) -> list[Issue]:
    """Check where the polygons lie, how large they are and how they meet."""
    issues = []
    own = ~other_cities(frame["kode"], passport.city_kode)
    whole = frame[frame.geometry.notna() & ~_is_jagged(frame) & own]
    west, south, east, north = passport.box
    bounds = whole.bounds
    inside = bounds.minx.ge(west) & bounds.miny.ge(south) & bounds.maxx.le(east) & bounds.maxy.le(north)
    for row, centre in whole.geometry[~inside].representative_point().items():
        issues.append(
            make_issue("boundary-outside-box", file, row, city=passport.city, x=centre.x, y=centre.y)
        )
    usable = whole[inside & whole.is_valid]
    metric = usable.to_crs(passport.metric_crs).geometry
    before = usable["kode"].map(passport.source_m2.get).to_numpy(float)
    issues += check_change(usable["kode"], before, metric.area.to_numpy(), passport.max_change, file)
    if len(usable) < len(frame) or frame["kode"].duplicated().any() or np.isnan(before).any():
        # How areas meet, and their total, mean nothing while one is missing, strange, or there twice.
        return issues
    total = metric.area.sum() / 1e6
    # An area that is missing has been named, and is why the total is another.
    if len(usable) == len(passport.source_m2) and abs(total - passport.km2) > passport.km2_tolerance:
        found, expected, tolerance = total, passport.km2, passport.km2_tolerance
        issues.append(make_issue("boundary-total", file, found=found, expected=expected, tolerance=tolerance))
    polygons = metric.to_numpy()
    broken = shapely.length(shapely.coverage_invalid_edges(polygons))
    names = frame["kode"].map(shown)
    for row, kode, metres in zip(frame.index, names, broken, strict=True):
        if metres > 0:
            issues.append(make_issue("boundary-overlap", file, row, kode=kode, metres=metres))
    for gap, around in find_gaps(polygons, passport.gap_width_m):
        kodes = ", ".join(names.iloc[list(around)])
        row = int(frame.index[around[0]])
        issues.append(make_issue("boundary-gap", file, row, m2=gap.area, kodes=kodes))
    return issues


def check_change(
    kodes: pd.Series[str], before: Numbers, after: Numbers, limit: float, file: str
) -> Iterator[Issue]:
    """Compare areas; the mean may look right while `coverage_clean` has erased one that overlaps another."""
    percent = 100 * np.abs(after / before - 1)
    for row, kode, one in zip(kodes.index, kodes, percent, strict=True):
        if one > 100 * limit:  # an unknown kode has no area to compare with, and its own rule
            shares = {"percent": one, "limit": 100 * limit}
            yield make_issue("boundary-area-changed", file, row, kode=kode, **shares)


def check_names(frame: gpd.GeoDataFrame, in_use: Areas, file: str) -> Iterator[Issue]:
    """Compare names with those in use, code by code; `frame` is that of `geojson.Features`.

    A passport holds codes and areas, and both are right where two names have been exchanged.
    """
    before = {**in_use.kecamatan["name"], **in_use.frame["name"]}
    folded = {kode: normalise(name) for kode, name in before.items()}
    told: set[str] = set()
    for row, kode, name, kecamatan in frame[["kode", "name", "kecamatan"]].itertuples(name=None):
        for one, now in ((kode, name), ((kode or "").rpartition(".")[0], kecamatan)):
            if not now or one in told or one not in before or normalise(now) == folded[one]:
                continue
            told.add(one)
            others = [
                other
                for other, known in folded.items()
                if known == normalise(now) and in_use.level(other) == in_use.level(one)
            ]
            values = {"kode": one, "name": shown(now), "before": before[one]}
            if others:
                yield make_issue("boundary-name-moved", file, row, **values, others=", ".join(others))
            else:
                yield make_issue("boundary-name-changed", file, row, **values)


def _make_areas(features: Features, passport: Passport, path: Path) -> Areas:
    frame = features.frame.astype(dict.fromkeys(COLUMNS, "str")).set_index("kode").sort_index()
    frame["kecamatan_kode"] = frame.index.str.rpartition(".").get_level_values(0)
    frame = frame[["name", "kecamatan", "kecamatan_kode", "geometry"]]
    return Areas(
        frame,
        passport.city_kode,
        passport.city,
        passport.metric_crs,
        version=features.sha256[:12],
        source=passport.source,
        edition=passport.edition,
        origin=Origin(
            url=passport.source_url,
            licence=passport.licence,
            licence_notice=passport.licence_notice,
            date=passport.date,
            sha256=passport.sha256,
            notes={"id": passport.note_id, "en": passport.note_en},
            caveats={"id": passport.caveat_id, "en": passport.caveat_en},
        ),
        context=read_context(path, features.frame.total_bounds),
    )


def _copies(state_dir: Path) -> list[Path]:
    """Return the copies kept, the newest first."""
    try:
        return sorted(state_dir.glob(f"boundaries-*/{COPY}"), key=lambda copy: -copy.stat().st_mtime)
    except OSError:
        return []


def _keep_copy(path: Path, state_dir: Path) -> list[Issue]:
    """Keep a file and its passport in a folder of their own, which appears and is named as a whole."""
    try:
        data = [read_regular(one, MAX_BYTES) for one in (path, passport_path(path))]
        folder = state_dir / f"boundaries-{sha256(b''.join(data)).hexdigest()[:24]}"
        files = (folder / COPY, passport_path(folder / COPY))
        if _hold(files, data):
            return []
        with draft_folder(state_dir) as draft:
            copy = draft / "copy"
            copy.mkdir()
            for one, content in zip(files, data, strict=True):
                (copy / one.name).write_bytes(content)
            shutil.rmtree(folder, ignore_errors=True)
            try:
                copy.rename(folder)
            except OSError:
                # Another process that serves the same city was faster.
                if not _hold(files, data):
                    raise
        for old in state_dir.glob("boundaries-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [make_issue("boundary-copy-not-kept", path.name, reason=reason)]
    return []


def _hold(files: Sequence[Path], data: Sequence[bytes]) -> bool:
    return all(one.is_file() for one in files) and [one.read_bytes() for one in files] == data
