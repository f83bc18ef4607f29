"""A rank explained in one paragraph: why, with which weights, and what it does not prove."""

from __future__ import annotations

import re

import pytest

from petaprogram.exports.ranking_tables import ranking_file
from petaprogram.gaps.explanation import explain_in_full, say_ranking_assumption
from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.reasons import explain, explain_stability
from petaprogram.gaps.weights import DEFAULT, PRESETS, Weights
from petaprogram.measures.population import make_population
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from tests.support.real import real_dataset

LIVING = Target("pillar", "living")


def rank(weights=DEFAULT, target=LIVING):
    dataset = real_dataset()
    return rank_areas(measure_needs(dataset, target, make_population(dataset)), weights)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("target", [Target(), Target("pillar", "living"), Target("program", "kampung-iva")])
def test_every_row_is_explained_in_one_paragraph_with_its_limits(target, language):
    limits = {"id": "tidak membuktikan", "en": "does not prove"}[language.code]
    ranking = rank(target=target)
    for row in ranking.rows:
        said = explain_in_full(row, ranking, language)
        assert said.startswith(explain(row, language))
        assert explain_stability(row, language) in said
        assert said.count(limits) == (2 if row.gap_kind == "both" else 1)
        assert "\n" not in said
        assert said.endswith(".")
        assert "{" not in said


def test_the_largest_part_of_the_score_is_named_with_its_figures():
    ranking = rank()
    for row in ranking.rows:
        said = explain_in_full(row, ranking, INDONESIAN)
        found = re.search(r"bagian terbesar skornya \(([\d,]+) dari ([\d,]+)\)", said)
        adds, score = (float(one.replace(",", ".")) for one in found.groups())
        assert adds == pytest.approx(max(part.contribution for part in row.parts.values()), abs=0.0051)
        assert score == pytest.approx(row.score, abs=0.0051)


def test_what_is_not_known_is_named_only_where_it_was_to_count():
    assert "Penduduk" in explain_in_full(rank().rows[0], rank(), INDONESIAN)
    ranking = rank(PRESETS["equity"])
    assert "Penduduk" not in explain_in_full(ranking.rows[0], ranking, INDONESIAN)


def test_a_stability_is_of_staying_within_the_ten_and_of_coming_into_them_beyond():
    rows = rank().rows
    assert explain_stability(rows[0], INDONESIAN).startswith("tetap 10 besar pada ")
    assert explain_stability(rows[-1], INDONESIAN).startswith("masuk 10 besar pada ")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_row_of_a_file_says_what_the_ranking_takes_for_granted(language):
    table = ranking_file(rank(PRESETS["equity"]), language)
    assert set(table["assumption"]) == {say_ranking_assumption(PRESETS["equity"], language)}


def test_weights_of_ones_own_are_named_part_by_part():
    said = say_ranking_assumption(Weights(missing=3, years=1), ENGLISH)
    assert "75%" in said
    assert "25%" in said
