"""How evenly it is spread: between kecamatan, beside empty neighbours, and on how narrow a footing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from petaprogram.exports.file_format import ListView
from petaprogram.exports.list_tables import shares_in_words
from petaprogram.gaps.equity import LEAST, compare_kecamatan, share_in_words
from petaprogram.gaps.link import GapsView
from petaprogram.gaps.matrix import name_of
from petaprogram.gaps.overlap import MANY, STALE_YEARS, Footing, describe_footing, describe_overlap
from petaprogram.gaps.pattern import LEVEL, PERMUTATIONS, describe_pattern
from petaprogram.measures.presence import Subject
from petaprogram.tables.dataset import Dataset
from petaprogram.web.kesenjangan import gap_controls
from petaprogram.web.kesenjangan.gap_figures import footing_of, matrix_of, overlaps_of, pattern_of
from petaprogram.web.parts.components import show
from petaprogram.web.parts.downloads import offer_list
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def show_equity(dataset: Dataset, view: GapsView) -> None:
    """Show in what share of its kelurahan each kecamatan has each pillar or program."""
    subject, values = _subjects(dataset, view)
    table = compare_kecamatan(matrix_of(dataset, subject, values, wide=False), dataset)
    language = current()
    show(
        "kesenjangan/equity.html",
        columns=[
            {
                "name": name_of(dataset, subject, value),
                "address": gap_controls.gaps_address(_matrix_of(view, subject, value)),
            }
            for value in values
        ],
        rows=[
            {
                "name": group["name"].iloc[0],
                "city": kode == dataset.areas.city_kode,
                "total": int(group["total"].iloc[0]),
                "address": addresses.address("profil", {"kode": str(kode)}),
                "cells": [
                    {
                        "words": share_in_words(cell["running"], cell["total"], cell["share"], language),
                        "share": None if pd.isna(cell["share"]) else cell["share"],
                        "planned": cell["planned"],
                        "record": cell["record"],
                        "service": cell["service"],
                    }
                    for cell in group.to_dict("records")
                ],
            }
            for kode, group in table.groupby("kode", sort=False)
        ],
        guarded=bool(table["share"].isna().any()),
        least=LEAST,
    )
    title = language.say("Pemerataan antarkecamatan")
    offer_list(dataset, ListView(title, title, lambda: shares_in_words(table, dataset, subject, language)))


def _matrix_of(view: GapsView, subject: Subject, value: str) -> GapsView:
    """Return the matrix in which the numbers of a column are counted."""
    pillar = value if subject == "pillar_id" else None
    return replace(view, section="matriks", pillar=pillar, by_program=False, selected=None, cell=None)


def show_overlaps(dataset: Dataset, view: GapsView) -> None:
    """Show where much stands beside nothing, what rests on little, and whether neighbours go together."""
    language, city = current(), dataset.areas.city_kode
    pillar = str(dataset.programs.at[view.program, "pillar_id"]) if view.program else view.pillar
    narrow = [
        (one, said)
        for one in footing_of(dataset, wide=False)
        if pillar in {None, one.pillar_id} and (said := describe_footing(one, dataset, language))
    ]
    local = [(one, said) for one, said in narrow if one.kode != city]
    # A pillar's cell opens in the matrix of pillars.
    matrix = replace(view, section="matriks", pillar=pillar, program=None, by_program=False)
    show(
        "kesenjangan/overlaps.html",
        many=MANY,
        pillar=name_of(dataset, "pillar_id", pillar) if pillar and view.program else None,
        overlaps=[
            {
                "sentence": describe_overlap(one, dataset, language),
                "address": gap_controls.gaps_address(replace(matrix, selected=one.kode, cell=one.pillar_id)),
            }
            for one in overlaps_of(dataset, wide=False)
            if pillar in {None, one.pillar_id}
        ],
        years=STALE_YEARS,
        city=[sentence for one, said in narrow if one.kode == city for sentence in said],
        areas=_by_area(local, dataset),
        one_partner=sum(one.one_partner for one, _ in local),
        stale=sum(one.stale for one, _ in local),
        patterns=_patterns(dataset, view),
        permutations=PERMUTATIONS,
        level=LEVEL,
    )


def _patterns(dataset: Dataset, view: GapsView) -> list[str]:
    subject, values = _subjects(dataset, view)
    return [
        describe_pattern(
            pattern_of(dataset, subject, value, wide=False), name_of(dataset, subject, value), current()
        )
        for value in values
    ]


def _subjects(dataset: Dataset, view: GapsView) -> tuple[Subject, tuple[str, ...]]:
    """List what is compared: the chosen pillar or program, or all pillars."""
    subject, value = view.subject
    return (subject, (value,)) if value else GapsView().columns(dataset)


def _by_area(narrow: list[tuple[Footing, tuple[str, ...]]], dataset: Dataset) -> list[Mapping[str, object]]:
    sentences: dict[str, list[str]] = {}
    for footing, said in narrow:
        sentences.setdefault(footing.kode, []).extend(said)
    return [
        {
            "name": dataset.areas.name_of(kode),
            "address": addresses.address("profil", {"kode": kode}),
            "sentences": said,
        }
        for kode, said in sentences.items()
    ]
