"""The frame around every page: name, menu, search, language above; where the data come from below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import streamlit as st

from petaprogram import __version__
from petaprogram.measures.map_view import PILLAR
from petaprogram.measures.search import Hit, HitKind, search
from petaprogram.measures.source_words import say_sources
from petaprogram.messages.issues import Issue
from petaprogram.messages.language import LANGUAGES, message
from petaprogram.snapshots.snapshot import Manifest
from petaprogram.tables.dataset import Dataset
from petaprogram.web.frame.glossary import offer_glossary
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import literal, show, show_problems
from petaprogram.web.parts.report import show_report
from petaprogram.web.server.data_in_use import has_store
from petaprogram.web.server.editing import may_edit
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

_SEARCH, _SEARCHED_AT = "cari", "cari-di"
# Which page a hit opens, with which parameter, and what else the link says.
_PLACES: Mapping[HitKind, tuple[str, str, Mapping[str, str]]] = {
    "city": ("profil", "kode", {}),
    "kecamatan": ("profil", "kode", {}),
    "kelurahan": ("profil", "kode", {}),
    "program": ("program", "program", {}),
    "partner": ("mitra", "mitra", {}),
    "pillar": ("peta", PILLAR, {}),
    "kind": ("program", "cari", {}),
    "site": ("profil", "kode", {}),
    "landmark": ("profil", "kode", {}),
}
# By which parameter the map shows a hit.
_ON_MAP: Mapping[HitKind, str] = {
    "kecamatan": "kecamatan",
    "kelurahan": "kode",
    "program": "program",
    "partner": "mitra",
    "site": "kode",
    "landmark": "kode",
}
_KINDS: Mapping[HitKind, str] = {
    "city": message("kota"),
    "kecamatan": message("kecamatan"),
    "kelurahan": message("kelurahan"),
    "program": message("program"),
    "partner": message("mitra"),
    "pillar": message("pilar"),
    "kind": message("jenis program"),
}


def show_name(dataset: Dataset) -> None:
    """Show the name; it keeps the place of the whole head."""
    show("frame/frame.html", city=dataset.areas.city, home=addresses.address(addresses.ENTRIES[0].path))


def show_head(dataset: Dataset, path: str) -> None:
    """Show menu, search and languages; after the page, whose link they carry on."""
    with st.container(key="menu", horizontal=True):
        for entry in addresses.ENTRIES:
            if (entry.with_store and not has_store()) or (entry.for_editors and not may_edit()):
                continue
            addresses.link(current().say(entry.title), entry.path, **map_controls.last_link(entry.path))
    with st.container(key="pencarian"):
        _show_search(dataset)
    show_languages(path)


def show_banner(manifest: Manifest, path: str) -> None:
    """Say that the numbers are those of a snapshot, and offer to leave it."""
    show(
        "frame/snapshot_banner.html",
        snapshot=manifest,
        version=None if manifest.same_version else __version__,
        today=addresses.today(path),
    )


def show_loss(dataset: Dataset, records_before: int | None) -> None:
    """Say that the last change of the files took records away: a table that was cut looks like that.

    What a store took away somebody meant to, and its history says who and why.
    """
    if has_store():
        return
    if records_before is not None and len(dataset.records) < records_before:
        show(
            "parts/notice.html",
            text=current().say(
                "Sejak berkas diubah: {before:f} menjadi {now:f} data. Periksa bila tidak disengaja.",
                before=records_before,
                now=len(dataset.records),
            ),
        )


def show_refused_snapshot(issues: Iterable[Issue]) -> None:
    """Say why a snapshot or a version is not opened; today's numbers would be others, so none are shown."""
    say = current().say
    show_problems(
        say("Versi ini tidak dapat dibuka"),
        say("Angka terkini tidak ditampilkan sebagai gantinya, karena dapat berbeda."),
        issues,
        expanded=True,
    )
    show(
        "frame/snapshot_exit.html",
        today=addresses.today(addresses.ENTRIES[0].path),
        listed=addresses.today("tentang"),
        history=addresses.today("riwayat") if has_store() else None,
    )


def show_languages(path: str) -> None:
    """Offer the view that is open in each language."""
    here = current()
    show(
        "frame/languages.html",
        languages=[
            {"code": one.code, "address": addresses.in_language(path, one), "here": one == here}
            for one in LANGUAGES
        ],
    )


def show_foot(dataset: Dataset) -> None:
    """Show what day and what sources the page stands for."""
    with st.container(key="kaki", horizontal=True, gap="small"):
        show_report(dataset, key="lapor-kaki")
        offer_glossary()
    show(
        "frame/footer.html",
        data_date=dataset.site.data_date,
        records=len(dataset.records),
        sources=say_sources(dataset, current()),
        boundary_source=dataset.areas.source,
        boundary_edition=dataset.areas.edition,
        licence=dataset.site.licence_in(current()),
    )


def run_when_reconnected() -> None:
    """Let the browser ask for a run as soon as it is connected again, after a restart of the server.

    A new server knows nothing of the page. It takes the first run for a visit by link: without this, a click.
    Streamlit's page asks by itself only where something is repeated, so this repeats nothing once a week.
    """
    st.fragment(lambda: None, run_every=dt.timedelta(weeks=1))()


@st.fragment
def _show_search(dataset: Dataset) -> None:
    say = current().say
    # Clear the search when the visitor has moved on: its results were for the view before.
    if st.session_state.get(_SEARCHED_AT) != addresses.here():
        st.session_state[_SEARCH] = ""
    text = st.text_input(
        say("Cari kelurahan, program, atau mitra"),
        key=_SEARCH,
        type="search",
        on_change=_note_place,
        live=True,
        autocomplete="off",
        placeholder=say("Cari kelurahan, program, mitra"),
        label_visibility="collapsed",
    )
    if not text:
        return
    hits = search(dataset, text)
    with st.container(key="temuan"):
        show("frame/found.html", count=len(hits))
        if not hits:
            show("parts/notice.html", text=say("Tidak ada yang cocok dengan '{text}'.", text=text))
        for number, hit in enumerate(hits):
            with st.container(key=f"temuan-{number}", horizontal=True, gap="xsmall"):
                _show_hit(dataset, hit)
        # The page's script (static/search.js) knows by this for which text the hits are. It comes last, since
        # a browser shows elements as they arrive: before them it would stand beside hits of an earlier text.
        show("frame/found_for.html", text=text.strip())


def _note_place() -> None:
    st.session_state[_SEARCHED_AT] = addresses.here()


def _show_hit(dataset: Dataset, hit: Hit) -> None:
    say = current().say
    path, parameter, more = _PLACES[hit.kind]
    area = dataset.areas.name_of(hit.key) if hit.kind in ("site", "landmark") else ""
    if hit.kind == "site":
        what = say("lokasi di {area}", area=area)
    elif hit.kind == "landmark":
        outside = hit.key == dataset.areas.city_kode
        what = (
            say("tempat di luar {area}", area=area)
            if outside
            else say("tempat di Kelurahan {area}", area=area)
        )
    else:
        what = say(_KINDS[hit.kind])
    addresses.link(f"{literal(hit.name)} · {literal(what)}", path, **more, **{parameter: hit.key})
    if hit.kind in _ON_MAP and hit.key != dataset.areas.city_kode:
        addresses.link(say("di peta"), "peta", **{_ON_MAP[hit.kind]: hit.key})
