"""Program: all programs, searched and filtered, or everything about one."""

from __future__ import annotations

import streamlit as st

from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.programs import programs_under
from petaprogram.measures.search import search_programs
from petaprogram.web.parts import components, map_controls
from petaprogram.web.parts.start_year_chart import show_starts
from petaprogram.web.program import program_list
from petaprogram.web.program.program_sheet import show_program
from petaprogram.web.server.data_in_use import dataset_in_use, photos_in_use
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked_once, current

dataset = dataset_in_use()
choices = make_choices(dataset)
say = current().say
link = LinkReader(asked_once())
program = link.one("program", choices.programs)

if program:
    show_program(dataset, choices, program, photos_in_use())
else:
    view, unknown = map_controls.open_link(dataset, choices, "program", own=addresses.ENTRY["program"].own)
    components.show_unknown([*unknown, *link.unknown])
    passing = dataset.records[view.filters.mask(dataset.records)]
    # The style sheet lays these out: side by side on a wide screen, one below the other on a phone.
    with st.container(key="daftar"):
        with st.container(key="laci"):
            components.show("parts/drawer.html", label=say("Filter"))
        with st.container(key="saringan"):
            map_controls.draw_filters(dataset, choices)
            map_controls.draw_count(len(passing), len(dataset.records), choices.years)
        with st.container(key="daftar-isi"):
            with st.container(key="daftar-alat"):
                text = map_controls.text_of_link(
                    "cari", say("Cari program"), say("Nama, jenis, mitra, atau kelurahan")
                )
                order = program_list.draw_order(searched=bool(text))
                shown = map_controls.draw_views({"daftar": say("Daftar"), "tahun": say("Tahun mulai")})
            found = search_programs(dataset, text) if text else None
            table = programs_under(dataset, view.filters)
            if found is not None:
                table = table.loc[list(found)]
            if view.filters != choices.first.filters:
                table = table[table["records"] > 0]
            program_list.show_head(table, len(dataset.programs), found, text)
            program_list.offer_files(dataset, table, view.filters, text)
            if shown == "tahun":
                show_starts(dataset, passing[passing["program_id"].isin(table.index)], "program")
            else:
                program_list.show_list(
                    dataset, view.filters, program_list.sort_programs(dataset, table, order), order
                )
