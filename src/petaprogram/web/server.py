"""What the server offers besides Streamlit: first page, the map's files, the data all sessions share."""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import net_util
from xstatic.pkg import leaflet

from petaprogram.areas import Areas
from petaprogram.cartography.mapfiles import MapAssets, map_assets
from petaprogram.language import Language, language_of
from petaprogram.settings import read_settings
from petaprogram.source import DataSource
from petaprogram.web.security import SecurityMiddleware
from petaprogram.web.site import ENTRIES
from petaprogram.web.visit import LANGUAGE, current

# No request leaves the machine: Streamlit would ask a server on the internet for its own address, to judge
# visits from unknown origins.
net_util.get_external_ip = lambda: None

SETTINGS = read_settings()
SOURCE = DataSource(SETTINGS)
STATIC = Path(__file__).parent / "static"

# Maps of so many editions of the boundaries are served: that of today, and those of snapshots.
_EDITIONS = 5
_made: deque[MapAssets] = deque(maxlen=_EDITIONS)
# The address of these files holds a hash of their content.
_FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=_EDITIONS)
def assets_of(areas: Areas) -> MapAssets:
    """Make the map's files of an edition of the boundaries, once."""
    made = map_assets(areas)
    _made.append(made)
    return made


@cache
def keep_loaded() -> None:
    """Spare the garbage collector, once, what is loaded by now and stays: modules and data.

    Streamlit lets it search everything after every script run, and until it is done no session gets anything.
    """
    gc.collect()
    gc.freeze()


@cache
def _first_page(language: Language) -> str:
    """Streamlit's own page in our language, with our style sheet: loaded later, the page would jump."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    style = hashlib.sha256((STATIC / "style.css").read_bytes()).hexdigest()[:12]
    for old, new in (
        ('<html lang="en">', f'<html lang="{language.code}">'),
        ("<title>Streamlit</title>", "<title>PetaProgram</title>"),
        ("<head>", '<head><script src="./assets/app/base.js"></script>'),
        ("</head>", f'<link rel="stylesheet" href="./assets/app/style.css?v={style}"></head>'),
    ):
        if page.count(old) != 1:
            raise RuntimeError(f"Streamlit's page has changed: {old} stands in it {page.count(old)} times")
        page = page.replace(old, new)
    return page


def _serve_first_page(request: Request) -> Response:
    language = language_of(request.query_params.get(LANGUAGE))
    return HTMLResponse(_first_page(language), headers={"cache-control": "no-cache"})


def _serve_map_file(request: Request) -> Response:
    name = request.path_params["name"]
    assets_of(SOURCE.current().dataset.areas)
    file = next((made.files[name] for made in tuple(_made) if name in made.files), None)
    if file is None:
        return Response("404", status_code=404)
    return Response(file.content, media_type=file.content_type, headers={"cache-control": _FOR_EVER})


def make_routes() -> list[BaseRoute]:
    """List the routes to mount beside Streamlit's own."""
    return [
        *(Route(path, _serve_first_page) for path in ("/", *(f"/{entry.path}" for entry in ENTRIES))),
        Route("/assets/map/{name}", _serve_map_file),
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/assets/app", StaticFiles(directory=STATIC)),
    ]


def make_middleware() -> list[Middleware]:
    """List the middleware to run before Streamlit's own."""
    return [Middleware(SecurityMiddleware, tile_url=SETTINGS.tile_url)]


def show_error(_error: Exception) -> bool:
    """Tell a visitor in plain words that something broke; the details are in the server's log."""
    st.error(current().say("Terjadi kesalahan. Rinciannya ada di catatan server."))
    return True
