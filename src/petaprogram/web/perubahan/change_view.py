"""The changes on the page: sentence, map, numbers by pillar, place, program and partner, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from petaprogram.messages.language import message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import count_classes, show, show_legend
from petaprogram.web.parts.downloads import offer
from petaprogram.web.parts.map_component import draw_map
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


@dataclass(frozen=True, slots=True)
class _Group:
    """By what the numbers are counted: a column of the comparison, and the parameter that opens a value.

    `names` holds the values that may occur, each with its name; `blank` stands in a link for none.
    """

    column: Group
    parameter: str
    title: str
    name: str
    names: Mapping[str, str]
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
    draw_map(dataset.areas, classified, key="perubahan-peta", selected=selected, choose=_choose)
    show_legend(classified)


def _choose(kode: str) -> None:
    st.query_params[AREA] = kode


def show_numbers(dataset: Dataset, changes: Changes, view: ChangesView) -> None:
    """Show how many records of each group changed, and how; each number opens its rows."""
    say = current().say
    kinds = [kind for kind in KINDS if changes.counts[kind]]
    changed = changes.rows["id"].nunique()
    for group in _groups(dataset, changes):
        counts = changes.count_by(group.column)
        rows = {
            str(value): {str(kind): int(count) for kind, count in row.items()}
            for value, row in zip(counts.index, counts.to_dict("records"), strict=True)
        }
        show(
            "perubahan/numbers.html",
            title=say(group.title),
            name=say(group.name),
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


def _groups(dataset: Dataset, changes: Changes) -> tuple[_Group, ...]:
    """Say by what the records are counted, each with the names of its values in the order of the page."""
    say = current().say
    ordered = dataset.pillars.sort_values("order")["name"]
    pillars = {str(one): str(name) for one, name in ordered.items()}
    sides = (changes.before.dataset, changes.after.dataset)
    programs: dict[str, str] = {}
    for side in sides:
        programs |= {str(one): str(name) for one, name in side.programs["name"].items()}
    places = {kode: _place_name(changes, kode) for kode in changes.count_by("kode").index}
    partners = {name: name or say("tanpa mitra") for name in changes.count_by("partner").index}
    by_name = dict(sorted(programs.items(), key=lambda one: one[1].casefold()))
    return (
        _Group("pillar_id", PILLAR, message("Menurut pilar"), message("Pilar"), pillars),
        _Group("kode", AREA, message("Menurut wilayah"), message("Wilayah"), places, blank=NOWHERE),
        _Group("program_id", PROGRAM, message("Menurut program"), message("Program"), by_name, folded=True),
        _Group(
            "partner",
            PARTNER,
            message("Menurut mitra"),
            message("Mitra"),
            partners,
            blank=NOBODY,
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


def show_rows(dataset: Dataset, changes: Changes, view: ChangesView) -> None:
    """Show the rows that are opened, each with what stood there before and stands there now."""
    language = current()
    say = language.say
    rows = changes.rows
    said = []
    asked = {PILLAR: view.pillar, PROGRAM: view.program, PARTNER: view.partner, AREA: view.kode}
    for group in _groups(dataset, changes):
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
