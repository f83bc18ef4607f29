"""The classes of every map: which areas belong to which, and the words for each.

The web map, its legend and the printed map read the same classes, so a colour means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from petaprogram.geography.context import Kind as ContextKind
from petaprogram.maps.palette import (
    AMOUNTS,
    ENDED,
    NONE,
    NOT_REPORTED,
    OUTSIDE,
    PLANNED,
    RECORDED,
    RUNNING,
    Style,
)
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.messages.vocabulary import STATE

Kind = Literal["states", "pillar_counts", "program_counts", "evidence", "ranks", "services"]


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class as the legend lists it: `label` is a message, `areas` counts its polygons."""

    id: str
    label: str
    style: Style
    areas: int


@dataclass(frozen=True, slots=True, eq=False)
class Classified:
    """Every area with its class.

    `by_area` gives the position in `classes`; `values` the counted number (missing where there is none);
    `unit` the message after that number; `radius` the circle in pixels (NaN: no circle), or None for kinds
    without circles; `doubtful` the areas whose every record is of low confidence. All Series share the
    index kode.
    """

    kind: Kind
    classes: tuple[LegendClass, ...]
    by_area: pd.Series
    values: pd.Series
    doubtful: pd.Series
    unit: str | None = None
    radius: pd.Series | None = None

    def values_in_words(self, language: Language) -> pd.Series:
        """What hovering says about each area: "berjalan", "3 pilar hadir", "belum tercatat"."""
        words = [
            language.say(self.classes[position].label)
            if pd.isna(value)
            else f"{language.number(value)} {language.counted(str(self.unit), int(value))}"
            for position, value in zip(self.by_area, self.values, strict=True)
        ]
        plain = pd.Series(words, index=self.by_area.index, dtype=object)
        return plain.mask(self.doubtful, plain + f" ({language.say(DOUBTFUL_WORD)})")

    @property
    def told(self) -> pd.Index:
        """The areas that the map is about: those whose class says more than a blank, while they are few."""
        blank = [number for number, item in enumerate(self.classes) if item.id in BLANK]
        told = self.by_area.index[~self.by_area.isin(blank)]
        return told if len(told) <= TOLD_AT_MOST else told[:0]


