"""Year by year on the page Perubahan: steps, playing, and a link that opens the same year."""

from __future__ import annotations

import pytest

from petaprogram.measures.by_year import in_place, years_of
from petaprogram.measures.year_words import say_known, say_year
from petaprogram.messages.language import INDONESIAN
from petaprogram.settings import ROOT
from petaprogram.web.perubahan import year_view
from tests.support.pages import checked, link_of, open_page, said
from tests.support.real import real_dataset

DATASET = real_dataset()
YEARS = years_of(DATASET)
FIRST, LAST = YEARS[0], YEARS[-1]


def sentence(year: int, pillar: str | None = None) -> str:
    return say_year(DATASET, in_place(DATASET, year, pillar), INDONESIAN)


def press(page, key):
    return checked(page.button(key=key).click().run())


def label(page, key):
    return page.button(key=key).label


def test_it_opens_with_the_last_year_and_says_what_is_not_known() -> None:
    page = open_page("perubahan")
    assert sentence(LAST) in said(page)
    assert all(one in said(page) for one in say_known(in_place(DATASET, LAST), INDONESIAN))
    assert (page.button(key="t-maju").disabled, page.button(key="t-mundur").disabled) == (True, False)
    assert "Peta menurut tahun (PDF)" in [one.proto.label for one in page.get("download_button")]


def test_a_link_opens_its_year_and_its_pillar() -> None:
    page = open_page("perubahan", tahun="2019", pilar="living")
    assert sentence(2019, "living") in said(page)
    assert page.select_slider(key="c-tahun").value == "2019"
    assert "tahun=1901" in said(open_page("perubahan", tahun="1901"))


def test_steps_go_one_year_and_end_at_both_ends() -> None:
    page = press(open_page("perubahan", tahun=str(FIRST + 1)), "t-mundur")
    assert link_of(page)["tahun"] == [str(FIRST)]
    assert sentence(FIRST) in said(page)
    assert page.button(key="t-mundur").disabled
    page = press(press(page, "t-maju"), "t-maju")
    assert sentence(FIRST + 2) in said(page)
    checked(page.select_slider(key="c-tahun").set_value("2020").run())
    assert (link_of(page)["tahun"], sentence(2020) in said(page)) == (["2020"], True)


def test_playing_begins_with_the_first_year_goes_on_and_stops_at_the_last(monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr(year_view.time, "monotonic", lambda: now[0])
    page = press(open_page("perubahan"), "t-putar")
    assert (sentence(FIRST) in said(page), label(page, "t-putar")) == (True, "Berhenti")
    checked(page.run())
    assert sentence(FIRST) in said(page), "a run in between must not hurry it"
    for year in YEARS[1:]:
        now[0] += year_view.PACE
        checked(page.run())
        assert sentence(year) in said(page)
    assert label(page, "t-putar") == "Putar"
    assert "tahun" not in link_of(page)


@pytest.mark.parametrize("key", ["t-putar", "t-maju"])
def test_playing_can_be_stopped(monkeypatch, key: str) -> None:
    now = [100.0]
    monkeypatch.setattr(year_view.time, "monotonic", lambda: now[0])
    page = press(press(open_page("perubahan", tahun="2018"), "t-putar"), key)
    assert label(page, "t-putar") == "Putar"
    shown = said(page)
    now[0] += 10 * year_view.PACE
    assert said(checked(page.run())) == shown


def test_who_asks_for_less_motion_gets_no_play_button() -> None:
    style = (ROOT / "src/petaprogram/web/static/style/perubahan.css").read_text("utf-8")
    _, _, rule = style.partition("@media (prefers-reduced-motion: reduce)")
    assert ".st-key-t-putar { display: none; }" in rule.partition("@media")[0]
