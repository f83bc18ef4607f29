"""The pages of the site, and links between them. A link keeps language and snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from petaprogram.changes.history_link import PARAMETERS as HISTORY_PARAMETERS
from petaprogram.changes.link import PARAMETERS as CHANGE_PARAMETERS
from petaprogram.gaps.link import PARAMETERS as GAP_PARAMETERS
from petaprogram.measures.map_view import FILTERS, WHOLE_VIEW
from petaprogram.messages.language import SOURCE, Language, find_language, message
from petaprogram.scenario.link import PARAMETERS as SCENARIO_PARAMETERS
from petaprogram.settings import ROOT
from petaprogram.web.visit.visit import LANGUAGE, SNAPSHOT, asked, current, kept

Params = Mapping[str, str | Sequence[str]]
# Parameters of the map's page that are no part of its view: what part of the city its frame shows, whether
# it stands alone in a page of another site.
EXTENT, EMBEDDED = "pandangan", "sematan"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the site.

    Parameters
    ----------
    path
        Its address, which is also the name of its file in `pages/` and of its folders.
    title
        A message.
    frameless
        Whether it stands without menu, search and foot.
    shares
        Which parameters of the map's view stand in its link; a page that has some shares the controls of the
        map, and what it does not show is kept for the next one.
    own
        The other parameters that its link may hold.
    with_store
        Whether the menu has it only where a store keeps the history of the tables.
    for_editors
        Whether the menu has it only for those who may change the data.
    """

    path: str
    title: str
    frameless: bool = False
    shares: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    with_store: bool = False
    for_editors: bool = False


# In the order of the menu; the first is the front page.
ENTRIES = (
    Entry("peta", message("Peta"), shares=WHOLE_VIEW, own=("langkah", "untuk", EXTENT, EMBEDDED)),
    Entry("profil", message("Profil"), own=("kode",)),
    Entry("program", message("Program"), shares=FILTERS, own=("program", "lihat", "cari", "urut")),
    Entry("mitra", message("Mitra"), own=("mitra", "jenis", "kecamatan")),
    Entry("kesenjangan", message("Kesenjangan"), own=GAP_PARAMETERS),
    Entry("skenario", message("Skenario"), own=SCENARIO_PARAMETERS),
    Entry("perubahan", message("Perubahan"), own=CHANGE_PARAMETERS),
    Entry("riwayat", message("Riwayat"), own=HISTORY_PARAMETERS, with_store=True),
    Entry("unggah", message("Unggah"), own=("perubahan", "usulan"), for_editors=True),
    Entry("paparan", message("Paparan"), frameless=True, own=("langkah", "untuk")),
    Entry("tentang", message("Tentang data")),
)
ENTRY = {entry.path: entry for entry in ENTRIES}

# Every parameter that a link of the site may hold.
PARAMETERS = {LANGUAGE, SNAPSHOT}.union(*((*entry.shares, *entry.own) for entry in ENTRIES))
# What others append to links, to follow who opens them.
_FOLLOWING = re.compile(r"(utm_.*|fbclid|gclid|igshid|mc_[a-z]+|si|ref|_ga|_gl)")


def make_pages() -> dict[str, st.Page]:
    """Make the pages for `st.navigation`, by path; one run each, because a page notes that it was run."""
    return {entry.path: copy(_page(entry, current())) for entry in ENTRIES}


def open_page(path: str, params: Params) -> NoReturn:
    """Go to a page of the site from the script, as a link would."""
    st.switch_page(_page(ENTRY[path], current()), query_params={**params, **kept()})


def link(label: str, path: str, **params: str | Sequence[str]) -> None:
    """Put a link to a page of the site on the page; it opens without loading everything anew."""
    st.page_link(_page(ENTRY[path], current()), label=label, query_params={**params, **kept()})


def address(path: str, params: Params | None = None) -> str:
    """Write a link to a page of the site, for templates: relative, so that it works below any host."""
    return _relative(path, {**(params or {}), **kept()})


def today(path: str) -> str:
    """Write the link of the view that is open for the data of today, out of a snapshot."""
    kept_there = {name: values for name, values in kept().items() if name != SNAPSHOT}
    return _relative(path, {**asked(), **kept_there})


def in_snapshot(path: str, slug: str, params: Params | None = None) -> str:
    """Write a link to a page of the site in a snapshot, or in a version of the store."""
    return _relative(path, {**(params or {}), **kept(), SNAPSHOT: slug})


def in_language(path: str, language: Language) -> str:
    """Write the link of the view that is open, in another language."""
    return _relative(path, {**asked(), **kept(language)})


def unknown_names() -> list[str]:
    """Name the parameters of the link that no page of the site has, and a language that it does not speak."""
    names = [f"{name}=" for name in asked() if name not in PARAMETERS and not _FOLLOWING.fullmatch(name)]
    code = st.query_params.get(LANGUAGE, SOURCE)
    return names if find_language(code) else [*names, f"{LANGUAGE}={code}"]


def here(reached: str | None = None) -> str:
    """Write the whole address of the view that is open, to be copied.

    `reached` is where others reach the app; without it they do as this visitor did.
    """
    query = urlencode({**asked(), **kept()}, doseq=True, safe=",")
    url = st.context.url or ""
    page = url.rpartition("/")[2]
    on_front_page = page not in {entry.path for entry in ENTRIES[1:]}
    if reached:
        url = reached if on_front_page else f"{reached}/{page}"
    return f"{url}{'/' if on_front_page else ''}{'?' if query else ''}{query}"


# Streamlit looks on the disk for the file of each page that is made.
@cache
def _page(entry: Entry, language: Language) -> st.Page:
    return st.Page(
        ROOT / "pages" / f"{entry.path}.py",
        title=language.say(entry.title),
        url_path=entry.path,
        default=entry is ENTRIES[0],
    )


def _relative(path: str, params: Params) -> str:
    query = urlencode(params, doseq=True)
    at = "./" if path == ENTRIES[0].path else f"./{path}"
    return f"{at}?{query}" if query else at
