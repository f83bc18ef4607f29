"""One style sheet, at an address that changes with it, asked for by the first page."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette

from petaprogram.messages.language import LANGUAGES
from petaprogram.web.server.first_page import first_page
from petaprogram.web.server.routes import make_routes
from petaprogram.web.server.style_sheet import ADDRESS, style_link, style_sheet
from tests.support.asgi import ask


def test_what_is_shared_comes_before_what_adds_to_it():
    firsts = [style_sheet().index(text) for text in (":root {", ".st-key-bingkai {", ".st-key-tata {")]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_the_first_page_asks_for_it_once_and_for_no_other_of_ours(language):
    page = first_page(language)
    assert page.count("/assets/app/style") == page.count(f'href="{style_link()}"') == 1


def test_it_arrives_packed_and_stays_with_the_browser():
    status, headers, body = ask(Starlette(routes=make_routes()), ADDRESS, accept="gzip")
    assert (status, headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert gzip.decompress(body).decode() == style_sheet()
    assert "immutable" in headers["cache-control"]
