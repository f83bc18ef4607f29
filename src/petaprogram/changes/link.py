"""What the link of a comparison may hold: from when to when, and which of its rows are opened."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from petaprogram.changes.record_changes import KINDS, Kind
from petaprogram.measures.by_year import years_of
from petaprogram.measures.link_reader import LinkReader, Params
from petaprogram.store.version import number_in, version_slug
from petaprogram.tables.dataset import Dataset

SINCE, UNTIL, KIND, YEAR = "sejak", "sampai", "jenis", "tahun"
PILLAR, PROGRAM, PARTNER, AREA = "pilar", "program", "mitra", "kode"
PARAMETERS = (SINCE, UNTIL, PILLAR, PROGRAM, PARTNER, AREA, KIND, YEAR)
# The data that the visit looks at.
NOW = "hari-ini"
# In place of a kode, of a partner: the records without one.
NOWHERE = "tanpa-lokasi"
NOBODY = "tanpa-mitra"
_NAME_LENGTH = 200
# So many of the newest versions are offered; the history leads to all others.
OFFERED = 30
_KODE = re.compile(r"[0-9]{2}(\.[0-9]{2,4}){1,3}")


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What a visitor compares: `since` and `until` are a slug, an ISO day or `NOW`.

    Slugs are those of snapshots and of versions. `sinces` and `untils` are what may be chosen. `pillar`,
    `program` and `partner` (of either side, or `NOBODY`), `kode` (of any level or edition, or `NOWHERE`) and
    `kind` narrow down the rows; None: all. `year` is the one on the map of years; None: the last.
    """

    since: str
    until: str
    sinces: tuple[str, ...]
    untils: tuple[str, ...]
    pillar: str | None = None
    program: str | None = None
    partner: str | None = None
    kode: str | None = None
    kind: Kind | None = None
    year: int | None = None


def year_ends(dataset: Dataset) -> tuple[str, ...]:
    """Name the last days, before that of the data, of the years in which sources report; the latest first."""
    years = sorted({int(date[:4]) for date in dataset.sources["date"].dropna()}, reverse=True)
    return tuple(f"{year:04}-12-31" for year in years if dt.date(year, 12, 31) < dataset.site.data_date)


def as_day(text: str) -> dt.date | None:
    """Read a day; None where the text is none, such as the slug of a snapshot."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2024-12-31") else None
    except ValueError:
        return None


def read_link(
    params: Params, dataset: Dataset, slugs: Sequence[str], head: int = 0
) -> tuple[ChangesView, tuple[str, ...]]:
    """Read the parameters of a link, and name what in them means nothing here.

    Without a parameter the newest snapshot is compared with the data of the visit; where there is no
    snapshot, the end of the last year in which a source reports. A day is compared with a later day, a
    snapshot or a version of the store with another one or with the data of the visit.

    Parameters
    ----------
    params
        The parameters.
    dataset
        The data of the visit.
    slugs
        The snapshots that may be chosen, the newest first.
    head
        The number of the newest version of the store; 0 where there is none.
    """
    link = LinkReader(params, single=True)
    days = year_ends(dataset)
    last = dataset.site.data_date.isoformat()
    versions = tuple(version_slug(number) for number in range(head, max(head - OFFERED, 0), -1))
    sinces = (*slugs, *days, *versions)
    # Any day and any version may stand in a link, not only those that are offered.
    since = link.parsed(
        SINCE, lambda text: _version(text, head) or _known(text, sinces, before=last)
    ) or next(iter(sinces), NOW)
    if as_day(since):
        untils = (NOW, *(day for day in days if day > since))
        until = link.parsed(UNTIL, lambda text: _known(text, untils, after=since, before=last))
    else:
        untils = (NOW, *(slug for slug in (*slugs, *versions) if slug != since))
        until = link.parsed(
            UNTIL,
            lambda text: text if text in untils else _version(text, head) if text != since else None,
        )
    view = ChangesView(
        since,
        until or NOW,
        tuple(dict.fromkeys((*sinces, since))),
        tuple(dict.fromkeys((*untils, until or NOW))),
        link.one(PILLAR, dataset.pillars.index),
        link.parsed(PROGRAM, _text),
        link.parsed(PARTNER, _text),
        link.parsed(AREA, lambda text: text if text == NOWHERE or _KODE.fullmatch(text) else None),
        link.word(KIND, {kind: kind for kind in KINDS}),
        link.word(YEAR, {str(year): year for year in years_of(dataset)}),
    )
    return view, link.unknown


def _text(text: str) -> str | None:
    """Take any name: what is gone since is in no table of today."""
    return text if text and len(text) <= _NAME_LENGTH else None


def _known(text: str, offered: Collection[str], *, after: str = "0000-00-00", before: str) -> str | None:
    """Take what is offered, and any day between two others."""
    return text if text in offered or (as_day(text) and after < text < before) else None


def _version(text: str, head: int) -> str | None:
    """Take any version up to the newest one."""
    number = number_in(text)
    return text if number is not None and number <= head else None
