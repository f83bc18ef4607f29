"""Offering a file to take away: one way for every page and every format.

A file is made only when someone asks for it, in a thread or a process of its own.
"""

from __future__ import annotations

import datetime as dt
import sys
from math import ceil
from typing import Any

import streamlit as st

from petaprogram.exports.file_format import Format, Subject, Task
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.background_job import Making
from petaprogram.web.parts.components import show
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current, snapshot

# How often progress is looked at, in seconds.
_POLL = 0.5


def offer(dataset: Dataset, form: Format[Subject], what: Subject, link: str | None = None) -> None:
    """Offer a file about `what`.

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
    """
    if form.slow:
        _offer_slow(dataset, form, what)
        return
    language, day = current(), dt.datetime.now().astimezone().date()
    task = Task(dataset, language, day, SETTINGS.address, addresses.here() if link is None else link)
    st.download_button(
        language.say(form.label),
        lambda: form.make(task, what),
        form.name_file(dataset, what, snapshot()),
        form.mime,
        on_click="ignore",
        help=language.say(form.hint) if form.hint else None,
    )


def _offer_slow(dataset: Dataset, form: Format[Subject], what: Subject) -> None:
    """Offer a file that takes seconds: a button that begins, then its progress, then the file.

    The file is that of this state of the data, in this language; another state begins anew.
    """
    key, label = f"buat-{form.command}", current().say(form.label)
    asked_for = dataset.version, current().code, snapshot()

    def making() -> Making | None:
        state, made = st.session_state.get(key, (None, None))
        return made if state == asked_for and not made.cancelled else None

    def begin() -> None:
        st.session_state[key] = asked_for, Making(export_command(form))

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
            st.download_button(
                say("Simpan: {label}", label=label),
                made.content,
                form.name_file(dataset, what, snapshot()),
                form.mime,
                on_click="ignore",
                type="primary",
                key=f"{key}-simpan",
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


def export_command(form: Format[Any]) -> list[str]:
    """Write the command for a file of this visit, in its language and from its snapshot."""
    slug = snapshot()
    command = [sys.executable, "-m", "petaprogram.cli", "export", form.command, "--lang", current().code]
    return [*command, *(["--snapshot", slug] if slug else [])]
