"""The plan of a scenario on paper: one page that says what the page of the app says."""

from __future__ import annotations

import datetime as dt

import pytest

from petaprogram.exports.pdf.plan_pages import make_plan, plan_content
from petaprogram.exports.pdf.survey import Survey
from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.outcome import Outcome, run_scenario
from petaprogram.scenario.sentences import describe_better, describe_scenario, list_remarks, say_step
from tests.support.pdf import read, squeeze, texts
from tests.support.real import real_dataset

pytestmark = pytest.mark.export

DAY = dt.date(2026, 11, 25)
BANGSAL = next(str(kode) for kode, name in real_dataset().areas.frame["name"].items() if name == "Bangsal")
LINK = "https://peta.example/skenario?untuk=pilar:living&lokasi=8"


def plan(k: int, **wish: object) -> Outcome:
    return run_scenario(real_dataset(), Scenario("pillar", "living", k, **wish))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
def test_a_plan_of_eight_sites_is_one_page_that_says_all_of_it(language: Language) -> None:
    dataset, outcome = real_dataset(), plan(8, locked=(BANGSAL,))
    pages = texts(make_plan(Survey(dataset, language, DAY), outcome, LINK))
    assert len(pages) == 1
    said = squeeze(pages[0])
    expected = [
        describe_scenario(outcome, dataset, language),
        describe_better(outcome, language),
        *list_remarks(outcome, dataset, language),
        *(say_step(step, outcome, dataset, language) for step in outcome.steps),
    ]
    assert [sentence for sentence in expected if squeeze(sentence) not in said] == []


def test_both_maps_count_every_kelurahan_and_the_second_numbers_each_site() -> None:
    outcome = plan(3, rule="self")
    content = plan_content(Survey(real_dataset(), INDONESIAN, DAY), outcome, "")
    for when in ("before", "after"):
        assert sum(int(row[when]) for row in content["legend"]) == 46
    written = [word["text"] for word in content["after"]["picture"]["layers"][0]["words"]]
    assert [number for number in ("1", "2", "3", "4") if number in written] == ["1", "2", "3"]
    before = [word["text"] for word in content["before"]["picture"]["layers"][0]["words"]]
    assert "1" not in before


def test_a_plan_points_to_the_app_only_where_somebody_can_reach_it() -> None:
    survey, outcome = Survey(real_dataset(), INDONESIAN, DAY), plan(1)
    (link,) = read(make_plan(survey, outcome, LINK)).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == LINK
    assert plan_content(survey, outcome, "")["qr"] is None


def test_many_sites_go_on_on_another_page_and_none_is_lost() -> None:
    dataset, outcome = real_dataset(), plan(30, rule="self")
    said = squeeze("".join(texts(make_plan(Survey(dataset, INDONESIAN, DAY), outcome))))
    sentences = [say_step(step, outcome, dataset, INDONESIAN) for step in outcome.steps]
    assert len(sentences) == 30
    assert [one for one in sentences if squeeze(one) not in said] == []
