"""Streamlit's own page as this server sends it: in a language, with our style and what a view needs first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from petaprogram.messages.language import Language
from petaprogram.web.server.streamlit_words import words_in
from petaprogram.web.server.style_sheet import style_link

# What Streamlit sends.
STREAMLIT = Path(st.__file__).parent / "static"

_MODULES = STREAMLIT / "static" / "js"
# What draws the map and the text before it. Streamlit asks for it once the server has sent something to draw.
_EARLY = ("Html", "ComponentInstance")
_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([^"'`]+)""")


@cache
def first_page(language: Language) -> str:
    """Write the page, once for each language.

    Raises
    ------
    RuntimeError
        If Streamlit's page or its modules are not as expected.
    """
    page = (STREAMLIT / "index.html").read_text("utf-8")
    # The style sheet is here because the page would jump if it came later.
    early = [f'<link rel="stylesheet" href="{style_link()}">']
    early += [
        f'<link rel="modulepreload" crossorigin href="./static/js/{module}">'
        for module in _early_modules()
        if module not in page
    ]
    words = f'<meta name="streamlit-words" content="{escape(words_in(language))}">'
    # The first one must come before Streamlit.
    scripts = '<script src="./assets/app/base.js"></script>' + "".join(
        f'<script defer src="./assets/app/{name}.js"></script>'
        for name in ("sharing", "search", "presentation_keys", "presenting")
    )
    for old, new in (
        ('<html lang="en">', f'<html lang="{language.code}">'),
        ("<title>Streamlit</title>", "<title>PetaProgram</title>"),
        (
            "<head>",
            f"<head>{words}{scripts}",
        ),
        ("</head>", f"{''.join(early)}</head>"),
    ):
        if page.count(old) != 1:
            raise RuntimeError(f"Streamlit's page has changed: {old} stands in it {page.count(old)} times")
        page = page.replace(old, new)
    return page


def _early_modules() -> Iterator[str]:
    """List the files of `_EARLY` and all that they import."""
    found, wanted = set[str](), [_module(name) for name in _EARLY]
    while wanted:
        module = wanted.pop()
        if module not in found:
            found.add(module)
            yield module
            wanted += _IMPORT.findall((_MODULES / module).read_text("utf-8"))


def _module(name: str) -> str:
    files = [path.name for path in _MODULES.glob(f"{name}.*.js")]
    if len(files) != 1:
        raise RuntimeError(f"Streamlit's modules have changed: {len(files)} are called {name}")
    return files[0]
