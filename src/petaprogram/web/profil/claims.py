"""What a profile says of programs: the records here, those of wider areas, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.measures.area_profile import Profile, Tally, confirmed_subject, program_tallies
from petaprogram.measures.comparison import missing_pillars
from petaprogram.measures.presence import RECORDED
from petaprogram.messages.vocabulary import STATE
from petaprogram.presentation.photos import Photos
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import Values, make_rows, show, show_made, values_of, wide_values
from petaprogram.web.parts.photo_view import show_photos
from petaprogram.web.parts.report import show_report
from petaprogram.web.profil.profile_head import title_of
from petaprogram.web.visit import addresses


def show_programs(dataset: Dataset, profile: Profile, photos: Photos) -> None:
    """Show the records of a kelurahan and photos, or the programs of several with where each is."""
    if profile.level == "kelurahan":
        show_made("profil/records.html", _record_values, dataset, profile.kode)
        there = profile.records["program_id"].drop_duplicates()
        show_photos(dataset, filter(None, map(photos.of_program.get, there)), named=True)
    else:
        show(
            "profil/programs.html",
            name=title_of(dataset.areas, profile.kode),
            groups=_program_groups(dataset, profile),
            total=len(profile.kelurahan),
        )
    if len(profile.confirmations):
        show("profil/confirmations.html", rows=_confirmations(dataset, profile))


def show_missing(dataset: Dataset, profile: Profile) -> None:
    """Show which pillars nobody has reported, who nearby has them, and where to report them."""
    areas = dataset.areas
    single = profile.level == "kelurahan"
    nearby = missing_pillars(dataset, profile.kode) if single else pd.Series(dtype=object)
    wide = Counter(pillar for records in profile.wide.values() for pillar in records["pillar_id"])
    named = dataset.pillars[["name", "letter", "color"]].to_dict("index")
    missing = [
        {
            "id": tally.key,
            **named[tally.key],
            "blank": len(blank),
            "wide": wide[tally.key],
            "places": _addresses(areas, nearby[tally.key] if single else blank),
        }
        for tally in profile.pillars
        if (blank := tally.kodes["not_reported"])
    ]
    blank_in_all = set(profile.kelurahan).intersection(
        *(one.kodes["not_reported"] for one in profile.pillars)
    )
    show(
        "profil/missing.html",
        name=title_of(areas, profile.kode),
        single=single,
        missing=missing,
        around=len(areas.neighbours[profile.kode]) if single else 0,
        total=len(profile.kelurahan),
        blank=_addresses(areas, sorted(blank_in_all)),
    )
    if missing:
        show_report(dataset, kode=profile.kode, key="lapor-profil")


def show_wide(dataset: Dataset, profile: Profile) -> None:
    """Show, folded, the records that hold for a whole kecamatan or the whole city."""
    for kode in profile.wide:
        show_made("profil/wide.html", wide_values, dataset, kode)


def _record_values(dataset: Dataset, kode: str) -> Values:
    return {"name": dataset.areas.name_of(kode), **values_of(dataset, kode)}


def _program_groups(dataset: Dataset, profile: Profile) -> list[Values]:
    rows = dict(zip(profile.records.index, make_rows(profile.records), strict=True))

    def program(tally: Tally) -> Values:
        partners = sorted(set(tally.records["partner_names"].explode().dropna()), key=str.casefold)
        return {
            "name": dataset.programs.at[tally.key, "name"],
            "places": [
                {
                    "word": STATE[state],
                    "count": len(tally.kodes[state]),
                    "state": state,
                    "areas": _addresses(dataset.areas, tally.kodes[state], tally.doubtful),
                }
                for state in RECORDED
                if tally.kodes[state]
            ],
            "address": addresses.address("program", {"program": tally.key}),
            "partners": [
                {"name": name, "address": addresses.address("mitra", {"mitra": name})} for name in partners
            ],
            "rows": [rows[one] for one in tally.records.index],
            "sources": tally.records["source_id"].nunique(),
        }

    return [
        {
            "id": pillar,
            **dataset.pillars.loc[pillar, ["name", "letter", "color"]],
            "programs": [program(tally) for tally in tallies],
        }
        for pillar, tallies in program_tallies(dataset, profile).items()
    ]


def _confirmations(dataset: Dataset, profile: Profile) -> list[Values]:
    """Prepare who confirmed what to be absent, where and when."""
    rows: list[Values] = []
    for one in profile.confirmations.to_dict("records"):
        source = None if pd.isna(one["source_id"]) else dataset.sources.loc[one["source_id"]].to_dict()
        rows.append(
            {
                "subject": confirmed_subject(dataset, one),
                "place": title_of(dataset.areas, one["kode"]),
                "confirmed_by": one["confirmed_by"],
                "date": one["date"],
                "row": one["row"],
                "source": source,
            }
        )
    return rows


def _addresses(areas: Areas, kodes: Iterable[str], doubtful: Iterable[str] = ()) -> list[Values]:
    """Prepare links to the profiles of kelurahan."""
    return [
        {
            "name": areas.name_of(kode),
            "address": addresses.address("profil", {"kode": kode}),
            "doubtful": kode in doubtful,
        }
        for kode in kodes
    ]
