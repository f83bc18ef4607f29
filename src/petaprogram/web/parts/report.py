"""The way from a page to whoever keeps its data, with what is open already written."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from petaprogram.exports.formats import REPORT_FORM
from petaprogram.exports.report_form import About
from petaprogram.messages.language import message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.downloads import draw_offer
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked_once, current

_LABEL = message("Ada yang kurang atau keliru? Laporkan")


def show_report(dataset: Dataset, *, kode: str | None = None, label: str = _LABEL, key: str) -> None:
    """Lead to WhatsApp or e-mail of the keeper of the data; without them offer the form.

    What is reported on is `kode`, or what the link of the page names. Nothing opens but by a click.
    """
    say, site = current().say, dataset.site
    about = _about(dataset, kode)
    if site.keeper_whatsapp:
        address = f"https://wa.me/{site.keeper_whatsapp}?text={quote(_letter(dataset, about))}"
    elif site.keeper_email:
        subject = quote(say("Laporan tentang data {city}", city=dataset.areas.city))
        address = f"mailto:{site.keeper_email}?subject={subject}&body={quote(_letter(dataset, about))}"
    else:
        with st.container(key=key, width="content"):
            draw_offer(dataset, REPORT_FORM, about, key=key, label=label)
        return
    with st.container(key=key, width="content"):
        st.link_button(say(label), address, type="tertiary")


def _about(dataset: Dataset, kode: str | None) -> About:
    link = asked_once()
    (place,), (program,) = link.get("kode", [kode]), link.get("program", [None])
    place = kode or place
    return About(
        place if place in dataset.areas.within else None,
        program if program in dataset.programs.index else None,
        addresses.here(),
    )


def _letter(dataset: Dataset, about: About) -> str:
    say = current().say
    lines = [f"{title}: {text}" for title, text in about.in_words(dataset, current()).items() if text]
    asked = (say("Apa yang kurang atau keliru"), say("Yang benar"), say("Sumber (dokumen atau tautan)"))
    return "\n".join(
        [say("Laporan tentang data {city}", city=dataset.areas.city), *lines, *(f"{one}: " for one in asked)]
    )
