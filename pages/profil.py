"""Profil: what is recorded in one kelurahan, one kecamatan or the whole city, and what is not."""

from __future__ import annotations

from petaprogram.profile import make_profile
from petaprogram.web import claims, comparison, components, profile
from petaprogram.web.edition import dataset_in_use

dataset = dataset_in_use()
kode, unknown = profile.open_link(dataset.areas)
shown = make_profile(dataset, kode)

components.show_unknown(unknown)
profile.show_way(dataset, shown)
profile.show_head(dataset, shown)
claims.show_programs(dataset, shown)
comparison.show_comparison(dataset, shown)
claims.show_missing(dataset, shown)
claims.show_wide(dataset, shown)
profile.show_population(dataset, shown)
