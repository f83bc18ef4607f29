"""The matrix in five states, and two kinds of gap that are never one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.gaps.findings import describe_gaps, steps_to_settle
from petaprogram.gaps.matrix import is_gap, list_gaps, make_matrix, open_cell, sort_areas
from petaprogram.measures.presence import STATES
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support import recount
from tests.support.grid import PROGRAMS, grid_areas, make_dataset
from tests.support.real import real_dataset

AREAS = grid_areas(3, 2)
KODES = list(AREAS.frame.index)
WHERE = [*KODES, "99.01.01", "99.01", None, "35.71"]

placements = st.lists(
    st.tuples(
        st.sampled_from(WHERE),
        st.sampled_from(list(PROGRAMS)),
        st.sampled_from(["running", "planned", "nominated", "ended"]),
        st.just("day"),
        st.none(),
    ),
    max_size=15,
)
confirmations = st.lists(
    st.tuples(st.sampled_from(KODES), st.sampled_from(["a", "b"]), st.none()), max_size=3
)


@pytest.fixture(scope="module")
def sample():
    one, two, three = KODES[:3]
    return make_dataset(
        AREAS,
        [
            (one, "a1", "running", "day", None),
            (one, "a2", "planned", "day", None),
            (two, "a1", "ended", "year", None),
            ("99.01", "a2", "running", "day", None),
        ],
        confirmations=[(three, "a", None), (three, None, "b1")],
    )


@given(placements, confirmations, st.booleans(), st.sampled_from(["pillar_id", "program_id"]))
def test_totals_add_up_to_their_denominators(rows, confirmed, wide, subject):
    matrix = make_matrix(make_dataset(AREAS, rows, confirmed), subject, wide=wide)
    assert (matrix.per_area.sum(axis=1) == len(matrix.states.columns)).all()
    assert (matrix.per_subject.sum(axis=1) == len(KODES)).all()
    assert matrix.per_area.sum().to_dict() == matrix.per_subject.sum().to_dict()


@given(placements, confirmations, st.booleans())
def test_every_gap_is_in_exactly_one_of_the_two_lists(rows, confirmed, wide):
    dataset = make_dataset(AREAS, rows, confirmed)
    matrix = make_matrix(dataset, "pillar_id", wide=wide)
    record, service = (list_gaps(matrix, dataset, kind) for kind in ("record", "service"))
    assert set(record["state"]) <= {"not_reported"}
    assert set(service["state"]) <= {"ended", "confirmed_none"}
    cells = [*zip(record["kode"], record["subject"], strict=True)]
    cells += [*zip(service["kode"], service["subject"], strict=True)]
    marked = is_gap(matrix.states).stack()
    assert sorted(cells) == sorted(marked.index[marked])


def test_programs_stand_under_their_pillar_in_the_order_of_names(sample):
    matrix = make_matrix(sample, "program_id")
    assert list(matrix.states.columns) == ["a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3"]
    assert list(make_matrix(sample, "program_id", ["b2", "a1"]).states.columns) == ["b2", "a1"]
    with pytest.raises(KeyError, match="nope"):
        make_matrix(sample, "pillar_id", ["nope"])


def test_the_two_lists_of_the_sample_are_those_found_by_eye(sample):
    matrix = make_matrix(sample, "pillar_id", ["a"])
    one, two, three, *rest = KODES
    assert list_gaps(matrix, sample, "record")["kode"].tolist() == rest
    service = list_gaps(matrix, sample, "service")
    assert service.to_dict("records")[0] == {
        "kode": two, "name": "Desa 1", "kecamatan": "Kecamatan 01", "subject": "a", "state": "ended",
    }  # fmt: skip
    assert service["kode"].tolist() == [two, three]
    assert one not in service["kode"].tolist()


def test_a_cell_opens_to_what_it_rests_on_and_keeps_wider_records_apart(sample):
    narrow = make_matrix(sample, "pillar_id")
    cell = open_cell(narrow, sample, KODES[0], "a")
    assert (cell.state, list(cell.records.index), list(cell.wider.index)) == ("running", ["P0", "P1"], ["P3"])
    wide = open_cell(make_matrix(sample, "pillar_id", wide=True), sample, KODES[0], "a")
    assert (list(wide.records.index), list(wide.wider.index)) == (["P0", "P1", "P3"], [])
    confirmed = open_cell(make_matrix(sample, "program_id"), sample, KODES[2], "a3")
    assert (confirmed.state, len(confirmed.records), len(confirmed.confirmations)) == ("confirmed_none", 0, 1)
    assert len(open_cell(make_matrix(sample, "program_id"), sample, KODES[2], "b1").confirmations) == 1
    assert open_cell(make_matrix(sample, "program_id"), sample, KODES[2], "b2").confirmations.empty


@given(placements, confirmations, st.booleans())
def test_a_cell_without_anything_behind_it_is_not_reported_and_only_that(rows, confirmed, wide):
    dataset = make_dataset(AREAS, rows, confirmed)
    matrix = make_matrix(dataset, "pillar_id", wide=wide)
    cell = open_cell(matrix, dataset, KODES[0], "a")
    assert (cell.state == "not_reported") == (cell.records.empty and cell.confirmations.empty)


def test_an_open_cell_says_how_to_settle_it_and_a_settled_one_does_not(sample):
    matrix = make_matrix(sample, "pillar_id")
    steps = steps_to_settle(open_cell(matrix, sample, KODES[3], "a"), sample, INDONESIAN)
    assert len(steps) == 4
    assert steps[0].startswith("1 data Pilar A berlaku se-kota")
    name = AREAS.name_of(KODES[3])
    assert steps[1] == f"Tanyakan kepada Kelurahan {name}: apakah Pilar A ada di sana?"
    assert not any(".csv" in step for step in steps)
    assert all(
        steps_to_settle(open_cell(matrix, sample, kode, "a"), sample, ENGLISH) == () for kode in KODES[:3]
    )


def test_rows_are_sorted_within_their_kecamatan_or_through_the_city(sample):
    matrix = make_matrix(sample, "pillar_id")
    parents = AREAS.frame["kecamatan_kode"]
    assert list(sort_areas(matrix, sample)) == KODES
    for by in ("name", "a", "not_reported"):
        grouped = sort_areas(matrix, sample, by)
        assert sorted(grouped) == KODES
        assert parents[grouped].is_monotonic_increasing
    by_state = matrix.states.loc[sort_areas(matrix, sample, "a", grouped=False), "a"]
    assert by_state.map(STATES.index).is_monotonic_increasing
    counts = matrix.per_area.loc[sort_areas(matrix, sample, "not_reported", grouped=False), "not_reported"]
    assert counts.is_monotonic_decreasing
    with pytest.raises(KeyError, match="nope"):
        sort_areas(matrix, sample, "nope")


def test_the_two_kinds_are_said_apart_with_their_denominators(sample):
    found = describe_gaps(make_matrix(sample, "pillar_id"), sample, INDONESIAN, "a")
    assert found.record == (
        "Pilar A belum ada data di 3 dari 6 kelurahan. Perlu ditanyakan: belum ada yang memastikan ada "
        "atau tidaknya."
    )
    assert found.service.startswith("Pilar A berakhir di 1 dan dipastikan tidak ada di 1 dari 6 kelurahan.")
    everything = describe_gaps(make_matrix(sample, "pillar_id"), sample, ENGLISH)
    assert everything.record.startswith("No data yet on 15 of 18 pairs of kelurahan and pillar.")
    assert everything.service.startswith("1 ended and 1 confirmed none of 18 pairs of kelurahan and pillar.")
    none = describe_gaps(make_matrix(sample, "pillar_id", ["a"], wide=True), sample, ENGLISH, "a")
    assert (none.record, none.service) == (
        "No data yet on Pilar A in 0 of 6 kelurahan.",
        "Pilar A ended in 0 and is confirmed none in 0 of 6 kelurahan.",
    )


def test_the_gaps_of_kota_kediri_are_those_of_its_records():
    dataset = real_dataset()
    found = describe_gaps(make_matrix(dataset, "pillar_id"), dataset, INDONESIAN, "living")
    states = list(recount.states(recount.placements(pillar="living")).values())
    blank, ended = 46 - len(states), states.count("ended")
    # What ended according to an old report is asked about, not acted upon.
    reports = [row for row in recount.placements(pillar="living", status="ended") if not recount.is_old(row)]
    assert ended > len(reports) == 0
    assert found.record.startswith(
        f"Smart Living belum ada data di {blank} dari 46 kelurahan. {ended} lagi berakhir menurut laporan "
        "lama."
    )
    assert found.service.startswith(
        "Smart Living berakhir di 0 dan dipastikan tidak ada di 0 dari 46 kelurahan."
    )
