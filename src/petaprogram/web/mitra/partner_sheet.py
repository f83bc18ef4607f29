"""The sheet of one partner: its programs, where and when, and the records that say so."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from petaprogram.exports.file_format import ListView
from petaprogram.exports.record_tables import record_table
from petaprogram.measures.partners import KIND_WORDS, Partnerships, collaborations
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import span
from petaprogram.tables.dataset import Dataset, mark_untranslated
from petaprogram.web.mitra.partner_list import show_collaborations
from petaprogram.web.parts.components import literal, make_rows, show
from petaprogram.web.parts.downloads import offer_list
from petaprogram.web.parts.references import SCOPE_WORDS
from petaprogram.web.parts.small_map import show_where
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def show_partner(dataset: Dataset, partnerships: Partnerships, partner: str, kecamatan: str | None) -> None:
    """Show everything that is recorded of a partner.

    Parameters
    ----------
    dataset
        The data.
    partnerships
        Those of the data.
    partner
        One of them.
    kecamatan
        Only the records in the kelurahan of this kecamatan are listed; None for all.
    """
    language, say = current(), current().say
    links, about = partnerships.links, partnerships.about(partner)
    records = dataset.records.loc[links.index[links["partner"] == partner]]
    kind = str(about["kind"])
    addresses.link(f"‹ {literal(say(KIND_WORDS[kind]))}", "mitra", jenis=kind)
    # The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
    with st.container(key="lembar"):
        with st.container(key="lembar-isi"):
            _show_head(dataset, partnerships, partner)
            together = collaborations(links, partner=partner)
            show_collaborations(dataset, together, say("Program"), with_partners=False)
        with st.container(key="lembar-peta"):
            show_where(dataset, records)
    notice = None
    if kecamatan:
        records = records[(records["kecamatan_kode"] == kecamatan) & (records["scope"] == "kelurahan")]
        notice = {
            "text": say("Hanya data di Kec. {kecamatan}.", kecamatan=dataset.areas.name_of(kecamatan)),
            "address": addresses.address("mitra", {"mitra": partner}),
            "link": say("Tampilkan semua"),
        }
    show("parts/evidence.html", rows=make_rows(records), notice=notice)
    title = say("Data bersama {partner}", partner=partner)
    conditions = (notice["text"],) if notice else ()
    offer_list(
        dataset,
        ListView(partner, title, lambda: record_table(dataset, records, language), filters=conditions),
    )


def _show_head(dataset: Dataset, partnerships: Partnerships, partner: str) -> None:
    language, about = current(), partnerships.about(partner)
    say, counted = language.say, language.counted
    reviewed = dataset.partners.loc[dataset.partners.index == partner]
    merged = dataset.partners[dataset.partners["same_as"] == partner]
    reasons = mark_untranslated(merged, "reason", language)
    parts = [counted("{count:f} program", int(about["programs"]))]
    if about["kelurahan"]:
        parts.append(counted("{count:f} kelurahan", int(about["kelurahan"])))
    if about["city"]:
        parts.append(counted("{count:f} data tingkat kota", int(about["city"])))
    parts.append(span(about["first"], about["last"], language, upper_bound=bool(about["bound"])))
    show(
        "mitra/sheet.html",
        head=f"{partner}: {', '.join(parts)}",
        kind=say(KIND_WORDS[str(about["kind"])]),
        unnamed=bool(about["unnamed"]),
        full_name=_text(mark_untranslated(reviewed, "full_name", language)),
        note=_text(mark_untranslated(reviewed, "note", language)),
        merged=[{"name": name, "reason": reasons[name]} for name in merged.index],
        matrix=_matrix(dataset, partnerships, partner, language),
    )


def _text(column: pd.Series) -> str:
    """Take the text of the one row that there may be."""
    return next(iter(column.dropna()), "")


def _matrix(
    dataset: Dataset, partnerships: Partnerships, partner: str, language: Language
) -> list[Mapping[str, object]]:
    """Prepare the row of the matrix: kelurahan by kecamatan, and apart from them the wider records."""
    areas, about = dataset.areas, partnerships.about(partner)
    totals = areas.frame["kecamatan_kode"].value_counts()
    cells: list[Mapping[str, object]] = [
        {
            "name": areas.name_of(str(kode)),
            "text": language.say("{some:f} dari {total:f} kelurahan", some=count, total=int(totals[kode])),
            "address": addresses.address("mitra", {"mitra": partner, "kecamatan": str(kode)})
            if count
            else None,
        }
        for kode, count in partnerships.matrix.loc[partner].items()
    ]
    return cells + [
        {
            "name": language.say(word),
            "text": language.counted("{count:f} data", int(about[scope])),
            "address": None,
        }
        for scope, word in SCOPE_WORDS.items()
        if about[scope] or scope == "city"
    ]
