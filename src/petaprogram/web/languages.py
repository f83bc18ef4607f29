"""The language of a visit: a part of the link."""

from __future__ import annotations

import streamlit as st

from petaprogram.language import SOURCE, Language, language_of

# The parameter of a link; the source language has none.
LANGUAGE = "bahasa"


def current() -> Language:
    """Return the language that the link of this visit asks for."""
    return language_of(st.query_params.get(LANGUAGE))


def parameter(language: Language) -> dict[str, list[str]]:
    """Write the parameter of a link for a language."""
    return {} if language.code == SOURCE else {LANGUAGE: [language.code]}
