"""The sentence about gaps, the two lists of them, and the matrix with an open cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from petaprogram.exports.file_format import ListView
from petaprogram.exports.list_tables import states_in_words
from petaprogram.gaps.findings import describe_gaps, steps_to_settle
from petaprogram.gaps.link import GapsView
from petaprogram.gaps.matrix import GapKind, Matrix, list_gaps, name_of, open_cell, sort_areas
from petaprogram.maps.class_tables import STATE_STYLES
from petaprogram.maps.legend import swatch_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.measures.presence import STATES, State
from petaprogram.messages.vocabulary import STATE
from petaprogram.tables.dataset import Dataset
from petaprogram.web.kesenjangan import gap_controls
from petaprogram.web.kesenjangan.gap_figures import matrix_of
from petaprogram.web.parts.components import Values, make_rows, show, show_made
from petaprogram.web.parts.downloads import offer_list
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# With more columns than this, their names are written vertically.
_UPRIGHT = 8


def show_gap_sentence(dataset: Dataset, view: GapsView) -> None:
    """Say how many gaps of each kind there are, in two sentences that are never added up."""
    subject, value = view.subject
    matrix = matrix_of(dataset, subject, None if value is None else [value], wide=False)
    found = describe_gaps(matrix, dataset, current(), value)
    show("kesenjangan/sentence.html", record=found.record, service=found.service, wide=False)


def show_lists(dataset: Dataset, view: GapsView) -> None:
    """List the gaps of each kind, each with its own next step."""
    # Which cell is open makes no difference to them.
    show_made("kesenjangan/lists.html", _list_values, dataset, replace(view, selected=None, cell=None))


def _list_values(dataset: Dataset, view: GapsView) -> Values:
    subject, value = view.subject
    matrix = matrix_of(dataset, subject, None if value is None else [value], wide=False)
    return {
        "record": _grouped(matrix, dataset, view, "record"),
        "service": _grouped(matrix, dataset, view, "service"),
    }


def _grouped(matrix: Matrix, dataset: Dataset, view: GapsView, kind: GapKind) -> list[Values]:
    """Prepare the gaps of one kind, column by column; each leads to its cell."""
    gaps, words = list_gaps(matrix, dataset, kind), _words()
    return [
        {
            "name": name_of(dataset, matrix.subject, value),
            "gaps": [
                {
                    "name": row["name"],
                    "word": words[row["state"]],
                    "address": gap_controls.gaps_address(
                        replace(view, by_program=False, selected=row["kode"], cell=value)
                    ),
                }
                for row in gaps[gaps["subject"] == value].to_dict("records")
            ],
        }
        for value in matrix.states.columns
        if (gaps["subject"] == value).any()
    ]


def show_matrix(dataset: Dataset, view: GapsView) -> None:
    """Show the state of every kelurahan in every column, with the counts on both edges."""
    show("kesenjangan/style.html", states=[{"id": state, "swatch": _swatch(state)} for state in STATES])
    show_made("kesenjangan/matrix.html", _matrix_values, dataset, view)


def _matrix_values(dataset: Dataset, view: GapsView) -> Values:
    subject, columns = view.columns(dataset)
    matrix = matrix_of(dataset, subject, columns, wide=False)
    order = sort_areas(matrix, dataset, view.order, grouped=not view.mixed)
    words, totals = _words(), matrix.per_subject.sum()
    states, counts = matrix.states.to_dict("index"), matrix.per_area.T.to_dict("list")

    def prepare(kode: str) -> Values:
        return {
            "name": dataset.areas.name_of(kode),
            "address": addresses.address("profil", {"kode": kode}),
            "cells": [
                {
                    "state": state,
                    "word": words[state],
                    "address": gap_controls.gaps_address(replace(view, selected=kode, cell=str(value))),
                    "open": kode == view.selected and value == view.cell,
                }
                for value, state in states[kode].items()
            ],
            "counts": counts[kode],
        }

    return {
        "states": [
            {"id": state, "word": words[state], "swatch": _swatch(state), "count": int(totals[state])}
            for state in STATES
        ],
        "columns": [_column(matrix, dataset, view, value) for value in columns],
        "groups": [
            {"name": name, "count": len(kodes), "rows": list(map(prepare, kodes))}
            for name, kodes in _groups(order, dataset, mixed=view.mixed)
        ],
        "of_row": len(columns),
        "of_column": len(order),
        "upright": len(columns) > _UPRIGHT,
        "by_program": subject == "program_id",
    }


def offer_files(dataset: Dataset, view: GapsView) -> None:
    """Offer the matrix as it stands on the page."""
    language, (subject, columns) = current(), view.columns(dataset)
    matrix = matrix_of(dataset, subject, columns, wide=False)

    def make_table() -> pd.DataFrame:
        order = sort_areas(matrix, dataset, view.order, grouped=not view.mixed)
        return states_in_words(matrix, dataset, language).loc[order]

    title = language.say("Matriks kelurahan dan pilar")
    offer_list(dataset, ListView(language.say("matriks"), title, make_table))


def _groups(order: pd.Index, dataset: Dataset, *, mixed: bool) -> list[tuple[str | None, list[str]]]:
    if mixed:
        return [(None, list(order))]
    parents = dataset.areas.frame["kecamatan_kode"][order]
    return [
        (str(name), list(order[parents == kecamatan]))
        for kecamatan, name in dataset.areas.kecamatan["name"].items()
    ]


def _column(matrix: Matrix, dataset: Dataset, view: GapsView, value: str) -> Values:
    pillar = value if matrix.subject == "pillar_id" else dataset.programs.at[value, "pillar_id"]
    return {
        "name": name_of(dataset, matrix.subject, value),
        "letter": dataset.pillars.at[pillar, "letter"],
        "color": dataset.pillars.at[pillar, "color"],
        "chosen": value in {view.pillar, view.program},
        "counts": matrix.per_subject.loc[value].to_dict(),
    }


def _swatch(state: State) -> str:
    return svg_uri(swatch_svg(STATE_STYLES[state]))


def _words() -> Mapping[str, str]:
    return {state: current().say(message) for state, message in STATE.items()}


def show_cell(dataset: Dataset, view: GapsView) -> None:
    """Show what the open cell rests on, or what would settle it."""
    if view.selected is None or view.cell is None:
        show("kesenjangan/cell.html", cell=None)
        return
    language = current()
    subject, columns = view.columns(dataset)
    matrix = matrix_of(dataset, subject, columns, wide=False)
    cell = open_cell(matrix, dataset, view.selected, view.cell)
    show(
        "kesenjangan/cell.html",
        cell={
            "area": dataset.areas.name_of(cell.kode),
            "subject": name_of(dataset, subject, cell.value),
            "word": language.say(STATE[cell.state]),
            "swatch": svg_uri(swatch_svg(STATE_STYLES[cell.state])),
        },
        rows=make_rows(cell.records),
        wider=make_rows(cell.wider),
        confirmations=[
            {
                "person": row["confirmed_by"],
                "date": row["date"],
                "row": row["row"],
                "source": None if pd.isna(row["source_id"]) else dataset.sources.loc[row["source_id"]],
            }
            for row in cell.confirmations.to_dict("records")
        ],
        steps=steps_to_settle(cell, dataset, language),
    )
