"""Offering a file to take away: one way for every page and every format.

A page says what it has, and the frame lists it behind one button, with what there is for the whole city.

A file is made only when someone asks for it, in a thread or a process of its own. What takes seconds is made
once for all who ask for the same.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from petaprogram.exports.file_format import Format, ListView, Subject, Task
from petaprogram.exports.formats import ATLAS, DATA, OFFLINE, SLIDES, SUMMARY
from petaprogram.exports.table_formats import LIST_CSV, LIST_XLSX
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.background_job import WORKSHOP, FullError, Making
from petaprogram.web.parts.components import show
from petaprogram.web.server.data_in_use import stamps_in_use
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current, snapshot

# How often progress is looked at, in seconds.
_POLL = 0.5
# What a visitor asked for in place of a file, where too many are waited for.
_FULL = "penuh"
# The key of the list of files, and whether it is open.
FILES = "unduh"
# The key of the session state for what the page of this run has offered.
_OFFERED = "unduhan"


@dataclass(frozen=True, slots=True)
class _Offer:
    dataset: Dataset
    form: Format[Any]
    what: Any
    link: str | None


def begin() -> None:
    """Start a run of the script: its page has offered nothing yet."""
    st.session_state[_OFFERED] = []


def offer(dataset: Dataset, form: Format[Subject], what: Subject, link: str | None = None) -> None:
    """Offer a file about `what` among those of the page; the parameters are those of `draw_offer`."""
    st.session_state.setdefault(_OFFERED, []).append(_Offer(dataset, form, what, link))


def offer_list(dataset: Dataset, what: ListView) -> None:
    """Offer a list for a spreadsheet and for a computer."""
    offer(dataset, LIST_XLSX, what)
    offer(dataset, LIST_CSV, what)


def draw_offers(dataset: Dataset) -> None:
    """Draw the button behind which are the files of the page, then those of the whole city.

    They are drawn when somebody opens it.
    """
    _draw_list(dataset, st.session_state.pop(_OFFERED, []))


@st.fragment
def _draw_list(dataset: Dataset, of_page: Sequence[_Offer]) -> None:
    say = current().say
    files = st.popover(say("Unduh"), key=FILES, on_change="rerun", width="content")
    if not files.open:
        return
    with files, st.container(key="berkas", gap="xsmall"):
        if of_page:
            show("parts/files_title.html", text=say("Halaman ini"))
        for one in of_page:
            draw_offer(one.dataset, one.form, one.what, one.link)
        show("parts/files_title.html", text=say("Semua berkas"))
        offered = [one.form for one in of_page]
        for form in (ATLAS, SUMMARY, OFFLINE, SLIDES, DATA):
            if form not in offered:
                draw_offer(dataset, form, None)


def draw_offer(  # noqa: PLR0913, PLR0917  (three of them are seldom given)
    dataset: Dataset,
    form: Format[Subject],
    what: Subject,
    link: str | None = None,
    key: str | None = None,
    label: str | None = None,
) -> None:
    """Draw the button of a file about `what`.

    Parameters
    ----------
    dataset
        The data of this visit.
    form
        One of `exports.formats`.
    what
        Its subject.
    link
        What the file calls the link of its view; None for the view that is open.
    key, label
        For a page that offers the same file twice: the key of the button, and what it says in place of its
        label.
    """
    if form.slow:
        _offer_slow(dataset, form, what)
        return
    language, day = current(), dt.datetime.now().astimezone().date()
    task = Task(
        dataset, language, day, SETTINGS.address, addresses.here(SETTINGS.address) if link is None else link
    )
    st.download_button(
        language.say(label or form.label),
        lambda: form.make(task, what),
        form.name_file(dataset, what, language, snapshot()),
        form.mime,
        on_click="ignore",
        help=language.say(form.hint) if form.hint else None,
        key=f"{key}-unduh" if key else None,
        type="tertiary" if label else "secondary",
        width="content" if label else "stretch",
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """A file that takes seconds, as one visitor may ask for it.

    `file` says what it is: the same for all who ask on one day for one state of the files in one language.
    """

    form: Format[Any]
    command: tuple[str, ...]
    file: tuple[object, ...]
    visitor: str

    @property
    def key(self) -> str:
        return f"buat-{self.form.command}"

    @property
    def making(self) -> Making | None:
        """What became of it; None where this visitor did not ask, or asked for another state."""
        return WORKSHOP.find(self.file) if st.session_state.get(self.key) == self.file else None

    @property
    def is_refused(self) -> bool:
        return st.session_state.get(self.key) == _FULL

    def begin(self) -> None:
        try:
            WORKSHOP.ask(self.file, self.command, self.visitor)
        except FullError:
            st.session_state[self.key] = _FULL
        else:
            st.session_state[self.key] = self.file

    def stop(self) -> None:
        WORKSHOP.leave(self.file, self.visitor)
        del st.session_state[self.key]


def _offer_slow(dataset: Dataset, form: Format[Subject], what: Subject) -> None:
    """Offer a file that takes seconds: a button that begins, then its progress, then the file.

    The file is that of this state of the files, in this language; another state begins anew.
    """
    context, day = get_script_run_ctx(), dt.datetime.now().astimezone().date()
    command = export_command(form, dataset.version)
    order = _Order(form, command, (command, stamps_in_use(), day), context.session_id if context else "")

    def draw() -> None:
        made = order.making
        _draw_order(order, made, form.name_file(dataset, what, current(), snapshot()))
        if (made is not None and made.busy) != polled:
            st.rerun()

    now = order.making
    polled = now is not None and now.busy
    st.fragment(draw, run_every=_POLL if polled else None)()


def _draw_order(order: _Order, made: Making | None, file_name: str) -> None:
    say, key = current().say, order.key
    label = say(order.form.label)
    if made is None or made.failed:
        st.button(label, key=f"{key}-mulai", on_click=order.begin, width="stretch")
        if made:
            sorry = say(
                "{label} tidak dapat dibuat. Muat ulang halaman ini, lalu minta lagi; bila tetap gagal, "
                "rinciannya ada di catatan server.",
                label=label,
            )
            show("parts/notice.html", text=sorry)
        elif order.is_refused:
            full = say("Terlalu banyak berkas sedang dibuat. Coba sebentar lagi.")
            show("parts/notice.html", text=full)
    elif made.content is not None:
        st.download_button(
            label,
            made.content,
            file_name,
            order.form.mime,
            on_click="ignore",
            type="primary",
            key=f"{key}-simpan",
            width="stretch",
        )
    else:
        st.progress(made.share, text=_say_progress(label, made))
        st.button(say("Batalkan"), key=f"{key}-batal", on_click=order.stop)


def _say_progress(label: str, making: Making) -> str:
    say, left = current().say, making.seconds_left
    if left is None:
        return say("{label}: disiapkan", label=label)
    return say("{label}: kira-kira {seconds:f} detik lagi", label=label, seconds=ceil(left))


def export_command(form: Format[Any], version: str) -> tuple[str, ...]:
    """Write the command for a file of this visit: in its language, from its snapshot, of no other data."""
    slug = snapshot()
    command = sys.executable, "-m", "petaprogram.cli", "export", form.command, "--lang", current().code
    return (*command, "--data-version", version, *(("--snapshot", slug) if slug else ()))
