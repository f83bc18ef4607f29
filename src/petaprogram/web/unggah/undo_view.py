"""One change of the store: the file and the photo it came with, and the button that takes it back."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from petaprogram.changes.history_words import describe_row, say_kind
from petaprogram.importing.taking_over import file_of, photo_of
from petaprogram.messages.issues import DataError
from petaprogram.snapshots.versions import version_of
from petaprogram.store.checking import make_check
from petaprogram.store.history import differences_of
from petaprogram.store.schema import LAYOUT
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import SEED
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show, show_problems
from petaprogram.web.server import routes
from petaprogram.web.unggah.applying import draw_who, note_of, refuse, show_refusal
from petaprogram.web.unggah.work import store_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

_SHOWN = 40
# The key of the session state: which change was taken back, and by which.
_UNDONE = "unggah-dibatalkan"


def show_change(number: int, dataset: Dataset, offices: list[str]) -> None:
    """Show a change, what taking it back would do, and the button for it."""
    language = current()
    say = language.say
    try:
        store = store_in_use()
        change = store.change(number)
        undoing = plan_undo(store, number) if change.kind != SEED else None
    except DataError as error:
        show_problems(say("Perubahan ini tidak dapat dibuka"), "", error.issues, expanded=True)
        return
    undone = st.session_state.get(_UNDONE)
    if undone and undone[0] == number:
        show("unggah/undone.html", change=number, by=undone[1])
        with st.container(horizontal=True, key="u-selesai"):
            addresses.link(say("Lihat di peta"), "peta")
            addresses.link(say("Lihat di riwayat"), "riwayat")
        return
    photo = photo_of(store, number)
    # Which columns a file has follows from its rows.
    edits = [edit for edit in undoing.edits if edit.table != LAYOUT] if undoing else []
    differences = differences_of(store, edits)
    show(
        "unggah/change.html",
        change=number,
        time=language.time(version_of(change).at),
        office=change.office,
        kind=say_kind(change.kind, language),
        reason=change.reason,
        file=file_of(store, number),
        photo=b64encode(photo).decode() if photo else None,
        rows=[describe_row(one, dataset, language) for one in differences[:_SHOWN]],
        more=max(len(differences) - _SHOWN, 0),
        left=[{"name": key, "number": since} for key, since in (undoing.changed_since if undoing else ())],
    )
    show_refusal()
    if undoing and undoing.edits:
        with st.form("u-batalkan", border=False):
            draw_who(offices, change.office)
            label = say("Batalkan perubahan {number}", number=number)
            st.form_submit_button(label, type="primary", on_click=_undo, args=(number,))


def _undo(number: int) -> None:
    note = note_of("undo")
    if note is None:
        return
    try:
        store = store_in_use()
        change = undo(store, plan_undo(store, number), note, make_check(routes.SETTINGS))
    except DataError as error:
        refuse(error)
        return
    st.session_state[_UNDONE] = number, change.id
