"""Tentang data: what the data are and are not, where they come from, and what is still open."""

from __future__ import annotations

from petaprogram.web import about, downloads
from petaprogram.web.server import SETTINGS, SOURCE

dataset = SOURCE.current().dataset

about.show_data(dataset)
about.show_method(dataset)
about.show_sources(dataset)
about.show_boundaries(dataset)
about.show_open_issues(dataset)
about.show_licence(dataset, SETTINGS.boundaries)
downloads.show_city(dataset)
