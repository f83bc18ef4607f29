"""Mending boundaries as received into a coverage without overlaps and gaps, with its passport."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from petaprogram.files.writing import draft_folder
from petaprogram.geography.areas import Polygons
from petaprogram.geography.boundaries import check_boundaries, check_change, check_polygons
from petaprogram.geography.coverage import close_coverage, find_gaps, find_overlaps, simplify_coverage
from petaprogram.geography.geojson import format_features, read_features, read_json
from petaprogram.geography.passport import (
    STATED,
    Passport,
    check_cities,
    compare_counts,
    parse_fields,
    passport_path,
    read_passport,
)
from petaprogram.messages.issues import BoundaryError, errors_only, make_issue

DECIMALS = 7  # 0.011 m; with five the mended boundaries of Kediri no longer meet
WEB_CRS = 4326

# From 1,234.5 to 1.234,5.
_SWAP = str.maketrans(",.", ".,")

NOTE_ID = """\
{overlaps} tumpang tindih ({overlap_m2} m2) dan {gaps} celah ({gap_m2} m2, paling lebar {widest_gap_m} m) \
antara kelurahan dirapikan. Perubahan luas terbesar {largest_change_percent} % ({largest_change_name}); luas \
seluruhnya dari {km2_received} menjadi {km2} km2."""
NOTE_EN = """\
{overlaps} overlaps ({overlap_m2} m2) and {gaps} gaps ({gap_m2} m2, at most {widest_gap_m} m wide) between \
areas were mended. The largest change of an area is {largest_change_percent} % ({largest_change_name}); the \
total went from {km2_received} to {km2} km2."""

SIMPLIFIED_ID = " Garisnya disederhanakan {metres} m: dari {received} menjadi {written} titik."
SIMPLIFIED_EN = " The lines were simplified by {metres} m: from {received} to {written} positions."


class Mended(NamedTuple):
    """What came out of mending: the passport, and how many positions the areas had and have."""

    passport: Passport
    received: int
    written: int


def mend_boundaries(
    source: Path, out: Path, facts: Path | None = None, *, simplify: float | None = None
) -> Mended:
    """Make a coverage out of boundaries as received, and its passport; the same input gives the same bytes.

    The boundaries are mended by `close_coverage` in the metric CRS, rounded to seven decimals, written,
    read back and gated; nothing is replaced unless the result passes.

    Parameters
    ----------
    source
        GeoJSON as received.
    out
        The GeoJSON to write; its passport goes beside it.
    facts
        What a person states about the source and the city: the fields of a passport that are not measured. By
        default `<source>.facts.json` beside the source.
    simplify
        How far lines may be simplified, in metres; see `simplify_coverage`. None keeps every position.

    Raises
    ------
    BoundaryError
        With every reason, when source or facts cannot be used or the result does not pass the gate.
    OSError
        If the result cannot be written.
    """
    facts = facts or source.parent / f"{source.stem}.facts.json"
    content, _ = read_json(facts)
    stated = parse_fields(content, facts.name, STATED)
    features = read_features(source)
    frame = features.frame
    problems = (
        *features.issues,
        *check_polygons(frame, source.name),
        *check_cities(frame["kode"], stated["city_kode"], stated["city"], source.name),
    )
    if errors_only(problems):
        raise BoundaryError(problems)
    if wrong := tuple(compare_counts(frame["kode"], stated["kecamatan"], facts.name, "expected.kecamatan")):
        raise BoundaryError(wrong)
    frame = frame.sort_values("kode")
    received = frame.to_crs(stated["metric_crs"]).geometry.to_numpy()
    mended = close_coverage(received, stated["gap_width_m"])
    before, limit = shapely.area(received), stated["max_change"]
    issues = tuple(check_change(frame["kode"], before, shapely.area(mended), limit, source.name))
    if simplify is not None and not issues:
        mended = simplify_coverage(mended, simplify)
        issues = tuple(
            make_issue("boundary-simplified", one.file, one.row, metres=simplify, **dict(one.values))
            for one in check_change(frame["kode"], before, shapely.area(mended), limit, source.name)
        )
    if issues:
        raise BoundaryError(issues)
    frame = frame.set_geometry(gpd.GeoSeries(mended, frame.index, crs=stated["metric_crs"]).to_crs(WEB_CRS))
    frame = frame.set_index("kode")
    with draft_folder(out.parent) as folder:
        draft = folder / out.name
        text = format_features(frame, DECIMALS)
        draft.write_text(text, encoding="utf-8", newline="\n")
        written = read_features(draft).frame.to_crs(stated["metric_crs"]).geometry.to_numpy()
        passport = dict(content)
        passport["source"] = {**content["source"], "sha256": features.sha256}
        passport["sha256"] = sha256(text.encode()).hexdigest()
        passport["mended"] = _describe_mending(received, written, frame["name"], stated)
        if simplify is not None:
            _describe_simplifying(passport["mended"], simplify, _count(received), _count(written))
        passport["areas"] = {
            kode: {"source_m2": round(before, 1), "m2": round(after, 1)}
            for kode, before, after in zip(frame.index, before, shapely.area(written), strict=True)
        }
        text = json.dumps(passport, ensure_ascii=False, indent=2) + "\n"
        passport_path(draft).write_text(text, encoding="utf-8", newline="\n")
        issues = check_boundaries(draft)
        if errors_only(issues):
            raise BoundaryError(issues)
        for path in (draft, passport_path(draft)):
            path.replace(out.parent / path.name)
    return Mended(read_passport(passport_path(out)), _count(received), _count(written))


def _count(polygons: Polygons) -> int:
    return int(shapely.get_num_coordinates(polygons).sum())


def _describe_simplifying(mended: dict[str, Any], metres: float, received: int, written: int) -> None:
    """Add to what is said of the mending, in place, that lines were simplified."""
    texts = {"metres": f"{metres:,g}", "received": f"{received:,}", "written": f"{written:,}"}
    swapped = {key: text.translate(_SWAP) for key, text in texts.items()}
    mended["note_id"] += SIMPLIFIED_ID.format_map(swapped)
    mended["note_en"] += SIMPLIFIED_EN.format_map(texts)
    mended["parameters"]["simplify_m"] = metres
    mended |= {"positions_received": received, "positions": written}


def _describe_mending(
    received: Polygons, written: Polygons, names: pd.Series[str], stated: Mapping[str, Any]
) -> dict[str, Any]:
    """Say what was mended: figures, method and two sentences for people."""
    overlaps = find_overlaps(received)
    gaps = [gap for gap, _ in find_gaps(received, stated["gap_width_m"])]
    widest = max(
        (2 * shapely.maximum_inscribed_circle(gap, tolerance=0.05).length for gap in gaps), default=0
    )
    change = np.abs(shapely.area(written) / shapely.area(received) - 1)
    largest = int(change.argmax())
    figures: dict[str, Any] = {
        "overlaps": len(overlaps),
        "overlap_m2": round(sum(overlaps)),
        "gaps": len(gaps),
        "gap_m2": round(sum(gap.area for gap in gaps)),
        "widest_gap_m": round(widest, 1),
        "largest_change_percent": round(100 * change[largest], 2),
        "largest_change_kode": names.index[largest],
        "largest_change_name": names.iloc[largest],
        "km2_received": round(shapely.area(received).sum() / 1e6, 3),
        "km2": round(shapely.area(written).sum() / 1e6, 3),
    }
    texts = {key: f"{value:,}" if isinstance(value, int | float) else value for key, value in figures.items()}
    return {
        "note_id": NOTE_ID.format_map({key: text.translate(_SWAP) for key, text in texts.items()}),
        "note_en": NOTE_EN.format_map(texts),
        **figures,
        "method": "shapely.coverage_clean, with slits that open to the outside as polygons of their own",
        "parameters": {
            "metric_crs": stated["metric_crs"],
            "gap_width_m": stated["gap_width_m"],
            "merge_strategy": "longest_border",
            "decimals": DECIMALS,
        },
        "libraries": {
            "shapely": shapely.__version__,
            "GEOS": shapely.geos_version_string,
            "PROJ": pyproj.proj_version_str,
        },
    }
