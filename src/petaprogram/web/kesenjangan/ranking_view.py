"""Where next: weights, the ranked kelurahan, and why one of them stands where it does."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from petaprogram.exports.formats import RANKING_CSV, RANKING_XLSX
from petaprogram.exports.ranking_tables import say_target
from petaprogram.gaps.explanation import explain_in_full
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
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.link import DEFAULT_SITES
from petaprogram.scenario.link import write_link as write_wish
from petaprogram.tables.dataset import Dataset
from petaprogram.web.kesenjangan import gap_controls
from petaprogram.web.kesenjangan.gap_figures import needs_of
from petaprogram.web.parts.components import literal, show, show_legend
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
    # The style sheet lays these out: weights, rows and map side by side, on a phone the rows first.
    with st.container(key="g-peringkat"):
        with st.container(key="g-bobot"):
            gap_controls.draw_weights(view)
        with st.container(key="g-baris"):
            _show_rows(dataset, ranking, view)
        with st.container(key="g-mengapa"):
            _show_map(dataset, ranking, view)
            if ranking.rows:
                _show_downloads(dataset, ranking)


def _show_rows(dataset: Dataset, ranking: Ranking, view: GapsView) -> None:
    language = current()
    show(
        "kesenjangan/ranking_head.html",
        subject=say_target(ranking, dataset, language),
        remarks=remarks(ranking, dataset, language),
        legend=_shares(ranking, language),
        rows=len(ranking.rows),
    )
    if ranking.rows and ranking.needs.target.kind == "pillars":
        show("parts/muted.html", text=language.say("Untuk menyusun rencana, pilih satu pilar atau program."))
    shown = ranking.rows if view.whole else ranking.rows[:TOP]
    # Whoever comes back from a scenario, or chose on the map, finds the row.
    chosen = [row for row in ranking.rows if row.kode == view.selected and row not in shown]
    for row in (*shown, *chosen):
        _show_row(row, ranking, view)
    if len(ranking.rows) > TOP:
        gap_controls.draw_whole(len(ranking.rows))
    if ranking.rows:
        show("kesenjangan/ranking_foot.html", draws=DRAWS)


def _show_row(row: RankedArea, ranking: Ranking, view: GapsView) -> None:
    """Show a rank; the chosen one is open and explains itself."""
    language, chosen = current(), row.kode == view.selected
    key = f"g-urutan-{'terbuka' if chosen else 'tutup'}-{row.kode}"
    with st.container(key=key, gap=None):
        show(
            "kesenjangan/ranking_row.html",
            row=_row(row, language),
            paragraph=explain_in_full(row, ranking, language) if chosen else "",
            parts=_parts(row, language) if chosen else (),
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            label = language.say("Tutup rincian") if chosen else language.say("Rincian skor")
            st.button(
                f"{label} {literal(row.name)}",
                key=f"g-rincian-{row.kode}",
                type="tertiary",
                on_click=gap_controls.choose,
                args=(None if chosen else row.kode,),
            )
            if wish := _wish(row, view):
                label = language.say("Rencanakan di {name}", name=literal(row.name))
                addresses.link(label, "skenario", **write_wish(wish))


def _wish(row: RankedArea, view: GapsView) -> Scenario | None:
    """Make the scenario of the same subject in which a kelurahan is a must; None for all pillars."""
    target = view.target
    if target.kind == "pillars":
        return None
    return Scenario(
        kind=target.kind,
        subject=str(target.subject),
        k=DEFAULT_SITES,
        locked=(row.kode,),
        weights=view.weights,
    )


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


def _row(row: RankedArea, language: Language) -> Mapping[str, object]:
    return {
        "rank": row.rank,
        "name": row.name,
        "kecamatan": row.kecamatan,
        "profile": addresses.address("profil", {"kode": row.kode}),
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


def _show_map(dataset: Dataset, ranking: Ranking, view: GapsView) -> None:
    """Show the map in bands of ranks, with the chosen kelurahan outlined."""
    language, areas = current(), dataset.areas
    ranks = pd.Series({row.kode: row.rank for row in ranking.rows}, dtype="Int64").reindex(areas.frame.index)
    classified = classify_ranks(ranks)
    text = _map_in_words(ranking, dataset, language)
    if view.selected:
        outlined = language.say("Bergaris tebal: {name}.", name=areas.name_of(view.selected))
        text = f"{text} {outlined}"
    show(
        "parts/still_map.html",
        title=language.say("Peta peringkat"),
        text=text,
        uri=svg_uri(svg_map(areas, classified, width=_MAP_WIDTH, selected=view.selected)),
        alt=language.say("Peta {city}: {text}", city=areas.city, text=text),
    )
    show_legend(classified)
    gap_controls.draw_area_choice(dataset, list(areas.names.sort_values().index))
    if view.selected and view.selected not in {row.kode for row in ranking.rows}:
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
