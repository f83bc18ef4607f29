"""Serving the photos of pages, those of today and those of snapshots."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from petaprogram.messages.issues import DataError
from petaprogram.web.server.data_in_use import photos_of
from petaprogram.web.visit.visit import SNAPSHOT


def _serve_photo(request: Request) -> Response:
    """Serve a photo of today or of a snapshot. Its address is the sum of its bytes: it never changes."""
    try:
        photos = photos_of(request.query_params.get(SNAPSHOT)).every
    except DataError:
        photos = ()
    meant = (one.picture for one in photos if f"{one.picture.sha256}.jpg" == request.path_params["name"])
    picture = next(meant, None)
    if picture is None:
        return Response("404", status_code=404)
    return Response(
        picture.jpeg,
        media_type="image/jpeg",
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


PHOTO_ROUTE = Route("/assets/photo/{name}", _serve_photo)
