"""Tentang data: what the data are and are not, where they come from, and what is still open."""

from __future__ import annotations

from petaprogram.web.server.data_in_use import dataset_in_use
from petaprogram.web.server.routes import SETTINGS
from petaprogram.web.tentang import about
from petaprogram.web.visit.visit import snapshot

dataset = dataset_in_use()

about.show_data(dataset)
about.show_method(dataset)
about.show_sources(dataset)
about.show_boundaries(dataset)
about.show_context(dataset)
about.show_open_issues(dataset, None if snapshot() else SETTINGS)
about.show_snapshots(SETTINGS.snapshots)
# The file on disk is that of today.
about.show_licence(dataset, None if snapshot() else SETTINGS.boundaries)
