"""From when to when: the choice of two moments, and what is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.link import NOW, OFFERED, SINCE, UNTIL, ChangesView, as_day
from petaprogram.changes.moments import Moment
from petaprogram.messages.issues import StoreError
from petaprogram.snapshots.snapshot import Listed, Manifest
from petaprogram.snapshots.versions import version_of
from petaprogram.store.in_use import tables_of
from petaprogram.store.version import Version, number_in
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.map_controls import follow_link
from petaprogram.web.server import routes
from petaprogram.web.server.computed_once import computed_once
from petaprogram.web.server.data_in_use import InUse, open_kept
from petaprogram.web.visit.visit import current


def draw_choice(view: ChangesView, names: dict[str, str], in_use: InUse) -> None:
    """Draw the two lists; `names` says what each snapshot and each newer version is called, by its slug."""
    language = current()
    say = language.say

    def name(option: str) -> str:
        if option == NOW:
            return _moment_in_use(in_use).say_data(language)
        if number := number_in(option):
            return names.get(option) or say("versi {number}", number=number)
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


def name_versions() -> dict[str, str]:
    """Name the newer versions of the store by slug, the newest first; none where there is no store."""
    tables = tables_of(routes.SETTINGS)
    try:
        newest = tables.store().newest(OFFERED) if tables.has_store else []
    except StoreError:
        # What is wrong with it stands above the page.
        newest = []
    versions = map(version_of, newest)
    return {version.slug: version.say(current()) for version in versions}


def compare_chosen(view: ChangesView, in_use: InUse) -> Changes:
    """Compare what was chosen.

    Raises
    ------
    DataError
        If a snapshot cannot be opened.
    """
    here = _moment_in_use(in_use)
    sides = []
    for chosen in (view.since, view.until):
        day = as_day(chosen)
        if chosen == NOW:
            last = in_use.dataset.site.data_date if as_day(view.since) else None
            sides.append(replace(here, day=last))
        elif day is not None:
            sides.append(replace(here, day=day))
        else:
            opened = open_kept(chosen)
            sides.append(_moment_of(opened.edition.dataset, opened.manifest))
    # A moment is made anew at each run; what it is made of is not.
    before, after = ((one.dataset, one.name, one.day, one.version) for one in sides)
    return _compare(*before, *after)


def _moment_in_use(in_use: InUse) -> Moment:
    return _moment_of(in_use.dataset, in_use.manifest)


def _moment_of(dataset: Dataset, manifest: Manifest | None) -> Moment:
    if manifest is None or manifest.version:
        return Moment(dataset, version=manifest.version if manifest else None)
    return Moment(dataset, manifest.name)


@computed_once
def _compare(  # noqa: PLR0913, PLR0917  (two sides, each with its four fields)
    before: Dataset,
    before_name: str | None,
    before_day: dt.date | None,
    before_version: Version | None,
    after: Dataset,
    after_name: str | None,
    after_day: dt.date | None,
    after_version: Version | None,
) -> Changes:
    return compare(
        Moment(before, before_name, before_day, before_version),
        Moment(after, after_name, after_day, after_version),
    )
