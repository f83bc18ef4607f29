"""Peta: where a program or pillar is recorded, with whom, and on what evidence."""

from __future__ import annotations

import streamlit as st

from petaprogram.cartography.classes import classify
from petaprogram.report.tables import area_table
from petaprogram.sentences import describe
from petaprogram.thematic import make_map
from petaprogram.views import make_choices
from petaprogram.web import components, controls, downloads, presentation, site
from petaprogram.web.edition import dataset_in_use
from petaprogram.web.mapview import show_map
from petaprogram.web.starts import show_starts
from petaprogram.web.table import dress_table, show_table
from petaprogram.web.visit import current

dataset = dataset_in_use()
choices = make_choices(dataset)
view, unknown = controls.open_link(dataset, choices, own=(presentation.STEP,))
shown = make_map(dataset, view.theme)
classified = classify(shown)

head = st.container()
# The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
with st.container(key="tata"):
    drawer, filters, frame, legend, details = (
        st.container(key=key) for key in ("laci", "saringan", "peta-bingkai", "keterangan", "rincian")
    )
# The map is made and sent first, because it is what a visitor waits for.
with frame:
    heading = st.container()
    show_map(dataset.areas, classified, view.selected)
# What follows is made before it is sent: the browser draws the map meanwhile.
rows = area_table(dataset, shown, classified, current())
sentence = describe(shown, dataset, current())
with heading:
    components.show_map_heading(sentence, classified)
dressed = dress_table(dataset, classified, rows)
passing = dataset.records[view.filters.mask(dataset.records)]
with head:
    presentation.show_way_back()
    components.show_unknown(unknown)
    components.show_sentence(sentence, shown)
    components.show_conservation(passing, len(dataset.records))
with drawer:
    components.show("drawer.html", label=current().say("Saringan dan warna"))
with filters:
    controls.draw_theme(dataset, choices)
    controls.draw_filters(dataset, choices)
    controls.draw_count(len(passing), len(dataset.records), choices.years)
with legend:
    components.show_legend(classified, wide=view.wide)
    downloads.show_map_files(dataset, shown, classified, view.selected)
with details:
    controls.draw_selected(dataset, choices)
    components.show_panel(dataset, view.selected, wide=view.wide)
    if view.selected:
        site.link(current().say("Buka profil lengkap"), "profil", kode=view.selected)
show_table(dataset, shown, rows, dressed, sentence.text)
# What nobody looks at is not computed.
years = st.expander(current().say("Tahun mulai"), key="mulai", on_change="rerun")
if years.open:
    with years:
        show_starts(dataset, passing, "peta")
