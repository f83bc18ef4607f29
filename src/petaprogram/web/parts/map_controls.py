"""The controls that pages share, tied to the link."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from petaprogram.measures.filters import CONDITIONS, Condition, Filters
from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.map_theme import ThemeKind
from petaprogram.measures.map_view import (
    COLOR_BY,
    ONLY_CLASS,
    PILLAR,
    PROGRAM,
    SELECTED,
    WHOLE_VIEW,
    YEARS,
    Choices,
    View,
    read_link,
    write_link,
)
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import literal, show
from petaprogram.web.visit import addresses, link_controls
from petaprogram.web.visit.visit import asked, asked_once, current, rewrite

# The keys of the controls, and of what is remembered between runs.
_KEYS = {parameter: f"c-{parameter}" for parameter in WHOLE_VIEW}
# What the map shows, in three keys of which one decides: a program; else a pillar; else all pillars, counted.
MEASURE, PROGRAM_KEY, PILLAR_KEY = _KEYS[COLOR_BY], _KEYS[PROGRAM], _KEYS[PILLAR]
SELECTED_KEY, YEARS_KEY, CLASS_KEY = _KEYS[SELECTED], _KEYS[YEARS], _KEYS[ONLY_CLASS]
CONDITION_KEYS = {condition.field: _KEYS[condition.parameter] for condition in CONDITIONS}
ALL_PILLARS = "semua"
# The controls that a page may leave out.
_SOMETIMES = (MEASURE, CLASS_KEY, CONDITION_KEYS["pillars"], CONDITION_KEYS["programs"])
_NAME = "c"


def last_link(path: str) -> dict[str, list[str]]:
    """Return what a link to a page takes along from the last view of these controls."""
    names = addresses.ENTRY[path].shares
    return {name: values for name, values in link_controls.last_link(_NAME).items() if name in names}


def touched() -> None:
    """Note that a control changed."""
    link_controls.touch(_NAME)


def select(kode: str | None) -> None:
    """Choose a kelurahan, or none, from a callback."""
    st.session_state[SELECTED_KEY] = kode
    touched()


def open_link(
    dataset: Dataset, choices: Choices, path: str = "peta", own: tuple[str, ...] = ()
) -> tuple[View, tuple[str, ...]]:
    """Bring controls and link of a page that shares them together, before any control is drawn.

    Returns the view and the parameters that mean nothing here; `own` are parameters of the page itself.
    """
    tied = link_controls.Tie(
        _NAME,
        tuple(_KEYS.values()),
        lambda params: read_link(params, choices),
        lambda view: write_link(view, choices),
        lambda view: _set_controls(view, choices),
        lambda: _read_controls(choices),
    )
    names = addresses.ENTRY[path].shares
    # What a page does not draw, or not always.
    resting = {key for name, key in _KEYS.items() if name not in names or key in _SOMETIMES}
    return tied.open_link(dataset.version, resting=resting, names=names, own=own)


def draw_filters(dataset: Dataset, choices: Choices, fields: Collection[str] | None = None) -> None:
    """Draw the conditions on records: those of some fields of `Filters`, or all."""
    for condition in CONDITIONS:
        if fields is not None and condition.field not in fields:
            continue
        if condition.field == "pillars":
            _draw_pillars(dataset, choices, condition)
        else:
            _draw_condition(dataset, choices, condition)
    low, high = choices.years
    if low < high:
        st.slider(current().say("Tahun mulai"), low, high, key=YEARS_KEY, on_change=touched)


def pillar_labels(dataset: Dataset) -> dict[str, str]:
    """Write the label of each pillar: its letter and its name."""
    return {
        str(pillar): f"{literal(row['letter'])} {literal(row['name'])}"
        for pillar, row in dataset.pillars.iterrows()
    }


def colour_pillars(dataset: Dataset, choices: Choices, key: str, skip: int = 0) -> None:
    """Give the buttons of a control the colours of the pillars; `skip` of them come before."""
    colors = dataset.pillars["color"].to_dict()
    show("parts/pillar_style.html", key=key, colors=[colors[pillar] for pillar in choices.pillars], skip=skip)


def draw_count(passing: int, total: int, years: tuple[int, int]) -> None:
    """Say how many records pass, and offer to drop all conditions."""
    with st.container(horizontal=True, vertical_alignment="center"):
        say = current().say
        st.markdown(say("{some:f} dari {total:f} data", some=passing, total=total))
        st.button(say("Ulang"), key="ulang", on_click=reset, args=(years,), disabled=passing == total)


def draw_selected(dataset: Dataset, choices: Choices) -> None:
    """Draw the choice of a kelurahan, for those who do not use the map."""
    st.selectbox(
        current().say("Kelurahan"),
        choices.areas,
        index=None,
        placeholder=current().say("Pilih kelurahan"),
        format_func=dataset.areas.name_of,
        key=SELECTED_KEY,
        on_change=touched,
    )


def follow_link(name: str, known: Collection[str], default: str | None) -> tuple[str, Callable[[], None]]:
    """Tie a control of one choice to a parameter of the link.

    The link decides at every run, since it may have changed by itself.

    Parameters
    ----------
    name
        The parameter.
    known
        The values that may be chosen; another one is left out.
    default
        The value that a link without the parameter means.

    Returns
    -------
    key, changed
        The key for the control, and what to call when a visitor changed it.
    """
    key = f"c-{name}"
    st.session_state[key] = LinkReader(asked_once()).one(name, known) or default

    def changed() -> None:
        value = st.session_state[key]
        if value in {None, default}:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value

    return key, changed


def draw_views(views: Mapping[str, str]) -> str:
    """Draw the choice between views of a page, by their words, and return the name of the one chosen.

    The first is what a link without the parameter opens.
    """
    default = next(iter(views))
    key, changed = follow_link("lihat", views, default)
    st.segmented_control(
        current().say("Lihat"), list(views), format_func=views.__getitem__, key=key, on_change=changed
    )
    # A second click on the chosen one takes the choice away, for this run.
    return st.session_state[key] or default


def text_of_link(name: str, label: str, placeholder: str) -> str:
    """Draw a search field whose text is a parameter of the link, and return it."""
    key, written = f"c-{name}", f"c-{name}-link"
    here = LinkReader(asked_once()).parsed(name, str) or ""
    if key not in st.session_state or st.session_state.get(written) != here:
        # The link changed by itself: a first visit, or the browser's back button.
        st.session_state[key] = st.session_state[written] = here

    def changed() -> None:
        text = st.session_state[written] = st.session_state[key]
        if text:
            st.query_params[name] = text
        else:
            st.query_params.pop(name, None)

    return st.text_input(
        label,
        key=key,
        type="search",
        live=True,
        autocomplete="off",
        placeholder=placeholder,
        on_change=changed,
    )


def _draw_pillars(dataset: Dataset, choices: Choices, condition: Condition) -> None:
    key, labels = CONDITION_KEYS[condition.field], pillar_labels(dataset)
    colour_pillars(dataset, choices, key)
    st.pills(
        current().say(condition.label),
        choices.pillars,
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        on_change=touched,
    )


def _draw_condition(dataset: Dataset, choices: Choices, condition: Condition) -> None:
    st.multiselect(
        current().say(condition.label),
        choices.options[condition.field],
        format_func=condition.names(dataset, current()).__getitem__,
        key=CONDITION_KEYS[condition.field],
        on_change=touched,
        placeholder=current().say("Semua"),
    )


def drop_class() -> None:
    """Show all classes again, after a change of what the map shows, or where it has no such class."""
    st.session_state[CLASS_KEY] = None
    rewrite({name: values for name, values in asked().items() if name != ONLY_CLASS})


def reset(years: tuple[int, int]) -> None:
    """Drop all conditions, from a callback."""
    for key in CONDITION_KEYS.values():
        st.session_state[key] = []
    st.session_state[YEARS_KEY] = years
    st.session_state[CLASS_KEY] = None
    touched()


def _set_controls(view: View, choices: Choices) -> None:
    measured = view.subject is None
    st.session_state.update(
        {
            MEASURE: view.kind if measured else choices.first.kind,
            PROGRAM_KEY: view.subject if view.kind == "program" else None,
            PILLAR_KEY: ALL_PILLARS if measured else view.subject if view.kind == "pillar" else None,
            SELECTED_KEY: view.selected,
            **{CONDITION_KEYS[one.field]: list(view.filters.wanted(one)) for one in CONDITIONS},
            YEARS_KEY: view.filters.years or choices.years,
            CLASS_KEY: view.only_class,
        }
    )


def _read_controls(choices: Choices) -> View:
    state = st.session_state
    kind: ThemeKind
    if subject := state[PROGRAM_KEY]:
        kind = "program"
    elif state[PILLAR_KEY] in choices.pillars:
        kind, subject = "pillar", state[PILLAR_KEY]
    else:
        kind = state[MEASURE]
    years = tuple(state[YEARS_KEY])
    return View(
        kind=kind,
        subject=subject,
        filters=Filters(
            **{field: tuple(state[key]) for field, key in CONDITION_KEYS.items()},
            years=None if years == choices.years else years,
        ),
        selected=state[SELECTED_KEY],
        only_class=state[CLASS_KEY],
    )
