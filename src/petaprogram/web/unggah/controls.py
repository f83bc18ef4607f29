"""Controls that show an answer of the recipe and give a new one. What they say may come from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from petaprogram.web.parts.components import literal
from petaprogram.web.visit.visit import current

Tell = Callable[[str], None]


def choose(key: str, label: str, options: Mapping[str, str], chosen: str | None, tell: Tell) -> None:
    """Draw a list of few or many; `chosen` None: nothing is chosen yet."""
    st.session_state[key] = chosen if chosen in options else None
    st.selectbox(
        literal(label),
        list(options),
        format_func=lambda one: options[one],
        placeholder=current().say("Pilih satu"),
        key=key,
        on_change=_on_change(key, tell),
    )


def decide(key: str, label: str, options: Mapping[str, str], chosen: str | None, tell: Tell) -> None:
    """Draw a question of which every answer is in sight; `chosen` None: not answered yet."""
    st.session_state[key] = chosen if chosen in options else None
    st.radio(
        literal(label),
        list(options),
        format_func=lambda one: literal(options[one]),
        key=key,
        on_change=_on_change(key, tell),
    )


def write(key: str, label: str, text: str, tell: Tell, *, hint: str = "") -> None:
    """Draw a line to write into."""
    st.session_state[key] = text
    st.text_input(
        literal(label), key=key, placeholder=hint, autocomplete="off", on_change=_on_change(key, tell)
    )


def _on_change(key: str, tell: Tell) -> Callable[[], None]:
    def told() -> None:
        # Nothing chosen is no answer.
        value = st.session_state[key]
        tell("" if value is None else str(value).strip())

    return told
