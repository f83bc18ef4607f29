"""The offline file: presentation, map, tables and sources in one HTML document that asks no one for anything.

Texts of the data enter through autoescaping templates, and through JSON in which `<` is escaped; scripts and
style sheets are ours and Leaflet's, and the policy of the document lets nothing else run or load.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from hashlib import sha256
from importlib import resources
from pathlib import Path

from petaprogram import __version__
from petaprogram.exports.file_format import Material
from petaprogram.exports.html_templates import make_environment
from petaprogram.exports.offline.offline_data import offline_data
from petaprogram.exports.offline.offline_sides import make_side
from petaprogram.gaps.ranking import rank_dataset
from petaprogram.maps.classes import classify_states
from petaprogram.maps.font_subset import font_face
from petaprogram.maps.legend import swatch_svg
from petaprogram.maps.safe import safe_colour
from petaprogram.maps.screen.map_script import OUR_SCRIPTS, leaflet_file, static_file
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import city_svg
from petaprogram.measures.map_theme import all_pillar_states
from petaprogram.messages.language import INDONESIAN, LANGUAGES, Language
from petaprogram.presentation.edition import Progress, no_progress
from petaprogram.presentation.photos import Photos
from petaprogram.presentation.scenes import Scene
from petaprogram.tables.dataset import Dataset

_COVER_WIDTH = 640
# What Indonesian and English are written with, and the names of people; other letters come from the machine.
_LETTERS = [
    chr(letter)
    for first, last in ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2190, 0x2193), (0x2212, 0x2212))
    for letter in range(first, last + 1)
]
_STYLES, _SCRIPTS = "<!--styles-->", "<!--scripts-->"


def build_offline(
    material: Material,
    language: Language = INDONESIAN,
    progress: Progress = no_progress,
    address: str | None = None,
) -> bytes:
    """Write the offline file.

    Parameters
    ----------
    material
        What it is made from; where that is a snapshot, a banner names it.
    language
        The language it opens in; the other one is in it too.
    progress
        Told how many of how many maps are classified.
    address
        Where the app is reached, for who looks for what is not in the file; None where that is not known.
    """
    edition = material.edition
    dataset, passport = edition.dataset, edition.passport
    ranking = rank_dataset(dataset)
    styles = [
        "".join(font_face(weight, _LETTERS) for weight in ("regular", "bold")),
        _clean(leaflet_file("leaflet.css")),
        _clean(static_file("petamap.css")),
        _static("offline.css"),
        _marks(dataset) + _photos(edition.photos, material.scenes),
    ]
    ours = [_clean(static_file(name)) for name in OUR_SCRIPTS]
    scripts = [
        _clean(leaflet_file("leaflet.js")),
        *map(_static, ("filtered.js", "search.js", "offline.js")),
        *ours,
    ]
    page = (
        make_environment(Path(__file__).parent / "templates")
        .get_template("offline.html")
        .render(
            first=language.code,
            policy=_policy(scripts, styles),
            version=__version__,
            city=dataset.areas.city,
            snapshot=material.manifest,
            sides=[make_side(edition, material.scenes, ranking, one) for one in LANGUAGES],
            address=address,
            data=offline_data(edition, material.scenes, progress),
            data_date=dataset.site.data_date,
            dataset_version=dataset.version,
            boundary_source=dataset.areas.source,
            boundary_edition=dataset.areas.edition,
            boundary_licence=passport.licence,
            boundary_notice=passport.licence_notice,
        )
    )
    # A text of the data cannot hold these marks: its "<" is escaped everywhere.
    for place, blocks in (
        (_STYLES, [f"<style>{style}</style>" for style in styles]),
        (_SCRIPTS, [f"<script>{script}</script>" for script in scripts]),
    ):
        before, mark, after = page.partition(place)
        if not mark or place in after:
            raise RuntimeError(f"{place} must stand once in the template")
        page = "".join((before, *blocks, after))
    return page.encode()


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Allow exactly these scripts and style sheets, and images and fonts that are in the document."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _marks(dataset: Dataset) -> str:
    """Write the rules of what is drawn: a colour for each pillar, a swatch for each state, the city."""
    pillars = dataset.pillars.sort_values("order")["color"]
    states = all_pillar_states(dataset, wide=False).iloc[:, 0]
    return "".join(
        (
            *(f".p{place}{{border-color:{safe_colour(colour)}}}" for place, colour in enumerate(pillars)),
            *(
                f".s-{item.id}{{background-image:url({svg_uri(swatch_svg(item.style))})}}"
                for item in classify_states(states, states.notna()).classes
            ),
            f".cover-map{{background-image:url({svg_uri(city_svg(dataset.areas, width=_COVER_WIDTH))})}}",
        )
    )


def _photos(photos: Photos, scenes: Iterable[Scene]) -> str:
    """Write the photos of programs and of these steps into the style sheet: languages share a picture."""
    steps = {scene.step.id for scene in scenes}
    shown = (one for one in photos.every if not one.step or one.step in steps)
    pictures = {one.picture.sha256: one.picture for one in shown}
    return "".join(
        f".photo-{name}{{aspect-ratio:{one.width}/{one.height};"
        f"background-image:url(data:image/jpeg;base64,{base64.b64encode(one.jpeg).decode()})}}"
        for name, one in pictures.items()
    )


def _static(name: str) -> str:
    return _clean(resources.files("petaprogram.exports.offline").joinpath("static", name).read_text("utf-8"))


def _clean(text: str) -> str:
    """Write line ends as a browser reads them, or the hash of the policy would not match."""
    text = text.replace("\r\n", "\n")
    if re.search(r"</(script|style)|<!--", text, re.IGNORECASE):
        raise RuntimeError("a script or style sheet that would end its own element")
    return text
