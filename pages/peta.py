"""Peta: where a program or pillar is recorded, with whom, and on what evidence."""

from __future__ import annotations

import streamlit as st

from petaprogram.exports.record_tables import area_table
from petaprogram.maps.classes import classify
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import make_map
from petaprogram.measures.map_view import make_choices
from petaprogram.web.parts import components, map_controls, way_back
from petaprogram.web.parts.map_component import show_map
from petaprogram.web.parts.start_year_chart import show_starts
from petaprogram.web.peta.area_table import dress_table, show_table
from petaprogram.web.peta.map_files import show_map_files
from petaprogram.web.server.data_in_use import dataset_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

dataset = dataset_in_use()
choices = make_choices(dataset)
view, unknown = map_controls.open_link(dataset, choices, own=addresses.ENTRY["peta"].own)
shown = make_map(dataset, view.theme)
classified = classify(shown)

head = st.container()
# The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
with st.container(key="tata"):
    drawer, filters, map_place, legend, details = (
        st.container(key=key) for key in ("laci", "saringan", "peta-bingkai", "keterangan", "rincian")
    )
# The map is made and sent first, because it is what a visitor waits for.
with map_place:
    heading = st.container()
    show_map(dataset, shown, classified, view.selected)
# What follows is made before it is sent: the browser draws the map meanwhile.
rows = area_table(dataset, shown, classified, current())
sentence = describe(shown, dataset, current())
with heading:
    components.show_map_heading(sentence, classified)
dressed = dress_table(dataset, classified, rows)
passing = dataset.records[view.filters.mask(dataset.records)]
with head:
    way_back.show_way_back()
    components.show_unknown(unknown)
    components.show_sentence(sentence, shown)
    components.show_conservation(passing, len(dataset.records))
with drawer:
    components.show("parts/drawer.html", label=current().say("Saringan dan warna"))
with filters:
    map_controls.draw_theme(dataset, choices)
    map_controls.draw_filters(dataset, choices)
    map_controls.draw_count(len(passing), len(dataset.records), choices.years)
with legend:
    components.show_legend(classified, wide=view.wide)
    show_map_files(dataset, shown, classified, view.selected)
with details:
    map_controls.draw_selected(dataset, choices)
    components.show_panel(dataset, view.selected, wide=view.wide)
    if view.selected:
        addresses.link(current().say("Buka profil lengkap"), "profil", kode=view.selected)
show_table(dataset, shown, rows, dressed, sentence.text)
# What nobody looks at is not computed.
years = st.expander(current().say("Tahun mulai"), key="mulai", on_change="rerun")
if years.open:
    with years:
        show_starts(dataset, passing, "peta")
