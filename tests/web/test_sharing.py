"""Bagikan and Unduh stand on every page; the map stands alone where the link asks for it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from petaprogram.exports.formats import ATLAS, DATA, OFFLINE, SLIDES, SUMMARY
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.web.parts.downloads import FILES
from petaprogram.web.visit.addresses import ENTRIES
from tests.support.pages import html, open_page, said

CITY_FILES = (ATLAS, SUMMARY, OFFLINE, SLIDES, DATA)
VISITS = [
    *((entry.path, {}) for entry in ENTRIES if not entry.frameless),
    ("program", {"program": "kampung-senyum"}),
    *(("kesenjangan", {"lihat": view}) for view in ("peringkat", "kesetaraan", "tumpang-tindih", "kerangka")),
]
POCANAN = "35.71.02.1016"


@pytest.mark.parametrize(("path", "link"), VISITS, ids=str)
def test_every_page_can_be_shared_and_offers_all_files_of_the_city(path: str, link: dict[str, str]) -> None:
    page = open_page(path, **link)
    markup = html(page)
    assert markup.count('class="sharing"') == 1
    assert '<a class="share-whatsapp" href="https://wa.me/?text=' in markup
    offered = [one.proto.label for kind in ("button", "download_button") for one in page.get(kind)]
    assert [offered.count(INDONESIAN.say(form.label)) for form in CITY_FILES] == [1] * len(CITY_FILES)


def test_the_files_are_drawn_when_somebody_opens_their_list() -> None:
    page = open_page()
    for is_open in (False, True):
        page.session_state[FILES] = is_open
        page.run()
        labels = [one.proto.label for one in page.get("download_button")]
        assert (INDONESIAN.say(DATA.label) in labels) == is_open


def test_a_page_offers_its_own_files_before_those_of_the_city() -> None:
    labels = [one.proto.label for one in open_page("profil", kode=POCANAN).get("download_button")]
    assert labels[0] == "Profil (PDF)"
    labels = [one.proto.label for one in open_page("skenario", bahasa="en").get("download_button")]
    assert labels[:4] == [
        "Plan on one page (PDF)",
        "Scenario (XLSX)",
        "Scenario (CSV)",
        "Scenario (GeoJSON)",
    ]
    assert ENGLISH.say(DATA.label) in labels


@pytest.mark.parametrize(
    ("path", "link", "wanted"),
    [
        ("peta", {"tampil": "living"}, "/?tampil=living&sematan=1"),
        ("profil", {"kode": POCANAN}, f"/?kode={POCANAN}&sematan=1"),
        ("program", {"program": "kampung-senyum"}, "/?program=kampung-senyum&sematan=1"),
        ("mitra", {}, None),
    ],
)
def test_a_page_with_a_map_gives_the_address_of_its_map_alone(
    path: str, link: dict[str, str], wanted: str | None
) -> None:
    found = [unescape(one) for one in re.findall(r'data-embedded="([^"]*)"', html(open_page(path, **link)))]
    assert len(found) == (wanted is not None)
    assert all(one.endswith(str(wanted)) for one in found)


def test_the_map_alone_has_sentence_legend_and_credit_and_nothing_to_press() -> None:
    page = open_page("peta", tampil="living", sematan="1")
    text = said(page)
    assert "Smart Living" in text
    assert "berjalan" in text
    assert "Batas indikatif" in text
    assert [len(page.get(kind)) for kind in ("button", "download_button", "text_input", "page_link")] == [
        0
    ] * 4
    (way_out,) = re.findall(r"<a [^>]*>", html(page))
    assert 'target="_blank"' in way_out
    assert "sematan" not in way_out
    assert "tampil=living" in way_out


@pytest.mark.parametrize("value", ["0", "ya", ""])
def test_only_one_word_asks_for_the_map_alone(value: str) -> None:
    assert open_page("peta", sematan=value).get("download_button")


@pytest.mark.parametrize(
    "text",
    ["1,2,3", "-7.82000,112.01000,99", "-7.82000,112.01000", "nan,nan,nan", "<b>", "51.50000,-0.12000,14"],
)
def test_a_part_of_the_city_that_there_is_not_is_named_and_left_out(text: str) -> None:
    page = open_page("peta", pandangan=text)
    assert f"pandangan={text}" in said(page).replace("&lt;", "<")
    assert "pandangan" not in page.query_params


def test_the_part_of_the_city_that_a_map_shows_stays_in_its_link() -> None:
    page = open_page("peta", pandangan="-7.82372,112.01872,14.67")
    assert "diabaikan" not in said(page)
    assert page.query_params["pandangan"] in ("-7.82372,112.01872,14.67", ["-7.82372,112.01872,14.67"])


def test_the_table_of_the_map_is_printed_with_all_its_rows() -> None:
    table = html(open_page("peta")).split('<table class="plain print-table">')[1].split("</table>")[0]
    assert table.count("<tr>") == 1 + 46
