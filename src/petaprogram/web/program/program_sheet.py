"""The sheet of one program: what it is, where and since when, with whom, and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from petaprogram.exports.file_format import ListView, MapView
from petaprogram.exports.formats import MAP_PNG, WALL_MAP
from petaprogram.exports.record_tables import record_table
from petaprogram.maps.classes import classify
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.map_view import Choices, write_link
from petaprogram.measures.partners import collaborations, partner_links
from petaprogram.messages.language import counted_message
from petaprogram.messages.vocabulary import BASIS, TRUST
from petaprogram.presentation.photos import Photos
from petaprogram.tables.dataset import Dataset, mark_untranslated
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import make_rows, show
from petaprogram.web.parts.downloads import offer, offer_list
from petaprogram.web.parts.photo_view import show_photos
from petaprogram.web.parts.references import partner_refs, standing_words
from petaprogram.web.parts.small_map import show_still
from petaprogram.web.server.data_in_use import has_store
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# What is said of records that are of no single kelurahan.
_WIDER: Mapping[str, str] = {
    "city": counted_message("{count:f} data berlaku se-kota, tanpa menunjuk kelurahan."),
    "kecamatan": counted_message("{count:f} data berlaku se-kecamatan, tanpa menunjuk kelurahan."),
    "no_location": counted_message("{count:f} data tanpa lokasi."),
    "unmatched": counted_message("{count:f} data dengan kode yang tidak cocok."),
}
# A tick of the axis keeps so many years away from its ends.
_APART = 2
_STEP = 5


def show_program(dataset: Dataset, choices: Choices, program: str, photos: Photos) -> None:
    """Show everything that is recorded of a program."""
    say = current().say
    records = dataset.records[dataset.records["program_id"] == program]
    with st.container(key="program-jalan", horizontal=True, gap="small"):
        addresses.link(say("‹ Semua program"), "program", **map_controls.last_link("program"))
        if has_store():
            addresses.link(say("Riwayat"), "riwayat", program=program)
    # The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
    with st.container(key="lembar"):
        with st.container(key="lembar-isi"):
            _show_head(dataset, program, records)
            show_photos(dataset, filter(None, [photos.of_program.get(program)]))
            _show_placements(choices, records)
        with st.container(key="lembar-peta"):
            _show_where(dataset, choices, program, records)
    show("parts/evidence.html", rows=make_rows(records), notice=None)
    _show_sources(dataset, records)
    _offer_files(dataset, program, records)


def _offer_files(dataset: Dataset, program: str, records: pd.DataFrame) -> None:
    """Offer the map of the program, for a page and for a wall, and its records."""
    language, shown = current(), make_map(dataset, Theme("program", program))
    view = MapView(shown, classify(shown), None)
    offer(dataset, MAP_PNG, view)
    offer(dataset, WALL_MAP, view._replace(paper="a3"))
    name = str(dataset.programs.at[program, "name"])
    title = describe(shown, dataset, language).text
    offer_list(dataset, ListView(name, title, lambda: record_table(dataset, records, language)))


def _show_head(dataset: Dataset, program: str, records: pd.DataFrame) -> None:
    language = current()
    say, counted = language.say, language.counted
    about = dataset.programs.loc[[program]]
    names = records.loc[records["scope"] == "kelurahan"].drop_duplicates("kode")["area"].sort_values()
    scopes = records["scope"].value_counts()
    row = about.iloc[0]
    reach = [counted(words, int(scopes[scope])) for scope, words in _WIDER.items() if scope in scopes]
    if len(names):
        reach.insert(
            0,
            say(
                "Tercatat di {some:f} dari {total:f} kelurahan: {names}.",
                some=len(names),
                total=len(dataset.areas.frame),
                names=", ".join(names),
            ),
        )
    links = partner_links(dataset, records)
    together = collaborations(links)
    show(
        "program/sheet.html",
        name=row["name"],
        pillar=dataset.pillars.loc[row["pillar_id"], ["name", "letter", "color"]].to_dict(),
        basis=say(BASIS[str(row["pillar_basis"])]),
        kind=mark_untranslated(about, "kind", language)[program],
        description=mark_untranslated(about, "description", language)[program],
        reach=reach or [say("Belum ada data.")],
        partners=partner_refs(dataset, links["partner"].drop_duplicates()),
        standing=standing_words(together.iloc[0]) if len(together) else "",
    )


def _show_where(dataset: Dataset, choices: Choices, program: str, records: pd.DataFrame) -> None:
    say = current().say
    wide = "kelurahan" not in set(records["scope"])
    if not wide:
        show_still(dataset.areas, classify(make_map(dataset, Theme("program", program))))
    view = replace(choices.first, kind="program", subject=program)
    addresses.link(say("Buka di peta"), "peta", **write_link(view, choices))


def _show_placements(choices: Choices, records: pd.DataFrame) -> None:
    """Show where and since when, the earliest first; those without a year last."""
    first, last = choices.years

    def at(year: int) -> float:
        return round(100 * (year - first) / max(last - first, 1), 1)

    def prepare(row: Mapping[str, Any]) -> Mapping[str, object]:
        year = row["start_year"]
        return {
            **row,
            "at": None if year is None else at(year),
            "bound": row["start_is_upper_bound"] == "yes",
            "doubtful": row["confidence"] == "low",
            "address": addresses.address("profil", {"kode": row["kode"]})
            if row["scope"] == "kelurahan"
            else None,
        }

    ordered = records.sort_values(["start_year", "area"], na_position="last", kind="stable")
    inner = [year for year in range(first + _APART, last - _APART + 1) if not year % _STEP]
    ticks = [{"text": year, "at": at(year)} for year in (first, *inner, last)]
    dated = records["start_year"].notna().any()
    show(
        "program/placements.html",
        rows=[prepare(row) for row in make_rows(ordered)],
        years=ticks if dated else [],
    )


def _show_sources(dataset: Dataset, records: pd.DataFrame) -> None:
    language = current()
    counts = records["source_id"].value_counts()
    found = dataset.sources.loc[counts.index]
    found = found.assign(remark=mark_untranslated(found, "date_note", language), records=counts)

    def prepare(row: Mapping[Any, Any]) -> Mapping[str, object]:
        date = language.day(row["date"]) if row["date"] else row["remark"]
        return {
            **row,
            "day": date or language.say("tanggal tidak disebut"),
            "reliability": language.say(TRUST[str(row["reliability"])]),
        }

    show("program/sources.html", sources=[prepare(row) for row in found.to_dict("records")])
