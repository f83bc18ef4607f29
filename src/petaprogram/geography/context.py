"""What lies in and around a city and helps to find one's way: rivers, roads, places people know, neighbours.

It says nothing of programs. Where it comes from, and under which licence, goes with every part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from petaprogram.messages.issues import Issue
from petaprogram.messages.language import SOURCE, Language

Kind = Literal["neighbour", "water", "river", "road", "railway", "landmark"]

# Which geometries a kind may have, in the order in which kinds are drawn.
SHAPES: Mapping[Kind, tuple[str, ...]] = {
    "neighbour": ("Polygon", "MultiPolygon"),
    "water": ("Polygon", "MultiPolygon"),
    "river": ("LineString", "MultiLineString"),
    "road": ("LineString", "MultiLineString"),
    "railway": ("LineString", "MultiLineString"),
    "landmark": ("Point",),
}


@dataclass(frozen=True, slots=True, eq=False)
class ContextFeature:
    """One thing that is drawn: `geometry` in EPSG:4326.

    `names` and `notes` are by code of language, empty where there is none; `also` are other names to find it
    by. `credit` is what its source asks to be said on the map.
    """

    kind: Kind
    geometry: BaseGeometry
    names: Mapping[str, str]
    notes: Mapping[str, str]
    also: tuple[str, ...]
    source: str
    source_url: str | None
    licence: str
    credit: str
    file: str

    def name_in(self, language: Language) -> str:
        """Return its name; empty where it has none."""
        return self.names.get(language.code) or self.names.get(SOURCE, "")

    def note_in(self, language: Language) -> str:
        """Return what has to be said of how it is drawn; empty where there is nothing."""
        return self.notes.get(language.code) or self.notes.get(SOURCE, "")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Everything that is drawn around a city, and why files were left out.

    `version` identifies the files in use (hexadecimal); empty without any.
    """

    features: Sequence[ContextFeature] = ()
    issues: tuple[Issue, ...] = ()
    version: str = ""

    def of(self, kind: Kind) -> list[ContextFeature]:
        """List the features of a kind."""
        return [feature for feature in self.features if feature.kind == kind]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds that occur, in the order in which they are drawn."""
        return [kind for kind in SHAPES if self.of(kind)]


NO_CONTEXT = Context()
