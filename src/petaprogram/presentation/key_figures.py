"""The numbers that a view can be summed up in, each with the rows behind it.

A number that is shown is computed here from the same `ThematicMap` as the map beside it, so that nobody has
to type one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from petaprogram.measures.evidence import evidence_share
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.measures.map_view import View
from petaprogram.measures.ministry import MinistryFrame, count_evidence, count_filled, quick_win_records
from petaprogram.measures.partners import partner_links
from petaprogram.measures.presence import RECORDED
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.tables.columns import OVERALL, QUICK_WINS
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class KeyFigure:
    """One number: its value, the words after it, and what it counts.

    `records` are the rows of `Dataset.records` behind it, `areas` the kode of the kelurahan that it counts,
    `index_rows` the rows of `Dataset.pillar_index`; each is empty where the number does not rest on it.
    `more_sources` are source ids that stand behind it without a record. `unit` is a message that `values`
    fill. A `percent` has a value from 0 to 1.
    """

    name: str
    value: float
    unit: str
    records: pd.DataFrame
    areas: pd.Index[str]
    index_rows: pd.DataFrame
    values: Mapping[str, Any] = field(default_factory=dict)
    more_sources: tuple[str, ...] = ()
    decimals: int = 0
    percent: bool = False

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources behind it, each once, in the order of the rows."""
        found = [*self.records["source_id"], *self.index_rows["source_id"].dropna(), *self.more_sources]
        return tuple(dict.fromkeys(found))

    def number(self, language: Language) -> str:
        """Write the number itself."""
        write = language.percent if self.percent else language.number
        return write(self.value, self.decimals)

    def words(self, language: Language) -> str:
        """Say what it counts."""
        if self.percent or self.decimals:
            return language.say(self.unit, **self.values)
        return language.counted(self.unit, int(self.value), **self.values)


@dataclass(frozen=True)
class Figures:
    """The numbers of one view. `frame` is that of the ministry, where there is one."""

    dataset: Dataset
    view: View
    shown: ThematicMap
    ministry_frame: MinistryFrame | None = None

    def get(self, name: str, year: int | None = None) -> KeyFigure | None:
        """Compute the number called `name` (one of `NAMES`), for a year where it has one.

        Returns
        -------
        KeyFigure
            None where this view or these data have no such number.

        Raises
        ------
        KeyError
            If no number has this name.
        """
        return _MAKERS[name](self, year)

    @cached_property
    def inside(self) -> pd.Index[str]:
        """The kelurahan that the view is about: those of the kecamatan asked for."""
        outside = self.view.filters.outside(self.dataset.areas)
        return outside.index[~outside]

    @cached_property
    def recorded(self) -> pd.Index[str]:
        """Those of them whose value rests on a record."""
        values = self.shown.values[self.inside]
        counted = values.notna() if values.dtype == float else values.isin(RECORDED)
        return self.inside[counted]

    @cached_property
    def blank(self) -> pd.Index[str]:
        """Those of them of which nothing is known, with or without filters: not even a confirmed absence."""
        values = self.shown.values[self.inside]
        unknown = values.isna() if values.dtype == float else values.eq("not_reported")
        return self.inside[unknown & ~self.shown.outside[self.inside]]

    def names(self, kodes: pd.Index[str]) -> list[str]:
        """Name kelurahan, in the order of their kode."""
        return list(self.dataset.areas.names[kodes])

    def make(self, name: str, value: float, unit: str, **parts: Any) -> KeyFigure:  # noqa: ANN401  (fields of KeyFigure)
        """Make a number; what it does not rest on is empty."""
        return make_figure(self.dataset, name, value, unit, **parts)


def make_figure(dataset: Dataset, name: str, value: float, unit: str = "", **parts: Any) -> KeyFigure:  # noqa: ANN401
    """Make a number of some fields of `KeyFigure`; what it does not rest on is empty."""
    nothing = {
        "records": dataset.records.iloc[:0],
        "areas": dataset.areas.frame.index[:0],
        "index_rows": dataset.pillar_index.iloc[:0],
    }
    return KeyFigure(name, float(value), unit, **{**nothing, **parts})


def _areas(figures: Figures, _year: int | None) -> KeyFigure:
    return figures.make("areas", len(figures.inside), counted_message("kelurahan"), areas=figures.inside)


def _areas_recorded(figures: Figures, _year: int | None) -> KeyFigure:
    records, view = figures.shown.records, figures.view
    placed = records[records["scope"] == "kelurahan"]
    program = figures.dataset.programs["name"].get(view.subject) if view.kind == "program" else None
    words = (
        counted_message("dari {total:f} kelurahan ada data {program}")
        if program
        else counted_message("dari {total:f} kelurahan ada datanya")
    )
    return figures.make(
        "areas_recorded",
        len(figures.recorded),
        words,
        records=placed,
        areas=figures.recorded,
        values={"total": len(figures.inside), "program": program},
    )


def _areas_blank(figures: Figures, _year: int | None) -> KeyFigure:
    return figures.make(
        "areas_blank",
        len(figures.blank),
        counted_message("dari {total:f} kelurahan belum ada datanya"),
        areas=figures.blank,
        values={"total": len(figures.inside)},
    )


def _programs(figures: Figures, _year: int | None) -> KeyFigure:
    records = figures.shown.records
    return figures.make(
        "programs", records["program_id"].nunique(), counted_message("program tercatat"), records=records
    )


