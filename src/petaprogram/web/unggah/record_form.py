"""One record, written down where it was seen: a form for a phone, with a photo of the evidence."""

from __future__ import annotations

import csv
import io

import streamlit as st

from petaprogram.files.photo_file import clean_photo
from petaprogram.importing.base import Base
from petaprogram.importing.fields import FIELDS, title_of
from petaprogram.importing.places import labels
from petaprogram.importing.words import VOCABULARIES
from petaprogram.messages.issues import DataError
from petaprogram.web.parts.components import show
from petaprogram.web.unggah.draft import Draft, begin
from petaprogram.web.visit.visit import current

_PHOTO = "u-foto"
# Keys of the session state: why a photo was refused; what the form said last, to be changed.
_FAILED, _TOLD = "unggah-foto-ditolak", "unggah-isian"
# What nobody fills in on the way; a spreadsheet has all columns.
_ASKED = (
    *("program", "area", "site", "status", "start_year", "partners"),
    *("source", "publisher", "source_date", "url", "note"),
)
_NEEDED = {"program", "area", "status", "source"}


def draw_form(base: Base) -> None:
    """Draw the form; what it says becomes a file of one row, which goes the way of every other."""
    language = current()
    say = language.say
    for text in st.session_state.pop(_FAILED, ()):
        show("parts/notice.html", text=text)
    lists = _lists(base)
    for name, text in st.session_state.get(_TOLD, {}).items():
        st.session_state.setdefault(_key(name), text or None)
    with st.form("u-formulir", border=False):
        for name in _ASKED:
            label = say(FIELDS[name].title) + (" *" if name in _NEEDED else "")
            if name in lists:
                st.selectbox(
                    label,
                    lists[name],
                    index=None,
                    format_func=say if name in VOCABULARIES else str,
                    accept_new_options=name in {"program", "source"},
                    placeholder=say("Pilih atau tulis")
                    if name in {"program", "source"}
                    else say("Pilih satu"),
                    key=_key(name),
                )
            else:
                st.text_input(label, key=_key(name), autocomplete="off")
        st.file_uploader(
            say("Foto bukti (boleh kosong; keterangan di dalam berkasnya, seperti lokasi, dihapus)"),
            type=["jpg", "jpeg", "png", "webp"],
            key=_PHOTO,
        )
        st.form_submit_button(say("Periksa"), type="primary", on_click=_take)


def clear_form() -> None:
    """Begin the form anew."""
    st.session_state.pop(_TOLD, None)


def _key(name: str) -> str:
    return f"u-isi-{name}"


def _lists(base: Base) -> dict[str, list[str]]:
    return {
        "program": sorted((one.cells["name"] for one in base.programs.values()), key=str.casefold),
        "area": [*labels(base.areas).values()],
        "status": list(VOCABULARIES["status"].values()),
        "source": sorted({one.cells["title"] for one in base.sources.values()}, key=str.casefold),
    }


def _take() -> None:
    """Make a file of what the form says, as an office would have sent it."""
    told = {name: str(st.session_state.get(_key(name)) or "").strip() for name in _ASKED}
    st.session_state[_TOLD] = told
    given = st.session_state.get(_PHOTO)
    try:
        photo = clean_photo(given.getvalue(), given.name).jpeg if given else None
    except DataError as error:
        st.session_state[_FAILED] = [one.say(current()) for one in error.issues]
        return
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([title_of(name) for name in told])
    writer.writerow(list(told.values()))
    begin(Draft("formulir.csv", out.getvalue().encode(), from_form=True, photo=photo))
