"""The filters of the map: chosen behind one button, and each to be seen and removed as a chip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import streamlit as st

from petaprogram.measures.filters import CONDITIONS
from petaprogram.measures.map_theme import ThemeKind
from petaprogram.measures.map_view import Choices, View
from petaprogram.messages.language import message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import literal
from petaprogram.web.parts.map_controls import CLASS_KEY, CONDITION_KEYS, MEASURE, YEARS_KEY
from petaprogram.web.visit.visit import current

# What the map says of all pillars together.
_MEASURES: Mapping[ThemeKind, str] = {
    "pillars": message("Jumlah pilar yang ada datanya"),
    "programs": message("Jumlah program"),
    "evidence": message("Kepastian data"),
}
# The others are chosen by what the map shows.
_FIELDS = ("statuses", "partners", "kecamatan")


def draw_filters(dataset: Dataset, choices: Choices, view: View) -> None:
    """Draw the button behind which the filters are, and how to colour the map of all pillars."""
    say = current().say
    with st.popover(say("Filter"), key="saringan"):
        if view.subject is None:
            st.radio(
                say("Warnai menurut"),
                list(_MEASURES),
                format_func=lambda kind: say(_MEASURES[kind]),
                key=MEASURE,
                on_change=_measure_chosen,
            )
        map_controls.draw_filters(dataset, choices, _FIELDS)


def draw_chips(dataset: Dataset, choices: Choices, view: View, class_label: str | None) -> None:
    """Show each condition with a button that removes it, where there are any.

    `class_label` is what the legend calls the class to which the map is narrowed down.
    """
    say = current().say
    chips = list(_chips(dataset, choices, view, class_label))
    if not chips:
        return
    with st.container(key="keping", horizontal=True, gap="xsmall", vertical_alignment="center"):
        for key, label, remove in chips:
            st.button(
                f"{literal(label)} \u00d7",
                key=f"keping-{key}",
                on_click=_removed,
                args=(remove,),
                help=say("Hapus filter ini"),
            )
        if len(chips) > 1:
            st.button(
                say("Hapus semua filter"),
                key="ulang",
                type="tertiary",
                on_click=map_controls.reset,
                args=(choices.years,),
            )


def _chips(
    dataset: Dataset, choices: Choices, view: View, class_label: str | None
) -> Iterator[tuple[str, str, Callable[[], None]]]:
    language, state = current(), st.session_state

    def without(key: str, value: str) -> Callable[[], None]:
        return lambda: state.update({key: [one for one in state[key] if one != value]})

    for condition in CONDITIONS:
        if not (wanted := view.filters.wanted(condition)):
            continue
        names, key = condition.names(dataset, language), CONDITION_KEYS[condition.field]
        for place, value in enumerate(wanted):
            label = f"{language.say(condition.word)}: {names[value]}"
            yield f"{condition.field}-{place}", label, without(key, value)
    if view.filters.years:
        first, last = view.filters.years
        label = language.say("tahun mulai {first} sampai {last}", first=first, last=last)
        yield "tahun", label, lambda: state.update({YEARS_KEY: choices.years})
    if class_label:
        label = language.say("hanya: {name}", name=class_label)
        yield "kelas", label, lambda: state.update({CLASS_KEY: None})


def _removed(remove: Callable[[], None]) -> None:
    remove()
    map_controls.touched()


def _measure_chosen() -> None:
    st.session_state[CLASS_KEY] = None
    map_controls.touched()
