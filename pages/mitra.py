"""Mitra: with whom the city works, by kind of partner and partner by partner."""

from __future__ import annotations

import streamlit as st

from petaprogram.partners import collaborations, partner_links, partner_table
from petaprogram.web import components
from petaprogram.web.languages import current
from petaprogram.web.partner_list import (
    draw_kinds,
    draw_view,
    show_collaborations,
    show_kind_head,
    show_kinds_head,
    show_partners,
)
from petaprogram.web.partner_sheet import show_partner
from petaprogram.web.server import SOURCE
from petaprogram.web.still import show_where

dataset = SOURCE.current().dataset
say = current().say
links = partner_links(dataset, dataset.records)
table = partner_table(links)

asked = {name: st.query_params.get(name) for name in ("mitra", "jenis", "kecamatan")}
partner = dataset.merged_partners.get(asked["mitra"] or "", asked["mitra"])
known = {
    "mitra": partner in table.index,
    "jenis": asked["jenis"] in set(table["kind"]),
    "kecamatan": asked["kecamatan"] in dataset.areas.kecamatan.index,
}
components.show_unknown([f"{name}={value}" for name, value in asked.items() if value and not known[name]])

if known["mitra"]:
    show_partner(dataset, links, str(partner), asked["kecamatan"] if known["kecamatan"] else None)
else:
    head = st.container(key="kalimat")
    kind = draw_kinds(table)
    of_kind = table if kind is None else table[table["kind"] == kind]
    with head:
        if kind is None:
            show_kinds_head(dataset, links, table)
        else:
            show_kind_head(dataset, links, of_kind, kind)
    if kind is None:
        together = collaborations(links)
        single = together[together["standing"] == "single"]
        if draw_view(len(single)) == "tunggal":
            show_collaborations(
                dataset, single, say("Program yang, sejauh tercatat, bertumpu pada satu mitra")
            )
        else:
            show_partners(dataset, links, table)
    else:
        together = collaborations(links, kind)
        # The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
        with st.container(key="lembar"):
            with st.container(key="lembar-isi"):
                show_collaborations(dataset, together, say("Yang dikerjakan bersama"), with_standing=True)
            with st.container(key="lembar-peta"):
                show_where(dataset, dataset.records.loc[links.index[links["kind"] == kind].unique()])
        show_partners(dataset, links, of_kind)
