"""The map page built the way tutorials build it: a new folium map at every rerun. Only for comparison.

`streamlit run benchmarks/naive/app.py`. Same data, values, colours and words as our page, from the
same core; nothing of our web layer. With `NAIVE_CONTENT=page` it has the sentence, the legend, the
filters and the table of our page too, each in the simplest way; without it, only a select box and a map.
"""

from __future__ import annotations

import os
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from petaprogram.exports.record_tables import area_table
from petaprogram.maps.classes import Classified, classify
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN
from petaprogram.messages.vocabulary import STATUS
from petaprogram.settings import read_settings
from petaprogram.tables.columns import STATUSES
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.reloading import DataSource

# A component without a page: plain Streamlit serves its folder, so Leaflet needs no second server. jQuery,
# Bootstrap, Font Awesome and awesome-markers, which folium loads by default, are left out: that only makes
# this page faster.
LEAFLET = f"/component/{components.declare_component('leaflet', path=leaflet.BASE_DIR).name}"
HATCHED_FILL = "#E4E7EB"  # folium has no hatch


@st.cache_data
def load() -> tuple[Dataset, dict[str, Any]]:
    """Read the data, and the polygons as GeoJSON."""
    dataset = DataSource(read_settings()).current().dataset
    _ = dataset.records  # computed once, or every copy out of the cache would compute it again
    shapes: dict[str, Any] = (
        dataset.areas.frame[["name", "kecamatan", "geometry"]].reset_index().__geo_interface__
    )
    return dataset, shapes


def draw_map(areas: gpd.GeoDataFrame, shapes: dict[str, Any], classified: Classified) -> folium.Map:
    """Make a map with a polygon, a colour and a tooltip for each kelurahan."""
    styles, words = classified.classes, classified.values_in_words(INDONESIAN)
    for feature in shapes["features"]:
        feature["properties"]["keadaan"] = words[feature["properties"]["kode"]]
    west, south, east, north = areas.total_bounds
    made = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=12, tiles=None)
    made.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    made.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]

    def style(feature: dict[str, Any]) -> dict[str, object]:
        drawn = styles[classified.by_area[feature["properties"]["kode"]]].style
        return {
            "fillColor": HATCHED_FILL if drawn.hatch else drawn.fill,
            "fillOpacity": 1,
            "color": drawn.line,
            "weight": drawn.line_width,
        }

    folium.GeoJson(
        shapes,
        style_function=style,
        tooltip=folium.GeoJsonTooltip(
            ["name", "kecamatan", "keadaan"], ["Kelurahan", "Kecamatan", "Keadaan"]
        ),
    ).add_to(made)
    return made


def draw_filters(data: Dataset) -> None:
    """Draw the controls of our page. They do nothing here: the benchmark leaves them alone on both pages."""
    st.radio("Warnai menurut", ["Program", "Pilar", "Pilar hadir (0-6)", "Jumlah program"])
    st.toggle("Hitung se-kota dan se-kecamatan")
    st.pills("Pilar", list(data.pillars["name"]), selection_mode="multi")
    st.multiselect("Status", list(STATUSES), format_func=STATUS.__getitem__)
    st.multiselect("Mitra", sorted(set(data.records["partner_names"].explode().dropna())))
    st.multiselect("Kecamatan", list(data.areas.kecamatan["name"]))
    st.slider("Tahun mulai", 2000, 2030, (2000, 2030))


def legend_table(classified: Classified) -> pd.DataFrame:
    """List the classes and the number of areas in each."""
    return pd.DataFrame([{"Keadaan": item.label, "Kelurahan": item.areas} for item in classified.classes])


st.set_page_config(page_title="Peta", layout="wide")
dataset, features = load()
names = dataset.programs["name"]
options = list(names.str.casefold().sort_values().index)
first = dataset.site.first_program
whole_page = os.environ.get("NAIVE_CONTENT") == "page"

left, right = st.columns([1, 3])
with left:
    program = st.selectbox(
        "Program", options, index=options.index(first) if first else 0, format_func=names.__getitem__
    )
    if whole_page:
        draw_filters(dataset)
shown = make_map(dataset, Theme("program", program))
states = classify(shown)
with right:
    if whole_page:
        recorded = shown.values[shown.values.isin(["running", "planned", "ended"])].index
        st.subheader(
            f"{names[program]} tercatat di {len(recorded)} dari {len(dataset.areas.frame)} kelurahan"
        )
        st.write(", ".join(dataset.areas.frame["name"][recorded]))
    st_folium(draw_map(dataset.areas.frame, features, states), use_container_width=True, height=600)
    if whole_page:
        st.table(legend_table(states))
if whole_page:
    table = area_table(dataset, shown, states, INDONESIAN)
    st.dataframe(table, hide_index=True, height=480)
    st.download_button("CSV", table.to_csv(index=False), "tabel.csv", "text/csv")
