"""The changes on the page: sentence, map, numbers by pillar, place, program and partner, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from petaprogram.changes.change_words import say_meaning, say_sentences, say_span
from petaprogram.changes.comparison import Changes, Group
from petaprogram.changes.link import (
    AREA,
    KIND,
    NOBODY,
    NOWHERE,
    PARTNER,
    PILLAR,
    PROGRAM,
    SINCE,
    UNTIL,
    YEAR,
    ChangesView,
)
from petaprogram.changes.record_changes import KIND_WORDS, KINDS, Kind
from petaprogram.exports.change_formats import CHANGES_CSV, CHANGES_XLSX
from petaprogram.exports.change_tables import change_table
from petaprogram.maps.change_classes import classify_changes
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import count_classes, show, show_legend
from petaprogram.web.parts.downloads import offer
from petaprogram.web.parts.map_component import draw_map
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


@dataclass(frozen=True, slots=True, eq=False)
class CountedGroup:
    """By what the changes are counted: a column of the comparison, and the parameter that opens a value.

    `names` holds the values that may occur, each with its name, in the order of the page; `counts` is what
    `Changes.count_by` found; `blank` stands in a link for no value.
    """

    column: Group
    parameter: str
    title: str
    name: str
    names: Mapping[str, str]
    counts: pd.DataFrame
    blank: str = ""
    folded: bool = False


# More rows than anybody reads on a page; the file has all.
MAX_ROWS = 200


def show_head(changes: Changes) -> None:
    """Say what changed, from when to when, and what is to be known of the numbers."""
    language = current()
    head, *more = say_sentences(changes, language)
    span = f"{say_span(changes, language)}."
    show("parts/list_head.html", head=head, remarks=[span, *more, *say_meaning(changes, language)])


def show_map(dataset: Dataset, changes: Changes, view: ChangesView) -> None:
    """Show where something changed; a click opens the rows of a kelurahan."""
    changed = changes.areas.frame.loc[dataset.areas.frame.index, "changed"]
    classified = classify_changes(changed)
    show("parts/map_heading.html", text=count_classes(classified))
    selected = view.kode if view.kode in dataset.areas.frame.index else None
    with st.container(key="u-peta"):
        draw_map(dataset.areas, classified, key="perubahan-peta", selected=selected, choose=_choose)
    show_legend(classified)


def _choose(kode: str) -> None:
    st.query_params[AREA] = kode


def show_numbers(groups: Sequence[CountedGroup], changes: Changes, view: ChangesView) -> None:
    """Show how many records of each group changed, and how; each number opens its rows."""
    say = current().say
    kinds = [kind for kind in KINDS if changes.counts[kind]]
    changed = changes.rows["id"].nunique()
    for group in groups:
        counts = group.counts
        rows = {
            str(value): {str(kind): int(count) for kind, count in row.items()}
            for value, row in zip(counts.index, counts.to_dict("records"), strict=True)
        }
        show(
            "perubahan/numbers.html",
            title=group.title,
            name=group.name,
            folded=group.folded,
            kinds=[say(KIND_WORDS[kind]) for kind in kinds],
            rows=[
                *(
                    _numbers(
                        view, group.names[value], {group.parameter: value or group.blank}, rows[value], kinds
                    )
                    for value in group.names
                    if value in rows
                ),
                _numbers(view, say("Semua"), {}, {"records": changed, **changes.counts}, kinds),
            ],
        )


def count_groups(dataset: Dataset, changes: Changes) -> tuple[CountedGroup, ...]:
    """Count the records that changed by pillar, place, program and partner."""
    say = current().say
    ordered = dataset.pillars.sort_values("order")["name"]
    pillars = {str(one): str(name) for one, name in ordered.items()}
    programs = dict(sorted(changes.names_of("programs").items(), key=lambda one: one[1].casefold()))
    counts = changes.counts_by
    by_place, by_partner = counts["kode"], counts["partner"]
    places = {kode: _place_name(changes, kode) for kode in by_place.index}
    partners = {name: name or say("tanpa mitra") for name in by_partner.index}
    return (
        CountedGroup("pillar_id", PILLAR, say("Menurut pilar"), say("Pilar"), pillars, counts["pillar_id"]),
        CountedGroup("kode", AREA, say("Menurut wilayah"), say("Wilayah"), places, by_place, NOWHERE),
        CountedGroup(
            "program_id",
            PROGRAM,
            say("Menurut program"),
            say("Program"),
            programs,
            counts["program_id"],
            folded=True,
        ),
        CountedGroup(
            "partner",
            PARTNER,
            say("Menurut mitra"),
            say("Mitra"),
            partners,
            by_partner,
            NOBODY,
            folded=True,
        ),
    )


def _numbers(
    view: ChangesView, name: str, opened: Mapping[str, str], counts: Mapping[str, int], kinds: Sequence[Kind]
) -> dict[str, object]:
    """Prepare one row: all records that changed, then those of each kind; each number with its link."""
    cells = [(counts["records"], opened), *((counts[kind], {**opened, KIND: kind}) for kind in kinds)]
    return {
        "name": name,
        "cells": [{"count": count, "address": _address(view, params)} for count, params in cells],
    }


def _place_name(changes: Changes, kode: str) -> str:
    for side in (changes.after, changes.before):
        if side.dataset.areas.level(kode):
            return side.dataset.areas.name_of(kode)
    return kode or current().say("tanpa lokasi")


def _address(view: ChangesView, opened: Mapping[str, str]) -> str:
    """Write the link of this comparison with other rows opened."""
    year = {YEAR: str(view.year)} if view.year else {}
    return addresses.address("perubahan", {SINCE: view.since, UNTIL: view.until, **year, **opened})


def show_rows(groups: Sequence[CountedGroup], changes: Changes, view: ChangesView) -> None:
    """Show the rows that are opened, each with what stood there before and stands there now."""
    language = current()
    say = language.say
    rows = changes.rows
    said = []
    asked = {PILLAR: view.pillar, PROGRAM: view.program, PARTNER: view.partner, AREA: view.kode}
    for group in groups:
        if opened := asked[group.parameter]:
            value = "" if opened == group.blank else opened
            rows = rows[rows["id"].isin(changes.rows_in(group.column, value)["id"])]
            said.append(group.names.get(value) or opened)
    if view.kind:
        rows = rows[rows["kind"] == view.kind]
        said.append(say(KIND_WORDS[view.kind]))
    table = change_table(changes, language).loc[rows.index]
    shown = table.head(MAX_ROWS).astype(object)
    show(
        "perubahan/rows.html",
        title=", ".join([language.counted("{count:f} data berubah", rows["id"].nunique()), *said]),
        more=len(table) - len(shown),
        all=_address(view, {}) if said else None,
        columns=list(shown.columns),
        rows=shown.where(shown.notna(), "").to_numpy().tolist(),
    )


def offer_files(dataset: Dataset, changes: Changes) -> None:
    """Offer the changes as files."""
    offer(dataset, CHANGES_XLSX, changes)
    offer(dataset, CHANGES_CSV, changes)