_STATES = (
    ("running", STATE["running"], RUNNING),
    ("planned", STATE["planned"], PLANNED),
    ("ended", STATE["ended"], ENDED),
    ("confirmed_none", STATE["confirmed_none"], NONE),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
_PILLARS = (
    ("pillars_0", "0", NONE),
    ("pillars_1", "1", AMOUNTS[0]),
    ("pillars_2", "2", AMOUNTS[1]),
    ("pillars_3_4", "3-4", AMOUNTS[2]),
    ("pillars_5_6", "5-6", AMOUNTS[3]),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
_PILLAR_CLASS = np.array([0, 1, 2, 3, 3, 4, 4])
# Raw counts are circles; the polygon under a circle only says whether there is anything to count.
_PROGRAMS = (
    ("recorded", message("tercatat"), RECORDED),
    ("programs_0", message("0 program"), NONE),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
# Shares of few records: words, since a kelurahan with three records has no meaningful percentage.
_EVIDENCE = (
    ("evidence_none", message("tidak ada yang berkeyakinan tinggi"), AMOUNTS[0]),
    ("evidence_less", message("kurang dari separuh berkeyakinan tinggi"), AMOUNTS[1]),
    ("evidence_most", message("separuh atau lebih berkeyakinan tinggi"), AMOUNTS[2]),
    ("evidence_all", message("semua berkeyakinan tinggi"), AMOUNTS[3]),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
_OUTSIDE_CLASS = ("outside", message("di luar saringan"), OUTSIDE)

# The area of a circle is proportional to its count: radius = RADIUS_ONE * sqrt(count). The scale is the same
# under every filter, so that circles can be compared; only a count above (RADIUS_MAX / RADIUS_ONE) ** 2
# shrinks it, for the whole map at once.
RADIUS_ONE, RADIUS_MAX = 5.0, 26.0

DOUBTFUL_WORD = message("diragukan")

# Classes that say nothing of an area.
BLANK = ("not_reported", "outside")

# So many areas carry their names at every zoom because the map is about them.
TOLD_AT_MOST = 14

TITLES: dict[Kind, str] = {
    "states": message("Keadaan program"),
    "pillar_counts": message("Pilar hadir"),
    "program_counts": message("Program tercatat"),
    "ranks": message("Peringkat"),
    "services": message("Layanan dalam skenario"),
    "evidence": message("Keyakinan catatan"),
}
_UNITS = {
    "pillar_counts": counted_message("pilar hadir"),
    "program_counts": counted_message("program tercatat"),
}

# What lies around and in the city, and the sites of records.
CONTEXT_WORDS: Mapping[ContextKind, str] = {
    "neighbour": message("kecamatan sekitar"),
    "water": message("perairan"),
    "river": message("sungai"),
    "road": message("jalan"),
    "railway": message("rel kereta api"),
    "landmark": message("tempat penting"),
}
SITES = message("lokasi tercatat")

# What the controls of the web map say.
MAP_WORDS: Mapping[str, str] = {
    "title": message("Peta kelurahan"),
    "zoomIn": message("Perbesar"),
    "zoomOut": message("Perkecil"),
    "whole": message("Seluruh kota"),
    "fullScreen": message("Layar penuh"),
    "smallScreen": message("Keluar dari layar penuh"),
    "layers": message("Lapisan peta"),
    "keys": message("Huruf di peta"),
    "more": message("program lain"),
    "places": message("Di sini"),
    "keyboard": message(
        "Tekan Enter, lalu tombol panah untuk berpindah antarkelurahan; Enter memilih, Escape keluar."
    ),
    "twoFingers": message("Gunakan dua jari untuk menggeser peta"),
    "wheel": message("Tahan Ctrl sambil menggulir untuk memperbesar peta"),
    "wheelMac": message("Tahan ⌘ sambil menggulir untuk memperbesar peta"),
}

# Every message that a map document may say.
_LABELS = {label for _, label, _ in (*_STATES, *_PILLARS, *_PROGRAMS, *_EVIDENCE, _OUTSIDE_CLASS)}
VOCABULARY = frozenset(
    {DOUBTFUL_WORD, *MAP_WORDS.values(), *CONTEXT_WORDS.values(), SITES, *_UNITS.values(), *_LABELS}
)

Spec = tuple[str, str, Style]


@lru_cache(maxsize=64)
def classify(shown: ThematicMap) -> Classified:
    """Give each kelurahan of a map its class, and mark those whose evidence is doubtful."""
    kind = shown.theme.kind
    if kind == "pillars":
        made = classify_pillar_counts(shown.values, shown.outside)
    elif kind == "programs":
        made = classify_program_counts(shown.values, shown.outside)
    elif kind == "evidence":
        made = classify_shares(shown.values, shown.outside)
    else:
        made = classify_states(shown.values, shown.outside)
    return replace(made, doubtful=shown.doubtful & ~shown.outside)


def classify_states(states: pd.Series, outside: pd.Series | None = None) -> Classified:
    """Give each area the class of its state.

    Parameters
    ----------
    states
        Index kode; running, planned, ended, confirmed_none or not_reported. Missing is not reported.
    outside
        Same areas, boolean: not part of what the filters show. Drawn pale, and listed only when present.

    Raises
    ------
    ValueError
        A state of another name, an area twice, or `outside` for other areas.
    """
    positions = {name: position for position, (name, _, _) in enumerate(_STATES)}
    known = states.where(states.notna(), "not_reported")
    unknown = sorted(set(known.astype(str)) - set(positions))
    if unknown:
        raise ValueError(f"unknown states: {', '.join(unknown)}")
    by_area = known.map(positions).astype("int64")
    return make_classified("states", _STATES, by_area, None, outside)


def classify_pillar_counts(counts: pd.Series, outside: pd.Series | None = None) -> Classified:
    """Put the number of pillars present (0 to 6, missing where nothing is reported) into the set classes.

    The classes are set by hand and never follow the data, so that two maps can be compared.

    Raises
    ------
    ValueError
        A count that is not a whole number from 0 to 6, an area twice, or `outside` for other areas.

    Examples
    --------
    >>> counts = pd.Series({"99.01.01.1001": 3, "99.01.01.1002": 0, "99.01.02.1001": None})
    >>> made = classify_pillar_counts(counts)
    >>> [made.classes[position].id for position in made.by_area]
    ['pillars_3_4', 'pillars_0', 'not_reported']
    """
    whole = whole_numbers(counts, largest=len(_PILLAR_CLASS) - 1)
    positions = np.append(_PILLAR_CLASS, len(_PILLARS) - 1)
    by_area = pd.Series(positions[whole.fillna(len(_PILLAR_CLASS)).to_numpy("int64")], index=counts.index)
    return make_classified("pillar_counts", _PILLARS, by_area, whole, outside)


def classify_program_counts(counts: pd.Series, outside: pd.Series | None = None) -> Classified:
    """Give each area a circle for its number of programs, and a quiet fill below it.

    Raises
    ------
    ValueError
        A count that is not a whole number, an area twice, or `outside` for other areas.
    """
    whole = whole_numbers(counts)
    number = whole.fillna(-1).to_numpy("int64")
    by_area = pd.Series(np.select([number < 0, number == 0], [2, 1], 0), index=counts.index)
    return make_classified("program_counts", _PROGRAMS, by_area, whole, outside)


def classify_shares(shares: pd.Series, outside: pd.Series | None = None) -> Classified:
    """Put the share of well-founded records (0 to 1, missing where nothing is recorded) into the set classes.

    Raises
    ------
    ValueError
        A share that is not from 0 to 1, an area twice, or `outside` for other areas.
    """
    wrong = shares[(shares < 0) | (shares > 1)]
    if len(wrong):
        raise ValueError(f"shares out of range: {sorted(set(wrong.tolist()))}")
    positions = np.select([shares.isna(), shares == 0, shares < 0.5, shares < 1], [4, 0, 1, 2], 3)  # noqa: PLR2004
    by_area = pd.Series(positions, index=shares.index)
    return make_classified("evidence", _EVIDENCE, by_area, None, outside)


def circle_radius(counts: pd.Series) -> pd.Series:
    """Radius in pixels of the circle for each count; NaN where there is nothing to draw."""
    positive = counts.where(counts > 0).astype("float64")
    largest = positive.max()
    scale = RADIUS_ONE if not largest > 0 else min(RADIUS_ONE, RADIUS_MAX / largest**0.5)
    return (scale * positive**0.5).round(2)


def make_classified(
    kind: Kind,
    specs: tuple[Spec, ...],
    by_area: pd.Series,
    values: pd.Series | None,
    outside: pd.Series | None,
) -> Classified:
    """Put positions in `specs` (id, label, style), one for each area, together with what they stand for.

    Raises
    ------
    ValueError
        An area twice, or `outside` for other areas.
    """
    index = by_area.index
    if not index.is_unique:
        raise ValueError(f"an area stands twice: {', '.join(map(str, index[index.duplicated()].unique()))}")
    if values is None:
        values = pd.Series(pd.NA, index=index, dtype="Int64")
    if outside is not None:
        if len(outside) != len(index) or not outside.index.isin(index).all() or not outside.index.is_unique:
            raise ValueError("`outside` must name the same areas")
        away = outside.reindex(index).astype(bool)
        if away.any():
            by_area, values = by_area.mask(away, len(specs)), values.mask(away)
            specs = (*specs, _OUTSIDE_CLASS)
    sizes = by_area.value_counts()
    return Classified(
        kind=kind,
        classes=tuple(
            LegendClass(name, label, style, int(sizes.get(position, 0)))
            for position, (name, label, style) in enumerate(specs)
        ),
        by_area=by_area,
        values=values,
        doubtful=pd.Series(data=False, index=index),
        unit=_UNITS.get(kind),
        radius=circle_radius(values) if kind == "program_counts" else None,
    )


def whole_numbers(counts: pd.Series, largest: int | None = None) -> pd.Series:
    """Return counts as Int64; ValueError where one is no whole number from 0 to `largest`."""
    if counts.notna().any() and not pd.api.types.is_numeric_dtype(counts):
        raise ValueError(f"a count must be a number, not {counts.dtype}")
    try:
        whole = counts.astype("Int64")
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("a count must be a whole number") from error
    wrong = whole[(whole < 0) | (whole > largest if largest is not None else False)]
    if len(wrong):
        raise ValueError(f"counts out of range: {sorted(set(wrong.dropna().tolist()))}")
    return whole
