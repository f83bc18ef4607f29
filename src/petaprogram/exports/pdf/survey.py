"""What the pages of one document share, computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from petaprogram.exports.pdf.dot_plot_strokes import HEIGHT, WIDTH, all_marks
from petaprogram.exports.pdf.pictures import Layer, make_layer
from petaprogram.maps.class_tables import STATE_STYLES
from petaprogram.maps.classes import Classified, classify
from petaprogram.maps.dot_plot import DotPlot, dot_plot
from petaprogram.maps.legend import swatch_svg
from petaprogram.maps.palette import INK, WHITE, is_light
from petaprogram.measures.comparison import MEASURES, compare, medians
from petaprogram.measures.map_theme import ThematicMap, Theme, all_pillar_states, make_map
from petaprogram.measures.presence import STATES, State
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

# What a template is given: anything that JSON can hold.
Content: TypeAlias = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Survey:
    """The data of a city as a document shows them.

    `day` is the day on which the document is made, `address` where the app is reached (None: nowhere that
    paper could point to).
    """

    dataset: Dataset
    language: Language
    day: dt.date
    address: str | None = None

    @cached_property
    def shown(self) -> ThematicMap:
        """What the maps show: how many pillars are present."""
        return make_map(self.dataset, Theme("pillars"))

    @cached_property
    def classified(self) -> Classified:
        """The classes of the maps."""
        return classify(self.shown)

    @cached_property
    def states(self) -> pd.DataFrame:
        """The state of every pillar (columns, in their own order) in every kelurahan."""
        return all_pillar_states(self.dataset, wide=False)

    @cached_property
    def words(self) -> pd.Series:
        """What the map says of every kelurahan, in words."""
        return self.classified.values_in_words(self.language)

    @cached_property
    def measured(self) -> pd.DataFrame:
        """The measures of every kelurahan."""
        return compare(self.dataset)

    @cached_property
    def plots(self) -> Mapping[str, tuple[DotPlot, Layer]]:
        """The plot of each measure, and its layer that all kelurahan share."""
        plots = {}
        for measure in MEASURES:
            ticks = self._ticks(measure)
            plot = dot_plot(self.measured[measure], top=ticks[-1][0], exact=True)
            plots[measure] = plot, make_layer(all_marks(plot, ticks), WIDTH, HEIGHT)
        return plots

    @cached_property
    def medians(self) -> pd.DataFrame:
        """The median of each measure (columns) in each kecamatan and in the city (index kode)."""
        return medians(self.measured, self.dataset.areas)

    @cached_property
    def wide(self) -> pd.DataFrame:
        """How many records of each pillar (columns) hold for each kecamatan and for the city (index kode)."""
        records = self.dataset.records
        wide = records[records["scope"].isin(["kecamatan", "city"])]
        return pd.crosstab(wide["kode"], wide["pillar_id"]).reindex(columns=list(self.badges), fill_value=0)

    def _ticks(self, measure: str) -> tuple[tuple[float, str], ...]:
        if measure == "evidence":
            return tuple((share, self.language.percent(share)) for share in (0.0, 0.5, 1.0))
        largest = self.measured[measure].max()
        last = len(self.badges) if measure == "pillars" else int(np.nan_to_num(largest, nan=1.0))
        step = max(1, round(last / 6))
        ticks = [*range(0, last - step + 1, step), last]
        return tuple((float(tick), self.language.number(tick)) for tick in ticks)

    @cached_property
    def badges(self) -> Mapping[str, Content]:
        """Letter, colour and name of each pillar, in their own order, and an ink that reads on it."""
        pillars = self.dataset.pillars.sort_values("order")
        return {
            str(pillar): {
                **{name: str(row[name]) for name in ("letter", "color", "name")},
                "ink": INK if is_light(str(row["color"])) else WHITE,
            }
            for pillar, row in pillars.iterrows()
        }

    @cached_property
    def year(self) -> int:
        """The year that the data stand for."""
        return self.dataset.site.data_date.year


@cache
def state_swatches() -> Mapping[State, str]:
    """Draw the swatch of each state, as the legends of the maps have it."""
    return {state: swatch_svg(STATE_STYLES[state]) for state in STATES}
