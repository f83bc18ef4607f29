"""A page with nothing but a button and a heading that counts: what a rerun of Streamlit takes by itself."""

from __future__ import annotations

import streamlit as st

st.session_state.setdefault("count", 0)
st.session_state["count"] += st.button("Berikut")
st.html(f"<h1>{st.session_state['count']}</h1>")
