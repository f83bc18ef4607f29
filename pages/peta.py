"""Peta: where a program or pillar is recorded, with whom, and on what evidence."""

from __future__ import annotations

from time import monotonic

import streamlit as st

from petaprogram.exports.file_format import MapView
from petaprogram.maps.classes import classify, only_class
from petaprogram.measures.filters import Filters
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import make_map
from petaprogram.measures.map_view import ONLY_CLASS, make_choices
from petaprogram.messages.language import message
from petaprogram.web.parts import components, map_controls, way_back
from petaprogram.web.parts.map_component import give_head_start, open_extent, show_map
from petaprogram.web.parts.report import show_report
from petaprogram.web.parts.start_year_chart import show_starts
from petaprogram.web.peta import area_sheet, filter_chips, map_legend, subject_choice
from petaprogram.web.peta.area_table import TABLE, make_area_table, show_table
from petaprogram.web.peta.map_files import offer_files
from petaprogram.web.server.data_in_use import dataset_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current, snapshot

dataset = dataset_in_use()
choices = make_choices(dataset)
view, unknown = map_controls.open_link(dataset, choices, own=addresses.ENTRY["peta"].own)
extent, unknown_extent = open_extent(dataset)
unknown = (*unknown, *unknown_extent)
shown = make_map(dataset, view.theme)
whole = classified = classify(shown)
classes = map_legend.choosable(whole)
if view.only_class in classes:
    classified = only_class(whole, view.only_class)
elif view.only_class:
    unknown = (*unknown, f"{ONLY_CLASS}={view.only_class}")
    map_controls.drop_class()

head = st.container(key="jelajah" if way_back.asked_step() else None)
# The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
with st.container(key="tata"):
    subject, chips, map_place, legend, details = (
        st.container(key=key) for key in ("pokok", "penyaring", "peta-bingkai", "keterangan", "rincian")
    )
# The map is made and sent first, because it is what a visitor waits for.
with map_place:
    heading = st.container()
    show_map(dataset, shown, classified, view.selected, extent=extent, ahead=view.filters == Filters())
    sent = monotonic()
# What follows is made before it is sent: the browser draws the map meanwhile.
only = view.only_class if view.only_class in classes else None
table = make_area_table(dataset, shown, classified, only, current(), snapshot())
sentence = describe(shown, dataset, current())
give_head_start(sent)
with heading:
    components.show_map_heading(sentence, classified)
with head:
    components.show("peta/skip_links.html", table=TABLE)
    way_back.show_way_back()
    components.show_unknown(unknown)
    with st.container(key="judul"):
        title = current().say("Program {city} di setiap kelurahan", city=dataset.areas.city)
        components.show_sentence(sentence, title=title)
        with st.container(key="samping"):
            with st.container(key="pintu", horizontal=True, gap="xsmall"):
                subject_choice.draw_doors(dataset, view)
            components.show_behind(shown)
with subject, st.container(key="pokok-baris", horizontal=True, gap="small", vertical_alignment="bottom"):
    subject_choice.draw_subject(dataset, choices)
    filter_chips.draw_filters(dataset, choices, view)
with chips:
    filter_chips.draw_chips(dataset, choices, view, classes.get(view.only_class or ""))
with legend:
    map_legend.draw_legend(whole)
with details:
    map_controls.draw_selected(dataset, choices)
    components.show_panel(dataset, view.selected)
    if view.selected:
        addresses.link(current().say("Buka profil lengkap"), "profil", kode=view.selected)
        show_report(
            dataset, kode=view.selected, label=message("Ada yang kurang? Laporkan"), key="lapor-panel"
        )
if view.selected:
    area_sheet.show_sheet(dataset, classified, view.selected)
show_table(table)
components.show_conservation(shown.records, len(dataset.records))
taken = MapView(shown, classified, view.selected, only=view.only_class)
offer_files(dataset, taken, table.rows, sentence.text)
# What nobody looks at is not computed.
years = st.expander(current().say("Tahun mulai"), key="mulai", on_change="rerun")
if years.open:
    with years:
        show_starts(dataset, shown.records, "peta")
