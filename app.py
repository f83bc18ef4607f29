"""The web application: `streamlit run app.py`."""

import streamlit as st

from petaprogram.web.parts.background_job import closing_workshop
from petaprogram.web.server.routes import make_middleware, make_routes, show_error

app = st.App(
    "src/petaprogram/web/frame/shell.py",
    lifespan=closing_workshop,
    routes=make_routes(),
    middleware=make_middleware(),
    on_script_error=show_error,
)
