"""The way to whoever keeps the data, and the glossary: on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.web.parts import report
from petaprogram.web.visit.addresses import ENTRIES
from tests.support.pages import checked, html, open_page
from tests.support.real import real_dataset

Keep = Callable[..., None]
FRAMED = [entry.path for entry in ENTRIES if not entry.frameless]


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keep:
    """Give the published data somebody who keeps them."""

    def keep(**who: str) -> None:
        real = report.show_report

        def show(dataset, **asked):
            real(replace(dataset, site=replace(dataset.site, **who)), **asked)

        monkeypatch.setattr("petaprogram.web.frame.page_frame.show_report", show)

    return keep


def report_link(page: AppTest) -> str:
    (button,) = [one.proto for one in page.get("link_button") if "Laporkan" in one.proto.label]
    return str(button.url)


@pytest.mark.parametrize("path", FRAMED)
def test_every_page_leads_to_the_form_and_to_the_glossary(path: str) -> None:
    page = open_page(path)
    labels = [one.proto.label for one in page.get("download_button")]
    assert "Ada yang kurang atau keliru? Laporkan" in labels
    checked(page.button(key="kamus").click().run())
    assert "belum ada data" in html(page)


def test_whatsapp_opens_with_what_the_page_shows(keeper: Keep) -> None:
    keeper(keeper_whatsapp="6281234567890", keeper_email="data@kota.go.id")
    link = urlsplit(report_link(open_page(kode="35.71.02.1016", program="kampung-senyum")))
    assert (link.scheme, link.netloc, link.path) == ("https", "wa.me", "/6281234567890")
    (text,) = parse_qs(link.query)["text"]
    assert "Wilayah: Pocanan (35.71.02.1016)\nProgram: Kampung Senyum\nTampilan: " in text


def test_an_e_mail_is_written_where_there_is_no_whatsapp(keeper: Keep) -> None:
    keeper(keeper_email="data@kota.go.id")
    link = urlsplit(report_link(open_page("profil", kode="35.71.02")))
    assert (link.scheme, link.path) == ("mailto", "data@kota.go.id")
    assert "Wilayah: Kota (35.71.02)" in parse_qs(link.query)["body"][0]


def test_what_the_link_names_in_vain_is_not_reported_on(keeper: Keep) -> None:
    keeper(keeper_whatsapp="6281234567890")
    (text,) = parse_qs(urlsplit(report_link(open_page(kode="99.99", program="hantu"))).query)["text"]
    assert "Wilayah" not in text
    assert "Program" not in text


def test_the_sample_of_kota_kediri_names_nobody() -> None:
    assert (real_dataset().site.keeper_whatsapp, real_dataset().site.keeper_email) == (None, None)
