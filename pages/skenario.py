"""Skenario: where next, step by step, and what it would change."""

from __future__ import annotations

import streamlit as st

from petaprogram.measures.population import make_population
from petaprogram.scenario.outcome import Outcome
from petaprogram.web.parts import components
from petaprogram.web.server.data_in_use import dataset_in_use
from petaprogram.web.skenario import scenario_controls, scenario_maps, scenario_view
from petaprogram.web.visit.visit import current

dataset = dataset_in_use()
scenario, unknown = scenario_controls.open_link(dataset)
outcome = scenario_view.solve(dataset, scenario)

components.show_unknown(unknown)
# The style sheet lays these out: side by side on a wide screen, the controls in a drawer on a phone.
with st.container(key="daftar"):
    with st.container(key="laci"):
        components.show("parts/drawer.html", label=current().say("Atur skenario"))
    with st.container(key="saringan"):
        scenario_controls.draw_wish(dataset, make_population(dataset))
    with st.container(key="hasil"):
        if isinstance(outcome, Outcome):
            scenario_view.show_outcome_sentence(dataset, outcome)
            scenario_view.show_better(dataset, outcome)
            scenario_maps.show_maps(dataset, outcome)
            scenario_view.show_steps(dataset, outcome)
            scenario_view.show_curve(outcome)
            scenario_view.show_files(dataset, outcome)
        else:
            scenario_view.show_objections(scenario, outcome)
        scenario_view.show_way_to_ranking(dataset, scenario)
