"""What there is to take away of this view: pictures with title, legend and sources, and tables."""

from __future__ import annotations

import pandas as pd

from petaprogram.exports.file_format import MapView, TableView
from petaprogram.exports.formats import MAP_PNG, MAP_SVG, TABLE_CSV, TABLE_XLSX, WALL_MAP
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.downloads import offer


def offer_files(dataset: Dataset, view: MapView, table: pd.DataFrame, sentence: str) -> None:
    """Offer the map of this view for a page and for a wall, and its `area_table`."""
    offer(dataset, MAP_PNG, view)
    offer(dataset, TABLE_XLSX, TableView(table, view, sentence))
    offer(dataset, WALL_MAP, view._replace(paper="a3"))
    offer(dataset, MAP_SVG, view)
    offer(dataset, TABLE_CSV, TableView(table, view, sentence))
