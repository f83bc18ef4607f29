"""Addresses as people type, copy and mail them: which view is meant, or that there is none.

Streamlit knows its pages by their exact address alone. Any other shows its own front page, in English and
without our style, or stays white.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from petaprogram.exports.html_templates import make_environment, words_of
from petaprogram.messages.language import SOURCE, Language, language_of
from petaprogram.web.server.style_sheet import style_link
from petaprogram.web.visit.addresses import ENTRIES, PARAMETERS, Entry
from petaprogram.web.visit.visit import LANGUAGE

# What follows an address in a sentence or in a message.
_TRAILING = re.compile(r"[\s.,;:!?)\]}>'\"\u2019\u201d/]+$")
# What the server has besides pages.
_FOLDERS = ("_stcore", "static", "component", "media", "assets", "app", "penyaji", "siap")
_FILE = re.compile(r"\.(png|ico|svg|js|css|map|json|txt|xml|html|woff2|webmanifest)$")
_KODE = re.compile(r"[0-9]{2}\.?[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{4})?)?")

_TEMPLATES = make_environment(Path(__file__).parents[1] / "templates")
_FRONT = ENTRIES[0].path
_PATHS = {entry.path for entry in ENTRIES}


def find_meant(path: str, query: str) -> str | None:
    """Find the address of the view that is meant.

    Parameters
    ----------
    path, query
        As the browser asked: the path from its slash on, the query without its question mark.

    Returns
    -------
    str
        The exact address, from the root of the site; the same for an exact one. None where no page is meant.
    """
    page, _, rest = _TRAILING.sub("", unquote(path)).strip("/ ").lower().partition("/")
    parameters = _read_query(query)
    page = _TRAILING.sub("", page)
    if page == "profil" and _KODE.fullmatch(rest):
        parameters, rest = {"kode": [_dotted(rest)]} | parameters, ""
    if rest or (page and page not in _PATHS):
        return None
    text = urlencode(parameters, doseq=True)
    return f"/{'' if page == _FRONT else page}{'?' if text else ''}{text}"


def _read_query(query: str) -> dict[str, list[str]]:
    """Read the parameters, also of a link that was escaped once too often or copied from HTML."""
    if "=" not in query and "%3d" in query.lower():
        query = unquote(query)
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True):
        known = name.strip().lower().removeprefix("amp;")
        found.setdefault(known if known in PARAMETERS else name, []).append(value)
    return found


def _dotted(kode: str) -> str:
    digits = kode.replace(".", "")
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))


class AddressMiddleware:
    """Leads a visitor from an address that is nearly right to the right one, and says where there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what is no page passes untouched."""
        if scope["type"] != "http" or not _asks_for_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        meant = find_meant(path, query)
        if meant is None:
            answer: Response = await run_in_threadpool(_say_not_found, path, query)
        elif _parts(meant) == _parts(f"{path}?{query}"):
            await self.app(scope, receive, send)
            return
        else:
            answer = RedirectResponse(_relative(path, meant))
        await answer(scope, receive, send)


def _asks_for_page(path: str) -> bool:
    first = path.strip("/").partition("/")[0]
    return first not in _FOLDERS and "/_stcore/" not in path and not _FILE.search(path)


def _parts(address: str) -> tuple[str, Mapping[str, list[str]]]:
    """Take an address apart, to compare what it means and not how it is escaped."""
    path, _, query = address.partition("?")
    return path, parse_qs(query, keep_blank_values=True)


def _up(path: str) -> str:
    """Write the way from a path to the root of the site, which may lie below that of the host."""
    return "../" * (path.count("/") - 1) or "./"


def _relative(path: str, meant: str) -> str:
    return _up(path) + meant.removeprefix("/")


def _say_not_found(path: str, query: str) -> Response:
    language, up = language_of(_read_query(query).get(LANGUAGE, [SOURCE])[-1]), _up(path)
    page = _TEMPLATES.get_template("frame/not_found.html").render(
        **words_of(language),
        code=language.code,
        style=up + style_link().removeprefix("./"),
        pages=[
            {"title": entry.title, "address": _relative(path, _address_of(entry, language))}
            for entry in ENTRIES
        ],
    )
    return HTMLResponse(page, status_code=404)


def _address_of(entry: Entry, language: Language) -> str:
    query = "" if language.code == SOURCE else f"?{LANGUAGE}={language.code}"
    return f"/{'' if entry.path == _FRONT else entry.path}{query}"
