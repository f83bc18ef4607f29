"""The profile of every kelurahan in the offline file, and what holds for the areas around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from petaprogram.gaps.ranking import Ranking
from petaprogram.gaps.reasons import explain, explain_stability
from petaprogram.geography.areas import Areas
from petaprogram.maps.class_tables import REPORT
from petaprogram.measures.area_profile import Profile, Tally, beside, confirmed_subject, make_area_profile
from petaprogram.measures.comparison import MEASURES, compare, medians, missing_pillars, say_measure
from petaprogram.measures.map_theme import report_years
from petaprogram.measures.population import people_of
from petaprogram.measures.presence import RECORDED, State
from petaprogram.measures.record_words import split_by_pillar
from petaprogram.measures.source_words import list_sources
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import STATE
from petaprogram.tables.dataset import Dataset

Values = Mapping[str, object]


def make_profiles(
    dataset: Dataset, pillars: Mapping[str, Values], ranking: Ranking, language: Language
) -> list[Values]:
    """Prepare the profile of every kelurahan, in the order of their codes."""
    areas = dataset.areas
    measures = _measures(dataset, language)
    priority = {
        row.kode: {"sentence": explain(row, language), "stability": explain_stability(row, language)}
        for row in ranking.rows
    }
    profiles = [make_area_profile(dataset, str(kode)) for kode in areas.frame.index]
    strips = _strips(dataset, profiles, pillars, language)
    return [
        {
            "kode": profile.kode,
            "name": profile.name,
            "kecamatan": areas.frame.at[profile.kode, "kecamatan"],
            "parent": areas.frame.at[profile.kode, "kecamatan_kode"],
            "km2": areas.area_km2[profile.kode],
            "before": _links(areas, beside(areas, profile.kode)[:1]),
            "after": _links(areas, beside(areas, profile.kode)[1:]),
            "neighbours": _links(areas, areas.neighbours[profile.kode]),
            "records": len(profile.records),
            "programs": profile.records["program_id"].nunique(),
            "recorded": sum(len(pillar.records) > 0 for pillar in profile.pillars),
            "confirmed": _confirmations(dataset, profile),
            "strip": strips[profile.kode],
            "groups": _grouped(dataset, profile.records, pillars),
            "missing": [
                {"pillar": pillars[str(pillar)], "places": _links(areas, having)}
                for pillar, having in missing_pillars(dataset, profile.kode).items()
            ],
            "measures": measures[profile.kode],
            "priority": priority.get(profile.kode),
            "people": _people(dataset, profile.kode, language),
        }
        for profile in profiles
    ]


def make_surroundings(dataset: Dataset, pillars: Mapping[str, Values], language: Language) -> list[Values]:
    """Prepare what holds for each kecamatan, and last for the whole city: its records and its people."""
    areas, say = dataset.areas, language.say
    named = {
        str(kode): (
            say("Berlaku se-Kec. {kecamatan}", kecamatan=name),
            say("Kec. {kecamatan}", kecamatan=name),
        )
        for kode, name in areas.kecamatan["name"].items()
    }
    named[areas.city_kode] = (say("Berlaku se-kota"), areas.city)
    by_kode = {kode: dataset.records[dataset.records["kode"] == kode] for kode in named}
    return [
        {
            "kode": kode,
            "city": kode == areas.city_kode,
            "title": title,
            "name": name,
            "ids": list(by_kode[kode].index),
            "groups": _grouped(dataset, by_kode[kode], pillars),
            "people": _people(dataset, kode, language),
        }
        for kode, (title, name) in named.items()
    ]


def _strips(
    dataset: Dataset, profiles: Iterable[Profile], pillars: Mapping[str, Values], language: Language
) -> dict[str, list[Values]]:
    """Prepare the state of every pillar and when it was last reported, by kode."""
    records = dataset.records
    found: dict[str, list[Values]] = {profile.kode: [] for profile in profiles}
    for tallies in zip(*(profile.pillars for profile in profiles), strict=True):
        states = pd.Series(dict(zip(found, map(_state_of, tallies), strict=True)))
        of_pillar = records[records["pillar_id"] == tallies[0].key]
        years = report_years(dataset, of_pillar, states, wide=False)
        for tally, (kode, state) in zip(tallies, states.items(), strict=True):
            found[str(kode)].append(
                {
                    "pillar": pillars[tally.key],
                    "state": state,
                    "word": language.say(STATE[state]),
                    "age": _say_age(state, years[str(kode)], language),
                    "records": len(tally.records),
                    "doubtful": bool(tally.doubtful),
                }
            )
    return found


def _measures(dataset: Dataset, language: Language) -> dict[str, list[Values]]:
    """Prepare each measure here, its medians and the rank among those that have a value, by kode."""
    areas, measured = dataset.areas, compare(dataset)
    middle, ranks = medians(measured, areas), measured.rank(method="min", ascending=False)
    return {
        str(kode): [
            {
                "title": language.say(title),
                "words": [
                    say_measure(name, value, language)
                    for value in (measured[name][kode], middle[name][parent], middle[name][areas.city_kode])
                ],
                "rank": None if pd.isna(rank := ranks[name][kode]) else int(rank),
                "of": int(measured[name].notna().sum()),
            }
            for name, title in MEASURES.items()
        ]
        for kode, parent in areas.frame["kecamatan_kode"].items()
    }


def _state_of(tally: Tally) -> State:
    """Return the state of the one kelurahan of a profile."""
    return next(state for state, kodes in tally.kodes.items() if kodes)


def _say_age(state: State, year: float, language: Language) -> str:
    """Say when a state was last reported; empty where it rests on no record."""
    if state not in RECORDED:
        return ""
    if pd.isna(year):
        return language.say("tanggal laporannya tidak diketahui")
    return language.say(REPORT, year=int(year))


def _links(areas: Areas, kodes: Iterable[str | None]) -> list[Values]:
    return [{"kode": kode, "name": areas.name_of(kode)} for kode in kodes if kode]


def _grouped(dataset: Dataset, records: pd.DataFrame, pillars: Mapping[str, Values]) -> list[Values]:
    groups = split_by_pillar(dataset, records)
    return [{"pillar": pillars[pillar], "ids": list(group.index)} for pillar, group in groups.items()]


def _confirmations(dataset: Dataset, profile: Profile) -> list[Values]:
    """Prepare who confirmed what to be absent, where and when."""
    return [
        {
            "subject": confirmed_subject(dataset, one),
            "place": dataset.areas.name_of(one["kode"]),
            "person": one["confirmed_by"],
            "day": one["date"],
        }
        for one in profile.confirmations.to_dict("records")
    ]


def _people(dataset: Dataset, kode: str, language: Language) -> list[Values]:
    """Prepare the figures of an area, the latest first."""
    return [
        {
            "people": one.people,
            "year": one.year,
            "basis": one.basis_in(language),
            "parts": one.parts,
            "sources": list_sources(dataset, one.sources, language),
        }
        for one in people_of(dataset, kode)
    ]
