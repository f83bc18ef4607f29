"""Kesenjangan: where nothing is recorded or nothing runs, which place comes first, and why."""

from __future__ import annotations

import streamlit as st

from petaprogram.web import components, gaps_controls, gaps_matrix, gaps_ranking, gaps_spread, ministry
from petaprogram.web.edition import dataset_in_use, edition_in_use

dataset = dataset_in_use()
view, unknown = gaps_controls.open_link(dataset)

components.show_unknown(unknown)
gaps_matrix.show_sentence(dataset, view)
gaps_controls.draw_subject(dataset)
if view.part == "matriks":
    gaps_matrix.show_lists(dataset, view)
    gaps_controls.draw_matrix_choices(dataset, view)
    # The style sheet lays these out: the cell beside the matrix, on a phone before it.
    with st.container(key="g-matriks"):
        with st.container(key="g-isi"):
            gaps_controls.draw_cell_choice(dataset, view)
            gaps_matrix.show_cell(dataset, view)
        with st.container(key="g-tabel"):
            gaps_matrix.show_matrix(dataset, view)
elif view.part == "peringkat":
    gaps_ranking.show_ranking(dataset, view)
elif view.part == "kesetaraan":
    gaps_spread.show_equity(dataset, view)
elif view.part == "tumpang-tindih":
    gaps_spread.show_overlaps(dataset, view)
else:
    ministry.show_ministry(edition_in_use())
