"""Who takes part where: the partners by what they are, as a table of the presentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from petaprogram.measures.partners import PARTNER_KINDS, find_partnerships, partner_table
from petaprogram.messages.language import Language, message
from petaprogram.presentation.key_figures import KeyFigure, make_figure
from petaprogram.presentation.step_table import StepTable
from petaprogram.tables.dataset import Dataset

# The five that a city works with, and the kinds of partners of each; what is in none of them stands last.
_SIDES: Mapping[str, tuple[str, ...]] = {
    message("Pemerintah"): ("city", "province", "national", "security"),
    message("Perguruan tinggi dan sekolah"): ("university", "school"),
    message("Dunia usaha"): ("private", "bank"),
    message("Masyarakat"): ("community", "charity"),
    message("Media"): ("media",),
}
_OTHERS = message("Lainnya")
# So many partners of a side are named, those in most kelurahan first.
_NAMED = 3


def collaboration_table(dataset: Dataset, language: Language) -> StepTable:
    """Count the partners of each side, their programs, and the kelurahan of each kecamatan that they reach.

    A side of which nobody is on record stays in the table, its cells None: its absence is worth knowing.
    Partners without a name are no partner that can be counted, but their programs and places are.
    """
    links = find_partnerships(dataset).links
    kecamatan = dataset.areas.kecamatan["name"]
    header = [
        language.say("Unsur"),
        language.say("Mitra"),
        language.say("Program"),
        *(language.say("Kec. {kecamatan}", kecamatan=name) for name in kecamatan),
        language.say("Seluruh kota"),
    ]
    sides = [*_SIDES.items(), (_OTHERS, _without_side())]
    rows, behind, details = [], [], []
    for side, kinds in sides:
        found = links[links["kind"].isin(kinds)]
        if side == _OTHERS and found.empty:
            continue
        figures = list(_figures(dataset, found))
        rows.append([language.say(side), *(one.number(language) if one else None for one in figures)])
        behind.append(figures)
        details.append(_name_some(found, language))
    return StepTable(header, rows, behind, details)


def _without_side() -> tuple[str, ...]:
    sorted_in = {kind for kinds in _SIDES.values() for kind in kinds}
    return tuple(kind for kind in PARTNER_KINDS if kind not in sorted_in)


def _figures(dataset: Dataset, links: pd.DataFrame) -> Iterator[KeyFigure | None]:
    """Count partners, programs, kelurahan of each kecamatan, and programs for the whole city."""
    inside, wide = links[links["scope"] == "kelurahan"], links[links["scope"] == "city"]
    yield _count(dataset, links[~links["unnamed"]], "partner")
    yield _count(dataset, links, "program_id")
    for kode in dataset.areas.kecamatan.index:
        yield _count(dataset, inside[inside["kecamatan_kode"] == kode], "kode")
    yield _count(dataset, wide, "program_id")


def _count(dataset: Dataset, links: pd.DataFrame, column: str) -> KeyFigure | None:
    if links.empty:
        return None
    records = dataset.records[dataset.records.index.isin(links.index)]
    return make_figure(dataset, "cell", links[column].nunique(), records=records)


def _name_some(links: pd.DataFrame, language: Language) -> str:
    """Name the partners that are in most kelurahan and records, and count the others."""
    table = partner_table(links[~links["unnamed"]])
    ordered = table.sort_values(["kelurahan", "records"], ascending=False, kind="stable")
    return language.listing(list(ordered.index), _NAMED)