def _citywide(figures: Figures, _year: int | None) -> KeyFigure:
    """Programs on record as running for the whole city."""
    records = figures.shown.records
    wide = records[(records["scope"] == "city") & (records["status"] == "running")]
    words = counted_message("program tercatat berjalan untuk seluruh kota")
    return figures.make("citywide", wide["program_id"].nunique(), words, records=wide)


def _to_confirm(figures: Figures, _year: int | None) -> KeyFigure:
    """Records that were last reported so long ago that somebody has to confirm them."""
    records = figures.shown.records
    old = records[records["old"].astype(bool)]
    return figures.make(
        "to_confirm",
        len(old),
        counted_message("dari {total:f} data perlu dikonfirmasi"),
        records=old,
        values={"total": len(records)},
    )


def _partners(figures: Figures, _year: int | None) -> KeyFigure:
    records = figures.shown.records
    named = records[records["partner_names"].map(bool).astype(bool)]
    partners = named["partner_names"].explode().nunique()
    return figures.make("partners", partners, counted_message("mitra tercatat"), records=named)


def _named_partners(figures: Figures, _year: int | None) -> KeyFigure:
    """Partners with a name: who is not named may be one of them."""
    links = partner_links(figures.dataset, figures.shown.records)
    named = links[~links["unnamed"]]
    records = figures.shown.records[figures.shown.records.index.isin(named.index)]
    words = counted_message("mitra disebut namanya")
    return figures.make("named_partners", named["partner"].nunique(), words, records=records)


def _records(figures: Figures, _year: int | None) -> KeyFigure:
    records = figures.shown.records
    return figures.make("records", len(records), counted_message("data"), records=records)


def _sources(figures: Figures, _year: int | None) -> KeyFigure:
    records = figures.shown.records
    return figures.make(
        "sources",
        records["source_id"].nunique(),
        counted_message("sumber di balik data ini ({total:f} terdaftar)"),
        records=records,
        values={"total": len(figures.dataset.sources)},
    )


def _evidence(figures: Figures, _year: int | None) -> KeyFigure | None:
    records = figures.shown.records
    if records.empty:
        return None
    return figures.make(
        "evidence",
        evidence_share(records),
        message("dari {total:f} data berkepastian tinggi"),
        records=records,
        values={"total": len(records)},
        percent=True,
    )


def _index(figures: Figures, year: int | None) -> KeyFigure | None:
    """The ministry's index of the pillar that the view is of, else over all; the latest without a year."""
    view = figures.view
    pillar = view.subject if view.kind == "pillar" else OVERALL
    name = figures.dataset.pillars["name"].get(pillar)
    unit = message("indeks {pillar}, {year}") if name else message("indeks keseluruhan, {year}")
    return _index_of(figures, "index", pillar, year, unit)


def _quick_wins_index(figures: Figures, year: int | None) -> KeyFigure | None:
    """The index that the ministry gave the quick wins; the latest without a year."""
    return _index_of(figures, "quick_wins_index", QUICK_WINS, year, message("indeks quick win, {year}"))


def _index_of(
    figures: Figures, number: str, subject: str | None, year: int | None, unit: str
) -> KeyFigure | None:
    dataset = figures.dataset
    rows = dataset.pillar_index[dataset.pillar_index["pillar_id"] == subject]
    if year is not None:
        rows = rows[rows["year"] == year]
    if rows.empty:
        return None
    row = rows.sort_values("year").iloc[-1]
    return figures.make(
        number,
        row["index"],
        unit,
        index_rows=rows[rows["year"] == row["year"]],
        values={"pillar": dataset.pillars["name"].get(subject), "year": row["year"]},
        decimals=2,
    )


def _quick_wins(figures: Figures, _year: int | None) -> KeyFigure:
    """Programs that a source calls a quick win."""
    records = quick_win_records(figures.dataset)
    words = counted_message("program disebut quick win oleh sumber")
    return figures.make("quick_wins", records["program_id"].nunique(), words, records=records)


def _cells(figures: Figures, _year: int | None) -> KeyFigure | None:
    if figures.ministry_frame is None:
        return None
    dataset, evidence = figures.dataset, figures.dataset.evidence_frame
    found = count_filled(count_evidence(dataset, figures.ministry_frame), figures.ministry_frame)
    behind = evidence["placement_id"].dropna()
    return figures.make(
        "cells",
        found.filled,
        counted_message("dari {total:f} sel kerangka punya bukti"),
        records=dataset.records.loc[dataset.records.index.isin(behind)],
        values={"total": found.cells},
        more_sources=tuple(evidence["source_id"].dropna()),
    )


_MAKERS: Mapping[str, Callable[[Figures, int | None], KeyFigure | None]] = {
    "areas": _areas,
    "areas_recorded": _areas_recorded,
    "areas_blank": _areas_blank,
    "programs": _programs,
    "citywide": _citywide,
    "to_confirm": _to_confirm,
    "partners": _partners,
    "named_partners": _named_partners,
    "records": _records,
    "sources": _sources,
    "evidence": _evidence,
    "index": _index,
    "quick_wins": _quick_wins,
    "quick_wins_index": _quick_wins_index,
    "cells": _cells,
}
NAMES: tuple[str, ...] = tuple(_MAKERS)
