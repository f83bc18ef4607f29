"""Perubahan: what changed since a snapshot or a version of the store, or between two days."""

from __future__ import annotations

import streamlit as st

from petaprogram.changes.link import read_link
from petaprogram.messages.issues import DataError
from petaprogram.snapshots.snapshot import list_snapshots
from petaprogram.store.version import number_in
from petaprogram.web.parts import components
from petaprogram.web.perubahan import change_view, year_view
from petaprogram.web.perubahan.moment_choice import (
    compare_chosen,
    draw_choice,
    name_snapshots,
    name_versions,
)
from petaprogram.web.server import routes
from petaprogram.web.server.data_in_use import in_use
from petaprogram.web.visit.visit import asked_once, current

here = in_use()
dataset = here.dataset
names = name_snapshots(list_snapshots(routes.SETTINGS.snapshots), here)
versions = name_versions()
newest = next((number_in(slug) or 0 for slug in versions), 0)
view, unknown = read_link(asked_once(), dataset, list(names), newest)
components.show_unknown(unknown)

head = st.container(key="kalimat")
draw_choice(view, {**names, **versions}, here)
try:
    changes = compare_chosen(view, here)
except DataError as error:
    say = current().say
    components.show_problems(
        say("Versi ini tidak dapat dibuka"),
        say("Pilih versi lain, atau tanggal."),
        error.issues,
        expanded=True,
    )
else:
    with head:
        change_view.show_head(changes)
    change_view.show_map(dataset, changes, view)
    groups = change_view.count_groups(dataset, changes)
    change_view.show_numbers(groups, changes, view)
    change_view.show_rows(groups, changes, view)
    change_view.offer_files(dataset, changes)
year_view.show_years(dataset, view)
