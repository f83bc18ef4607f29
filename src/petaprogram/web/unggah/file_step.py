"""The first step: a template to fill in, a file to send, or the form for a single record."""

from __future__ import annotations

import streamlit as st

from petaprogram.exports.file_format import MIME
from petaprogram.importing.base import Base
from petaprogram.importing.book import MAX_BYTES
from petaprogram.importing.planning import records_of
from petaprogram.importing.recipe import Whole
from petaprogram.importing.template import make_template
from petaprogram.messages.language import message
from petaprogram.messages.letters import slug
from petaprogram.web.parts.components import show
from petaprogram.web.unggah.applying import clear_done
from petaprogram.web.unggah.draft import Draft, begin, uploader_key
from petaprogram.web.unggah.record_form import draw_form
from petaprogram.web.unggah.work import forget
from petaprogram.web.visit.visit import current

_WAYS = {"berkas": message("Berkas Excel atau CSV"), "formulir": message("Satu data, lewat formulir")}
_WAY = "u-cara"


def draw_file(base: Base, offices: list[str]) -> None:
    """Offer templates and take a file."""
    say = current().say
    st.session_state.setdefault(_WAY, "berkas")
    st.radio(
        say("Cara mengirim"), list(_WAYS), format_func=lambda way: say(_WAYS[way]), key=_WAY, horizontal=True
    )
    if st.session_state[_WAY] == "formulir":
        draw_form(base)
        return
    with st.container(key="u-templat"):
        office = st.selectbox(
            say("Kantor Anda"), offices, index=None, placeholder=say("Semua kantor"), key="u-templat-kantor"
        )
        label = (
            say("Unduh templat berisi data {office}", office=office)
            if office
            else say("Unduh templat berisi semua data")
        )
        stem = f"templat-{slug(office)}" if office else "templat"
        st.download_button(
            label,
            lambda: _template(base, office),
            f"{stem}.xlsx",
            MIME["xlsx"],
            on_click="ignore",
            key="u-templat-isi",
        )
        st.download_button(
            say("Unduh templat kosong"),
            lambda: make_template(base, ()),
            "templat-kosong.xlsx",
            MIME["xlsx"],
            on_click="ignore",
            key="u-templat-kosong",
        )
    limit = MAX_BYTES // 2**20
    key = f"u-berkas-{uploader_key()}"
    st.file_uploader(
        say("Pilih berkas (XLSX, XLS, CSV; paling besar {limit:f} MB)", limit=limit),
        key=key,
        on_change=_take,
        args=(key,),
    )
    show(
        "unggah/note.html",
        text=say("Berkas Anda hanya dibaca. Tidak ada yang ditulis sebelum Anda menekan Terapkan."),
    )


def _template(base: Base, office: str | None) -> bytes:
    whole = Whole(of="office", value=office) if office else Whole(of="all")
    return make_template(base, records_of(base, whole))


def _take(key: str) -> None:
    """Take the bytes over: what stays in the uploader would be kept twice."""
    if given := st.session_state.get(key):
        clear_done()
        forget()
        begin(Draft(given.name, given.getvalue()))
