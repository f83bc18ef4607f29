"""The web application: `streamlit run app.py`."""

import streamlit as st

from petaprogram.web.parts.background_job import closing_workshop
from petaprogram.web.server.photo_route import PHOTO_ROUTE
from petaprogram.web.server.routes import make_middleware, make_routes, show_error

app = st.App(
    "src/petaprogram/web/frame/shell.py",
    lifespan=closing_workshop,
    routes=[*make_routes(), PHOTO_ROUTE],
    middleware=make_middleware(),
    on_script_error=show_error,
)
