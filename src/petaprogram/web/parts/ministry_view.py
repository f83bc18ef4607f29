"""The ministry's frame and its index, as tables whose numbers open what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from petaprogram.measures.ministry import count_evidence, count_filled
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.key_figures import KeyFigure
from petaprogram.presentation.stage import step_table
from petaprogram.presentation.step_table import StepTable
from petaprogram.presentation.steps import Show
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import make_rows, show
from petaprogram.web.visit.visit import current


def show_step_table(edition: Edition, what: Show, caption: str) -> bool:
    """Show a table; returns whether there is one. `caption` names it for those who do not see it."""
    table = step_table(edition, what, current())
    if table is None:
        return False
    show(
        "parts/step_table.html",
        caption=caption,
        header=table.header,
        rows=_rows(edition.dataset, table),
        kind=what,
    )
    return True


def show_ministry(edition: Edition) -> None:
    """Show which cells of the frame have evidence, which are empty, and the index over the years."""
    language, ministry_frame = current(), edition.ministry_frame
    if ministry_frame is None:
        show(
            "parts/notice.html",
            text=language.say("Belum ada kerangka penilaian; ia ditulis dalam frame.toml."),
        )
    else:
        found = count_filled(count_evidence(edition.dataset, ministry_frame), ministry_frame)
        show(
            "parts/ministry_head.html",
            filled=found.filled,
            cells=found.cells,
            share=language.percent(found.share),
            note=ministry_frame.note_in(language),
        )
        show_step_table(edition, "frame", language.say("Banyaknya bukti menurut pilar dan dimensi"))
    show("parts/ministry_index.html")
    show_step_table(edition, "index", language.say("Indeks kementerian menurut pilar dan tahun"))


def _rows(dataset: Dataset, table: StepTable) -> list[Mapping[str, object]]:
    details = table.details or [""] * len(table.rows)
    return [
        {
            "name": name,
            "detail": detail,
            "cells": [_cell(dataset, *one) for one in zip(texts, figures, strict=True)],
        }
        for (name, *texts), figures, detail in zip(table.rows, table.behind, details, strict=True)
    ]


def _cell(dataset: Dataset, text: str | None, figure: KeyFigure | None) -> Mapping[str, object]:
    """Prepare a cell with what its number rests on."""
    if figure is None:
        return {"text": text, "records": [], "sources": []}
    # Records name their own sources.
    notes = footnotes(dataset, replace(figure, records=figure.records.iloc[:0]), current())
    sources = [{"text": note.line(current()), "url": note.url} for note in notes]
    return {"text": text, "records": make_rows(figure.records), "sources": sources}
