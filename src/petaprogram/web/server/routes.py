"""What the server offers besides Streamlit: the first page, the map's script, the data all sessions share."""

from __future__ import annotations

import gc
import logging
import sys
from functools import cache

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import net_util

from petaprogram.messages.language import LANGUAGES, language_of
from petaprogram.settings import SettingsError, read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server.asked_address import AddressMiddleware
from petaprogram.web.server.compressed_files import PackedFiles, answer
from petaprogram.web.server.first_page import STREAMLIT, first_page
from petaprogram.web.server.hosts import HostMiddleware
from petaprogram.web.server.map_scripts import packed_script, records_address, script_of
from petaprogram.web.server.security import SecurityMiddleware
from petaprogram.web.server.sockets import SocketMiddleware
from petaprogram.web.server.style_sheet import ADDRESS, STATIC, packed_style_sheet
from petaprogram.web.visit.addresses import ENTRIES
from petaprogram.web.visit.visit import LANGUAGE, current

# No request leaves the machine: Streamlit would ask a server on the internet for its own address, to judge
# visits from unknown origins.
net_util.get_external_ip = lambda: None

try:
    SETTINGS = read_settings()
except SettingsError as error:
    # The server ends before it serves anything.
    sys.exit(str(error))
if SETTINGS.debug:
    logging.basicConfig(format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("petaprogram").setLevel(logging.DEBUG)
SOURCE = DataSource(SETTINGS)


@cache
def keep_loaded() -> None:
    """Spare the garbage collector, once, what is loaded by now and stays: modules and data.

    Streamlit lets it search everything after every script run, and until it is done no session gets anything.
    """
    gc.collect()
    gc.freeze()


def _serve_first_page(request: Request) -> Response:
    language = language_of(request.query_params.get(LANGUAGE))
    return HTMLResponse(first_page(language), headers={"cache-control": "no-cache"})


def _serve_style_sheet(request: Request) -> Response:
    return answer(request, packed_style_sheet(), ".css")


def _serve_map_script(request: Request) -> Response:
    # After a restart a browser asks for what nobody has made yet.
    dataset = SOURCE.current().dataset
    script_of(dataset.areas)
    for language in LANGUAGES:
        records_address(dataset, language)
    packed = packed_script(request.url.path)
    return Response("404", status_code=404) if packed is None else answer(request, packed, ".js")


def make_routes() -> list[BaseRoute]:
    """List the routes to mount beside Streamlit's own."""
    return [
        *(Route(path, _serve_first_page) for path in ("/", *(f"/{entry.path}" for entry in ENTRIES[1:]))),
        Route("/assets/map/{name}", _serve_map_script),
        Route(ADDRESS, _serve_style_sheet),
        Mount("/assets/app", StaticFiles(directory=STATIC)),
    ]


def make_middleware() -> list[Middleware]:
    """List the middleware to run before Streamlit's own."""
    folders = {f"/static/{name}": STREAMLIT / "static" / name for name in ("js", "css")}
    return [
        Middleware(SecurityMiddleware, tile_url=SETTINGS.tile_url),
        *([Middleware(HostMiddleware, address=SETTINGS.address)] if SETTINGS.address else []),
        Middleware(SocketMiddleware),
        Middleware(AddressMiddleware),
        Middleware(PackedFiles, folders=folders),
    ]


def show_error(error: Exception) -> bool:
    """Tell a visitor in plain words that something broke; details are for developers and the server's log."""
    if SETTINGS.debug:
        st.exception(error)
        return True
    st.error(current().say("Terjadi kesalahan. Rinciannya ada di catatan server."))
    return True
