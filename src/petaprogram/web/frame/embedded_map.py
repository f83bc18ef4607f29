"""A map that stands alone in a page of another site: map, legend, sentence and credit."""

from __future__ import annotations

import streamlit as st

from petaprogram.maps.classes import classify, only_class
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import make_map
from petaprogram.measures.map_view import ONLY_CLASS, make_choices, read_link
from petaprogram.snapshots.snapshot import Manifest
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import components
from petaprogram.web.parts.map_component import open_extent, show_map
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, asked_once, current


def is_asked_for(path: str) -> bool:
    """Tell whether the link asks for the map alone."""
    return path == "peta" and asked_once().get(addresses.EMBEDDED) == ["1"]


def show_embedded(dataset: Dataset, manifest: Manifest | None) -> None:
    """Show the map that the link asks for; whoever wants more opens the site in another tab."""
    extent, unknown_extent = open_extent(dataset)
    own = {addresses.EMBEDDED, addresses.EXTENT}
    here = {name: values for name, values in asked().items() if name not in own}
    view, unknown = read_link(here, make_choices(dataset))
    shown = make_map(dataset, view.theme)
    classified = classify(shown)
    if view.only_class in {item.id for item in classified.classes}:
        classified = only_class(classified, str(view.only_class))
    elif view.only_class:
        unknown = (*unknown, f"{ONLY_CLASS}={view.only_class}")
    sentence = describe(shown, dataset, current())
    st.set_page_config(page_title=f"{sentence.head} - PetaProgram")
    with st.container(key="sematan"):
        components.show_unknown([*unknown, *unknown_extent])
        components.show_sentence(sentence, title=f"PetaProgram - {dataset.areas.city}")
        with st.container(key="peta-bingkai"):
            components.show_map_heading(sentence, classified)
            show_map(dataset, shown, classified, view.selected, still=True, extent=extent)
        components.show_legend(classified)
        components.show(
            "frame/embedded_foot.html",
            site=addresses.address("peta", here),
            manifest=manifest,
            data_date=dataset.site.data_date,
            licence=dataset.site.licence_in(current()),
            boundary_source=dataset.areas.source,
            boundary_edition=dataset.areas.edition,
        )
