"""The years on paper: one page, a map and the counts of each year, and what they leave open."""

from __future__ import annotations

import datetime as dt

import pytest

from petaprogram.exports.pdf import year_page
from petaprogram.exports.pdf.survey import Survey
from petaprogram.exports.pdf.year_page import make_years, years_content
from petaprogram.measures.by_year import in_place, years_of
from petaprogram.measures.year_words import say_known, say_year
from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from tests.support.pdf import squeeze, texts
from tests.support.real import real_dataset

pytestmark = pytest.mark.export

DAY = dt.date(2026, 11, 25)
DATASET = real_dataset()
YEARS = years_of(DATASET)


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize("pillar", [None, "living"])
def test_all_years_are_one_page_with_their_counts(language: Language, pillar: str | None) -> None:
    link = "https://peta.example/perubahan?tahun=2020"
    pages = texts(make_years(Survey(DATASET, language, DAY), pillar, link))
    assert len(pages) == 1
    said = squeeze(pages[0])
    states = [in_place(DATASET, year, pillar) for year in YEARS]
    expected = [
        say_year(DATASET, states[-1], language),
        *say_known(states[-1], language),
        *(f"{state.year}{language.counted('{count:f} data', state.begun)}" for state in states),
    ]
    assert [text for text in expected if squeeze(text) not in said] == []


def test_where_more_years_are_than_fit_the_page_says_which_are_left_out(monkeypatch) -> None:
    survey = Survey(DATASET, INDONESIAN, DAY)
    assert len(years_content(survey, None, "")["frames"]) == len(YEARS)
    monkeypatch.setattr(year_page, "MOST", 4)
    content = years_content(survey, None, "")
    assert [one["year"] for one in content["frames"]] == [str(year) for year in YEARS[-4:]]
    assert content["remarks"][-1] == f"Tahun sebelum {YEARS[-4]} tidak muat di halaman ini."
