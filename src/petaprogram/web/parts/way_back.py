"""The way from another page back to the step of the presentation from which a visitor came."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.measures.link_reader import LinkReader
from petaprogram.presentation.steps import Audience
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked_once, current

PATH = "paparan"
# The parameter of a link: on the presentation the step that is shown, on another page the one to go back to.
STEP = "langkah"
# Whom the steps are for; without it they are for everybody. Another page keeps it for the way back.
AUDIENCE = "untuk"
_ID_LENGTH = 80
_AUDIENCES: Mapping[str, Audience] = {"umum": "public", "internal": "internal"}


def read_audience(link: LinkReader) -> Audience:
    """Read whom the steps are for."""
    return link.word(AUDIENCE, _AUDIENCES) or "public"


def write_audience(audience: Audience) -> dict[str, str]:
    """Write whom the steps are for, as parameters of a link."""
    return {} if audience == "public" else {AUDIENCE: audience}


def _read_step(text: str) -> str | None:
    """Take the id of a step, or its number; whether there is such a step, the presentation knows."""
    return text if text and len(text) <= _ID_LENGTH else None


def asked_step() -> str | None:
    """Return the step that the link names to go back to; None where it names none."""
    return LinkReader(asked_once()).parsed(STEP, _read_step)


def show_way_back() -> None:
    """Offer to go back to the step that the link names."""
    step, audience = asked_step(), read_audience(LinkReader(asked_once()))
    label = current().say("Kembali ke paparan")
    if step and st.button(label, shortcut="Escape", key="paparan-kembali"):
        addresses.open_page(PATH, {STEP: step, **write_audience(audience)})
