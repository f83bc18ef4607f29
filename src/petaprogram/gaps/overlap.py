"""Overlaps (several programs of a pillar beside kelurahan with none), and pillars that rest on little.

An overlap is no fault by itself: it names places where several programs of one pillar run next to kelurahan
that have none of that pillar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from petaprogram.gaps.matrix import is_gap, make_matrix
from petaprogram.measures.last_reports import latest_day
from petaprogram.measures.presence import spread
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.partner_names import UNNAMED

# From how many programs of one pillar in one kelurahan on.
MANY = 3
STALE_YEARS = 2


@dataclass(frozen=True, slots=True)
class Overlap:
    """Several running programs of one pillar in a kelurahan, and the neighbours that have a gap in it."""

    kode: str
    pillar_id: str
    programs: tuple[str, ...]
    empty: tuple[str, ...]
    neighbours: int


@dataclass(frozen=True, slots=True)
class Footing:
    """What a running pillar rests on, in one kelurahan or (kode of the city) in all.

    `records` are its running records, `unnamed` those that name no partner. `last_report` is the latest date
    of their sources as far as it is known (2022, 2022-11), None where none shows a date. `one_partner`:
    exactly one partner is named. `stale`: the last report is older than two years for certain.
    """

    kode: str
    pillar_id: str
    records: int
    partners: tuple[str, ...]
    unnamed: int
    last_report: str | None
    one_partner: bool
    stale: bool


def list_overlaps(dataset: Dataset, *, wide: bool = False) -> tuple[Overlap, ...]:
    """Find kelurahan with three or more running programs of one pillar beside neighbours with a gap in it.

    Returns
    -------
    tuple
        Most programs first, then most empty neighbours, then kode and pillar.
    """
    running = dataset.records[dataset.records["status"] == "running"]
    placed = spread(running[["kode", "program_id", "pillar_id"]], dataset.areas, wide=wide)
    gap = is_gap(make_matrix(dataset, "pillar_id", wide=wide).states)
    found = []
    for cell, programs in placed.groupby(["kode", "pillar_id"])["program_id"]:
        names = tuple(sorted(programs.unique()))
        if len(names) < MANY:
            continue
        kode, pillar = map(str, cell)
        neighbours = dataset.areas.neighbours[kode]
        if empty := tuple(one for one in neighbours if gap.at[one, pillar]):
            found.append(Overlap(kode, pillar, names, empty, len(neighbours)))
    return tuple(
        sorted(found, key=lambda one: (-len(one.programs), -len(one.empty), one.kode, one.pillar_id))
    )


def find_footing(dataset: Dataset, *, wide: bool = False) -> tuple[Footing, ...]:
    """Describe what every running pillar rests on, in each kelurahan and in the city as a whole.

    The city counts all records that have a place in it, whatever their scope; `wide` says whether those of a
    kecamatan or of the city count in each kelurahan too.

    Returns
    -------
    tuple
        The city first, then kelurahan by kode; pillars in their order.
    """
    areas = dataset.areas
    running = dataset.records[dataset.records["status"] == "running"]
    located = running[running["scope"].isin(["kelurahan", "kecamatan", "city"])]
    rows = pd.concat([located.assign(kode=areas.city_kode), spread(running, areas, wide=wide)])
    order = dataset.pillars["order"]
    # A word for a kind of partner ("warga") is no body that anything could rest on.
    unnamed = set(dataset.partners.index[dataset.partners["unnamed"] == "yes"])
    rows["partner_names"] = rows["partner_names"].map(
        lambda names: tuple(name for name in names if name not in unnamed and not name.endswith(UNNAMED))
    )
    found = [
        _footing(str(kode), str(pillar), group, dataset.site.data_date)
        for (kode, pillar), group in rows.groupby(["kode", "pillar_id"])
    ]
    return tuple(sorted(found, key=lambda one: (one.kode != areas.city_kode, one.kode, order[one.pillar_id])))


def _footing(kode: str, pillar: str, records: pd.DataFrame, until: dt.date) -> Footing:
    named = records["partner_names"]
    partners = tuple(sorted({name for names in named for name in names}))
    days = [(day, str(date)) for date in records["source_date"] if (day := latest_day(date, until))]
    day, last = max(days, default=(until, None))
    return Footing(
        kode=kode,
        pillar_id=pillar,
        records=len(records),
        partners=partners,
        unnamed=int((named.map(len) == 0).sum()),
        last_report=last,
        one_partner=len(partners) == 1,
        stale=day < _years_before(until, STALE_YEARS),
    )


def _years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years earlier; 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def describe_overlap(overlap: Overlap, dataset: Dataset, language: Language) -> str:
    """Say an overlap in one sentence."""
    names = dataset.areas.names
    return language.say(
        "{area}: {count:f} program {pillar} ({programs}); belum ada di {empty:f} dari {of:f} tetangga: "
        "{places}.",
        area=names[overlap.kode],
        count=len(overlap.programs),
        pillar=dataset.pillars.at[overlap.pillar_id, "name"],
        programs=language.listing(list(dataset.programs["name"][list(overlap.programs)])),
        empty=len(overlap.empty),
        of=overlap.neighbours,
        places=language.listing([names[kode] for kode in overlap.empty]),
    )


def describe_footing(footing: Footing, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Say what makes a footing narrow, a sentence each; nothing where nothing does."""
    return tuple(_narrow(footing, dataset, language))


def _narrow(footing: Footing, dataset: Dataset, language: Language) -> Iterator[str]:
    pillar = dataset.pillars.at[footing.pillar_id, "name"]
    if footing.one_partner:
        sentence = language.say(
            "{pillar}: hanya satu mitra tercatat, {partner}.", pillar=pillar, partner=footing.partners[0]
        )
        if footing.unnamed:
            sentence += " " + language.counted(
                "{count:f} dari {of:f} datanya tidak menyebut mitra.", footing.unnamed, of=footing.records
            )
        yield sentence
    if footing.stale and footing.last_report:
        yield language.say(
            "{pillar}: laporan terakhir {day}, lebih dari {years:f} tahun lalu.",
            pillar=pillar,
            day=language.day(footing.last_report),
            years=STALE_YEARS,
        )
