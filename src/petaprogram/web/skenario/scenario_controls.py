"""The controls of the page about scenarios, tied to its link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.measures.population import Population
from petaprogram.messages.language import message
from petaprogram.scenario.definition import (
    MAX_METRES,
    NAME_LIMIT,
    NAMED_RULES,
    WEIGHTS,
    Scenario,
    clean_name,
)
from petaprogram.scenario.link import read_link, write_link
from petaprogram.scenario.sentences import WEIGHT_LABELS
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.visit import link_controls
from petaprogram.web.visit.visit import current

_DISTANCE = "distance"
# Short enough for the box; the sentence says them in full.
_RULE_LABELS: Mapping[str, str] = {
    "self": message("kelurahan itu saja"),
    "neighbours": message("juga tetangganya"),
    _DISTANCE: message("juga dalam jarak tertentu"),
}
DEFAULT_METRES = 1000
METRES_STEP = 250

_SUBJECT, _SITES, _RULE, _METRES, _LOCKED = "s-untuk", "s-lokasi", "s-aturan", "s-meter", "s-kunci"
_EXCLUDED, _WEIGHT, _WIDE, _NAME = "s-kecuali", "s-maksimal", "s-luas", "s-nama"
# No control shows these two: the weights come with the link of a ranking, a button chooses the plan.
_RANKED_BY, _BETTER = "s-bobot", "s-rencana"
_CONTROLS = (
    *(_SUBJECT, _SITES, _RULE, _METRES, _LOCKED, _EXCLUDED),
    *(_WEIGHT, _WIDE, _NAME, _RANKED_BY, _BETTER),
)
_TIE = "s"


def _touched() -> None:
    link_controls.touch(_TIE)


def open_link(dataset: Dataset) -> tuple[Scenario, tuple[str, ...]]:
    """Bring controls and link together, before any control is drawn.

    Returns
    -------
    scenario
        The wish as it stands now.
    unknown
        Parameters of the link that mean nothing here.
    """
    tied = link_controls.Tie(
        _TIE,
        _CONTROLS,
        lambda params: read_link(params, dataset),
        write_link,
        _set_controls,
        _read_controls,
    )
    return tied.open_link(dataset.version, resting=_CONTROLS)


def draw_wish(dataset: Dataset, population: Population) -> None:
    """Draw everything that makes a scenario."""
    say = current().say
    _draw_subject(dataset)
    st.number_input(say("Lokasi baru"), 0, len(dataset.areas.frame), step=1, key=_SITES, on_change=_touched)
    st.selectbox(
        say("Sebuah lokasi melayani"),
        list(_RULE_LABELS),
        format_func=lambda rule: say(_RULE_LABELS[rule]),
        key=_RULE,
        on_change=_touched,
    )
    if st.session_state[_RULE] == _DISTANCE:
        st.number_input(
            say("Jarak antara tepi (meter)"),
            0,
            MAX_METRES,
            step=METRES_STEP,
            key=_METRES,
            on_change=_touched,
        )
    _draw_areas(dataset, say("Wajib masuk"), _LOCKED)
    _draw_areas(dataset, say("Jangan dimasukkan"), _EXCLUDED)
    show("parts/muted.html", text=say("Keduanya dapat juga dipilih dengan mengeklik peta sesudah skenario."))
    missing = len(population.missing) if population.people is None else 0
    st.radio(
        say("Maksimalkan"),
        WEIGHTS,
        format_func=lambda weight: say(WEIGHT_LABELS[weight]),
        key=_WEIGHT,
        on_change=_touched,
        captions=["", "", say("belum ada untuk {missing:f} kelurahan", missing=missing) if missing else ""],
    )
    st.toggle(say("Hitung tingkat kota dan kecamatan"), key=_WIDE, on_change=_touched)
    st.text_input(
        say("Nama skenario"),
        key=_NAME,
        max_chars=NAME_LIMIT,
        placeholder=say("tanpa nama"),
        on_change=_touched,
    )


def turn(kode: str) -> None:
    """Make a kelurahan a must; a must is left out instead, and one that is left out is free again.

    More musts than new sites make as many new sites.
    """
    state = st.session_state
    locked, excluded = list(state[_LOCKED]), list(state[_EXCLUDED])
    if kode in locked:
        locked.remove(kode)
        excluded += [] if kode in excluded else [kode]
    elif kode in excluded:
        excluded.remove(kode)
    else:
        locked.append(kode)
    state[_LOCKED], state[_EXCLUDED] = locked, excluded
    state[_SITES] = max(int(state[_SITES] or 0), len(locked))
    _touched()


def use_better(better: bool) -> None:  # noqa: FBT001  (the argument of a button)
    """Take the better plan, or go back to the one in steps."""
    st.session_state[_BETTER] = better
    _touched()


def _draw_subject(dataset: Dataset) -> None:
    say = current().say
    pillars = dataset.pillars.sort_values("order")["name"]
    programs = dataset.programs["name"].sort_values(key=lambda names: names.str.casefold())
    labels = {
        **{("pillar", key): say("Pilar: {name}", name=name) for key, name in pillars.items()},
        **{("program", key): say("Program: {name}", name=name) for key, name in programs.items()},
    }
    st.selectbox(
        say("Pilar atau program"),
        list(labels),
        format_func=labels.__getitem__,
        key=_SUBJECT,
        on_change=_touched,
    )


def _draw_areas(dataset: Dataset, label: str, key: str) -> None:
    names = dataset.areas.names.sort_values()
    st.multiselect(
        label,
        list(names.index),
        format_func=names.to_dict().__getitem__,
        key=key,
        on_change=_touched,
        placeholder=current().say("Tidak ada"),
    )


def _set_controls(scenario: Scenario) -> None:
    rule = scenario.rule
    st.session_state.update(
        {
            _SUBJECT: (scenario.kind, scenario.subject),
            _SITES: scenario.k,
            _RULE: rule if rule in NAMED_RULES else _DISTANCE,
            _METRES: rule if isinstance(rule, int) else DEFAULT_METRES,
            _LOCKED: list(scenario.locked),
            _EXCLUDED: list(scenario.excluded),
            _WEIGHT: scenario.weight,
            _WIDE: scenario.wide,
            _NAME: scenario.name,
            _RANKED_BY: scenario.weights,
            _BETTER: scenario.better,
        }
    )


def _read_controls() -> Scenario:
    state = st.session_state
    kind, subject = state[_SUBJECT]
    rule = state[_RULE]
    return Scenario(
        kind=kind,
        subject=subject,
        k=int(state[_SITES] or 0),
        rule=int(state[_METRES] or 0) if rule == _DISTANCE else rule,
        locked=tuple(state[_LOCKED]),
        excluded=tuple(state[_EXCLUDED]),
        weight=state[_WEIGHT],
        wide=state[_WIDE],
        name=clean_name(state[_NAME] or ""),
        weights=state[_RANKED_BY],
        better=state[_BETTER],
    )
