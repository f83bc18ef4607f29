"""Profil: what is recorded in one kelurahan, one kecamatan or the whole city, and what is not."""

from __future__ import annotations

from petaprogram.measures.area_profile import make_area_profile
from petaprogram.web.parts import components
from petaprogram.web.profil import claims, comparison_view, profile_head
from petaprogram.web.server.data_in_use import dataset_in_use, photos_in_use

dataset = dataset_in_use()
kode, unknown = profile_head.open_link(dataset.areas)
shown = make_area_profile(dataset, kode)

components.show_unknown(unknown)
profile_head.show_way(dataset, shown)
profile_head.show_head(dataset, shown)
claims.show_programs(dataset, shown, photos_in_use())
comparison_view.show_comparison(dataset, shown)
claims.show_missing(dataset, shown)
claims.show_wide(dataset, shown)
profile_head.show_population(dataset, shown)
