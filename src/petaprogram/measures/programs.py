"""Programs: how far each reaches, with whom, and on how much evidence."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import pandas as pd

from petaprogram.measures.filters import Filters
from petaprogram.tables.dataset import Dataset


@lru_cache(maxsize=32)
def programs_under(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Describe every program by the records that pass filters; the frame is shared, so leave it as it is."""
    return describe_programs(dataset, dataset.records[filters.mask(dataset.records)])


def describe_programs(dataset: Dataset, records: pd.DataFrame) -> pd.DataFrame:
    """Describe every program by some of its records.

    Parameters
    ----------
    dataset
        For the programs, in whose order the answer comes.
    records
        Some or all of `dataset.records`.

    Returns
    -------
    DataFrame
        Index program_id, every program of the dataset; integers `records`, `kelurahan` (different ones, of
        records in a kelurahan), `kecamatan` and `city` (records of that scope), `nowhere` (records without a
        location, or of another city), `sure` (records of high confidence) and `sources` (different ones);
        tuple `partners`, in the order in which the records name them; `last_report`: the date of the latest
        source as the tables write it (2020, 2020-11, 2020-11-26), None where no source has one.
    """
    programs = dataset.programs.index
    groups = records.groupby("program_id")
    scopes = pd.crosstab(records["program_id"], records["scope"]).reindex(
        columns=["kecamatan", "city", "no_location", "unmatched"], fill_value=0
    )
    inside = records[records["scope"] == "kelurahan"].groupby("program_id")["kode"].nunique()
    counts = pd.DataFrame(
        {
            "records": groups.size(),
            "kelurahan": inside,
            "kecamatan": scopes["kecamatan"],
            "city": scopes["city"],
            "nowhere": scopes["no_location"] + scopes["unmatched"],
            "sure": (records["confidence"] == "high").groupby(records["program_id"]).sum(),
            "sources": groups["source_id"].nunique(),
        },
        index=programs,
    )
    # A program without a record has none of these: that is a count, not something unknown.
    counts = counts.fillna(0).astype(int)
    partners = {
        program: tuple(dict.fromkeys(chain.from_iterable(found)))
        for program, found in groups["partner_names"]
    }
    dates = records.dropna(subset=["source_date"]).groupby("program_id")["source_date"].max().to_dict()
    return counts.assign(
        partners=pd.Series([partners.get(program, ()) for program in programs], index=programs, dtype=object),
        last_report=pd.Series([dates.get(program) for program in programs], index=programs, dtype=object),
    )
