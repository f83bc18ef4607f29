"""Files to take along: made only when someone asks for one, in a thread of its own.

What sets and draws them is imported then too, or every visit to a map would wait for it at the first start.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import ceil

import streamlit as st

from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.background_job import Making
from petaprogram.web.parts.components import show
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit.visit import current, snapshot

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# How often progress is looked at, in seconds.
_POLL = 0.5


def show_map_files(
    dataset: Dataset, shown: ThematicMap, classified: Classified, selected: str | None
) -> None:
    """Offer the map of this view as pictures with title, legend and sources."""
    language, day = current(), _today()

    def make(form: str) -> bytes:
        from petaprogram.exports.pdf.map_sheet import print_pdf
        from petaprogram.maps.paper.image_files import print_png, print_svg
        from petaprogram.maps.paper.map_texts import make_imprint
        from petaprogram.maps.paper.sheet import PAPERS, make_sheet

        imprint = make_imprint(dataset, shown, classified, language, selected=selected, made_on=day)
        sheet = make_sheet(dataset.areas, classified, imprint, PAPERS["a3" if form == "pdf" else "a4"])
        if form == "pdf":
            return print_pdf(sheet, day)
        return print_svg(sheet) if form == "svg" else print_png(sheet)

    say = language.say
    with st.container(key="peta-unduh", horizontal=True, gap="xsmall"):
        _offer(dataset, say("Peta (PNG)"), "peta", "png", lambda: make("png"))
        _offer(dataset, say("Peta (SVG)"), "peta", "svg", lambda: make("svg"))
        _offer(dataset, say("Peta dinding A3 (PDF)"), "peta-a3", "pdf", lambda: make("pdf"))


def show_profile(dataset: Dataset, kode: str) -> None:
    """Offer the profile of a kelurahan on one sheet of paper."""
    language, day = current(), _today()

    def make() -> bytes:
        from petaprogram.exports.pdf.profile_pages import make_profile

        return make_profile(dataset, kode, language, day=day, address=SETTINGS.address)

    _offer(dataset, "PDF", f"profil-{kode}", "pdf", make)


def show_walk(dataset: Dataset) -> None:
    """Offer the presentation for a room without the app: as slides, and as one file for a browser."""
    say = current().say
    with st.popover(say("Unduh"), width="content"):
        _offer_slow(dataset, say("Salindia (PPTX)"), "slides", "paparan", "pptx")
        _offer_slow(dataset, say("Berkas luring (HTML)"), "html", "luring", "html")


def show_city(dataset: Dataset) -> None:
    """Offer what tells of the whole city."""
    say = current().say
    with st.container(key="kota-unduh"):
        _offer_slow(dataset, say("Ringkasan kota (PDF)"), "summary", "ringkasan", "pdf")
        _offer_slow(dataset, say("Atlas semua kelurahan (PDF)"), "atlas", "atlas", "pdf")
        _offer_slow(dataset, say("Berkas luring (HTML)"), "html", "luring", "html")


def _offer(dataset: Dataset, label: str, subject: str, form: str, make: Callable[[], bytes]) -> None:
    st.download_button(label, make, _file_name(dataset, subject, form), _TYPES[form], on_click="ignore")


def _file_name(dataset: Dataset, subject: str, form: str) -> str:
    parts = ["petaprogram", dataset.areas.city_kode, subject, str(dataset.site.data_date), snapshot()]
    return f"{'-'.join(part for part in parts if part)}.{form}"


def _offer_slow(dataset: Dataset, label: str, kind: str, subject: str, form: str) -> None:
    """Offer a file that takes seconds: a button that begins, then its progress, then the file.

    The file is that of this state of the data, in this language; another state begins anew.
    """
    key, asked_for = f"buat-{kind}", (dataset.version, current().code, snapshot())

    def making() -> Making | None:
        state, made = st.session_state.get(key, (None, None))
        return made if state == asked_for and not made.cancelled else None

    def begin() -> None:
        st.session_state[key] = asked_for, Making(_arguments(kind))

    def draw() -> None:
        say, made = current().say, making()
        if made is None or made.failed:
            st.button(label, key=f"{key}-mulai", on_click=begin)
        if made is None:
            pass
        elif made.failed:
            sorry = say("{label} tidak dapat dibuat. Rinciannya ada di catatan server.", label=label)
            show("parts/notice.html", text=sorry)
        elif made.content is not None:
            name = _file_name(dataset, subject, form)
            save = say("Simpan: {label}", label=label)
            st.download_button(
                save, made.content, name, _TYPES[form], on_click="ignore", type="primary", key=f"{key}-simpan"
            )
        else:
            st.progress(made.share, text=_say_progress(label, made))
            st.button(say("Batalkan"), key=f"{key}-batal", on_click=made.cancel)
        if (made is not None and made.busy) != polled:
            st.rerun()

    now = making()
    polled = now is not None and now.busy
    st.fragment(draw, run_every=_POLL if polled else None)()


def _say_progress(label: str, making: Making) -> str:
    say, left = current().say, making.seconds_left
    if left is None:
        return say("{label}: disiapkan", label=label)
    return say("{label}: kira-kira {seconds:f} detik lagi", label=label, seconds=ceil(left))


def _arguments(kind: str) -> list[str]:
    """Write the arguments of the command for a file of this visit."""
    slug = snapshot()
    return [kind, "--lang", current().code, *(["--snapshot", slug] if slug else [])]


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
