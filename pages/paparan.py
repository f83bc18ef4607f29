"""Paparan: the steps of the presentation, one at a time, for a shared screen."""

from __future__ import annotations

import streamlit as st

from petaprogram.web import components, downloads, frame, presentation, site
from petaprogram.web.edition import edition_in_use
from petaprogram.web.visit import current

edition = edition_in_use()
dataset = edition.dataset
scenes = edition.walk.scenes
number, unknown = presentation.open_link(len(scenes))

with st.container(key="paparan"):
    with st.container(key="paparan-atas", horizontal=True, vertical_alignment="center"):
        site.link(current().say("Keluar dari paparan"), "peta")
        if scenes:
            downloads.show_walk(dataset)
        frame.show_languages(presentation.PATH)
    if scenes:
        scene = scenes[number - 1]
        components.show_unknown(unknown)
        presentation.show_head(scene, number, len(scenes))
        with st.container(key="paparan-isi"):
            with st.container(key="paparan-utama"):
                presentation.show_stage(edition, scene)
            with st.container(key="paparan-samping"):
                presentation.show_aside(dataset, scene)
        presentation.show_notes(scene)
        with st.container(key="paparan-kendali", horizontal=True, vertical_alignment="center"):
            presentation.show_controls(edition, scene, number)
    else:
        presentation.show_empty(unknown)
    presentation.show_foot(dataset)
    presentation.show_issues(edition)
