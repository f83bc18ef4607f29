"""Files to take along: made only when someone asks for one, in a thread of its own.

What sets and draws them is imported then too, or every visit to a map would wait for it at the first start.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from petaprogram.cartography.classes import Classified
from petaprogram.dataset import Dataset
from petaprogram.language import Language
from petaprogram.thematic import ThematicMap
from petaprogram.web.languages import current
from petaprogram.web.server import SETTINGS

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# What takes seconds is made one at a time: each keeps a core busy.
_one_at_a_time = threading.Lock()


def show_map_files(
    dataset: Dataset, shown: ThematicMap, classified: Classified, selected: str | None
) -> None:
    """Offer the map of this view as pictures with title, legend and sources."""
    language, day = current(), _today()

    def make(form: str) -> bytes:
        from petaprogram.cartography.imprint import make_imprint
        from petaprogram.cartography.printmap import print_png, print_svg
        from petaprogram.cartography.sheet import PAPERS, make_sheet

        imprint = make_imprint(dataset, shown, classified, language, selected=selected, made_on=day)
        sheet = make_sheet(dataset.areas, classified, imprint, PAPERS["a4"])
        return print_svg(sheet) if form == "svg" else print_png(sheet)

    say = language.say
    with st.container(key="peta-unduh", horizontal=True, gap="xsmall"):
        _offer(dataset, say("Peta (PNG)"), "peta", "png", lambda: make("png"))
        _offer(dataset, say("Peta (SVG)"), "peta", "svg", lambda: make("svg"))


def show_profile(dataset: Dataset, kode: str) -> None:
    """Offer the profile of a kelurahan on one sheet of paper."""
    language, day = current(), _today()

    def make() -> bytes:
        from petaprogram.report.profile import make_profile

        return make_profile(dataset, kode, language, day=day, address=SETTINGS.address)

    _offer(dataset, "PDF", f"profil-{kode}", "pdf", make)


def show_walk(dataset: Dataset) -> None:
    """Offer the presentation for a room without the app: as slides, and as one file for a browser."""
    say, language = current().say, current()
    with st.popover(say("Unduh"), width="content"):
        _offer(dataset, say("Salindia (PPTX)"), "paparan", "pptx", lambda: _run("slides", language))
        _offer(dataset, say("Berkas luring (HTML)"), "luring", "html", lambda: _run("html", language))


def show_city(dataset: Dataset) -> None:
    """Offer what tells of the whole city."""
    say, language = current().say, current()
    with st.container(key="kota-unduh", horizontal=True):
        _offer(dataset, say("Ringkasan kota (PDF)"), "ringkasan", "pdf", lambda: _run("summary", language))
        _offer(dataset, say("Atlas semua kelurahan (PDF)"), "atlas", "pdf", lambda: _run("atlas", language))
        _offer(dataset, say("Berkas luring (HTML)"), "luring", "html", lambda: _run("html", language))


def _offer(dataset: Dataset, label: str, subject: str, form: str, make: Callable[[], bytes]) -> None:
    name = f"petaprogram-{dataset.areas.city_kode}-{subject}-{dataset.site.data_date}.{form}"
    st.download_button(label, make, name, _TYPES[form], on_click="ignore")


def _run(kind: str, language: Language) -> bytes:
    """Let the command `export` make a file: in a process of its own it takes no time from other visitors.

    Raises
    ------
    subprocess.CalledProcessError
        If the files on disk do not pass their checks.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / kind
        command = ["-m", "petaprogram.cli", "export", kind, "--lang", language.code, "--out", str(path)]
        # Every word of the command is our own.
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        return path.read_bytes()


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
