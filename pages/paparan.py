"""Paparan: the steps of the presentation, one at a time, for a shared screen."""

from __future__ import annotations

import streamlit as st

from petaprogram.web.frame import page_frame
from petaprogram.web.frame.glossary import offer_glossary
from petaprogram.web.paparan import step_view
from petaprogram.web.parts import components, way_back
from petaprogram.web.server.data_in_use import edition_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

edition = edition_in_use()
dataset = edition.dataset
opened = step_view.open_link(edition.walk)
scenes, number = opened.scenes, opened.number

with st.container(key="paparan"):
    with st.container(key="paparan-atas", horizontal=True, vertical_alignment="center"):
        addresses.link(current().say("Keluar dari paparan"), "peta")
        offer_glossary()
        if scenes:
            step_view.show_files(edition, opened)
        page_frame.show_languages(way_back.PATH)
    if scenes:
        scene = scenes[number - 1]
        components.show_unknown(opened.unknown)
        step_view.show_head(scene, number, scenes)
        with st.container(key="paparan-isi"):
            with st.container(key="paparan-utama"):
                step_view.show_stage(edition, scene)
            with st.container(key="paparan-samping"):
                step_view.show_aside(edition, scene)
        with st.container(key="paparan-kendali", horizontal=True, vertical_alignment="center"):
            step_view.show_controls(edition, opened)
    else:
        step_view.show_empty(opened.unknown)
    step_view.show_foot(dataset, len(scenes))
    if opened.audience == "internal":
        step_view.show_audience(edition.walk, opened)
    step_view.show_issues(edition)
