"""The areas of a city: kelurahan by code, their kecamatan, their neighbours, and which one a point is in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from petaprogram.geography.context import NO_CONTEXT, Context, ContextFeature

Level = Literal["city", "kecamatan", "kelurahan"]

AREA_NAME_LIMIT = 60

# The only free text that enters a map document is the name of an area, so no sign may pass that begins
# markup, a template or an escape: no < > & " { } [ ] = ; : \ ` $ % # * _ and no line break. The other signs
# stand alone between words, as in official names: "24 Ilir D.1", "Hunuth/Durian Patah", "Lubuk Pakam I,II",
# "Melati (Lama)" and, at the end of a word, "Rante Kalua'".
_WORDS = r"[A-Za-z0-9]+(?:(?:\. |' |[ .,'/-])[A-Za-z0-9]+)*'?"
AREA_NAME_PATTERN = re.compile(
    rf"\A(?=.{{1,{AREA_NAME_LIMIT}}}\Z)(?=[^A-Za-z]*[A-Za-z]){_WORDS}(?: \({_WORDS}\)(?: {_WORDS})?)*\Z"
)

CENTRE_TOLERANCE_M = 1.0

Polygons = np.ndarray[Any, np.dtype[np.object_]]
Positions = np.ndarray[Any, np.dtype[np.intp]]
Metres = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where boundaries come from, under which licence, and what was done to them; texts in both languages."""

    url: str
    licence: str
    licence_notice: str
    date: dt.date
    sha256: str
    notes: Mapping[str, str]
    caveats: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Areas:
    """The kelurahan of one city, checked.

    `frame` has the index `kode` (text, dotted Kemendagri code, sorted, unique), the columns `name`,
    `kecamatan` (name), `kecamatan_kode` and `geometry` (EPSG:4326, a valid coverage).
    `city_kode` and `city` name the city; `metric_crs` is the UTM zone for area and distance;
    `version` identifies the boundary file (the first 12 hex digits of its sha256); `source` and
    `edition` say in words where it comes from; `context` is what is drawn around it.

    The derived frames are computed once and shared by all callers, so nobody may alter them in place.
    """

    frame: gpd.GeoDataFrame
    city_kode: str
    city: str
    metric_crs: int
    version: str
    source: str = ""
    edition: str = ""
    origin: Origin | None = None
    context: Context = NO_CONTEXT

    @cached_property
    def metric(self) -> gpd.GeoDataFrame:
        """`frame` in `metric_crs` (UTM, metres): the only frame that may be measured."""
        return self.frame.to_crs(self.metric_crs)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the city, in degrees (WGS 84)."""
        west, south, east, north = self.frame.total_bounds
        return float(west), float(south), float(east), float(north)

    @cached_property
    def area_km2(self) -> pd.Series[float]:
        """Area of each kelurahan in km2 by kode, measured in `metric_crs`.

        In UTM the area differs from that on the ellipsoid by at most 0.2 % (0.05 % in Kediri), less than
        editions of the boundaries differ from one another.
        """
        return pd.Series(self.metric.area / 1e6, name="area_km2")

    @cached_property
    def kecamatan(self) -> gpd.GeoDataFrame:
        """The kecamatan, dissolved from their kelurahan.

        Index `kode` (text, dotted, sorted), columns `name`, `count` (kelurahan in it) and `geometry`
        (EPSG:4326, coverage union: exact because the kelurahan share their edges).
        """
        dissolved = self.frame.assign(count=1).dissolve(
            by="kecamatan_kode", aggfunc={"kecamatan": "first", "count": "sum"}, method="coverage"
        )
        dissolved = dissolved.rename(columns={"kecamatan": "name"}).rename_axis("kode")
        return dissolved[["name", "count", "geometry"]].sort_index()

    @cached_property
    def names(self) -> pd.Series[str]:
        """What to call each kelurahan where others are named too: its name, which may be borne by several.

        Index kode. Where two kelurahan of the city bear one name, the kecamatan goes with it:
        "Bangsal (Kec. Kota)". `frame` has the bare names.
        """
        bare = self.frame["name"].astype("str")
        twice = bare.str.casefold().duplicated(keep=False)
        parents = self.frame["kecamatan"].astype("str")
        told_apart: pd.Series[str] = bare.mask(twice, bare + " (Kec. " + parents + ")")
        return told_apart

    @cached_property
    def within(self) -> Mapping[str, list[str]]:
        """The kelurahan within each area, by kode of any level; a kelurahan is within itself."""
        found = {kode: [kode] for kode in self.frame.index}
        for kecamatan, kodes in self.frame.index.groupby(self.frame["kecamatan_kode"]).items():
            found[str(kecamatan)] = list(kodes)
        found[self.city_kode] = list(self.frame.index)
        return found

    @cached_property
    def metric_kecamatan(self) -> gpd.GeoDataFrame:
        """`kecamatan` in `metric_crs` (UTM, metres)."""
        return self.kecamatan.to_crs(self.metric_crs)

    @cached_property
    def edges(self) -> tuple[Positions, Positions]:
        """The pairs of kelurahan that share an edge, as positions in `frame`; each pair in both directions.

        Areas that only meet at a corner share none ("rook" contiguity): their boundaries meet in points, not
        in lines, which the DE-9IM pattern with a 1 in its centre asks.
        """
        geometry = self.frame.geometry.to_numpy()
        left, right = shapely.STRtree(geometry).query(geometry, predicate="touches")
        edge = shapely.relate_pattern(geometry[left], geometry[right], "****1****")
        return left[edge], right[edge]

    @cached_property
    def neighbours(self) -> pd.Series[Any]:
        """The kelurahan that share an edge with each kelurahan.

        Index `kode`; each value is a sorted tuple of kode, empty for an island.
        """
        kode = self.frame.index.to_numpy()
        found: dict[str, list[str]] = {one: [] for one in kode}
        for one, other in zip(*(kode[side] for side in self.edges), strict=True):
            found[one].append(other)
        values = [tuple(sorted(others)) for others in found.values()]
        return pd.Series(values, index=self.frame.index, name="neighbours", dtype=object)

    def neighbours_in(self, chosen: pd.Series[bool]) -> pd.Series[float]:
        """Count the neighbours of each kelurahan that are chosen.

        Parameters
        ----------
        chosen
            Boolean, index as in `frame`.

        Returns
        -------
        Series
            Index kode, float, 0 and more; 0 for an island too.
        """
        left, right = self.edges
        counts = np.bincount(left, weights=chosen.to_numpy(float)[right], minlength=len(self.frame))
        return pd.Series(counts, index=self.frame.index, name="neighbours_in")

    def distance_to(self, chosen: pd.Series[bool]) -> pd.Series[float]:
        """Measure how far each kelurahan is from the nearest chosen one, from edge to edge.

        Parameters
        ----------
        chosen
            Boolean, index as in `frame`.

        Returns
        -------
        Series
            Index kode, metres in `metric_crs`: 0 where the kelurahan is chosen itself or touches a chosen
            one, NaN for all where none is chosen.
        """
        has = chosen.to_numpy(bool)
        metres = np.where(has | (self.neighbours_in(chosen).to_numpy() > 0), 0.0, np.nan)
        if has.any():
            far, near = np.flatnonzero(np.isnan(metres)), np.flatnonzero(has)
            metres[far] = _nearest(
                self.metric.geometry.to_numpy()[far], self.metric.geometry.to_numpy()[near]
            )
        return pd.Series(metres, index=self.frame.index, name="distance_m")

    @cached_property
    def label_points(self) -> gpd.GeoSeries:
        """Where a label or a circle goes: the centre of the largest circle inside each kelurahan.

        Index `kode`, points in EPSG:4326, always inside their area (a centroid need not be). Found in
        `metric_crs` to within 1 m; for an area of several parts it lies in the roomiest.
        """
        radius = shapely.maximum_inscribed_circle(
            self.metric.geometry.to_numpy(), tolerance=CENTRE_TOLERANCE_M
        )
        centres = gpd.GeoSeries(shapely.get_point(radius, 0), index=self.frame.index, crs=self.metric_crs)
        return centres.to_crs(4326).rename("label_point")

    def locate(self, lon: ArrayLike | pd.Series[float], lat: ArrayLike | pd.Series[float]) -> pd.Series[str]:
        """Find the kelurahan in which each point lies.

        Parameters
        ----------
        lon, lat
            Degrees in WGS 84, equally long. NaN is a point without a place.

        Returns
        -------
        Series
            `kode` (text) or NaN outside the city, with the index of `lon` if that is a Series, else 0, 1, ...
            A point on a border shared by several kelurahan gets the lowest of their codes, so that the same
            point always gets the same answer.

        Raises
        ------
        ValueError
            When `lon` and `lat` differ in length.
        """
        index = lon.index if isinstance(lon, pd.Series) else None
        x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
        if x.shape != y.shape:
            raise ValueError(f"{len(x)} longitudes but {len(y)} latitudes")
        point, area = shapely.STRtree(self.frame.geometry.to_numpy()).query(
            shapely.points(x, y), predicate="intersects"
        )
        # The frame is sorted by kode, so the lowest position is the lowest code.
        hits = pd.Series(area).groupby(point).min()
        found = pd.Series(self.frame.index.to_numpy()[hits.to_numpy(int)], index=hits.index, dtype="str")
        located = found.reindex(np.arange(len(x)))
        located.index = pd.RangeIndex(len(x)) if index is None else index
        return located.rename("kode")

    @cached_property
    def landmarks(self) -> Mapping[ContextFeature, str | None]:
        """The places of the context that people know, each with the kode of its kelurahan; None outside."""
        places = self.context.of("landmark")
        located = self.locate(*shapely.get_coordinates([one.geometry for one in places]).T)
        found = zip(places, located, strict=True)
        return {one: kode if isinstance(kode, str) else None for one, kode in found}

    def level(self, kode: str) -> Level | None:
        """Say what a kode stands for in this city, or None where it is not of this city."""
        if kode == self.city_kode:
            return "city"
        if kode in self.kecamatan.index:
            return "kecamatan"
        return "kelurahan" if kode in self.frame.index else None

    def name_of(self, kode: str) -> str:
        """Return the name of the city, the kecamatan or the kelurahan with this kode.

        That of a kelurahan is told apart from its namesakes, see `names`.

        Raises
        ------
        KeyError
            When the kode is not of this city; ask `level` first.
        """
        level = self.level(kode)
        if level == "city":
            return self.city
        if level is None:
            raise KeyError(kode)
        return str(self.kecamatan.at[kode, "name"] if level == "kecamatan" else self.names[kode])


def _nearest(polygons: Polygons, others: Polygons) -> Metres:
    """Return the distance of each polygon from the nearest of the others.

    The distance from the other with the nearest bounding box is an upper bound; only others whose box is
    within it are measured. That is exact, and at 8,494 areas several times as fast as asking the tree for the
    nearest polygon.
    """
    boxes, tree = shapely.envelope(polygons), shapely.STRtree(shapely.envelope(others))
    bound = shapely.distance(polygons, others[tree.nearest(boxes)])
    one, other = tree.query(boxes, predicate="dwithin", distance=bound)
    metres: Metres = bound.copy()
    np.minimum.at(metres, one, shapely.distance(polygons[one], others[other]))
    return metres
