"""What the server offers besides Streamlit: the first page, the map's script, the data all sessions share."""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import suppress
from functools import cache

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import net_util

from petaprogram.messages.issues import DataError
from petaprogram.messages.language import INDONESIAN, LANGUAGES, language_of
from petaprogram.settings import SettingsError, read_settings
from petaprogram.store.in_use import TablesInUse
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server.asked_address import AddressMiddleware, find_meant
from petaprogram.web.server.compressed_files import PackedFiles, answer
from petaprogram.web.server.first_page import STREAMLIT, first_page
from petaprogram.web.server.hosts import HostMiddleware
from petaprogram.web.server.map_scripts import (
    ahead_address,
    packed_ahead,
    packed_script,
    records_address,
    script_of,
)
from petaprogram.web.server.presenter_routes import WRITTEN, make_presenter_routes
from petaprogram.web.server.preview import PICTURE, preview_picture, preview_tags
from petaprogram.web.server.run_message import keep_theme
from petaprogram.web.server.security import SecurityMiddleware
from petaprogram.web.server.sockets import SocketMiddleware
from petaprogram.web.server.style_sheet import ADDRESS, STATIC, packed_style_sheet
from petaprogram.web.server.uploads import judge_upload, may_ask_for_addresses
from petaprogram.web.server.worker import WORKER
from petaprogram.web.visit.addresses import ENTRIES
from petaprogram.web.visit.visit import LANGUAGE, current

# No request leaves the machine: Streamlit would ask a server on the internet for its own address, to judge
# visits from unknown origins.
net_util.get_external_ip = lambda: None

keep_theme()

try:
    SETTINGS = read_settings()
except SettingsError as error:
    # The server ends before it serves anything.
    sys.exit(str(error))
# One of several processes listens at no address of its own: `petaprogram serve` has looked at theirs.
if WORKER.number is None and (wrong := SETTINGS.wrong_for_editors(st.get_option("server.address"))):
    sys.exit(f"petaprogram: {wrong}")
if SETTINGS.debug:
    logging.basicConfig(format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("petaprogram").setLevel(logging.DEBUG)
SOURCE = DataSource(SETTINGS, find_folder=TablesInUse(SETTINGS).folder)

# A QR code of more letters is too fine for the camera of a phone.
_LONGEST_LINK = 1000


@cache
def keep_loaded() -> None:
    """Spare the garbage collector, once, what is loaded by now and stays: modules and data.

    Until it has searched all that is left, no session gets anything.
    """
    gc.collect()
    gc.freeze()


def _serve_first_page(request: Request) -> Response:
    language = language_of(request.query_params.get(LANGUAGE))
    page = first_page(language)
    with suppress(DataError):
        path = request.url.path.strip("/")
        # While new data are read the browser loads what any page needs.
        dataset = SOURCE.known().dataset
        tags = preview_tags(path, request.query_params, dataset, SETTINGS.address, language)
        page = page.replace("</title>", f"</title>{tags}", 1)
    response = HTMLResponse(page, headers={"cache-control": "no-cache"})
    WORKER.keep(response)
    return response


def _serve_readiness(_request: Request) -> Response:
    """Say whether the data can be shown; that the process answers at all, `/_stcore/health` says."""
    try:
        SOURCE.current()
    except DataError:
        return Response("data", status_code=503)
    return Response("ok")


def _serve_preview(_request: Request) -> Response:
    picture = preview_picture(SOURCE.current().dataset, INDONESIAN)
    return Response(picture, media_type="image/png", headers={"cache-control": "max-age=3600"})


def _serve_qr(request: Request) -> Response:
    """Draw the QR code of a link of this site; of no other text, so that nobody has it point elsewhere."""
    page, _, query = request.query_params.get("tautan", "").partition("?")
    meant = find_meant(f"/{page}", query)
    if meant is None or len(meant) > _LONGEST_LINK:
        return Response("404", status_code=404)
    from petaprogram.exports.qr_code import qr_file  # noqa: PLC0415  (no start waits for it)

    address = SETTINGS.address or str(request.base_url).rstrip("/")
    return Response(
        qr_file(f"{address}{meant}"), media_type="image/svg+xml", headers={"cache-control": "max-age=3600"}
    )


def _serve_style_sheet(request: Request) -> Response:
    return answer(request, packed_style_sheet(), ".css")


def _serve_map_script(request: Request) -> Response:
    # After a restart a browser asks for what nobody has made yet.
    dataset = SOURCE.current().dataset
    script_of(dataset.areas)
    for language in LANGUAGES:
        records_address(dataset, language)
        ahead_address(dataset, language)
    if ahead := packed_ahead(request.url.path):
        # Its address holds the version of the data and of the program, no hash of the content.
        return answer(request, ahead, ".js", keep="no-cache")
    packed = packed_script(request.url.path)
    return Response("404", status_code=404) if packed is None else answer(request, packed, ".js")


def make_routes() -> list[BaseRoute]:
    """List the routes to mount beside Streamlit's own."""
    return [
        *(Route(path, _serve_first_page) for path in ("/", *(f"/{entry.path}" for entry in ENTRIES[1:]))),
        Route("/assets/map/{name}", _serve_map_script),
        Route("/assets/qr.svg", _serve_qr),
        Route(PICTURE, _serve_preview),
        Route(ADDRESS, _serve_style_sheet),
        Route("/siap", _serve_readiness),
        *make_presenter_routes(SETTINGS.address),
        Mount("/assets/app", StaticFiles(directory=STATIC)),
    ]


def make_middleware() -> list[Middleware]:
    """List the middleware to run before Streamlit's own."""
    folders = {f"/static/{name}": STREAMLIT / "static" / name for name in ("js", "css")}
    uploads = SETTINGS.editors is not None
    return [
        Middleware(
            SecurityMiddleware,
            tile_url=SETTINGS.tile_url,
            embedders=SETTINGS.embedders,
            written=WRITTEN,
            judge_upload=judge_upload if uploads else None,
        ),
        *([Middleware(HostMiddleware, address=SETTINGS.address)] if SETTINGS.address else []),
        Middleware(SocketMiddleware, allow_uploads=may_ask_for_addresses if uploads else None),
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
