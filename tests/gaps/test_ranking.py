"""Ranks whose reasons are the figures they were made of."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal.weights import Rook

from petaprogram.gaps.ranking import HORIZON_YEARS, Target, measure_needs, rank_areas
from petaprogram.gaps.reasons import explain, explain_parts, explain_stability, ranking_table, remarks
from petaprogram.gaps.weights import DEFAULT, PARTS, PRESETS, Weights
from petaprogram.measures.population import make_population
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.dataset import Dataset
from tests.support import recount
from tests.support.grid import PILLARS, PROGRAMS, SOURCES, grid_areas, make_dataset
from tests.support.real import real_dataset

AREAS = grid_areas(4, 3)
KODES = list(AREAS.frame.index)
# Each property builds whole cities: a few dozen of them take seconds.
SOME = settings(max_examples=30)

placements = st.lists(
    st.tuples(
        st.sampled_from([*KODES, "99.01.01", "99.01", None]),
        st.sampled_from(list(PROGRAMS)),
        st.sampled_from(["running", "running", "planned", "nominated", "ended"]),
        st.sampled_from(list(SOURCES)),
        st.none(),
    ),
    max_size=25,
)
confirmations = st.lists(st.tuples(st.sampled_from(KODES), st.sampled_from(PILLARS), st.none()), max_size=3)
people = st.none() | st.lists(st.integers(0, 5000), min_size=len(KODES), max_size=len(KODES))
weights = (
    st.tuples(*(st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]) for _ in PARTS))
    .filter(any)
    .map(lambda values: Weights(**dict(zip(PARTS, values, strict=True))))
)
targets = st.builds(
    lambda what, wide: Target(*what, wide),
    st.sampled_from([("pillars", None), ("pillar", "a"), ("pillar", "c"), ("program", "b1")]),
    st.booleans(),
)
datasets = st.builds(
    lambda rows, confirmed, count: make_dataset(
        AREAS,
        rows,
        confirmed,
        [] if count is None else [(kode, 2025, n, "sensus") for kode, n in zip(KODES, count, strict=True)],
    ),
    placements,
    confirmations,
    people,
)


def rank(dataset, target=Target(), chosen=DEFAULT):  # noqa: B008  (a frozen value)
    return rank_areas(measure_needs(dataset, target, make_population(dataset)), chosen)


@SOME
@given(datasets, targets, weights)
def test_every_score_is_the_sum_of_its_parts_and_never_missing(dataset, target, chosen):
    ranking = rank(dataset, target, chosen)
    for row in ranking.rows:
        assert row.score == pytest.approx(sum(part.contribution for part in row.parts.values()), abs=1e-11)
        assert 0 <= row.score <= 1
        used = sum(part.weight for part in row.parts.values())
        assert used == pytest.approx(1) or (used == 0 and row.score == 0)
        for share, part in zip(chosen.shares, row.parts.values(), strict=True):
            assert part.chosen == share
            assert part.contribution == (0 if part.value is None else part.weight * part.value)
            assert part.weight >= share - 1e-12 if part.value is not None else part.weight == 0


@SOME
@given(datasets, targets, weights)
def test_every_kelurahan_is_ranked_or_said_to_have_no_gap(dataset, target, chosen):
    ranking = rank(dataset, target, chosen)
    ranked = [row.kode for row in ranking.rows]
    assert sorted([*ranked, *ranking.needs.without_gap]) == KODES
    for row in ranking.rows:
        better = sum(other.score > row.score for other in ranking.rows)
        level = sum(other.score == row.score for other in ranking.rows)
        assert (row.rank, row.tied) == (better + 1, level - 1)
    assert ranking.ranks.index.tolist() == KODES
    assert ranking.ranks.dropna().to_dict() == {row.kode: row.rank for row in ranking.rows}
    assert ranked == [row.kode for row in sorted(ranking.rows, key=lambda row: (row.rank, row.kode))]


# What a sentence says of each part, in the words of one pillar or program.
CLAUSES = {
    "record": r"belum ada data (\d+)",
    "service": r"berakhir atau dipastikan tidak ada (\d+)",
    "of": r"dari (\d+) pilar",
    "km": r"terdekat ([\d,]+) km",
    "have": r"(\d+) dari \d+ tetangga",
    "neighbours": r"dari (\d+) tetangga",
    "people": r"([\d.]+) jiwa",
    "years": r"laporan terakhir ([\d,]+) tahun",
}


def read_sentence(sentence):
    """Take the numbers out of a sentence; None where it does not name one."""
    found = {name: re.search(pattern, sentence) for name, pattern in CLAUSES.items()}
    said = {
        name: float(hit[1].replace(".", "").replace(",", ".")) if hit else None for name, hit in found.items()
    }
    if "bersebelahan" in sentence:
        said["km"] = 0.0
    if "belum pernah ada laporan" in sentence:
        said["years"] = HORIZON_YEARS
    return said


@SOME
@given(datasets, st.sampled_from([Target("pillar", "a"), Target("program", "b1")]), weights)
def test_the_score_can_be_rebuilt_from_the_numbers_in_the_sentences_alone(dataset, target, chosen):
    chosen = Weights(*(value + 0.1 for value in chosen.shares))  # every part is named
    ranking = rank(dataset, target, chosen)
    said = [read_sentence(explain(row, INDONESIAN)) for row in ranking.rows]
    farthest = max((one["km"] for one in said if one["km"] is not None), default=None)
    most = max((one["people"] for one in said if one["people"] is not None), default=None)
    for row, one in zip(ranking.rows, said, strict=True):
        parts = {
            "missing": ((one["record"] or 0) + (one["service"] or 0)) / one["of"],
            "distance": None if one["km"] is None else one["km"] / farthest if farthest else 0.0,
            "neighbours": one["have"] / one["neighbours"],
            "people": None if one["people"] is None else one["people"] / most if most else 0.0,
            "years": None if one["years"] is None else min(one["years"] / HORIZON_YEARS, 1),
        }
        known = {
            part: share for part, share in zip(PARTS, chosen.shares, strict=True) if parts[part] is not None
        }
        score = sum(share * parts[part] for part, share in known.items()) / sum(known.values())
        # A sentence has one decimal of a kilometre, the longest way here is at least one; and one of a year.
        doubt = 0.1 * row.parts["distance"].weight + 0.006 * row.parts["years"].weight
        assert row.score == pytest.approx(score, abs=doubt + 1e-9)


@SOME
@given(datasets, targets, weights, st.randoms(use_true_random=False))
def test_no_order_and_no_repetition_of_the_data_changes_a_row(dataset, target, chosen, random):
    def shuffled(frame, times=1):
        order = list(range(len(frame))) * times
        random.shuffle(order)
        return frame.iloc[order]

    twice = shuffled(dataset.placements, 2)
    other = replace(
        dataset,
        placements=twice.set_index(pd.Index([f"Q{n}" for n in range(len(twice))], name="placement_id")),
        confirmations=shuffled(dataset.confirmations, 2),
        population=shuffled(dataset.population),
        programs=shuffled(dataset.programs),
        pillars=shuffled(dataset.pillars).assign(order=range(len(PILLARS))),
    )
    ranking = rank(dataset, target, chosen)
    assert rank(other, target, chosen).rows == ranking.rows
    needs = ranking.needs
    columns = list(PARTS)
    random.shuffle(columns)
    mixed = replace(needs, facts=shuffled(needs.facts), parts=shuffled(needs.parts)[columns])
    assert (
        rank_areas(replace(mixed, facts=mixed.facts.reindex(mixed.parts.index)), chosen).rows == ranking.rows
    )


def reference(dataset: Dataset, target: Target) -> pd.DataFrame:
    """Measure the parts again, cell by cell, with libpysal's neighbours and every pair of polygons."""
    frame, metric = dataset.areas.frame, dataset.areas.metric
    rook = Rook.from_dataframe(frame, use_index=True, silence_warnings=True)
    records = dataset.records
    records = records[records["scope"] == "kelurahan"]

    def status(kode, column, value):
        return records[(records["kode"] == kode) & (records[column] == value)]["status"].tolist()

    def certain(kode, column, value):
        mine = records[(records["kode"] == kode) & (records[column] == value) & ~records["old"]]
        return "running" in mine["status"].tolist()

    column = "program_id" if target.kind == "program" else "pillar_id"
    values = list(dataset.pillars.index) if target.kind == "pillars" else [target.subject]
    has = {value: {kode for kode in frame.index if certain(kode, column, value)} for value in values}
    rows = {}
    for kode in frame.index:
        gaps = [value for value in values if not set(status(kode, column, value)) - {"ended"}]
        if not gaps:
            continue
        shape = metric.geometry[kode]
        ways = [
            min(shapely.distance(shape, metric.geometry[other]) for other in has[value])
            for value in gaps
            if has[value]
        ]
        missing = [
            pillar
            for pillar in dataset.pillars.index
            if not set(status(kode, "pillar_id", pillar)) - {"ended"}
        ]
        rows[kode] = {
            "missing": len(missing) / len(dataset.pillars),
            "distance_m": np.mean(ways) if ways else np.nan,
            "beside": np.mean([len(has[value] & set(rook.neighbors[kode])) for value in gaps]),
            "around": len(rook.neighbors[kode]),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


@pytest.mark.parametrize(
    "target",
    [Target(), Target("pillar", "living"), Target("pillar", "economy"), Target("program", "kampung-keren")],
    ids=lambda target: str(target.subject),
)
def test_parts_of_kota_kediri_equal_an_independent_calculation(target):
    needs = measure_needs(real_dataset(), target, make_population(real_dataset()))
    expected = reference(real_dataset(), target)
    assert list(needs.facts.index) == list(expected.index)
    for column, other in (
        ("distance_m", "distance_m"),
        ("neighbours_have", "beside"),
        ("neighbours", "around"),
    ):
        np.testing.assert_allclose(needs.facts[column].astype(float), expected[other], rtol=0, atol=1e-6)
    np.testing.assert_allclose(needs.parts["missing"], expected["missing"])
    np.testing.assert_allclose(needs.parts["neighbours"], expected["beside"] / expected["around"])
    np.testing.assert_allclose(
        needs.parts["distance"], expected["distance_m"] / expected["distance_m"].max(), atol=1e-9
    )


def sample():
    """Pillar a runs in the first kelurahan, ended in the second, is planned in the third."""
    return make_dataset(
        AREAS,
        [
            (KODES[0], "a1", "running", "day", None),
            (KODES[1], "a1", "ended", "year", None),
            (KODES[2], "a2", "nominated", "day", None),
            (KODES[3], "b1", "running", "blank", None),
        ],
        confirmations=[(KODES[4], "a", None)],
    )


def test_a_sentence_names_every_part_of_the_sample_as_counted_by_eye():
    rows = {row.kode: row for row in rank(sample(), Target("pillar", "a")).rows}
    assert KODES[0] not in rows  # it runs there
    assert KODES[2] not in rows  # it is planned there
    ended = explain(rows[KODES[1]], INDONESIAN)
    assert ended.startswith(
        f"Peringkat {rows[KODES[1]].rank}: di sini sudah berakhir; belum ada data 2, berakhir "
    )
    assert "yang terdekat bersebelahan; 1 dari 3 tetangga punya menurut laporan baru; laporan" in ended
    assert "laporan terakhir 11,9 tahun" in ended
    assert rows[KODES[1]].gap_kind == rows[KODES[4]].gap_kind == "service"
    assert "di sini dipastikan tidak ada" in explain(rows[KODES[4]], INDONESIAN)
    assert "tanggal laporannya tidak diketahui" in explain(rows[KODES[3]], INDONESIAN)
    assert rows[KODES[3]].parts["years"].value is None
    farthest = max(rows.values(), key=lambda row: row.distance_m)
    assert explain(farthest, ENGLISH).endswith(
        ": no data yet on 3 of 3 pillars; nearest 2.5 km away; 0 of 2 neighbours have it by a new report; "
        "never reported on."
    )
    # The corner nearest to it lies two cells east and one north.
    assert farthest.kode == KODES[-1]


def test_the_people_part_appears_only_with_everybody_counted():
    rows = [(kode, 2025, 100 * (place + 1), "sensus") for place, kode in enumerate(KODES)]
    counted = rank(make_dataset(AREAS, population=rows), Target("pillar", "a"))
    assert "1.200 jiwa" in explain(next(row for row in counted.rows if row.kode == KODES[-1]), INDONESIAN)
    assert counted.rows[0].kode == KODES[-1]
    assert not [text for text in remarks(counted, make_dataset(AREAS), ENGLISH) if "People" in text]
    dataset = make_dataset(AREAS, population=rows[1:])
    without = rank(dataset, Target("pillar", "a"))
    assert all(row.people is None and row.parts["people"].weight == 0 for row in without.rows)
    assert "jiwa" not in explain(without.rows[0], INDONESIAN)
    assert any(text.startswith("People do not count") for text in remarks(without, dataset, ENGLISH))
    assert any(text.endswith("1 of 12 kelurahan: Desa 0.") for text in remarks(without, dataset, ENGLISH))


def test_what_weighs_nothing_is_not_named():
    ranking = rank(sample(), Target("pillar", "a"), Weights(distance=1))
    assert explain(ranking.rows[0], ENGLISH) == "Rank 1: nearest 2.5 km away."
    assert set(explain_parts(ranking.rows[0], ENGLISH)) == {"missing", "distance", "neighbours", "years"}


def test_with_nothing_known_all_are_level_and_nobody_is_in_the_top_ten_for_sure():
    dataset = make_dataset(AREAS)
    for target in (Target(), Target("pillar", "a"), Target("program", "a1", wide=True)):
        ranking = rank(dataset, target)
        assert [row.rank for row in ranking.rows] == [1] * 12
        assert {row.tied for row in ranking.rows} == {11}
        assert {row.parts["distance"].value for row in ranking.rows} == {None}
        assert [row.stability for row in ranking.rows] == pytest.approx([10 / 12] * 12)
        said = explain(ranking.rows[0], ENGLISH)
        assert said.startswith(
            "Rank 1, level with 11 other kelurahan: no data yet on 3 of 3 pillars; no new report"
        )
        notes = remarks(ranking, dataset, ENGLISH)
        assert any(text.startswith("Distance does not count") for text in notes)
        assert any(text.startswith("All scores are the same") for text in notes)


@pytest.mark.parametrize("wide", [False, True])
def test_with_everything_present_there_is_nothing_to_rank(wide):
    where = ["99.01"] if wide else KODES
    dataset = make_dataset(
        AREAS, [(kode, f"{pillar}1", "running", "day", None) for kode in where for pillar in PILLARS]
    )
    ranking = rank(dataset, Target(wide=wide))
    assert ranking.rows == ()
    assert len(ranking.needs.without_gap) == 12
    assert ranking_table(ranking, ENGLISH).empty
    assert remarks(ranking, dataset, ENGLISH)[0] == "No gaps: it runs or is planned in all 12 kelurahan."


def test_one_area_alone_is_ranked_without_distance_neighbours_and_stability():
    dataset = make_dataset(grid_areas(1, 1))
    (row,) = rank(dataset).rows
    assert (row.rank, row.tied, row.score) == (1, 0, 1.0)
    assert (row.parts["distance"].value, row.parts["neighbours"].value, row.stability) == (None, None, None)
    assert explain(row, ENGLISH) == (
        "Rank 1: no data yet on 3 of 3 pillars; no new report from any kelurahan; no neighbours; never "
        "reported on."
    )
    assert explain_stability(row, ENGLISH) == ""
    (lonely,) = rank(dataset, chosen=Weights(neighbours=1)).rows
    assert (lonely.score, lonely.parts["neighbours"].weight) == (0.0, 0.0)


def test_where_all_touch_the_only_one_that_has_it_no_distance_divides_by_zero():
    areas = grid_areas(3, 1)
    middle = areas.frame.index[areas.frame["name"] == "Desa 1"][0]
    ranking = rank(
        make_dataset(areas, [(middle, "a1", "running", "day", None)]),
        Target("pillar", "a"),
        Weights(distance=1),
    )
    assert [(row.rank, row.score, row.parts["distance"].value) for row in ranking.rows] == [(1, 0.0, 0.0)] * 2


def test_wide_records_count_only_when_asked_and_are_said_to():
    dataset = make_dataset(AREAS, [("99.01", "a1", "running", "day", None)])
    narrow, wide = rank(dataset, Target("pillar", "a")), rank(dataset, Target("pillar", "a", wide=True))
    assert (len(narrow.rows), len(wide.rows)) == (12, 0)
    assert "1 city-wide or kecamatan-wide record does not count." in remarks(narrow, dataset, ENGLISH)
    assert any("counts in each" in text for text in remarks(wide, dataset, ENGLISH))


def test_an_unknown_target_is_refused():
    with pytest.raises(KeyError, match="nope"):
        rank(make_dataset(AREAS), Target("pillar", "nope"))


def test_the_table_holds_the_rows_in_their_order_and_nothing_else():
    ranking = rank(real_dataset(), Target("pillar", "living"))
    table = ranking_table(ranking, INDONESIAN, top=5)
    assert list(table.columns) == [
        "rank", "kode", "name", "kecamatan", "gap_kind", "score", *PARTS, "stability", "sentence",
    ]  # fmt: skip
    assert table["kode"].tolist() == [row.kode for row in ranking.rows[:5]]
    assert table["sentence"].tolist() == [explain(row, INDONESIAN) for row in ranking.rows[:5]]
    assert table["score"].tolist() == pytest.approx([row.score for row in ranking.rows[:5]], abs=1e-6)
    assert table["people"].isna().all()
    there = recount.states(recount.placements(pillar="living")).values()
    rows = 46 - sum(state in {"running", "planned"} for state in there)
    assert len(ranking_table(ranking, INDONESIAN)) == rows


@pytest.mark.parametrize("name", PRESETS)
def test_the_presets_rank_kota_kediri_without_a_missing_score(name):
    rows = rank(real_dataset(), chosen=PRESETS[name]).rows
    assert len(rows) == 46
    assert not any(np.isnan(row.score) for row in rows)
    assert sum(row.stability for row in rows) == pytest.approx(10)
