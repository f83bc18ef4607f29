"""What a link of the site looks like where it is passed on: title, description and picture of its preview."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape

import pandas as pd

from petaprogram.maps.classes import classify
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.map_view import PILLAR, PROGRAM
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset
from petaprogram.web.visit.addresses import ENTRIES, ENTRY
from petaprogram.web.visit.visit import SNAPSHOT

PICTURE = "/assets/pratinjau.png"
# What those who show previews ask for.
_WIDTH, _HEIGHT, _DPI = 1200, 630, 120
_MM_PER_INCH = 25.4
_LOCALES = {"id": "id_ID", "en": "en_GB"}


def preview_tags(
    path: str, params: Mapping[str, str], dataset: Dataset, address: str | None, language: Language
) -> str:
    """Write the tags for the head of a page.

    Parameters
    ----------
    path, params
        Of the link, the path without its slash; what is unknown in them is never repeated.
    dataset
        The data of today. A link into a snapshot is told by its page alone.
    address
        Where people reach the app: without it there is no picture, because its address must be whole.
    language
        The language of the link.
    """
    say = language.say
    entry = ENTRY.get(path, ENTRIES[0])
    subject = None if SNAPSHOT in params else _subject(entry.path, params, dataset)
    title = subject or say(entry.title)
    if not subject and entry is ENTRIES[0]:
        title = say("Program {city} di setiap kelurahan", city=dataset.areas.city)
    described = say(
        "Program di {total:f} kelurahan {city}: di mana, sejak kapan, dengan siapa, dan apa sumbernya.",
        total=len(dataset.areas.frame),
        city=dataset.areas.city,
    )
    tags = {
        "og:title": f"{title} - PetaProgram {dataset.areas.city}",
        "og:description": described,
        "og:type": "website",
        "og:site_name": "PetaProgram",
        "og:locale": _LOCALES[language.code],
    }
    if address:
        tags |= {
            "og:image": f"{address}{PICTURE}?v={dataset.areas.version[:12]}",
            "og:image:width": str(_WIDTH),
            "og:image:height": str(_HEIGHT),
            "og:image:alt": say("Peta {city}", city=dataset.areas.city),
        }
    written = [f'<meta property="{name}" content="{escape(text)}">' for name, text in tags.items()]
    return f'<meta name="description" content="{escape(described)}">{"".join(written)}'


@lru_cache(maxsize=1)
def preview_picture(dataset: Dataset, language: Language) -> bytes:
    """Draw the city by its number of pillars, once for each state of the data, as PNG."""
    from petaprogram.exports.pdf.map_sheet import draw_png  # noqa: PLC0415  (no visit waits for Typst)

    size = tuple(pixels / _DPI * _MM_PER_INCH for pixels in (_WIDTH, _HEIGHT))
    return draw_png(
        dataset.areas,
        classify(make_map(dataset, Theme("pillars"))),
        language,
        title=language.say("Peta {city}", city=dataset.areas.city),
        size_mm=(size[0], size[1]),
        dpi=_DPI,
    )


def _subject(path: str, params: Mapping[str, str], dataset: Dataset) -> str | None:
    """Name what the link is about; None where it names nothing that is known."""
    if path in {"peta", "program"}:
        return _name(dataset.programs, params.get(PROGRAM)) or _name(dataset.pillars, params.get(PILLAR))
    kode, partner = params.get("kode", ""), params.get("mitra")
    if path == "profil" and dataset.areas.level(kode):
        return dataset.areas.name_of(kode)
    known = path == "mitra" and dataset.records["partner_names"].map(lambda names: partner in names).any()
    return partner if known else None


def _name(table: pd.DataFrame, key: str | None) -> str | None:
    return str(table.at[key, "name"]) if key in table.index else None
