"""What the server offers besides Streamlit: the map's files, and the data all sessions share."""

from __future__ import annotations

from functools import lru_cache

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from petaprogram.areas import Areas
from petaprogram.cartography.mapfiles import MapAssets, map_assets
from petaprogram.settings import read_settings
from petaprogram.source import DataSource
from petaprogram.web.security import SecurityMiddleware

SETTINGS = read_settings()
SOURCE = DataSource(SETTINGS)

# The address of these files holds a hash of their content.
_FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=2)
def assets_of(areas: Areas) -> MapAssets:
    """Make the map's files of an edition of the boundaries, once."""
    return map_assets(areas)


def _map_file(request: Request) -> Response:
    file = assets_of(SOURCE.current().dataset.areas).files.get(request.path_params["name"])
    if file is None:
        return Response("404", status_code=404)
    return Response(file.content, media_type=file.content_type, headers={"cache-control": _FOR_EVER})


def make_routes() -> list[BaseRoute]:
    """List the routes to mount beside Streamlit's own."""
    return [
        Route("/assets/map/{name}", _map_file),
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
    ]


def make_middleware() -> list[Middleware]:
    """List the middleware to run before Streamlit's own."""
    return [Middleware(SecurityMiddleware, tile_url=SETTINGS.tile_url)]
