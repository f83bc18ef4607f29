"""Shares by kecamatan, each with the count behind it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.gaps.equity import LEAST, compare_kecamatan, share_in_words
from petaprogram.gaps.matrix import make_matrix
from petaprogram.messages.language import INDONESIAN
from tests.support import recount
from tests.support.grid import PROGRAMS, grid_areas, make_dataset
from tests.support.real import real_dataset

AREAS = grid_areas(5, 4)  # 12 kelurahan in one kecamatan, 8 in the other
KODES = list(AREAS.frame.index)
KINDS = ["running", "planned", "record", "service"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*KODES, "99.01.02", "99.01"]),
            st.sampled_from(list(PROGRAMS)),
            st.sampled_from(["running", "planned", "ended"]),
            st.just("day"),
            st.none(),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_the_kinds_add_up_to_the_kelurahan_and_the_kecamatan_to_the_city(rows, wide):
    dataset = make_dataset(AREAS, rows)
    table = compare_kecamatan(make_matrix(dataset, "pillar_id", wide=wide), dataset)
    assert (table[KINDS].sum(axis=1) == table["total"]).all()
    totals = table.groupby("kode")["total"].first().to_dict()
    assert totals == {"99.01": 20, "99.01.01": 12, "99.01.02": 8}
    city = table["kode"] == "99.01"
    parts = table[~city].groupby("subject")[KINDS].sum()
    pd.testing.assert_frame_equal(table[city].set_index("subject")[KINDS], parts)


def test_a_share_of_few_kelurahan_is_left_to_its_count():
    dataset = make_dataset(AREAS, [(kode, "a1", "running", "day", None) for kode in (*KODES[:3], KODES[-1])])
    table = compare_kecamatan(make_matrix(dataset, "pillar_id", ["a"]), dataset)
    assert table["running"].tolist() == [3, 1, 4]
    assert table["share"].tolist()[0::2] == [0.25, 0.2]
    assert table["total"][1] < LEAST
    assert pd.isna(table["share"][1])
    words = [
        share_in_words(*row, INDONESIAN)
        for row in zip(table["running"], table["total"], table["share"], strict=True)
    ]
    assert words == ["3 dari 12 (25%)", "1 dari 8", "4 dari 20 (20%)"]


def test_the_shares_of_kota_kediri_are_those_of_its_states():
    dataset = real_dataset()
    matrix = make_matrix(dataset, "pillar_id")
    table = compare_kecamatan(matrix, dataset).set_index(["kode", "subject"])
    states = recount.states(recount.placements(pillar="living"))
    running = sum(kode.startswith("35.71.02.") and state == "running" for kode, state in states.items())
    assert table.loc[("35.71.02", "living"), "running"] == running > 0
    assert table.loc[("35.71.02", "living"), "share"] == pytest.approx(running / 17)
    mine = recount.placements(pillar="living", status="ended")
    ended = {kode for kode, state in states.items() if state == "ended"}
    old = len(ended - {row["kode"] for row in mine if not recount.is_old(row)})
    counts = {state: list(states.values()).count(state) for state in ("running", "planned", "ended")}
    assert table.loc[("35.71", "living"), KINDS].tolist() == [
        counts["running"], counts["planned"], 46 - len(states) + old, counts["ended"] - old,
    ]  # fmt: skip
    assert table.index.get_level_values("kode").unique().tolist() == [
        "35.71.01", "35.71.02", "35.71.03", "35.71",
    ]  # fmt: skip
    assert table["name"].unique().tolist() == ["Mojoroto", "Kota", "Pesantren", "Kota Kediri"]
