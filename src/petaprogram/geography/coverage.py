"""Areas that meet edge to edge: where polygons overlap or leave a gap, and how that is closed."""

from __future__ import annotations

import numpy as np
import shapely

from petaprogram.geography.areas import Polygons

# Below 1 m2 an overlap or a gap is an effect of projecting long edges, not of drawing: in the boundaries of
# Kediri there is nothing between 0.000001 m2 and 1 m2.
NOISE_M2 = 1.0
TOUCH_M = 0.01


def close_coverage(polygons: Polygons, gap_width: float) -> Polygons:
    """Return the polygons (metres), in their order, without overlaps and gaps narrower than `gap_width`.

    Each overlap and each gap goes to the neighbour with the longest common border. `shapely.coverage_clean`
    does that for overlaps and enclosed gaps; a slit that opens to the outside it cannot see, so the slits
    take part as polygons of their own and are merged afterwards.
    """
    count = len(polygons)
    mended: Polygons = shapely.coverage_clean(polygons, gap_width=gap_width)  # type: ignore[attr-defined]
    slits = find_gaps(mended, gap_width)
    if not slits:
        return mended
    members = [*mended, *(slit for slit, _ in slits)]
    # A centimetre, since growing and subtracting leave hairlines between a slit and its neighbours.
    parts: Polygons = shapely.coverage_clean(  # type: ignore[attr-defined]
        members, gap_width=gap_width, snapping_distance=TOUCH_M
    )
    mended = parts[:count]
    for slit, (_, around) in zip(parts[count:], slits, strict=True):
        border = shapely.length(shapely.intersection(slit, parts[list(around)]))
        heir = around[int(border.argmax())]
        mended[heir] = shapely.coverage_union(mended[heir], slit)
    return mended


def simplify_coverage(polygons: Polygons, tolerance: float) -> Polygons:
    """Return the polygons of a coverage (metres), in their order, with fewer positions.

    A position goes where the triangle with its neighbours is smaller than the square of `tolerance` (metres).
    Neighbours lose the same positions, so that they still share their borders (Visvalingam-Whyatt).
    """
    simpler: Polygons = shapely.coverage_simplify(polygons, tolerance)
    return simpler


def find_gaps(polygons: Polygons, width: float) -> list[tuple[shapely.Polygon, tuple[int, ...]]]:
    """Find the gaps narrower than `width` (metres) and the positions of the polygons around each.

    A hole counts when the largest circle in it is narrower than `width`. A slit that opens to the outside is
    what a morphological closing (grow by half the width, shrink by as much) adds to the outline between two
    or more polygons. `coverage_is_valid(gap_width=...)` is not asked, since it takes a thin strip of an area
    along the outline for a gap.
    """
    parts = shapely.get_parts(shapely.union_all(polygons))
    holes = np.array([shapely.Polygon(ring) for part in parts for ring in part.interiors], dtype=object)
    holes = holes[shapely.is_empty(shapely.buffer(holes, -width / 2))]
    shells = shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts)))
    closed = shells
    for distance in (width / 2, -width / 2):
        closed = shapely.buffer(closed, distance, join_style="mitre")
    slits = shapely.get_parts(shapely.difference(closed, shells))
    # To grow a polygon GEOS first evens out dents shallower than a hundredth of the distance: no slits those.
    slits = slits[~shapely.is_empty(shapely.buffer(slits, -width / 200))]
    found = [gap for gap in (*holes, *slits) if gap.area >= NOISE_M2]
    tree = shapely.STRtree(polygons)
    around = [tuple(sorted(tree.query(gap, "dwithin", distance=TOUCH_M).tolist())) for gap in found]
    return [(gap, areas) for gap, areas in zip(found, around, strict=True) if len(areas) > 1]


def find_overlaps(polygons: Polygons) -> list[float]:
    """Return the area (m2) of each overlap of two polygons."""
    left, right = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    once = left < right
    areas = shapely.area(shapely.intersection(polygons[left[once]], polygons[right[once]]))
    return [float(area) for area in areas if area >= NOISE_M2]
