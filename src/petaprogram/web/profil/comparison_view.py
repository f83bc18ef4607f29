"""An area beside the others: a plot with a dot for every kelurahan, for each measure, and the numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from petaprogram.maps.dot_plot import DotPlot, dot_plot
from petaprogram.measures.area_profile import Profile, make_area_profile
from petaprogram.measures.comparison import MEASURES, compare, medians, say_measure
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import Values, show_made
from petaprogram.web.profil.profile_head import title_of
from petaprogram.web.server.computed_once import computed_once
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# Pixels: the distance of two dots in a stack, where the tallest stack fits the height.
_STEP, _HEIGHT = 9.0, 170.0


@dataclass(frozen=True, slots=True, eq=False)
class _Measure:
    """One measure of every kelurahan: its numbers (index kode), the same in words, and its medians."""

    name: str
    values: pd.Series
    words: dict[str, str]
    medians: pd.Series


def show_comparison(dataset: Dataset, profile: Profile) -> None:
    """Show every measure of the area beside the kelurahan of its kecamatan and of the city."""
    show_made("profil/comparison.html", _comparison_values, dataset, profile.kode)


def _comparison_values(dataset: Dataset, place: str) -> Values:
    profile, areas, language = make_area_profile(dataset, place), dataset.areas, current()
    measures = _measure(dataset, language)
    parents = areas.frame["kecamatan_kode"].to_dict()
    kecamatan = sorted({parents[kode] for kode in profile.kelurahan})
    beside = {kode for kode, parent in parents.items() if parent in kecamatan}
    tops = {"pillars": float(len(dataset.pillars)), "evidence": 1.0}
    plots = {
        one.name: dot_plot(one.values, here=set(profile.kelurahan), beside=beside, top=tops.get(one.name))
        for one in measures
    }
    highest = max(plot.highest for plot in plots.values())
    step = min(_STEP, _HEIGHT / max(highest, 1))
    names = {str(kode): name for kode, name in areas.names.items()}
    titles = {kode: title_of(areas, kode) for kode in kecamatan}
    return {
        "name": title_of(areas, profile.kode),
        "level": profile.level,
        "city": areas.city,
        "kecamatan": titles[kecamatan[0]],
        "height": round(step * highest + 4),
        "plots": [
            {
                "title": language.say(MEASURES[one.name]),
                "value": _value_in_words(profile, one, language),
                "known": int(one.values.notna().sum()),
                "total": len(one.values),
                **_dots(plots[one.name], one, names, step),
                "ticks": [
                    {"left": _percent(plots[one.name], tick), "word": say_measure(one.name, tick, language)}
                    for tick in plots[one.name].ticks
                ],
                "medians": [
                    {
                        "name": name,
                        "word": say_measure(one.name, value, language),
                        "at": None if math.isnan(value) else _percent(plots[one.name], value),
                    }
                    for name, value in (
                        *((titles[kode], one.medians[kode]) for kode in kecamatan),
                        (areas.city, one.medians[areas.city_kode]),
                    )
                ],
            }
            for one in measures
        ],
        "measures": [language.say(name) for name in MEASURES.values()],
        "table": [
            {
                "name": name,
                "kecamatan": district,
                "address": addresses.address("profil", {"kode": kode}),
                "here": kode in profile.kelurahan,
                "words": [one.words[kode] for one in measures],
            }
            for kode, name, district in areas.frame[["name", "kecamatan"]].itertuples(name=None)
        ],
    }


@computed_once
def _measure(dataset: Dataset, language: Language) -> tuple[_Measure, ...]:
    """Measure every kelurahan, once for each version of the data and each language."""
    measured = compare(dataset)
    middle = medians(measured, dataset.areas)
    return tuple(
        _Measure(
            name=str(name),
            values=values,
            words={str(kode): say_measure(str(name), value, language) for kode, value in values.items()},
            medians=middle[name],
        )
        for name, values in measured.items()
    )


def _dots(plot: DotPlot, measure: _Measure, names: dict[str, str], step: float) -> dict[str, object]:
    """Prepare the dots of a plot: those with a number, and those without."""
    dots = [
        {
            "role": dot.role,
            "left": None if dot.at is None else round(100 * dot.at, 2),
            "bottom": round(step * dot.level, 1),
            "title": f"{names[dot.kode]}: {measure.words[dot.kode]}",
        }
        for dot in plot.dots
    ]
    return {
        "dots": [dot for dot in dots if dot["left"] is not None],
        "unknown": [dot for dot in dots if dot["left"] is None],
    }


def _percent(plot: DotPlot, value: float) -> float:
    return round(100 * plot.share(value), 2)


def _value_in_words(profile: Profile, measure: _Measure, language: Language) -> str:
    """Say the value of a kelurahan; of more than one, how many of them have one."""
    own = measure.values[list(profile.kelurahan)]
    if profile.level != "kelurahan":
        return language.say("{some:f} dari {total:f} kelurahan", some=int(own.notna().sum()), total=len(own))
    if measure.name == "evidence" and len(profile.records):
        high = int((profile.records["confidence"] == "high").sum())
        return language.say("{some:f} dari {total:f} data", some=high, total=len(profile.records))
    return measure.words[profile.kode]
