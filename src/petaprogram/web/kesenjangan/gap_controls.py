"""The controls of the page about gaps, tied to its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from petaprogram.gaps.link import SECTIONS, GapsView, Section, order_options, read_link, write_link
from petaprogram.gaps.matrix import name_of, subjects
from petaprogram.gaps.weights import (
    PART_LABELS,
    PARTS,
    PRESET_LABELS,
    PRESETS,
    PartName,
    Weights,
    format_weights,
)
from petaprogram.measures.presence import STATES
from petaprogram.messages.issues import WeightsError
from petaprogram.messages.language import message
from petaprogram.messages.vocabulary import STATE
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.visit import addresses, link_controls
from petaprogram.web.visit.visit import current

_PATH = "kesenjangan"
SECTION_TITLES: Mapping[Section, str] = {
    "matriks": message("Matriks"),
    "peringkat": message("Peringkat"),
    "kesetaraan": message("Kesetaraan"),
    "tumpang-tindih": message("Tumpang tindih"),
    "kerangka": message("Kerangka kementerian"),
}
# The first option of the subject; no id of a pillar or program is empty.
_ALL = ("pillar_id", "")

_SECTION, _SUBJECT, _SELECTED = "g-lihat", "g-tentang", "g-kode"
_COLUMNS, _CELL, _ORDER, _MIXED, _WHOLE = "g-kolom", "g-sel", "g-urut", "g-campur", "g-semua"
_CONTROLS = (_SECTION, _SUBJECT, _SELECTED, _COLUMNS, _CELL, _ORDER, _MIXED, _WHOLE)
# The weights as chosen, for sliders round them; the controls that set them; why they were refused.
_WEIGHTS, _PRESET, _REFUSED = "g-bobot", "g-paket", "g-bobot-ditolak"
_NAME = "g"


def _touched() -> None:
    link_controls.touch(_NAME)


def gaps_address(view: GapsView) -> str:
    """Write the link of a view, for templates."""
    return addresses.address(_PATH, write_link(view))


def open_link(dataset: Dataset) -> tuple[GapsView, tuple[str, ...]]:
    """Bring controls and link together, before any control is drawn.

    Returns
    -------
    view
        What the visitor looks at now.
    unknown
        Parameters of the link that mean nothing here.
    """
    tied = link_controls.Tie(
        _NAME,
        _CONTROLS,
        lambda params: read_link(params, dataset),
        write_link,
        _set_controls,
        lambda: _read_controls(dataset),
    )
    return tied.open_link(dataset.version, resting=_CONTROLS)


def draw_subject(dataset: Dataset) -> None:
    """Draw what the page is about, and which part of it."""
    say = current().say
    labels = {
        _ALL: say("Semua pilar"),
        **{
            ("pillar_id", pillar): say("Pilar: {name}", name=dataset.pillars.at[pillar, "name"])
            for pillar in subjects(dataset, "pillar_id")
        },
        **{
            ("program_id", program): say("Program: {name}", name=dataset.programs.at[program, "name"])
            for program in subjects(dataset, "program_id")
        },
    }
    with st.container(key="g-pilihan", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("Pilar atau program"),
            list(labels),
            format_func=labels.__getitem__,
            key=_SUBJECT,
            on_change=_touched,
            width=380,
        )
    st.segmented_control(
        say("Bagian halaman"),
        SECTIONS,
        format_func=lambda part: say(SECTION_TITLES[part]),
        required=True,
        key=_SECTION,
        on_change=_touched,
        label_visibility="collapsed",
    )


def draw_matrix_choices(dataset: Dataset, view: GapsView) -> None:
    """Draw the columns and the order of a matrix."""
    say = current().say
    subject, columns = view.columns(dataset)
    labels = {
        "kode": say("Kode"),
        "name": say("Nama"),
        **{state: say("Terbanyak {state}", state=say(STATE[state])) for state in STATES},
        **{column: say("Menurut {name}", name=name_of(dataset, subject, column)) for column in columns},
    }
    with st.container(key="g-susunan", horizontal=True, vertical_alignment="bottom"):
        if not view.program:
            words = {"pillar": say("Pilar"), "program": say("Program")}
            st.segmented_control(
                say("Kolom"),
                list(words),
                format_func=words.__getitem__,
                required=True,
                key=_COLUMNS,
                on_change=_touched,
            )
        st.selectbox(
            say("Urutkan"),
            order_options(columns),
            format_func=labels.__getitem__,
            key=_ORDER,
            on_change=_touched,
            width=280,
        )
        st.toggle(say("Campur kecamatan"), key=_MIXED, on_change=_touched, width="content")


def draw_cell_choice(dataset: Dataset, view: GapsView) -> None:
    """Draw the choice of a cell, for those who do not click."""
    subject, columns = view.columns(dataset)
    say = current().say
    draw_area_choice(dataset, list(dataset.areas.names.sort_values().index))
    st.selectbox(
        say("Pilar") if subject == "pillar_id" else say("Program"),
        columns,
        index=None,
        placeholder=say("Pilih kolom"),
        format_func=lambda value: name_of(dataset, subject, value),
        key=_CELL,
        on_change=_touched,
    )


def draw_area_choice(dataset: Dataset, kodes: Sequence[str]) -> None:
    """Draw the choice of one of these kelurahan."""
    st.selectbox(
        current().say("Kelurahan"),
        kodes,
        index=None,
        placeholder=current().say("Pilih kelurahan"),
        format_func=dataset.areas.name_of,
        key=_SELECTED,
        on_change=_touched,
    )


def choose(kode: str | None) -> None:
    """Choose a kelurahan, or none any more."""
    st.session_state[_SELECTED] = kode
    _touched()


def draw_whole(count: int) -> None:
    """Draw the switch between the head of a ranking and all of it."""
    label = current().counted("Tampilkan semua {count:f} kelurahan", count)
    st.toggle(label, key=_WHOLE, on_change=_touched)


def draw_weights(view: GapsView) -> None:
    """Draw presets and sliders; only the proportions of the weights count."""
    say, state = current().say, st.session_state
    name = format_weights(view.weights)
    state[_PRESET] = name if name in PRESETS else None
    st.segmented_control(
        say("Yang didahulukan"),
        list(PRESETS),
        format_func=lambda preset: say(PRESET_LABELS[preset]),
        key=_PRESET,
        on_change=_choose_preset,
    )
    if _slider(PARTS[0]) not in state:
        _set_sliders(view.weights)
    for part in PARTS:
        st.slider(say(PART_LABELS[part]), 0, 100, step=5, key=_slider(part), on_change=_slide)
    show("parts/muted.html", text=say("Hanya perbandingan antarbobot yang berarti."))
    if refused := state.get(_REFUSED):
        show(
            "parts/notice.html",
            text=say("{why}. Bobot sebelumnya masih dipakai.", why=refused.say(current())),
        )


def _choose_preset() -> None:
    name = st.session_state[_PRESET]
    if name:
        _keep(PRESETS[name])
        _set_sliders(PRESETS[name])
    _touched()


def _slide() -> None:
    values = {part: st.session_state[_slider(part)] / 100 for part in PARTS}
    try:
        _keep(Weights(**values))
    except WeightsError as error:
        st.session_state[_REFUSED] = error
    _touched()


def _keep(weights: Weights) -> None:
    st.session_state[_WEIGHTS] = weights
    st.session_state.pop(_REFUSED, None)


def _set_sliders(weights: Weights) -> None:
    for part, share in zip(PARTS, weights.shares, strict=True):
        st.session_state[_slider(part)] = round(100 * share)


def _slider(part: PartName) -> str:
    return f"g-bobot-{part}"


def _set_controls(view: GapsView) -> None:
    subject, value = view.subject
    st.session_state.update(
        {
            _SECTION: view.section,
            _SUBJECT: (subject, value or ""),
            _SELECTED: view.selected,
            _COLUMNS: "program" if view.by_program else "pillar",
            _CELL: view.cell,
            _ORDER: view.order,
            _MIXED: view.mixed,
            _WHOLE: view.whole,
        }
    )
    _keep(view.weights)
    _set_sliders(view.weights)


def _read_controls(dataset: Dataset) -> GapsView:
    """Read the view; a column that the matrix no longer has is let go, in the controls too."""
    state = st.session_state
    subject, value = state[_SUBJECT]
    view = GapsView(
        section=state[_SECTION],
        pillar=(value or None) if subject == "pillar_id" else None,
        program=value if subject == "program_id" else None,
        selected=state[_SELECTED],
        by_program=state[_COLUMNS] == "program",
        cell=state[_CELL],
        order=state[_ORDER],
        mixed=state[_MIXED],
        weights=state[_WEIGHTS],
        whole=state[_WHOLE],
    )
    _, columns = view.columns(dataset)
    cell = view.cell if view.cell in columns else None
    order = view.order if view.order in order_options(columns) else "kode"
    state[_CELL], state[_ORDER] = cell, order
    return replace(view, cell=cell, order=order)
