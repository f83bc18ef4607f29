"""The chart of the years in which records begin, with the same numbers in a table."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from petaprogram.measures.start_years import Starts, count_starts
from petaprogram.messages.language import Language, counted_message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show, show_sum
from petaprogram.web.visit.visit import current

# The highest bar of a pillar, in pixels.
_HIGHEST = 44


def show_starts(dataset: Dataset, records: pd.DataFrame, key: str) -> None:
    """Show in which years some records begin; each number opens its rows.

    Parameters
    ----------
    dataset
        For the pillars.
    records
        Some or all of `dataset.records`.
    key
        Tells this chart from others on the page.
    """
    language = current()
    pillars = dataset.pillars.sort_values("order")
    starts = count_starts(records, list(pillars.index))
    exacts, bounds = starts.exact, starts.bounds
    with st.container(key=f"tahun-{key}"):
        show("parts/starts_head.html", planned=int(records["status"].isin(["planned", "nominated"]).sum()))
        _show_balance(records, key)
        show(
            "parts/starts.html",
            alt=_alt(starts, pillars["name"], language),
            years=starts.years,
            rows=[
                {
                    **pillars.loc[pillar, ["name", "letter", "color"]],
                    "cells": [
                        _cell(exact, bound, starts.most, language)
                        for exact, bound in zip(exacts.loc[pillar], bounds.loc[pillar], strict=True)
                    ],
                    "without": int(starts.without.loc[pillar]),
                }
                for pillar in pillars.index
            ],
        )


def _show_balance(records: pd.DataFrame, key: str) -> None:
    counted = current().counted
    dated, bound = records["start_year"].notna(), records["start_is_upper_bound"] == "yes"
    parts = (
        ("tepat", counted_message("{count:f} dengan tahun mulai"), dated & ~bound),
        ("batas", counted_message("{count:f} paling lambat pada tahunnya"), dated & bound),
        ("tanpa", counted_message("{count:f} tanpa tahun"), ~dated),
    )
    show_sum(
        f"neraca-{key}",
        (counted("{count:f} data", len(records)), lambda: records, f"{key}-semua"),
        [
            (counted(words, int(mask.sum())), partial(records.__getitem__, mask), f"{key}-{name}")
            for name, words, mask in parts
        ],
    )


def _cell(exact: int, bound: int, most: int, language: Language) -> dict[str, object]:
    words = [language.number(exact)] if exact else []
    if bound:
        words.append(language.say("{count:f} paling lambat", count=bound))
    return {
        "exact": exact,
        "bound": bound,
        "exact_height": round(_HIGHEST * exact / most),
        "bound_height": round(_HIGHEST * bound / most),
        "words": " + ".join(words),
    }


def _alt(starts: Starts, names: pd.Series, language: Language) -> str:
    parts = [
        language.say(
            "{pillar}: {exact:f} dengan tahun mulai, {bound:f} paling lambat pada tahunnya",
            pillar=names[pillar],
            exact=int(starts.exact.loc[pillar].sum()),
            bound=int(starts.bounds.loc[pillar].sum()),
        )
        for pillar in starts.exact.index
    ]
    return language.say(
        "Diagram batang tahun mulai menurut pilar, {first} sampai {last}. {parts}. Angkanya ada pada tabel.",
        first=min(starts.years, default=""),
        last=max(starts.years, default=""),
        parts="; ".join(parts),
    )
