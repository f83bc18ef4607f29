"""Equity between kecamatan: in what share of its kelurahan each pillar or program runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from petaprogram.gaps.matrix import GAP_OF_STATE, Matrix
from petaprogram.measures.presence import PLANNED, RUNNING
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

# Below this a percentage says less than the two numbers behind it: one kelurahan would move it by more than
# ten points.
LEAST = 10


def compare_kecamatan(matrix: Matrix, dataset: Dataset) -> pd.DataFrame:
    """Count the kelurahan of each kecamatan, and of the city, by what is known of them.

    Parameters
    ----------
    matrix
        Kelurahan x pillars or programs.
    dataset
        The data.

    Returns
    -------
    DataFrame
        One row for each area and column of the matrix, kecamatan by kode and then the city; index 0, 1, ...
        Columns: `kode` and `name` of the area, `subject` (pillar_id or program_id), `running`, `planned`,
        `wide`, `record`, `service` (int, adding up to `total`, kelurahan of the area), `share`, running of
        total from 0 to 1: NaN where there are fewer than ten kelurahan.
    """
    areas = dataset.areas
    cells = matrix.states.melt(var_name="subject", value_name="state", ignore_index=False)
    kinds = {
        **dict.fromkeys(RUNNING, "running"),
        **dict.fromkeys(PLANNED, "planned"),
        "wide": "wide",
        **GAP_OF_STATE,
    }
    cells["kind"] = cells["state"].map(kinds)
    parents = areas.frame["kecamatan_kode"].reindex(cells.index).to_numpy()
    cells = cells.reset_index(drop=True)
    every = pd.concat([cells.assign(kode=parents), cells.assign(kode=areas.city_kode)])
    counts = every.groupby(["kode", "subject", "kind"]).size().unstack(fill_value=0)
    order = pd.MultiIndex.from_product(
        [[*areas.kecamatan.index, areas.city_kode], matrix.states.columns], names=["kode", "subject"]
    )
    columns = ["running", "planned", "wide", "record", "service"]
    table = counts.reindex(index=order, columns=columns, fill_value=0).reset_index()
    table.columns.name = None
    table.insert(1, "name", table["kode"].map(areas.name_of))
    table["total"] = table[columns].sum(axis="columns")
    table["share"] = (table["running"] / table["total"]).where(table["total"] >= LEAST, np.nan)
    return table


def share_in_words(running: int, total: int, share: float, language: Language) -> str:
    """Say a share with the count behind it: "5 dari 14 (36%)", or the count alone where it is small."""
    counted = language.say("{found:f} dari {of:f}", found=running, of=total)
    return counted if pd.isna(share) else f"{counted} ({language.percent(share)})"
