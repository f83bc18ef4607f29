"""Mitra: with whom the city works, by kind of partner and partner by partner."""

from __future__ import annotations

import streamlit as st

from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.partners import collaborations, find_partnerships
from petaprogram.web.mitra.partner_list import (
    draw_kinds,
    offer_files,
    show_collaborations,
    show_kind_head,
    show_kinds_head,
    show_partners,
)
from petaprogram.web.mitra.partner_sheet import show_partner
from petaprogram.web.parts import components, map_controls
from petaprogram.web.parts.small_map import show_where
from petaprogram.web.server.data_in_use import dataset_in_use
from petaprogram.web.visit.visit import asked_once, current

dataset = dataset_in_use()
say = current().say
partnerships = find_partnerships(dataset)
links, table = partnerships.links, partnerships.table

link = LinkReader(asked_once())
partner = link.one("mitra", table.index, dataset.merged_partners)
link.one("jenis", set(table["kind"]))
kecamatan = link.one("kecamatan", dataset.areas.kecamatan.index)
components.show_unknown(link.unknown)

if partner:
    show_partner(dataset, partnerships, partner, kecamatan)
else:
    head = st.container(key="kalimat")
    kind = draw_kinds(table)
    of_kind = table if kind is None else table[table["kind"] == kind]
    together = partnerships.together if kind is None else collaborations(links, kind)
    with head:
        if kind is None:
            show_kinds_head(dataset, links, table)
        else:
            show_kind_head(dataset, links, of_kind, together, kind)
    offer_files(dataset, links, of_kind, kind)
    if kind is None:
        single = together[together["standing"] == "single"]
        views = {
            "daftar": say("Semua mitra"),
            "tunggal": say("Program yang bertumpu pada satu mitra ({count:f})", count=len(single)),
        }
        if map_controls.draw_views(views) == "tunggal":
            show_collaborations(
                dataset, single, say("Program yang, sejauh tercatat, bertumpu pada satu mitra")
            )
        else:
            show_partners(dataset, None)
    else:
        # The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
        with st.container(key="lembar"):
            with st.container(key="lembar-isi"):
                show_collaborations(dataset, together, say("Yang dikerjakan bersama"), with_standing=True)
            with st.container(key="lembar-peta"):
                show_where(dataset, dataset.records.loc[links.index[links["kind"] == kind].unique()])
        show_partners(dataset, kind)
