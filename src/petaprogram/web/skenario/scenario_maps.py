"""The maps of a scenario, before and after, on one scale; a click on the second one changes the wish."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from petaprogram.maps.classes import Classified
from petaprogram.maps.legend import legend
from petaprogram.maps.screen.paint_call import Details, Marks
from petaprogram.maps.service_classes import classify_services
from petaprogram.scenario.outcome import Outcome
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.parts.map_component import draw_map
from petaprogram.web.skenario import scenario_controls
from petaprogram.web.visit.visit import current


def show_maps(dataset: Dataset, outcome: Outcome) -> None:
    """Show the city before and after, side by side, and one legend for both."""
    say, areas = current().say, dataset.areas
    before, after = (classify_services(outcome, after=when) for when in (False, True))
    wish = outcome.scenario
    # What runs is named at every size, so that both maps can be compared.
    named = Marks(named=tuple(outcome.running.index[outcome.running]))
    marks = replace(
        named,
        numbers={step.kode: step.step for step in outcome.steps},
        firm=wish.locked,
        crosses=sorted(set(wish.excluded)),
    )
    with st.container(key="s-peta"):
        with st.container(key="s-sebelum"):
            _show_heading(say("Sebelum skenario"), before)
            draw_map(areas, before, key="skenario-sebelum", details=Details(marks=named))
        with st.container(key="s-sesudah"):
            _show_heading(say("Sesudah skenario"), after)
            draw_map(
                areas,
                after,
                key="skenario-sesudah",
                details=Details(marks=marks),
                choose=scenario_controls.turn,
            )
    made = legend(after, current())
    counts = [item.areas for item in before.classes]
    show(
        "skenario/legend.html",
        rows=[
            {"swatch": row.swatch_uri, "label": row.label, "before": earlier, "after": row.areas}
            for row, earlier in zip(made.rows, counts, strict=True)
        ],
        doubtful=made.doubtful and {"swatch": made.doubtful.swatch_uri, "areas": made.doubtful.areas},
    )


def _show_heading(title: str, classified: Classified) -> None:
    """Name a map, and say it for those who do not see it."""
    say = current().say
    words = "; ".join(f"{say(item.label)}: {item.areas}" for item in classified.classes if item.areas)
    show("skenario/map_heading.html", title=title, words=words)
