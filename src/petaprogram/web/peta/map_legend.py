"""The legend of the map, each class a button that leaves only its kelurahan on the map and in the table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from petaprogram.maps.classes import Classified
from petaprogram.maps.legend import legend
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import literal, show
from petaprogram.web.parts.map_controls import CLASS_KEY
from petaprogram.web.visit.visit import current


def choosable(classified: Classified) -> dict[str, str]:
    """Give the label of each class that has kelurahan, by its id; what filters leave out is no choice."""
    say = current().say
    return {item.id: say(item.label) for item in classified.classes if item.areas and item.id != "outside"}


def is_of(classified: Classified, wanted: str) -> pd.Series:
    """Mark the kelurahan of one class; boolean, index kode."""
    ids = [item.id for item in classified.classes]
    return classified.by_area == ids.index(wanted)


def draw_legend(classified: Classified) -> None:
    """Draw the legend of the whole map."""
    language = current()
    made = legend(classified, language)
    rows = [row for row in made.rows if row.areas]
    shown = {row.id: f"{literal(row.label)}: **{language.number(row.areas)}**" for row in rows}
    choices = [row.id for row in rows if row.id != "outside"]
    show("peta/legend_style.html", key=CLASS_KEY, swatches=[row.swatch_uri for row in rows])
    st.pills(
        language.say("{title} (banyaknya kelurahan; klik untuk memilih)", title=made.title),
        choices,
        format_func=shown.__getitem__,
        key=CLASS_KEY,
        on_change=map_controls.touched,
        wrap=True,
    )
    outside = [row for row in rows if row.id == "outside"]
    if made.circles or made.doubtful or outside:
        show(
            "peta/legend_more.html",
            outside=[{"swatch": row.swatch_uri, "areas": row.areas} for row in outside],
            doubtful=made.doubtful and {"swatch": made.doubtful.swatch_uri, "areas": made.doubtful.areas},
            circles=[{"swatch": one.swatch_uri, "value": one.value} for one in made.circles],
        )
