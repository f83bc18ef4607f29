"""Whether neighbours have it together more than chance would make them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from petaprogram.gaps import pattern as module
from petaprogram.gaps.matrix import make_matrix
from petaprogram.gaps.pattern import PERMUTATIONS, describe_pattern, find_pattern
from petaprogram.measures.presence import RUNNING
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.grid import grid_areas
from tests.support.real import real_dataset
from tests.support.sample import four_areas

AREAS = grid_areas(8, 6)
PLACE = AREAS.frame["name"].str.removeprefix("Desa ").astype(int)
COLUMN, ROW = PLACE % 8, PLACE // 8


def test_half_a_city_clusters_and_a_chessboard_alternates():
    half = find_pattern(COLUMN < 4, AREAS)
    assert (half.verdict, half.both, half.joins) == ("clustered", 38, 82)
    assert half.p == pytest.approx(2 / (PERMUTATIONS + 1))
    board = find_pattern((COLUMN + ROW) % 2 == 0, AREAS)
    assert (board.verdict, board.both) == ("dispersed", 0)
    assert board.p == pytest.approx(2 / (PERMUTATIONS + 1))


def test_chance_makes_no_pattern_in_about_nineteen_of_twenty_cities():
    generator = np.random.default_rng(3)
    verdicts = [
        find_pattern(pd.Series(generator.permutation(48) < 20, index=PLACE.index), AREAS, 199).verdict
        for _ in range(100)
    ]
    assert 88 <= verdicts.count("random") <= 100


def test_joins_and_p_values_of_kota_kediri_are_those_of_esda():
    # A second for each worker that only gathers the tests.
    from esda.join_counts import Join_Counts  # noqa: PLC0415
    from libpysal.weights import Rook  # noqa: PLC0415

    dataset = real_dataset()
    rook = Rook.from_dataframe(dataset.areas.frame, use_index=True, silence_warnings=True)
    states = make_matrix(dataset, "pillar_id").states
    for pillar in ("branding", "living", "society", "environment"):
        has = states[pillar].isin(RUNNING)
        found = find_pattern(has, dataset.areas)
        np.random.seed(12)
        theirs = Join_Counts(has.to_numpy(int), rook)
        assert (found.both, found.joins) == (theirs.bb, theirs.J)
        assert found.expected == pytest.approx(theirs.mean_bb, rel=0.05)
        smaller = ((theirs.sim_bb <= theirs.bb).sum() + 1) / 1000
        assert found.p == pytest.approx(min(1, 2 * min(theirs.p_sim_bb, smaller)), abs=0.07)


def test_the_same_city_gets_the_same_p_value_whatever_the_pieces(monkeypatch):
    has = (COLUMN + ROW) % 3 == 0
    whole = find_pattern(has, AREAS)
    before = np.random.get_state()[1].tolist()
    assert find_pattern(has, AREAS) == whole
    assert np.random.get_state()[1].tolist() == before
    monkeypatch.setattr(module, "_CELLS", 500)
    assert find_pattern(has, AREAS) == whole


@pytest.mark.parametrize(
    ("present", "verdict"),
    [(0, "too_few_with"), (4, "too_few_with"), (44, "too_few_without"), (48, "too_few_without")],
)
def test_too_few_with_or_without_it_are_not_tested(present, verdict):
    found = find_pattern(present > PLACE, AREAS)
    assert (found.verdict, found.both, found.expected, found.p) == (verdict, None, None, None)
    assert f"{present} of 48 kelurahan have it" in describe_pattern(found, "It", ENGLISH)


def test_a_small_city_is_not_tested():
    areas = four_areas()
    found = find_pattern(pd.Series([True, True, False, False], index=areas.frame.index), areas)
    assert found.verdict == "too_few_areas"
    assert describe_pattern(found, "Smart Living", INDONESIAN) == (
        "Pola Smart Living tidak diuji: 4 kelurahan terlalu sedikit (paling sedikit 20)."
    )


def test_islands_take_no_part():
    apart = grid_areas(8, 6)
    keep = apart.frame.index[(ROW < 4) | (PLACE == 47)]
    islands = type(apart)(apart.frame.loc[keep], "99.01", "Kota Pulau", 32749, "0")
    found = find_pattern(COLUMN[keep] < 4, islands)
    assert (found.areas, found.present, found.verdict) == (32, 16, "clustered")
    alone = type(apart)(apart.frame[(COLUMN % 2 == 0) & (ROW % 2 == 0)], "99.01", "Kota Pulau", 32749, "0")
    assert find_pattern(pd.Series(data=True, index=alone.frame.index), alone).verdict == "too_few_areas"


def test_the_words_give_the_figures():
    said = describe_pattern(find_pattern(COLUMN < 4, AREAS), "Smart Living", INDONESIAN)
    assert said.startswith(
        "Smart Living berkelompok: 38 dari 82 pasang tetangga sama-sama punya, secara acak "
    )
    assert said.endswith("(p = 0,002).")
    board = describe_pattern(find_pattern((COLUMN + ROW) % 2 == 0, AREAS), "It", ENGLISH)
    assert board.startswith("It is dispersed: in 0 of 82 pairs of neighbours both have it")
    dataset = real_dataset()
    society = make_matrix(dataset, "pillar_id").states["society"].isin(RUNNING)
    assert describe_pattern(find_pattern(society, dataset.areas), "It", ENGLISH).startswith(
        "It shows no pattern"
    )
