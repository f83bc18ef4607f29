"""Small still maps on a page: heading and summary first, then the picture and its legend."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.maps.class_tables import BLANK
from petaprogram.maps.classes import Classified, classify_states
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import svg_map
from petaprogram.measures.map_theme import doubtful_areas, record_states
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show, show_legend
from petaprogram.web.visit.visit import current

_WIDTH = 460


def show_where(dataset: Dataset, records: pd.DataFrame) -> None:
    """Show where some records are, in which state; nothing where none is of a kelurahan."""
    if (records["scope"] == "kelurahan").any():
        made = classify_states(record_states(dataset, records))
        show_still(dataset.areas, replace(made, doubtful=doubtful_areas(dataset, records, wide=False)))


def show_still(areas: Areas, classified: Classified) -> None:
    """Show a small map of where something is, in which state."""
    language = current()
    text = _summary(classified, areas, language)
    show(
        "parts/still_map.html",
        title=language.say("Di mana"),
        text=text,
        uri=svg_uri(svg_map(areas, classified, width=_WIDTH)),
        alt=language.say("Peta {city}: {text}", city=areas.city, text=text),
    )
    show_legend(classified)


def _summary(classified: Classified, areas: Areas, language: Language) -> str:
    """Name the areas of every class that says more than a blank."""
    names = areas.names
    parts = [
        f"{language.say(item.label)}: {language.listing(sorted(names[classified.by_area == position]))}"
        for position, item in enumerate(classified.classes)
        if item.areas and item.id not in BLANK
    ]
    return f"{'; '.join(parts)}." if parts else language.say("Tidak ada kelurahan yang diwarnai.")
