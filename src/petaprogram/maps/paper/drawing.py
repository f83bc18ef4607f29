"""A classified map as shapes on paper: PNG, SVG and PDF are all made from it, so they show the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.hatch import hatch_lines
from petaprogram.maps.labels import kecamatan_text
from petaprogram.maps.palette import INK, WHITE, Style, is_light
from petaprogram.maps.paper.around import Credit, Surroundings, lay_around, lay_credit
from petaprogram.maps.paper.map_frame import MapFrame, fit_map_frame
from petaprogram.maps.paper.paper_labels import Name, place_beside, place_names
from petaprogram.messages.language import INDONESIAN, Language

# The screen measures in CSS pixels; on paper they keep their size.
MM_PER_PIXEL = 25.4 / 96

# The plate under a name that spills over; in mm the line that leads from a key to its area, and the frame.
PLATE_OPACITY, LEADER_WIDTH, FRAME_WIDTH = 0.82, 0.2, 0.3

Geometry = shapely.geometry.base.BaseGeometry


@dataclass(frozen=True, slots=True)
class Shape:
    """One area: its kode, its polygon in mm, the position of its class and how that is drawn."""

    kode: str
    polygon: Geometry
    position: int
    style: Style


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle in mm, with the count that it stands for."""

    kode: str
    x: float
    y: float
    radius: float
    value: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Everything on the map, in mm of paper, in the order in which it is drawn.

    `shapes` are the areas within the frame, those with a firm outline last; `hatch` the lines of all that
    are hatched, spared around the names; `doubtful` the outlines that are dashed; `kecamatan` their borders;
    `selected` the outline of one area, None for none; `districts` the names of the kecamatan, on maps of the
    whole city only; `around` is what lies around and in the areas, `credit` the line that says whose it is,
    or None.
    `unit` is the size of a pixel of the screen in mm; no word is smaller than `smallest` points.
    """

    map_frame: MapFrame
    unit: float
    smallest: float
    shapes: tuple[Shape, ...]
    hatch: Geometry
    doubtful: Geometry
    kecamatan: Geometry
    selected: Geometry | None
    circles: tuple[Circle, ...]
    names: tuple[Name, ...]
    districts: tuple[Name, ...]
    around: Surroundings
    credit: Credit | None

    def ink(self, name: Name) -> str:
        """The colour in which a name can be read on what lies below it."""
        style = next(shape.style for shape in self.shapes if shape.kode == name.kode)
        return INK if name.spills or style.hatch or is_light(style.fill) else WHITE


def draw(  # noqa: PLR0913  (all named)
    areas: Areas,
    classified: Classified,
    map_frame: MapFrame,
    *,
    size: float,
    selected: str | None = None,
    optional: Collection[str] = (),
    enlarged: float = 1.0,
    points: Sequence[tuple[float, float]] = (),
    language: Language = INDONESIAN,
    smallest: float = 0.0,
) -> Drawing:
    """Draw a classified map.

    Parameters
    ----------
    areas, classified
        The city and the class of each of its kelurahan (the same index).
    frame
        The part of the city and of the paper, in the metric CRS of `areas`.
    size
        Size of the names in points.
    selected
        The kode of an area to outline; its name is set semibold.
    optional
        The kode whose names may be left out where they do not fit.
    enlarged
        How many times as large lines, hatch and circles are as on the screen.
    points
        Latitudes and longitudes of sites to mark.
    language
        The language of what stands on the map.
    smallest
        No word is smaller, in points, for a map that is seen from afar. A name that finds no place is left
        out, and so is the credit line: whoever asks for this says it beside the map.

    Raises
    ------
    ValueError
        If the areas and the classes are not of the same kelurahan.
    """
    if set(classified.by_area.index) != set(areas.frame.index):
        raise ValueError("the classes are of other areas than the map")
    unit, size = MM_PER_PIXEL * enlarged, max(size, smallest)
    metric = areas.metric.geometry
    near = metric[metric.intersects(map_frame.ground)]
    paper = gpd.GeoSeries(map_frame.to_paper(near.to_numpy()), index=near.index)
    shapes = [
        Shape(kode, paper[kode], int(position), classified.classes[position].style)
        for kode, position in zip(map(str, near.index), classified.by_area.reindex(near.index), strict=True)
    ]
    circles = _circles(areas, classified, map_frame, unit)
    credit = None if smallest else lay_credit(areas, map_frame, language, enlarged)
    covered = np.array(
        [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in circles]
    ).reshape(-1, 4)
    obstacles = np.vstack([covered, credit.box]) if credit else covered
    first = [selected] if selected and selected in paper.index else []
    names = place_names(
        paper.loc[[*first, *paper.index.drop(first)]],
        areas.frame["name"].to_dict(),
        width=map_frame.width,
        height=map_frame.height,
        size=size,
        bold=first,
        optional=optional,
        obstacles=obstacles,
        smallest=smallest,
    )
    hatched = [shape.polygon for shape in shapes if shape.style.hatch]
    doubtful = [shape.polygon for shape in shapes if classified.doubtful[shape.kode]]
    kecamatan = areas.metric_kecamatan.geometry
    kecamatan = gpd.GeoSeries(map_frame.to_paper(kecamatan.to_numpy()), index=kecamatan.index)
    districts = place_beside(
        kecamatan if selected is None else kecamatan[:0],
        areas.kecamatan["name"].map(kecamatan_text).to_dict(),
        width=map_frame.width,
        height=map_frame.height,
        size=size,
        obstacles=np.vstack([obstacles, *(np.array([name.box]) for name in names)]),
    )
    around = lay_around(
        areas,
        map_frame,
        language,
        city=shapely.union_all(kecamatan.to_numpy()),
        points=points,
        size=size,
        obstacles=np.vstack([obstacles, *(np.array([name.box]) for name in (*names, *districts))]),
        smallest=smallest,
    )
    return Drawing(
        map_frame=map_frame,
        unit=unit,
        smallest=smallest,
        # A firm outline would be half hidden by neighbours drawn after it.
        shapes=tuple(sorted(shapes, key=lambda shape: shape.style.line_width)),
        hatch=_hatch(hatched, map_frame, names, unit),
        doubtful=shapely.boundary(shapely.coverage_union_all(doubtful)) if doubtful else shapely.LineString(),
        kecamatan=shapely.union_all(shapely.boundary(kecamatan.to_numpy())),
        selected=paper[selected] if first else None,
        circles=circles,
        names=names,
        districts=districts,
        around=around,
        credit=credit,
    )


def locate(areas: Areas, kode: str, width: float, height: float) -> tuple[Geometry, Geometry]:
    """Draw the kecamatan of the city and one of its areas, in mm of a paper of this size."""
    map_frame = fit_map_frame(areas.metric.total_bounds, width, height, padding=0.5)
    kecamatan = areas.metric_kecamatan.geometry.to_numpy()
    city = shapely.GeometryCollection(list(map_frame.to_paper(kecamatan)))
    return city, map_frame.to_paper(areas.metric.geometry[kode])


def ring_around(here: Geometry) -> tuple[float, float, float]:
    """Return the middle and the radius in mm of a ring that makes a small area on a locator stand out."""
    left, top, right, bottom = here.bounds
    radius = max(2.0, 0.6 * np.hypot(right - left, bottom - top))
    return (left + right) / 2, (top + bottom) / 2, float(radius)


def _circles(areas: Areas, classified: Classified, map_frame: MapFrame, unit: float) -> tuple[Circle, ...]:
    if classified.radius is None:
        return ()
    points = map_frame.to_paper(areas.label_points.to_crs(areas.metric_crs).to_numpy())
    middles = gpd.GeoSeries(points, index=areas.frame.index)
    # Large ones first, so that a small circle is never buried.
    drawn = classified.radius.dropna().sort_values(ascending=False, kind="stable")
    return tuple(
        Circle(kode, middles[kode].x, middles[kode].y, float(radius * unit), int(classified.values[kode]))
        for kode, radius in zip(map(str, drawn.index), drawn, strict=True)
        if map_frame.box.contains(middles[kode])
    )


def _hatch(hatched: list[Geometry], map_frame: MapFrame, names: tuple[Name, ...], unit: float) -> Geometry:
    """Hatch the areas with lines of their own: patterns are drawn differently by every program."""
    if not hatched:
        return shapely.MultiLineString()
    ground = shapely.intersection(shapely.coverage_union_all(hatched), map_frame.box)
    lines = shapely.intersection(hatch_lines(map_frame.width, map_frame.height, unit), ground)
    # A letter on a hatch is hard to read.
    return shapely.difference(lines, shapely.union_all([shapely.box(*name.box) for name in names]))
