"""Where next: weights, the ranked kelurahan, and why one of them stands where it does."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from petaprogram.exports.formats import RANKING_CSV, RANKING_XLSX
from petaprogram.exports.ranking_tables import say_target
from petaprogram.gaps.link import GapsView
from petaprogram.gaps.ranking import RankedArea, Ranking, rank_areas
from petaprogram.gaps.reasons import (
    GAP_LABELS,
    explain,
    explain_parts,
    explain_stability,
    remarks,
)
from petaprogram.gaps.stability import DRAWS, TOP
from petaprogram.gaps.weights import PART_LABELS, PARTS, PartName
from petaprogram.maps.rank_classes import classify_ranks
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import svg_map
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.kesenjangan import gap_controls
from petaprogram.web.kesenjangan.gap_figures import needs_of
from petaprogram.web.parts.components import show, show_legend
from petaprogram.web.parts.downloads import offer
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# So short that they fit under a bar.
_SHORT: Mapping[PartName, str] = {
    "missing": message("pilar"),
    "distance": message("jarak"),
    "neighbours": message("tetangga"),
    "people": message("penduduk"),
    "years": message("laporan"),
}
_MAP_WIDTH = 380


def show_ranking(dataset: Dataset, view: GapsView) -> None:
    """Show the ranking under the chosen weights."""
    ranking = rank_areas(needs_of(dataset, view.target), view.weights)
    # The style sheet lays these out: weights, rows and map side by side, on a phone the weights last.
    with st.container(key="g-peringkat"):
        with st.container(key="g-bobot"):
            gap_controls.draw_weights(view)
        with st.container(key="g-mengapa"):
            _show_why(dataset, ranking, view)
        with st.container(key="g-baris"):
            _show_rows(dataset, ranking, view)
            if ranking.rows:
                _show_downloads(dataset, ranking)


def _show_rows(dataset: Dataset, ranking: Ranking, view: GapsView) -> None:
    language = current()
    shown = ranking.rows if view.whole else ranking.rows[:TOP]
    show(
        "kesenjangan/ranking_rows.html",
        subject=say_target(ranking, dataset, language),
        remarks=remarks(ranking, dataset, language),
        draws=DRAWS,
        legend=_shares(ranking, language),
        rows=[_row(row, view, language) for row in shown],
    )
    if len(ranking.rows) > TOP:
        gap_controls.draw_whole(len(ranking.rows))


def _shares(ranking: Ranking, language: Language) -> list[Mapping[str, object]]:
    """Prepare what each part weighs, as chosen."""
    return [
        {
            "part": part,
            "label": language.say(PART_LABELS[part]),
            "share": share,
            "counts": any(row.parts[part].weight for row in ranking.rows),
        }
        for part, share in zip(PARTS, ranking.weights.shares, strict=True)
        if share
    ]


def _row(row: RankedArea, view: GapsView, language: Language) -> Mapping[str, object]:
    return {
        "rank": row.rank,
        "name": row.name,
        "kecamatan": row.kecamatan,
        "profile": addresses.address("profil", {"kode": row.kode}),
        "address": gap_controls.gaps_address(replace(view, selected=row.kode)),
        "chosen": row.kode == view.selected,
        "score": row.score,
        "gap": language.say(GAP_LABELS[row.gap_kind]),
        "parts": [
            {
                "part": part,
                "word": language.say(_SHORT[part]),
                "adds": row.parts[part].contribution,
                "shown": shown,
            }
            for part, shown in _adding_up(row, 2).items()
            if row.parts[part].weight
        ],
        "sentence": explain(row, language),
        "stability": explain_stability(row, language),
        "unstable": row.unstable,
    }


def _show_why(dataset: Dataset, ranking: Ranking, view: GapsView) -> None:
    """Show the map and take one rank apart: the chosen one, or else the first."""
    language, areas = current(), dataset.areas
    ranks = pd.Series({row.kode: row.rank for row in ranking.rows}, dtype="Int64").reindex(areas.frame.index)
    classified = classify_ranks(ranks)
    chosen = next((row for row in ranking.rows if row.kode == view.selected), None)
    if view.selected is None and ranking.rows:
        chosen = ranking.rows[0]
    kode = chosen.kode if chosen else view.selected
    text = _map_in_words(ranking, dataset, language)
    if kode:
        outlined = language.say("Bergaris tebal: {name}.", name=areas.name_of(kode))
        text = f"{text} {outlined}"
    show(
        "parts/still_map.html",
        title=language.say("Peta peringkat"),
        text=text,
        uri=svg_uri(svg_map(areas, classified, width=_MAP_WIDTH, selected=kode)),
        alt=language.say("Peta {city}: {text}", city=areas.city, text=text),
    )
    show_legend(classified)
    gap_controls.draw_area_choice(dataset, list(areas.names.sort_values().index))
    if chosen:
        show("kesenjangan/ranking_why.html", row=_row(chosen, view, language), parts=_parts(chosen, language))
    elif view.selected:
        name = areas.name_of(view.selected)
        text = language.say("{name} tidak diperingkat: di sana sudah berjalan atau direncanakan.", name=name)
        show("parts/notice.html", text=text)


def _map_in_words(ranking: Ranking, dataset: Dataset, language: Language) -> str:
    if not ranking.rows:
        return language.say("Tidak ada kelurahan yang diperingkat.")
    return language.say(
        "Peringkat 1 sampai 5 untuk {subject}: {names}.",
        subject=say_target(ranking, dataset, language),
        names=language.listing([row.name for row in ranking.rows if row.rank <= 5]),  # noqa: PLR2004
    )


def _parts(row: RankedArea, language: Language) -> list[Mapping[str, object]]:
    """Prepare each part that was to weigh something: what stands behind it, its value, weight and product."""
    said, shown = explain_parts(row, language), _adding_up(row, 3)
    return [
        {
            "part": name,
            "label": language.say(PART_LABELS[name]),
            "fact": said.get(name) or language.say("tidak ikut dihitung"),
            "value": part.value,
            "weight": part.weight,
            "adds": shown[name],
        }
        for name, part in row.parts.items()
        if part.chosen
    ]


def _adding_up(row: RankedArea, decimals: int) -> Mapping[PartName, float]:
    """Round the contributions so that they add up to the rounded score (largest remainders first)."""
    scale = 10**decimals
    exact = {part: row.parts[part].contribution * scale for part in PARTS}
    whole = {part: math.floor(value) for part, value in exact.items()}
    left = round(row.score * scale) - sum(whole.values())
    up = sorted(PARTS, key=lambda part: whole[part] - exact[part])[: max(left, 0)]
    return {part: (whole[part] + (part in up)) / scale for part in PARTS}


def _show_downloads(dataset: Dataset, ranking: Ranking) -> None:
    offer(dataset, RANKING_XLSX, ranking)
    offer(dataset, RANKING_CSV, ranking)
