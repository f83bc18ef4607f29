"""Year by year on the page: a map of what had begun, steps from year to year, and playing them.

Playing is a fragment that runs again by itself. It ends at the last year and with any other step; who asked
the browser for less motion has no button for it (the style sheet of the page).
"""

from __future__ import annotations

import time

import streamlit as st

from petaprogram.changes.link import YEAR, ChangesView
from petaprogram.exports.table_formats import YEARS_PDF
from petaprogram.maps.year_classes import classify_year
from petaprogram.measures.by_year import in_place, years_of
from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.year_words import say_known, say_year
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import count_classes, show, show_legend
from petaprogram.web.parts.downloads import offer
from petaprogram.web.parts.map_component import draw_map
from petaprogram.web.parts.map_controls import follow_link
from petaprogram.web.visit.visit import asked_once, current

# So long a year stands while they play, in seconds.
PACE = 2.0
# The key of the session state for when the playing year began to stand; missing where nothing plays.
_PLAYING = "tahun-putar"


def show_years(dataset: Dataset, view: ChangesView) -> None:
    """Show the map of one year, with its steps, of all pillars or of the one that the link opens."""
    playing = _PLAYING in st.session_state
    st.fragment(_draw, run_every=PACE if playing else None)(dataset, view.pillar)
    offer(dataset, YEARS_PDF, view.pillar)


def _draw(dataset: Dataset, pillar: str | None) -> None:
    language = current()
    say, years = language.say, years_of(dataset)
    options = [str(year) for year in years]
    _advance(options)
    key, changed = follow_link(YEAR, options, options[-1])
    chosen = st.session_state[key]
    place = options.index(chosen)
    state = in_place(dataset, int(chosen), pillar)
    classified = classify_year(state.frame["begun"], state.frame["bound"])
    show(
        "perubahan/year.html",
        year=chosen,
        head=say_year(dataset, state, language),
        remarks=say_known(state, language),
        playing=_PLAYING in st.session_state,
    )

    def moved() -> None:
        st.session_state.pop(_PLAYING, None)
        changed()

    def step(by: int) -> None:
        st.session_state[key] = options[place + by]
        moved()

    if len(options) > 1:
        st.select_slider(say("Tahun"), options, key=key, on_change=moved)
    with st.container(key="t-langkah"):
        st.button(say("Tahun sebelumnya"), key="t-mundur", on_click=step, args=(-1,), disabled=not place)
        st.button(
            say("Tahun berikutnya"),
            key="t-maju",
            on_click=step,
            args=(1,),
            disabled=place == len(options) - 1,
        )
        _draw_play(options, at_end=place == len(options) - 1)
    show("parts/map_heading.html", text=count_classes(classified))
    with st.container(key="t-peta"):
        draw_map(dataset.areas, classified, key="perubahan-tahun")
    show_legend(classified)


def _draw_play(options: list[str], *, at_end: bool) -> None:
    """Draw the button that plays the years, from the first one where the last is shown, or stops them."""
    say = current().say
    playing = _PLAYING in st.session_state
    if st.button(say("Berhenti") if playing else say("Putar"), key="t-putar", disabled=len(options) < 2):  # noqa: PLR2004
        if playing:
            del st.session_state[_PLAYING]
        else:
            st.session_state[_PLAYING] = time.monotonic()
            if at_end:
                st.query_params[YEAR] = options[0]
        # How often a fragment runs is settled where it is called.
        st.rerun()


def _advance(options: list[str]) -> None:
    """Go on to the next year where one has stood long enough; behind the last one nothing plays."""
    since = st.session_state.get(_PLAYING)
    if since is None or time.monotonic() - since < 0.9 * PACE:
        return
    place = min(options.index(_shown(options)) + 1, len(options) - 1)
    if place == len(options) - 1:
        st.query_params.pop(YEAR, None)
        del st.session_state[_PLAYING]
        st.rerun()
    st.query_params[YEAR] = options[place]
    st.session_state[_PLAYING] = time.monotonic()


def _shown(options: list[str]) -> str:
    return LinkReader(asked_once()).one(YEAR, options) or options[-1]
