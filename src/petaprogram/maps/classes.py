"""The classes of every map: which areas belong to which, and the words for each.

The web map, its legend and the printed map read the same classes, so a colour means the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from petaprogram.maps.class_tables import (
    AGED,
    BLANK,
    CLASS_OF_COUNT,
    DOUBTFUL_WORD,
    EVIDENCE_CLASSES,
    OUTSIDE_CLASS,
    PILLAR_CLASSES,
    PROGRAM_CLASSES,
    REPORT,
    STATE_CLASSES,
    UNITS,
    WIDE_CLASS,
    Kind,
    Spec,
)
from petaprogram.maps.palette import Style
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language

# So many areas carry their names at every zoom because the map is about them.
TOLD_AT_MOST = 14

# The area of a circle is proportional to its count: radius = RADIUS_ONE * sqrt(count). The scale is the same
# under every filter, so that circles can be compared; only a count above (RADIUS_MAX / RADIUS_ONE) ** 2
# shrinks it, for the whole map at once.
RADIUS_ONE, RADIUS_MAX = 5.0, 26.0


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
    without circles; `doubtful` the areas whose every record is of low confidence; `years` when a state was
    last reported (missing where that is not known), None for kinds without states. All Series share the
    index kode.
    """

    kind: Kind
    classes: tuple[LegendClass, ...]
    by_area: pd.Series
    values: pd.Series
    doubtful: pd.Series
    unit: str | None = None
    radius: pd.Series | None = None
    years: pd.Series | None = None

    def values_in_words(self, language: Language) -> pd.Series:
        """What hovering says about each area: "direncanakan, laporan terakhir 2024", "belum ada data"."""
        words = [
            language.say(self.classes[position].label)
            if pd.isna(value)
            else f"{language.number(value)} {language.counted(str(self.unit), int(value))}"
            for position, value in zip(self.by_area, self.values, strict=True)
        ]
        plain = pd.Series(words, index=self.by_area.index, dtype=object)
        if self.years is not None:
            for kode, year in self.reports.items():
                plain[kode] += f", {language.say(REPORT, year=year)}"
        return plain.mask(self.doubtful, plain + f" ({language.say(DOUBTFUL_WORD)})")

    @property
    def reports(self) -> dict[str, int]:
        """The year of the last report of each area whose state depends on its age, by kode."""
        if self.years is None:
            return {}
        aged = [item.id in AGED for item in self.classes]
        years = zip(self.by_area.items(), self.years, strict=True)
        return {str(kode): int(year) for (kode, place), year in years if aged[place] and not pd.isna(year)}

    @property
    def told(self) -> pd.Index:
        """The areas that the map is about: those whose class says more than a blank, while they are few."""
        blank = [item.id in BLANK for item in self.classes]
        told = self.by_area.index[[not blank[place] for place in self.by_area]]
        return told if len(told) <= TOLD_AT_MOST else told[:0]


@lru_cache(maxsize=128)
def classify(shown: ThematicMap) -> Classified:
    """Give each kelurahan of a map its class, and mark those whose evidence is doubtful."""
    kind = shown.theme.kind
    if kind == "pillars":
        made = classify_pillar_counts(shown.values, shown.outside, shown.holds)
    elif kind == "programs":
        made = classify_program_counts(shown.values, shown.outside, shown.holds)
    elif kind == "evidence":
        made = classify_shares(shown.values, shown.outside, shown.holds)
    else:
        states = shown.values.mask(shown.holds, "wide")
        made = replace(classify_states(states, shown.outside), years=shown.years)
    return replace(made, doubtful=shown.doubtful & ~shown.outside)


@lru_cache(maxsize=64)
def only_class(classified: Classified, wanted: str) -> Classified:
    """Leave the areas of one class; the others are drawn as left out.

    Raises
    ------
    KeyError
        If the map has no class of this id.

    Examples
    --------
    >>> made = classify_states(pd.Series({"99.01.01.1001": "running", "99.01.01.1002": "ended"}))
    >>> [(item.id, item.areas) for item in only_class(made, "ended").classes if item.areas]
    [('ended', 1), ('outside', 1)]
    """
    places = {item.id: place for place, item in enumerate(classified.classes)}
    away = classified.by_area != places[wanted]
    specs = tuple(
        (item.id, item.label, item.style) for item in classified.classes if item.id != OUTSIDE_CLASS[0]
    )
    made = make_classified(classified.kind, specs, classified.by_area, classified.values, away)
    return replace(made, doubtful=classified.doubtful & ~away, years=classified.years)


def classify_states(states: pd.Series, outside: pd.Series | None = None) -> Classified:
    """Give each area the class of its state.

    Parameters
    ----------
    states
        Index kode, values from `STATES`. Missing is not reported.
    outside
        Same areas, boolean: not part of what the filters show. Drawn pale, and listed only when present.

    Raises
    ------
    ValueError
        A state of another name, an area twice, or `outside` for other areas.
    """
    positions = {name: position for position, (name, _, _) in enumerate(STATE_CLASSES)}
    known = states.where(states.notna(), "not_reported")
    unknown = sorted(set(known.astype(str)) - set(positions))
    if unknown:
        raise ValueError(f"unknown states: {', '.join(unknown)}")
    by_area = known.map(positions).astype("int64")
    return make_classified("states", STATE_CLASSES, by_area, None, outside)


def classify_pillar_counts(
    counts: pd.Series, outside: pd.Series | None = None, holds: pd.Series | None = None
) -> Classified:
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
    whole = whole_numbers(counts, largest=len(CLASS_OF_COUNT) - 1)
    positions = np.append(CLASS_OF_COUNT, len(PILLAR_CLASSES) - 1)
    by_area = pd.Series(positions[whole.fillna(len(CLASS_OF_COUNT)).to_numpy("int64")], index=counts.index)
    by_area, specs = _with_held(by_area, PILLAR_CLASSES, holds)
    return make_classified("pillar_counts", specs, by_area, whole, outside)


def classify_program_counts(
    counts: pd.Series, outside: pd.Series | None = None, holds: pd.Series | None = None
) -> Classified:
    """Give each area a circle for its number of programs, and a quiet fill below it.

    Raises
    ------
    ValueError
        A count that is not a whole number, an area twice, or `outside` for other areas.
    """
    whole = whole_numbers(counts)
    number = whole.fillna(-1).to_numpy("int64")
    by_area = pd.Series(np.select([number < 0, number == 0], [2, 1], 0), index=counts.index)
    by_area, specs = _with_held(by_area, PROGRAM_CLASSES, holds)
    return make_classified("program_counts", specs, by_area, whole, outside)


def classify_shares(
    shares: pd.Series, outside: pd.Series | None = None, holds: pd.Series | None = None
) -> Classified:
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
    by_area, specs = _with_held(by_area, EVIDENCE_CLASSES, holds)
    return make_classified("evidence", specs, by_area, None, outside)


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
            specs = (*specs, OUTSIDE_CLASS)
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
        unit=UNITS.get(kind),
        radius=circle_radius(values) if kind == "program_counts" else None,
    )


def _with_held(
    by_area: pd.Series, specs: tuple[Spec, ...], holds: pd.Series | None
) -> tuple[pd.Series, tuple[Spec, ...]]:
    """Give the areas that `holds` marks the class of what holds for a whole kecamatan or city."""
    if holds is None or not holds.any():
        return by_area, specs
    return by_area.mask(holds.reindex(by_area.index).astype(bool), len(specs)), (*specs, WIDE_CLASS)


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
