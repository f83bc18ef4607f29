"""Photos on a page: each with its caption and with whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from petaprogram.presentation.photos import Photo
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import SNAPSHOT, current, snapshot


def show_photos(dataset: Dataset, photos: Iterable[Photo], *, named: bool = False) -> None:
    """Show photos side by side, as far as there are any; `named` says of each which program it is of."""
    language, slug = current(), snapshot()
    query = f"?{urlencode({SNAPSHOT: slug})}" if slug else ""
    prepared = [
        {
            "address": f"./assets/photo/{one.picture.sha256}.jpg{query}",
            "width": one.picture.width,
            "height": one.picture.height,
            "alt": one.alt_in(language),
            "caption": one.caption_in(language),
            "credit": one.credit_in(language),
            "program": {
                "name": dataset.programs.at[one.program, "name"],
                "address": addresses.address("program", {"program": one.program}),
            }
            if named
            else None,
        }
        for one in photos
    ]
    if prepared:
        show("parts/photos.html", photos=prepared)
