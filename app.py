"""The web application: `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from petaprogram.web.parts.background_job import closing_workshop
from petaprogram.web.server.collecting import collecting
from petaprogram.web.server.following import following
from petaprogram.web.server.photo_route import PHOTO_ROUTE
from petaprogram.web.server.routes import SOURCE, make_middleware, make_routes, show_error


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Do what lasts as long as the server."""
    async with closing_workshop(app), collecting(), following(SOURCE.current):
        yield


app = st.App(
    "src/petaprogram/web/frame/shell.py",
    lifespan=lifespan,
    routes=[*make_routes(), PHOTO_ROUTE],
    middleware=make_middleware(),
    on_script_error=show_error,
)
