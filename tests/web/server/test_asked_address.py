"""Addresses that are nearly right lead to the view that is meant; others to a page that says so."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.web.server.asked_address import AddressMiddleware, find_meant
from petaprogram.web.visit.addresses import ENTRIES, PARAMETERS
from tests.support.asgi import ask
from tests.web.test_mailed_links import GAPS, MAP, PAGES, SCENARIOS


@pytest.mark.parametrize(
    ("path", "query", "meant"),
    [
        ("/", "", "/"),
        ("/peta", "program=kampung-iva&bahasa=en", "/?program=kampung-iva&bahasa=en"),
        ("/Profil", "kode=35.71.02.1016", "/profil?kode=35.71.02.1016"),
        ("/PETA", "", "/"),
        ("/tentang.", "", "/tentang"),
        ("/profil)", "", "/profil"),
        ("/profil%20", "kode=35.71", "/profil?kode=35.71"),
        ("/profil/", "", "/profil"),
        ("/%70rofil", "", "/profil"),
        ("/profil/35.71.02.1016", "", "/profil?kode=35.71.02.1016"),
        ("/profil/3571021016", "bahasa=en", "/profil?kode=35.71.02.1016&bahasa=en"),
        ("/", "warnai=pilar&amp;tampil=living", "/?warnai=pilar&tampil=living"),
        ("/", "amp;tampil=living", "/?tampil=living"),
        ("/", "Warnai=pilar&TAMPIL=living", "/?warnai=pilar&tampil=living"),
        ("/", "warnai%3Dpilar%26tampil%3Dliving", "/?warnai=pilar&tampil=living"),
        ("/mitra", "mitra=Bank+Indonesia", "/mitra?mitra=Bank+Indonesia"),
        ("/", "Sesuatu=1", "/?Sesuatu=1"),
        ("/nowhere", "", None),
        ("/profil/somewhere/else", "", None),
        ("/tentang/35.71", "", None),
    ],
)
def test_what_people_type_and_copy_leads_to_the_view_that_is_meant(path, query, meant):
    assert find_meant(path, query) == meant


MAILED = [
    *(("/", query) for query, *_ in MAP),
    *(("/kesenjangan", query) for query, *_ in GAPS),
    *(("/skenario", query) for query, *_ in SCENARIOS),
    *((f"/{path}", query) for path, query, _ in PAGES),
]


@pytest.mark.parametrize(("path", "query"), MAILED)
def test_a_mailed_link_is_exact_and_each_of_its_names_is_known(path, query):
    meant = find_meant(path, query)
    assert meant is not None
    assert (parse_qs(meant.partition("?")[2]), meant.partition("?")[0]) == (parse_qs(query), path)
    assert parse_qs(query).keys() <= PARAMETERS


@given(
    st.sampled_from([*(entry.path for entry in ENTRIES), "nowhere", "profil/35.71", ""]),
    st.text(max_size=5),
    st.text(max_size=30),
)
def test_what_was_found_leads_to_itself(path, after, query):
    meant = find_meant(f"/{path}{quote(after)}", quote(query, safe="=&%;"))
    if meant is not None:
        there, _, rest = meant.partition("?")
        assert find_meant(there, rest) == meant


async def behind(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


APP = AddressMiddleware(behind)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/profil?kode=35.71", "/_stcore/health", "/profil/_stcore/host-config", "/static/js/x.js"),
        *("/component/streamlit_folium.st_folium/index.html", "/assets/map/x.js", "/media/x.pdf"),
        *("/favicon.png", "/?mitra=PT+A%2C+B"),
    ],
)
def test_what_is_exact_or_no_page_passes(path):
    assert ask(APP, path)[2] == b"behind"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/Profil?kode=35.71", "./profil?kode=35.71"),
        ("/peta?program=kampung-iva&bahasa=en", "./?program=kampung-iva&bahasa=en"),
        ("/profil/35.71.02.1016", "../profil?kode=35.71.02.1016"),
        ("/?Warnai=pilar", "./?warnai=pilar"),
    ],
)
def test_what_is_nearly_right_is_led_there_also_below_the_root_of_a_host(path, location):
    status, headers, _ = ask(APP, path)
    assert (status, headers["location"]) == (307, location)


@pytest.mark.parametrize(
    ("path", "title", "front", "style"),
    [
        ("/nowhere", "Halaman tidak ditemukan", "./", "./assets/app/style.css"),
        ("/nowhere?bahasa=EN-us", "Page not found", "./?bahasa=en", "./assets/app/style.css"),
        ("/a/b/c", "Halaman tidak ditemukan", "../../", "../../assets/app/style.css"),
    ],
)
def test_where_there_is_no_page_that_is_said_with_a_way_to_each(path, title, front, style):
    status, _, body = ask(APP, path)
    page = body.decode()
    assert status == 404
    assert f"<h1>{title}</h1>" in page
    assert f'<a href="{front}">' in page
    assert f'<link rel="stylesheet" href="{style}' in page
    assert page.count("<li>") == len(ENTRIES)
