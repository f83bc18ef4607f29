"""The script that Streamlit runs at every visit: the frame around the pages."""

from __future__ import annotations

import streamlit as st

from petaprogram.messages.issues import DataError
from petaprogram.tables.dataset import Dataset
from petaprogram.web.frame import embedded_map, page_frame, page_tools
from petaprogram.web.parts import components, downloads
from petaprogram.web.server import data_in_use
from petaprogram.web.server.routes import keep_loaded
from petaprogram.web.server.style_sheet import STATIC
from petaprogram.web.server.uploads import withdraw_uploads
from petaprogram.web.visit import addresses, visit
from petaprogram.web.visit.visit import current, snapshot


def main() -> None:
    """Load the data, draw the frame, and run the page that the address names."""
    visit.begin()
    data_in_use.begin()
    say = current().say
    try:
        used = data_in_use.in_use()
    except DataError as error:
        _configure("PetaProgram")
        if snapshot():
            page_frame.show_refused_snapshot(error.issues)
            return
        components.show_problems(
            say("Data belum dapat ditampilkan"),
            say(
                "Berkas data tidak lolos pemeriksaan, dan belum ada data lama yang dapat dipakai. Perbaiki "
                "masalah di bawah ini, lalu muat ulang halaman."
            ),
            error.issues,
            expanded=True,
        )
        return
    pages = addresses.make_pages()
    page = st.navigation(list(pages.values()), position="hidden")
    # Set the title of the page; a sheet about one thing sets its own afterwards.
    _configure(f"{page.title} - PetaProgram")
    path = page.url_path or addresses.ENTRIES[0].path
    unknown = addresses.unknown_names()
    if path != "unggah":
        withdraw_uploads()
    if embedded_map.is_asked_for(path):
        embedded_map.show_embedded(used.dataset, used.manifest)
        visit.tell_link()
        _end()
        return
    if any(entry.frameless for entry in addresses.ENTRIES if entry.path == path):
        if used.manifest:
            page_frame.show_banner(used.manifest, path)
        components.show_unknown_names(unknown)
        page.run()
        visit.tell_link()
        _end()
        return
    downloads.begin()
    head = st.container(key="bingkai")
    with head:
        page_frame.show_name(used.dataset)
    if used.manifest:
        page_frame.show_banner(used.manifest, path)
    if used.refused:
        components.show_problems(
            say("Berkas data terbaru belum dipakai"),
            say(
                "Yang tampil adalah data terakhir yang lolos pemeriksaan. Perbaiki masalah ini pada "
                "berkasnya."
            ),
            used.refused,
        )
    components.show_unknown_names(unknown)
    page_frame.show_loss(used.dataset, used.records_before)
    tools = st.container(key="alat")
    # Run the page before the rest of its frame: the browser draws elements in the order in which they arrive.
    try:
        page.run()
    except Exception:
        # Draw menu and foot also when the page fails.
        _complete_frame(used.dataset, head, path)
        raise
    with tools:
        page_tools.show_tools(used.dataset, path)
    visit.tell_link()
    _complete_frame(used.dataset, head, path)
    _end()


def _end() -> None:
    page_frame.run_when_reconnected()
    keep_loaded()


def _complete_frame(dataset: Dataset, head: st.delta_generator.DeltaGenerator, path: str) -> None:
    with head:
        page_frame.show_head(dataset, path)
    page_frame.show_foot(dataset)


def _configure(title: str) -> None:
    st.set_page_config(page_title=title, page_icon=str(STATIC / "icon.svg"), layout="wide")


main()
