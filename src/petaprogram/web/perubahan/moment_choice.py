"""From when to when: the choice of two moments, and what is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.link import NOW, SINCE, UNTIL, ChangesView, as_day
from petaprogram.changes.moments import Moment
from petaprogram.snapshots.snapshot import Listed
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.map_controls import follow_link
from petaprogram.web.server.computed_once import computed_once
from petaprogram.web.server.data_in_use import InUse, open_kept
from petaprogram.web.visit.visit import current


def draw_choice(view: ChangesView, names: dict[str, str], in_use: InUse) -> None:
    """Draw the two lists; `names` says what each snapshot is called, by its slug."""
    language = current()
    say = language.say

    def name(option: str) -> str:
        if option == NOW:
            manifest = in_use.manifest
            return say("versi beku '{name}'", name=manifest.name) if manifest else say("hari ini")
        return language.day(option) if as_day(option) else names.get(option, option)

    with st.container(key="u-pilihan"):
        for parameter, label, options, chosen in (
            (SINCE, say("Sejak"), view.sinces, view.since),
            (UNTIL, say("Sampai"), view.untils, view.until),
        ):
            key, changed = follow_link(parameter, options, options[0])
            st.session_state[key] = chosen
            st.selectbox(label, options, format_func=name, key=key, on_change=changed)


def name_snapshots(listed: Sequence[Listed], in_use: InUse) -> dict[str, str]:
    """Name the snapshots that can be compared with the data of this visit, by slug, in their order."""
    open_now = in_use.manifest.slug if in_use.manifest else None
    return {
        one.manifest.slug: one.manifest.name
        for one in listed
        if one.manifest
        and one.manifest.slug != open_now
        and one.manifest.city_kode == in_use.dataset.areas.city_kode
    }


def compare_chosen(view: ChangesView, in_use: InUse) -> Changes:
    """Compare what was chosen.

    Raises
    ------
    DataError
        If a snapshot cannot be opened.
    """
    here = in_use.manifest.name if in_use.manifest else None
    sides = []
    for chosen in (view.since, view.until):
        day = as_day(chosen)
        if chosen == NOW:
            last = in_use.dataset.site.data_date if as_day(view.since) else None
            sides.append((in_use.dataset, here, last))
        elif day is not None:
            sides.append((in_use.dataset, here, day))
        else:
            snapshot = open_kept(chosen)
            sides.append((snapshot.edition.dataset, snapshot.manifest.name, None))
    return _compare(*sides[0], *sides[1])


@computed_once
def _compare(  # noqa: PLR0913, PLR0917  (two sides, each with its three fields)
    before: Dataset,
    before_name: str | None,
    before_day: dt.date | None,
    after: Dataset,
    after_name: str | None,
    after_day: dt.date | None,
) -> Changes:
    return compare(Moment(before, before_name, before_day), Moment(after, after_name, after_day))
