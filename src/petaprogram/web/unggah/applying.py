"""Writing what was planned, and saying what was written."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from petaprogram.importing.plan import Plan
from petaprogram.importing.taking_over import KIND, keep_photo, take_over
from petaprogram.messages.issues import DataError
from petaprogram.store.checking import make_check
from petaprogram.store.writing import Note
from petaprogram.web.parts.components import show
from petaprogram.web.server import routes
from petaprogram.web.unggah.draft import CHECK, Draft, draft, look_again
from petaprogram.web.unggah.effect_step import say_counts
from petaprogram.web.unggah.keeping import discard
from petaprogram.web.unggah.record_form import clear_form
from petaprogram.web.unggah.work import Work, forget, store_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# Keys of the session state: what was written last, why nothing was, and who the visitor is.
_DONE, _REFUSED = "unggah-selesai", "unggah-ditolak"
_OFFICE, _NAME, _REASON = "u-kantor", "u-nama", "u-alasan"
_WHO = "unggah-siapa"


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: the number of the change, and what it did in words."""

    number: int
    said: str


def done() -> Done | None:
    """Return what this visitor wrote last, until another file is begun."""
    found: Done | None = st.session_state.get(_DONE)
    return found


def clear_done() -> None:
    """Say no more of what was written."""
    st.session_state.pop(_DONE, None)


def draw_who(offices: list[str], suggested: str = "") -> None:
    """Draw who writes, for which office, and why."""
    say = current().say
    office, name = st.session_state.get(_WHO, (suggested, ""))
    options = sorted({*offices, *([office] if office else [])}, key=str.casefold)
    st.session_state.setdefault(_OFFICE, office or None)
    st.session_state.setdefault(_NAME, name)
    st.selectbox(
        say("Kantor"), options, key=_OFFICE, accept_new_options=True, placeholder=say("Pilih atau tulis")
    )
    st.text_input(say("Nama Anda"), key=_NAME, autocomplete="name")
    st.text_input(
        say("Alasan"), key=_REASON, placeholder=say("misalnya nomor surat atau SK"), autocomplete="off"
    )


def note_of(kind: str) -> Note | None:
    """Read who writes and why; None, and the page says so, where something of it is missing."""
    office, name, reason = (str(st.session_state.get(key) or "").strip() for key in (_OFFICE, _NAME, _REASON))
    st.session_state[_WHO] = office, name
    if office and name and reason:
        return Note(name, kind, reason, office)
    st.session_state[_REFUSED] = [current().say("Belum ditulis: isi kantor, nama, dan alasan.")]
    return None


def refuse(error: DataError) -> None:
    """Note why nothing was written."""
    st.session_state[_REFUSED] = [issue.at(current()) for issue in error.issues]


def show_refusal() -> None:
    """Say once why nothing was written."""
    for text in st.session_state.pop(_REFUSED, ()):
        show("parts/notice.html", text=text)


def draw_confirmation(sent: Draft, work: Work, offices: list[str]) -> None:
    """Ask who writes and why, and draw the button that writes."""
    say, plan = current().say, work.plan
    if plan is None:
        return
    if plan.is_same:
        show("unggah/note.html", text=say("Tidak ada perubahan: semua isi berkas ini sudah tercatat."))
        return
    show_refusal()
    if not plan.can_take_over:
        show(
            "unggah/note.html",
            text=say("Belum dapat diterapkan: jawab dan perbaiki dahulu yang disebut di atas."),
        )
        return
    with st.form("u-terapkan", border=False):
        draw_who(offices)
        st.form_submit_button(say("Terapkan"), type="primary", on_click=_apply, args=(sent, plan))


def _apply(sent: Draft, plan: Plan) -> None:
    note = note_of(KIND)
    if note is None:
        return
    try:
        store = store_in_use()
        change = take_over(store, plan, note, make_check(routes.SETTINGS))
    except DataError as error:
        # The plan is made anew against the version that is newest now.
        refuse(error)
        forget()
        return
    st.session_state[_DONE] = Done(change.id, say_counts(plan))
    st.session_state.pop(_REASON, None)
    forget()
    if plan.counts["waiting"]:
        # What waits is still to be mended.
        look_again(CHECK)
        return
    if sent.photo:
        try:
            keep_photo(store, change.id, sent.photo)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            st.session_state[_REFUSED] = [current().say("Fotonya tidak tersimpan: {reason}", reason=reason)]
    discard()
    clear_form()


def show_done(written: Done) -> None:
    """Say what was written, and lead on."""
    say = current().say
    waiting = draft() is not None
    show("unggah/done.html", change=written.number, said=written.said, waiting=waiting)
    show_refusal()
    with st.container(horizontal=True, key="u-selesai"):
        addresses.link(say("Lihat di peta"), "peta")
        addresses.link(say("Lihat di riwayat"), "riwayat")
        addresses.link(say("Batalkan perubahan ini"), "unggah", perubahan=str(written.number))
        if not waiting:
            st.button(say("Unggah berkas lain"), key="u-lagi", type="tertiary", on_click=clear_done)
