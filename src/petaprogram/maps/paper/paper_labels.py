"""Where the names stand on a printed map: none overlaps another, none is cut, none is left out.

A name goes inside its own area, smaller or on two lines where that helps. Where it does not fit, it may spill
over its neighbours, on a plate that tells it from them. Where even that is too tight, a letter takes its
place, and the legend says which name it stands for; a letter, because numbers on a map are counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from petaprogram.maps.font_files import Weight
from petaprogram.maps.labels import overlaps
from petaprogram.maps.paper.typeface import line_height, text_width

# Sizes to try, as shares of the wanted one; below the last a name is hard to read.
SIZES = (1.0, 0.9, 0.8)
# A name that spills over still has to lie on its own area with this share of its box.
OWN_SHARE = 0.5
# Air in mm around a name, and between a name and the frame.
AIR, EDGE = 0.5, 0.8
# How finely to look for a place in an area, and to look what lies under a box.
GRID, PROBES = 11, 5
# How exactly to find the roomiest place, in mm.
TOLERANCE = 0.3

# A name beside its area: how finely to look for a place, and in mm how far away it is at least and at most,
# and how much farther away the next area is.
BESIDE_STEP = 3.0
NEAREST, FARTHEST, CLEARER = 1.5, 12.0, 5.0

Numbers = NDArray[np.float64]
_NO_BOX: Numbers = np.empty((0, 4))


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the paper: its middle in mm, its size in points.

    `spills` says that it reaches beyond its own area, `is_key` that the one line is a letter in its place.
    Where it stands away from its area, `leader` is the place in mm that a line leads to.
    """

    kode: str
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    weight: Weight = "regular"
    spills: bool = False
    is_key: bool = False
    leader: tuple[float, float] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in mm, with the air around it."""
        width, height = extent(self.lines, self.size, self.weight) / 2
        return (self.x - width, self.y - height, self.x + width, self.y + height)


@dataclass(frozen=True)
class _Spot:
    """An area whose name is looked for."""

    kode: str
    name: str
    weight: Weight
    area: shapely.Polygon

    @cached_property
    def points(self) -> Numbers:
        """Places in it, from the middle of its largest circle outwards."""
        middle = np.array(shapely.maximum_inscribed_circle(self.area, tolerance=TOLERANCE).coords[0])
        west, north, east, south = self.area.bounds
        columns, rows = np.linspace(west, east, GRID + 2)[1:-1], np.linspace(north, south, GRID + 2)[1:-1]
        grid = np.array(np.meshgrid(columns, rows)).reshape(2, -1).T
        inside = grid[shapely.contains_xy(self.area, grid[:, 0], grid[:, 1])]
        # A step aside counts less than one up: a name that keeps its height stays in line with others.
        away = np.hypot((inside[:, 0] - middle[0]) * 0.7, inside[:, 1] - middle[1])
        return np.vstack([middle, inside[np.argsort(away, kind="stable")]])

    def best(self, box: Numbers, *, spilling: bool) -> Numbers:
        """The places where a box of this size lies inside the area, or on it with a large enough share."""
        if not spilling:
            half = box / 2 - AIR
            shapes = shapely.box(*np.hstack([self.points - half, self.points + half]).T)
            return self.points[shapely.contains_properly(self.area, shapes)]
        steps = (np.arange(PROBES) + 0.5) / PROBES - 0.5
        probes = np.array(np.meshgrid(steps, steps)).reshape(2, -1).T * box
        x, y = np.moveaxis(self.points[:, None] + probes, 2, 0)
        shares = shapely.contains_xy(self.area, x, y).mean(axis=1)
        order = np.argsort(-shares, kind="stable")
        return self.points[order[: (shares >= OWN_SHARE).sum()]]


class _Paper:
    """What is taken already: boxes in mm, one a row."""

    def __init__(self, width: float, height: float, taken: Numbers) -> None:
        self._corner = np.array([width, height]) - EDGE
        self._taken = taken

    def is_free(self, box: Numbers) -> bool:
        whole = (box[:2] >= EDGE).all() and (box[2:] <= self._corner).all()
        return bool(whole) and not overlaps(box, self._taken)

    def take(self, name: Name) -> Name:
        self._taken = np.vstack([self._taken, name.box])
        return name


def place_names(  # noqa: PLR0913  (all named)
    areas: gpd.GeoSeries,
    names: Mapping[str, str],
    *,
    width: float,
    height: float,
    size: float,
    bold: Collection[str] = (),
    optional: Collection[str] = (),
    obstacles: Numbers = _NO_BOX,
    smallest: float = 0.0,
) -> tuple[Name, ...]:
    """Place the name of each area.

    Parameters
    ----------
    areas
        Index kode, polygons in mm of paper, the most important first.
    names
        The name of each kode.
    width, height
        The paper in mm; an area of which nothing lies on it gets no name.
    size
        The wanted size in points.
    bold
        The kode whose names are set semibold.
    optional
        The kode whose names stand inside their area or not at all.
    obstacles
        Boxes (left, top, right, bottom in mm) that must stay free.
    smallest
        No name is smaller, in points, and one that finds no place is left out: a letter would need a legend.

    Returns
    -------
    tuple
        One `Name` for each area on the paper, unless there is a `smallest`; the keys A, B, C ... are given
        in the order of the names.
    """
    visible = areas.intersection(shapely.box(0, 0, width, height))
    # Of an area of several parts the largest has the name.
    parts = {
        kode: max(shapely.get_parts(area), key=shapely.area, default=area) for kode, area in visible.items()
    }
    spots = [
        _Spot(kode, names[kode], "semibold" if kode in bold else "regular", area)
        for kode, area in parts.items()
        if area.area > 0
    ]
    shapely.prepare([spot.area for spot in spots])
    paper = _Paper(width, height, obstacles)
    sizes = tuple(dict.fromkeys(max(size * share, smallest) for share in SIZES))
    placed = [paper.take(found) for spot in spots if (found := _find(spot, paper, sizes, spilling=False))]
    done = {name.kode for name in placed} | set(optional)
    # Names inside their own areas never meet. Of the others a small area has fewer ways out than a large one.
    waiting = sorted((spot for spot in spots if spot.kode not in done), key=lambda spot: spot.area.area)
    placed += [paper.take(found) for spot in waiting if (found := _find(spot, paper, sizes, spilling=True))]
    if smallest:
        return tuple(placed)
    done |= {name.kode for name in placed}
    left = sorted((spot for spot in waiting if spot.kode not in done), key=lambda spot: spot.name)
    placed += [paper.take(_key(spot, _letters(order), paper, size)) for order, spot in enumerate(left)]
    return tuple(placed)


def place_beside(  # noqa: PLR0913  (all named)
    areas: gpd.GeoSeries,
    names: Mapping[str, str],
    *,
    width: float,
    height: float,
    size: float,
    obstacles: Numbers = _NO_BOX,
) -> tuple[Name, ...]:
    """Place names on the empty paper beside their areas, each nearer to its own than to any other.

    Parameters
    ----------
    areas
        Index kode, polygons in mm of paper.
    names
        The name of each kode, set bold.
    width, height, size, obstacles
        As in `place_names`.

    Returns
    -------
    tuple
        One `Name` for each area that has such a place on the paper.
    """
    paper = _Paper(width, height, obstacles)
    grid = np.array(np.meshgrid(np.arange(0, width, BESIDE_STEP), np.arange(0, height, BESIDE_STEP)))
    points = grid.reshape(2, -1).T
    shapely.prepare(areas.to_numpy())
    placed = []
    for kode, area in areas.items():
        box = extent((names[kode],), size, "bold")
        boxes = np.hstack([points - box / 2, points + box / 2])
        shapes = np.asarray(shapely.box(*boxes.T))
        near = shapely.dwithin(area, shapes, FARTHEST) & ~shapely.dwithin(area, shapes, NEAREST)
        boxes, shapes = boxes[near], shapes[near]
        own = shapely.distance(area, shapes)
        others = [shapely.distance(one, shapes) for one in areas.drop(kode)]
        clear = np.min([np.full(len(own), np.inf), *others], axis=0) >= own + CLEARER
        order = np.argsort(own + 0.1 * shapely.distance(area.centroid, shapes), kind="stable")
        place = next((at for at in order if clear[at] and paper.is_free(boxes[at])), None)
        if place is not None:
            x, y = boxes[place].reshape(2, 2).mean(axis=0)
            placed.append(
                paper.take(Name(str(kode), (names[kode],), float(x), float(y), size, "bold", spills=True))
            )
    return tuple(placed)


def _find(spot: _Spot, paper: _Paper, sizes: Sequence[float], *, spilling: bool) -> Name | None:
    for size in sizes:
        for lines in _ways_to_write(spot.name):
            box = extent(lines, size, spot.weight)
            for point in spot.best(box, spilling=spilling):
                if paper.is_free(np.hstack([point - box / 2, point + box / 2])):
                    x, y = map(float, point)
                    return Name(spot.kode, lines, x, y, size, spot.weight, spilling)
    return None


def _key(spot: _Spot, letters: str, paper: _Paper, size: float) -> Name:
    """Put a key into an area, or on the nearest free paper with a line that leads back."""
    half = extent((letters,), size * SIZES[-1], "semibold") / 2

    def free(points: Numbers) -> Iterator[tuple[float, float]]:
        for point in points:
            if paper.is_free(np.hstack([point - half, point + half])):
                yield float(point[0]), float(point[1])

    place, leader = next(free(spot.points), None), None
    if place is None:
        leader = (float(spot.points[0, 0]), float(spot.points[0, 1]))
        turns, steps = np.meshgrid(np.linspace(0, 2 * np.pi, 24, endpoint=False), np.arange(2.5, 400, 1.0))
        around = np.column_stack([(steps * np.cos(turns)).ravel(), (steps * np.sin(turns)).ravel()])
        # A free place is found long before the paper ends.
        place = next(free(leader + around), leader)
    x, y = place
    return Name(
        spot.kode, (letters,), x, y, size * SIZES[-1], "semibold", spills=True, is_key=True, leader=leader
    )


def _letters(order: int) -> str:
    """Count A, B, ... Z, AA, AB ..."""
    head, last = divmod(order, 26)
    return (_letters(head - 1) if head else "") + ascii_uppercase[last]


def _ways_to_write(text: str) -> Iterator[tuple[str, ...]]:
    yield (text,)
    words = text.split()
    if len(words) > 1:
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        yield min(halves, key=lambda lines: max(map(len, lines)))


def extent(lines: tuple[str, ...], size: float, weight: Weight) -> Numbers:
    """Return width and height in mm of a name with the air around it."""
    width = max(text_width(line, size, weight) for line in lines)
    return np.array([width + 2 * AIR, line_height(size) * len(lines)])
