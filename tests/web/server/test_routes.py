"""What a visitor and a developer see when a page breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.web.server import routes


def broken_page() -> None:
    from petaprogram.web.server.routes import show_error  # noqa: PLC0415  the script runs by itself

    show_error(ValueError("secret path"))


def test_a_visitor_reads_a_plain_sentence_and_no_detail():
    page = AppTest.from_function(broken_page).run()
    assert [one.value for one in page.error] == ["Terjadi kesalahan. Rinciannya ada di catatan server."]
    assert list(page.exception) == []


def test_a_developer_sees_what_broke(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "SETTINGS", replace(routes.SETTINGS, debug=True))
    page = AppTest.from_function(broken_page).run()
    assert [one.value for one in page.exception] == ["secret path"]
    assert list(page.error) == []
