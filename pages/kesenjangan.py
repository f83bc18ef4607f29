"""Kesenjangan: where nothing is recorded or nothing runs, which place comes first, and why."""

from __future__ import annotations

import streamlit as st

from petaprogram.web.kesenjangan import equity_view, gap_controls, matrix_view, ranking_view
from petaprogram.web.parts import components, ministry_view
from petaprogram.web.server.data_in_use import dataset_in_use, edition_in_use

dataset = dataset_in_use()
view, unknown = gap_controls.open_link(dataset)

components.show_unknown(unknown)
matrix_view.show_gap_sentence(dataset, view)
gap_controls.draw_subject(dataset)
if view.section == "matriks":
    matrix_view.show_lists(dataset, view)
    gap_controls.draw_matrix_choices(dataset, view)
    # The style sheet lays these out: the cell beside the matrix, on a phone before it.
    with st.container(key="g-matriks"):
        with st.container(key="g-isi"):
            gap_controls.draw_cell_choice(dataset, view)
            matrix_view.show_cell(dataset, view)
        with st.container(key="g-tabel"):
            matrix_view.show_matrix(dataset, view)
    matrix_view.offer_files(dataset, view)
elif view.section == "peringkat":
    ranking_view.show_ranking(dataset, view)
elif view.section == "kesetaraan":
    equity_view.show_equity(dataset, view)
elif view.section == "tumpang-tindih":
    equity_view.show_overlaps(dataset, view)
else:
    ministry_view.show_ministry(edition_in_use())
