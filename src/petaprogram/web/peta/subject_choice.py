"""What the map shows: all pillars, a pillar, or a program; and the doors to what most visitors come for."""

from __future__ import annotations

import streamlit as st

from petaprogram.measures.map_view import Choices, View
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.map_controls import ALL_PILLARS, CLASS_KEY, PILLAR_KEY, PROGRAM_KEY
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def draw_subject(dataset: Dataset, choices: Choices) -> None:
    """Draw the choice of what the map shows."""
    say = current().say
    map_controls.colour_pillars(dataset, choices, PILLAR_KEY, skip=1)
    labels = {ALL_PILLARS: say("Semua pilar"), **map_controls.pillar_labels(dataset)}
    st.pills(
        say("Tampilkan di peta"),
        [ALL_PILLARS, *choices.pillars],
        format_func=labels.__getitem__,
        key=PILLAR_KEY,
        on_change=_pillar_chosen,
        wrap=True,
    )
    names = dataset.programs["name"].to_dict()
    st.selectbox(
        say("Sebuah program"),
        choices.programs,
        index=None,
        placeholder=say("Sebuah program"),
        format_func=names.__getitem__,
        key=PROGRAM_KEY,
        on_change=_program_chosen,
        label_visibility="collapsed",
    )


def draw_doors(dataset: Dataset, view: View) -> None:
    """Lead to one's own kelurahan, to where to go first, and to the presentation."""
    say = current().say
    pillar = view.subject
    if view.kind == "program":
        pillar = str(dataset.programs.at[view.subject, "pillar_id"])
    about = {"pilar": pillar} if pillar else {}
    addresses.link(say("Kelurahan saya"), "profil")
    addresses.link(say("Prioritas kunjungan"), "kesenjangan", lihat="peringkat", **about)
    addresses.link(say("Paparan"), "paparan")


def _pillar_chosen() -> None:
    if st.session_state[PILLAR_KEY] is None:
        # A second click on a pillar takes it away: all of them are left.
        st.session_state[PILLAR_KEY] = ALL_PILLARS
    st.session_state[PROGRAM_KEY] = st.session_state[CLASS_KEY] = None
    map_controls.touched()


def _program_chosen() -> None:
    st.session_state[PILLAR_KEY] = None if st.session_state[PROGRAM_KEY] else ALL_PILLARS
    st.session_state[CLASS_KEY] = None
    map_controls.touched()
