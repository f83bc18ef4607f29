"""The history on the page: controls that narrow it down, and each change with its rows, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from petaprogram.changes.history_link import AREA, BEFORE, KIND, OFFICE, PROGRAM, ROW, HistoryView
from petaprogram.changes.history_words import CHANGE_KINDS, describe_row, say_kind, say_touched
from petaprogram.changes.link import SINCE, UNTIL
from petaprogram.messages.issues import StoreError
from petaprogram.snapshots.versions import version_of
from petaprogram.store.history import Entry, Wanted, read_history, read_offices
from petaprogram.store.in_use import tables_of
from petaprogram.store.store import Store
from petaprogram.store.version import version_slug
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show, show_problems
from petaprogram.web.server import routes
from petaprogram.web.server.data_in_use import InUse
from petaprogram.web.server.editing import may_edit
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

# So many changes stand on a page, each with so many of its rows.
PAGE, ROWS = 50, 10


def show_history(in_use: InUse, view: HistoryView) -> None:
    """Show the controls and a page of changes."""
    say = current().say
    # Who looks at a version does not see what came after it.
    version = in_use.manifest.version if in_use.manifest else None
    limits = [one for one in (view.before, version and version.number + 1) if one]
    before = min(limits, default=None)
    wanted = Wanted(view.row, view.kode, view.program, view.office, view.kind, before)
    try:
        store = tables_of(routes.SETTINGS).store()
        offices = _offices(store, store.head().id)
        entries = read_history(store, wanted, PAGE + 1, rows=ROWS, areas=in_use.dataset.areas)
    except StoreError as error:
        show_problems(
            say("Riwayat belum dapat dibaca"),
            say("Penyimpanannya bermasalah. Data yang tampil di halaman lain tidak berubah."),
            error.issues,
            expanded=True,
        )
        return
    _draw_controls(in_use.dataset, view, offices)
    shown = entries[:PAGE]
    show(
        "riwayat/changes.html",
        changes=[_prepare(entry, in_use.dataset, view) for entry in shown],
        all=addresses.address("riwayat") if replace(view, before=None).parameters else None,
        older=_address(view, shown[-1].change.id) if len(entries) > PAGE else None,
        newest=_address(view, None) if view.before else None,
    )


@lru_cache(maxsize=4)
def _offices(store: Store, _head: int) -> list[str]:
    return read_offices(store)


def _address(view: HistoryView, before: int | None) -> str:
    return addresses.address("riwayat", replace(view, before=before).parameters)


def _prepare(entry: Entry, dataset: Dataset, view: HistoryView) -> Mapping[str, object]:
    language, change = current(), entry.change
    version = version_of(change)
    before = {SINCE: version_slug(change.id - 1), UNTIL: version.slug}
    path, params = _seen_there(view)
    return {
        "number": change.id,
        "time": language.time(version.at),
        "iso": change.at,
        # Who did it is for those who may edit; until there is a login nobody is known to be one.
        "office": change.office,
        "kind": say_kind(change.kind, language),
        "undoes": change.undoes,
        "undone": _address(HistoryView(), change.undoes + 1) if change.undoes else None,
        "reason": change.reason,
        "touched": say_touched(entry.touched, language),
        "rows": [describe_row(one, dataset, language) for one in entry.differences],
        "count": entry.rows,
        "more": entry.rows > ROWS,
        "then": addresses.in_snapshot(path, version.slug, params),
        "undo": addresses.address("unggah", {"perubahan": str(change.id)})
        if change.id > 1 and may_edit()
        else None,
        "compared": addresses.address("perubahan", before) if change.id > 1 else None,
    }


def _seen_there(view: HistoryView) -> tuple[str, Mapping[str, str]]:
    """Choose the page that shows at an earlier time what the history is narrowed down to."""
    if view.program:
        return "program", {"program": view.program}
    if view.kode:
        return "profil", {"kode": view.kode}
    return "peta", {}


def _draw_controls(dataset: Dataset, view: HistoryView, offices: Sequence[str]) -> None:
    say, areas = current().say, dataset.areas
    names = {areas.city_kode: areas.city}
    names |= {
        str(kode): say("Kec. {kecamatan}", kecamatan=areas.name_of(str(kode)))
        for kode in areas.kecamatan.index
    }
    names |= {str(kode): str(name) for kode, name in areas.names.sort_values().items()}
    programs = {str(one): str(name) for one, name in dataset.programs["name"].sort_values().items()}
    with st.container(key="r-pilihan"):
        _draw_choice(AREA, say("Wilayah"), names, view.kode)
        _draw_choice(PROGRAM, say("Program"), programs, view.program)
        _draw_choice(OFFICE, say("Kantor"), {one: one for one in offices}, view.office)
        kinds = {kind: say(word) for kind, word in CHANGE_KINDS.items()}
        _draw_choice(KIND, say("Jenis perubahan"), kinds, view.kind)
        key = _follow(ROW, view.row)
        st.text_input(
            say("Tanda data"),
            key=key,
            placeholder=say("misalnya P012"),
            autocomplete="off",
            on_change=_tell,
            args=(ROW, key),
        )


def _draw_choice(parameter: str, label: str, names: Mapping[str, str], chosen: str) -> None:
    """Draw a list; what the link asks for is in it even where today's data do not have it."""
    every = names if chosen in names or not chosen else {chosen: chosen, **names}
    key = _follow(parameter, chosen or None)
    st.selectbox(
        label,
        list(every),
        index=None,
        placeholder=current().say("Semua"),
        format_func=lambda one: every.get(one, one),
        key=key,
        on_change=_tell,
        args=(parameter, key),
    )


def _follow(parameter: str, value: str | None) -> str:
    """Set a control as the link says. Its key is of this page alone: elsewhere its name filters the map."""
    key = f"r-{parameter}"
    st.session_state[key] = value
    return key


def _tell(parameter: str, key: str) -> None:
    value = (st.session_state[key] or "").strip()
    st.query_params.pop(BEFORE, None)
    if value:
        st.query_params[parameter] = value
    else:
        st.query_params.pop(parameter, None)
