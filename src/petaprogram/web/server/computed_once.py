"""What pages compute once for all visitors of one edition of the data."""

from __future__ import annotations

import streamlit as st

from petaprogram.scenario.definition import Scenario
from petaprogram.tables.dataset import Dataset

# A second visitor waits for the result of the first. All read the same frames: nobody may write into them.
computed_once = st.cache_resource(
    max_entries=64,
    show_spinner=False,
    hash_funcs={Dataset: lambda dataset: dataset.version, Scenario: repr},
)
