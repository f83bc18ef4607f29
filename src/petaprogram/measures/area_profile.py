"""What is known of one kelurahan, one kecamatan or the whole city: its records and its states.

A kecamatan and the city are told by counting their kelurahan in each state, never by one state for all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from petaprogram.geography.areas import Areas, Level
from petaprogram.measures.map_theme import all_pillar_states
from petaprogram.measures.presence import STATES, State, Subject, state_table
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """One pillar or program in an area.

    `kodes` lists the kelurahan in each of the five states, in the order of their codes; `records` are those
    that are of these kelurahan; `doubtful` are the kelurahan whose every such record is of low confidence.
    """

    key: str
    kodes: Mapping[State, tuple[str, ...]]
    records: pd.DataFrame
    doubtful: tuple[str, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        """The number of kelurahan in each state."""
        return {state: len(kodes) for state, kodes in self.kodes.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is recorded in an area of any level.

    `kelurahan` are those in it (itself, for a kelurahan); `records` their own records; `pillars` all pillars
    in their order; `wide` the records that hold for a whole kecamatan or the whole city and so here too, by
    the kode of that area, none empty; `confirmations` what somebody confirmed to be absent here or in an
    area around or within it.
    """

    kode: str
    level: Level
    name: str
    kelurahan: tuple[str, ...]
    records: pd.DataFrame
    pillars: tuple[Tally, ...]
    wide: Mapping[str, pd.DataFrame]
    confirmations: pd.DataFrame


@lru_cache(maxsize=128)
def make_area_profile(dataset: Dataset, kode: str) -> Profile:
    """Gather what is recorded in an area. Its frames are shared, so leave them as they are.

    Raises
    ------
    KeyError
        When the kode is not of this city.
    """
    areas = dataset.areas
    level = areas.level(kode)
    if level is None:
        raise KeyError(kode)
    kelurahan = tuple(areas.within[kode])
    records = dataset.records[dataset.records["kode"].isin(kelurahan)]
    states = all_pillar_states(dataset, wide=False)
    around = [one for one in (*areas.kecamatan.index, areas.city_kode) if _touches(areas, one, kode)]
    wide = {one: dataset.records[dataset.records["kode"] == one] for one in around}
    about = [_touches(areas, one, kode) for one in dataset.confirmations["kode"]]
    return Profile(
        kode=kode,
        level=level,
        name=areas.name_of(kode),
        kelurahan=kelurahan,
        records=records,
        pillars=tuple(_tallies(states.loc[list(kelurahan)], records, "pillar_id")),
        wide={one: found for one, found in wide.items() if len(found)},
        confirmations=dataset.confirmations[about],
    )


def program_tallies(dataset: Dataset, profile: Profile) -> dict[str, tuple[Tally, ...]]:
    """Tell the programs recorded in the kelurahan of an area, pillar by pillar.

    Returns
    -------
    dict
        pillar_id (in order, only those with a program) to its programs, by name.
    """
    programs = dataset.programs.loc[profile.records["program_id"].unique()].sort_values("name")
    states = state_table(
        profile.records,
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        "program_id",
        list(programs.index),
    )
    told = {
        one.key: one for one in _tallies(states.loc[list(profile.kelurahan)], profile.records, "program_id")
    }
    by_pillar = {
        pillar.key: tuple(told[one] for one in programs.index[programs["pillar_id"] == pillar.key])
        for pillar in profile.pillars
    }
    return {pillar: found for pillar, found in by_pillar.items() if found}


def confirmed_subject(dataset: Dataset, confirmation: Mapping[Hashable, Any]) -> str:
    """Name the pillar or program that a row of `Profile.confirmations` says is absent."""
    if pd.isna(confirmation["pillar_id"]):
        return str(dataset.programs.at[confirmation["program_id"], "name"])
    return str(dataset.pillars.at[confirmation["pillar_id"], "name"])


def beside(areas: Areas, kode: str) -> tuple[str | None, str | None]:
    """Return the areas of the same level before and after this one, in the order of their codes."""
    index = {"kelurahan": areas.frame.index, "kecamatan": areas.kecamatan.index}
    row = list(index.get(str(areas.level(kode)), [kode]))
    at = row.index(kode)
    return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)


def _tallies(states: pd.DataFrame, records: pd.DataFrame, subject: Subject) -> Iterator[Tally]:
    low = (records["confidence"] == "low").groupby([records[subject], records["kode"]]).all()
    doubtful = set(low.index[low])
    for key in map(str, states.columns):
        by_kode = {str(kode): state for kode, state in states[key].items()}
        yield Tally(
            key=key,
            kodes={
                state: tuple(kode for kode, found in by_kode.items() if found == state) for state in STATES
            },
            records=records[records[subject] == key],
            doubtful=tuple(kode for kode in by_kode if (key, kode) in doubtful),
        )


def _touches(areas: Areas, one: str, other: str) -> bool:
    """Whether one of two areas lies within the other: levels are nested, so they share a kelurahan."""
    return not set(areas.within.get(one, ())).isdisjoint(areas.within.get(other, ()))
