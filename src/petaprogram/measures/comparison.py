"""How one kelurahan stands beside the others, and which pillars nobody has reported there.

Every measure is a Series over all kelurahan (index kode). NaN says that nothing is recorded to measure, and
takes no part in a median.
"""

from __future__ import annotations

import math

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.measures.evidence import evidence_by_area
from petaprogram.measures.map_theme import all_pillar_states, pillar_states
from petaprogram.measures.presence import RECORDED, count_pillars, count_programs, spread
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

# The measures of `compare`, in the order in which they are shown.
MEASURES = {
    "pillars": message("Pilar yang ada datanya"),
    "programs": message("Program tercatat"),
    "partners": message("Mitra tercatat"),
    "evidence": message("Data berkepastian tinggi"),
}


def compare(dataset: Dataset, *, wide: bool = False) -> pd.DataFrame:
    """Measure every kelurahan.

    Parameters
    ----------
    dataset
        The data.
    wide
        Whether records of a kecamatan or of the whole city count for each kelurahan in it.

    Returns
    -------
    DataFrame
        Index kode (all kelurahan), columns as `MEASURES`, float: the pillars with a running program (0 to
        the number of pillars), the programs and partners recorded (1 and more), and the share of records
        that are of high confidence (0 to 1).
    """
    records, areas = dataset.records, dataset.areas
    return pd.DataFrame(
        {
            "pillars": count_pillars(pillar_states(dataset, records, wide=wide)),
            "programs": count_programs(records, areas, wide=wide),
            "partners": count_partners(records, areas, wide=wide),
            "evidence": evidence_by_area(records, areas, wide=wide),
        },
        columns=list(MEASURES),
    )


def say_measure(measure: str, value: float, language: Language) -> str:
    """Say a value or a median of a measure of `compare`."""
    if math.isnan(value):
        return language.say("belum ada data")
    if measure == "evidence":
        return language.percent(value)
    return language.number(value, 0 if float(value).is_integer() else 1)


def count_partners(records: pd.DataFrame, areas: Areas, *, wide: bool = False) -> pd.Series:
    """Count the different partners named in the records of each kelurahan.

    Returns
    -------
    Series
        Index kode, float, 1 and more. NaN where no record names one: a source that names no partner does
        not say that there was none.
    """
    named = spread(records[["kode", "partner_names"]], areas, wide=wide).explode("partner_names")
    counts = named.groupby("kode")["partner_names"].nunique()
    return counts[counts > 0].reindex(areas.frame.index).astype(float).rename("partners_recorded")


def medians(measured: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Find the median of each measure over the kelurahan that have a value.

    Returns
    -------
    DataFrame
        Index kode of every kecamatan and then of the city, columns and units as in `measured`. NaN where no
        kelurahan has a value.
    """
    found = measured.groupby(areas.frame["kecamatan_kode"]).median().reindex(areas.kecamatan.index)
    found.loc[areas.city_kode] = measured.median()
    return found


def missing_pillars(dataset: Dataset, kode: str, *, wide: bool = False) -> pd.Series:
    """Find the pillars that are not reported in a kelurahan, and who of its neighbours has them.

    Returns
    -------
    Series
        Index pillar_id, in the order of the pillars; each value is the tuple of the kode of the neighbours
        where the pillar is recorded (running, planned or ended), empty where it is in none of them.

    Raises
    ------
    KeyError
        When the kode is not that of a kelurahan of the city.
    """
    states = all_pillar_states(dataset, wide=wide)
    around = states.loc[list(dataset.areas.neighbours[kode])].isin(RECORDED)
    missing = states.columns[(states.loc[kode] == "not_reported").to_numpy()]
    having = [tuple(around.index[around[pillar].to_numpy()]) for pillar in missing]
    return pd.Series(having, index=missing, dtype=object, name="neighbours")
