"""An area beside the others: a plot with a dot for every kelurahan, for each measure, and the numbers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from petaprogram.areas import Areas
from petaprogram.cartography.dotplot import DotPlot, dot_plot
from petaprogram.comparison import MEASURES, city_median, compare, kecamatan_medians
from petaprogram.dataset import Dataset
from petaprogram.language import Language
from petaprogram.profile import Profile
from petaprogram.web import site
from petaprogram.web.components import show
from petaprogram.web.languages import current
from petaprogram.web.profile import title_of

# Pixels: the distance of two dots in a stack, where the tallest stack fits the height.
_STEP, _HEIGHT = 9.0, 170.0


@dataclass(frozen=True, slots=True)
class _Median:
    """A line below a plot: whose median, its number in words, and how far along the axis (None: none)."""

    name: str
    word: str
    at: float | None


@st.cache_data(max_entries=2, show_spinner=False)
def _compare(_dataset: Dataset, version: str) -> pd.DataFrame:  # noqa: ARG001  (the version is the key)
    return compare(_dataset)


def show_comparison(dataset: Dataset, profile: Profile) -> None:
    """Show every measure of the area beside the kelurahan of its kecamatan and of the city."""
    areas, language = dataset.areas, current()
    measured = _compare(dataset, dataset.version)
    placed = {measure: _place(dataset, profile, measured[measure], measure) for measure in MEASURES}
    highest = max(plot.highest for plot in placed.values())
    step = min(_STEP, _HEIGHT / max(highest, 1))
    show(
        "profile_comparison.html",
        name=title_of(areas, profile.kode),
        level=profile.level,
        city=areas.city,
        kecamatan=title_of(areas, _kecamatan(areas, profile)[0]),
        height=round(step * highest + 4),
        plots=[
            _plot(dataset, profile, measured[measure], measure, plot, step)
            for measure, plot in placed.items()
        ],
        measures=[language.say(name) for name in MEASURES.values()],
        table=[
            {
                **areas.frame.loc[kode, ["name", "kecamatan"]],
                "address": site.address("profil", {"kode": kode}),
                "here": kode in profile.kelurahan,
                "words": [_number(measured[measure][kode], measure, language) for measure in MEASURES],
            }
            for kode in areas.frame.index
        ],
    )


def _place(dataset: Dataset, profile: Profile, values: pd.Series, measure: str) -> DotPlot:
    parents = dataset.areas.frame["kecamatan_kode"]
    beside = parents.index[parents.isin(_kecamatan(dataset.areas, profile))]
    top = {"pillars": float(len(dataset.pillars)), "evidence": 1.0}.get(measure)
    return dot_plot(values, here=set(profile.kelurahan), beside=set(beside), top=top)


def _plot(  # noqa: PLR0913, PLR0917  (one plot, from what all of them share)
    dataset: Dataset, profile: Profile, values: pd.Series, measure: str, plot: DotPlot, step: float
) -> dict[str, object]:
    language, names = current(), dataset.areas.frame["name"]
    dots = [
        {
            "role": dot.role,
            "left": None if dot.at is None else round(100 * dot.at, 2),
            "bottom": round(step * dot.level, 1),
            "title": f"{names[dot.kode]}: {_number(values[dot.kode], measure, language)}",
        }
        for dot in plot.dots
    ]
    return {
        "title": language.say(MEASURES[measure]),
        "value": _value_in_words(profile, values, measure, language),
        "medians": _medians(dataset, profile, values, measure, plot),
        "known": int(values.notna().sum()),
        "total": len(values),
        "dots": [dot for dot in dots if dot["left"] is not None],
        "unknown": [dot for dot in dots if dot["left"] is None],
        "ticks": [
            {"left": round(100 * plot.share(tick), 2), "word": _number(tick, measure, language)}
            for tick in plot.ticks
        ],
    }


def _medians(
    dataset: Dataset, profile: Profile, values: pd.Series, measure: str, plot: DotPlot
) -> list[_Median]:
    """List the medians to mark: of the kecamatan that this is about, and of the city."""
    medians = kecamatan_medians(values, dataset.areas)
    found = {title_of(dataset.areas, kode): medians[kode] for kode in _kecamatan(dataset.areas, profile)}
    found[dataset.areas.city] = city_median(values)
    return [
        _Median(
            name,
            _number(value, measure, current()),
            None if pd.isna(value) else round(100 * plot.share(value), 2),
        )
        for name, value in found.items()
    ]


def _kecamatan(areas: Areas, profile: Profile) -> list[str]:
    """List the kecamatan that this is about."""
    return sorted(areas.frame.loc[list(profile.kelurahan), "kecamatan_kode"].unique())


def _value_in_words(profile: Profile, values: pd.Series, measure: str, language: Language) -> str:
    """Say the value of a kelurahan; of more than one, how many of them have one."""
    own = values[list(profile.kelurahan)]
    if profile.level == "kelurahan":
        if measure == "evidence" and own.notna().all():
            high = int((profile.records["confidence"] == "high").sum())
            return language.say("{some:f} dari {total:f} catatan", some=high, total=len(profile.records))
        return _number(own.iloc[0], measure, language)
    return language.say("{some:f} dari {total:f} kelurahan", some=int(own.notna().sum()), total=len(own))


def _number(value: float, measure: str, language: Language) -> str:
    if pd.isna(value):
        return language.say("belum tercatat")
    if measure == "evidence":
        return language.percent(value)
    return language.number(value, 0 if float(value).is_integer() else 1)
