"""The app; `streamlit run` starts it from the root of the checkout."""

from pathlib import Path

import streamlit as st

from petaprogram.web.server.routes import make_middleware

app = st.App(str(Path(__file__).parent / "page.py"), middleware=make_middleware())
