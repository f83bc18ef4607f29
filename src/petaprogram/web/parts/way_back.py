"""The way from another page back to the step of the presentation from which a visitor came."""

from __future__ import annotations

import re

import streamlit as st

from petaprogram.measures.link_reader import LinkReader
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked_once, current

PATH = "paparan"
# The parameter of a link: on the presentation the step that is shown, on another page the one to go back to.
STEP = "langkah"


def _read_step(text: str) -> str | None:
    return text if re.fullmatch("[0-9]{1,3}", text) else None


def show_way_back() -> None:
    """Offer to go back to the step that the link names."""
    step = LinkReader(asked_once()).parsed(STEP, _read_step)
    label = current().say("Kembali ke langkah {number} paparan", number=step)
    if step and st.button(label, shortcut="Escape", key="paparan-kembali"):
        addresses.open_page(PATH, {STEP: step})
