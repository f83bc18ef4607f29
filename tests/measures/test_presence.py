"""Five states, three scopes, and no row ever lost."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.presence import (
    SCOPES,
    STATES,
    conserve,
    count_pillars,
    count_programs,
    spread,
    state_table,
)
from petaprogram.tables.dataset import read_dataset
from tests.support import recount
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

AREAS = four_areas()
KODES = [*AREAS.frame.index, "99.01.01", "99.01.02", "99.01", "35.71", None]
PROGRAM_PILLAR = pd.Series({"senyum": "living", "posko": "living", "modal": "economy"})
NO_CONFIRMATIONS = pd.DataFrame(columns=["kode", "pillar_id", "program_id"], dtype=object)

placements = st.lists(
    st.tuples(
        st.sampled_from(KODES),
        st.sampled_from(list(PROGRAM_PILLAR.index)),
        st.sampled_from(["running", "planned", "nominated", "ended"]),
    ),
    max_size=12,
).map(
    lambda rows: pd.DataFrame(rows, columns=["kode", "program_id", "status"], dtype=object).assign(
        pillar_id=lambda frame: frame["program_id"].map(PROGRAM_PILLAR)
    )
)
confirmed = st.lists(
    st.tuples(st.sampled_from(KODES[:-2]), st.sampled_from(["living", "economy", None])), max_size=3
).map(
    lambda rows: pd.DataFrame(
        [(kode, pillar, None if pillar else "modal") for kode, pillar in rows],
        columns=["kode", "pillar_id", "program_id"],
        dtype=object,
    )
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), AREAS)


def pillar_states(records, confirmations=NO_CONFIRMATIONS, *, wide=False):
    return state_table(
        records, AREAS, confirmations, PROGRAM_PILLAR, "pillar_id", ["living", "economy"], wide=wide
    )


def test_the_states_of_the_sample_are_those_found_by_eye(dataset):
    states = pillar_states(dataset.records, dataset.confirmations)
    assert states["living"].to_dict() == {
        "99.01.01.1001": "running",
        "99.01.01.1002": "planned",
        "99.01.02.1001": "confirmed_none",
        "99.01.02.1002": "not_reported",
    }
    assert states["economy"].tolist() == ["not_reported", "not_reported", "not_reported", "planned"]


def test_wide_scopes_count_only_when_asked(dataset):
    states = pillar_states(dataset.records, dataset.confirmations, wide=True)
    # The report that makes the last two shows no date.
    states = states.map(lambda state: state.removesuffix("_old"))
    assert states["economy"].tolist() == ["running"] * 4
    assert states["living"].tolist() == ["running", "planned", "running", "running"]


def test_a_confirmed_absence_of_a_pillar_is_one_of_each_of_its_programs(dataset):
    states = state_table(
        dataset.records, AREAS, dataset.confirmations, PROGRAM_PILLAR, "program_id", ["senyum", "modal"]
    )
    # The other program holds for the whole city.
    assert states.loc["99.01.02.1001"].tolist() == ["confirmed_none", "wide"]


def test_pillars_are_counted_where_something_is_known_and_missing_elsewhere(dataset):
    counts = count_pillars(pillar_states(dataset.records))
    assert counts.to_list()[:2] == [1.0, 1.0]
    assert pd.isna(counts["99.01.02.1001"])


def test_a_program_is_counted_once_however_often_it_is_recorded(dataset):
    doubled = pd.concat([dataset.records, dataset.records])
    counts = count_programs(doubled, AREAS)
    assert counts["99.01.01.1001"] == 2
    assert pd.isna(counts["99.01.02.1001"])


def test_every_row_of_the_sample_is_in_one_scope(dataset):
    conservation = conserve(dataset.records)
    assert (conservation.kelurahan, conservation.kecamatan, conservation.city) == (4, 1, 1)
    assert (conservation.no_location, conservation.unmatched, conservation.total) == (1, 0, 7)


@pytest.mark.parametrize("scope", ["provinsi", None, float("nan")])
def test_an_unknown_scope_is_refused_rather_than_dropped(scope):
    with pytest.raises(ValueError, match=r"unknown scope: \['(provinsi|None|nan)'\]"):
        conserve(pd.DataFrame({"scope": ["kelurahan", scope]}))


@given(st.lists(st.sampled_from(SCOPES)))
def test_the_scopes_always_add_up_to_the_rows(scopes):
    assert conserve(pd.DataFrame({"scope": pd.Series(scopes, dtype=object)})).total == len(scopes)


@given(placements, confirmed, st.booleans())
def test_every_kelurahan_has_one_of_the_five_states_in_the_order_of_the_frame(records, confirmations, wide):
    states = pillar_states(records, confirmations, wide=wide)
    assert states.index.equals(AREAS.frame.index)
    assert states.isin(STATES).all(axis=None)


@given(placements, confirmed, st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_rows_change_nothing(records, confirmations, random):
    order = list(range(len(records))) * 2
    random.shuffle(order)
    shuffled = records.iloc[order]
    pd.testing.assert_frame_equal(
        pillar_states(shuffled, confirmations), pillar_states(records, confirmations)
    )


@given(placements, confirmed)
def test_the_state_is_the_first_of_the_order_that_applies(records, confirmations):
    states = pillar_states(records, confirmations)
    for kode in AREAS.frame.index:
        for pillar in ("living", "economy"):
            here = records[(records["kode"] == kode) & (records["pillar_id"] == pillar)]["status"].tolist()
            found = [state for state in ("running", "planned", "ended") if state in here]
            found += ["planned"] if "nominated" in here and "running" not in here else []
            none = any(
                kode.startswith(where)
                for where in confirmations.loc[confirmations["pillar_id"] == pillar, "kode"]
            )
            expected = min([*found, "confirmed_none" if none else "not_reported"], key=STATES.index)
            assert states.at[kode, pillar] == expected


@given(placements)
def test_counting_wide_scopes_never_takes_presence_away(records):
    narrow, wide = pillar_states(records), pillar_states(records, wide=True)
    rank = {state: position for position, state in enumerate(STATES)}
    assert (wide.map(rank.get) <= narrow.map(rank.get)).all(axis=None)


@given(placements)
def test_a_city_wide_row_speaks_of_every_kelurahan_once(records):
    spoken = spread(records, AREAS, wide=True)
    assert len(spoken) == sum(
        {"99.01": 4, "99.01.01": 2, "99.01.02": 2}.get(kode, int(kode in AREAS.frame.index))
        for kode in records["kode"]
    )


def real_states(subject, value, **options):
    dataset = real_dataset()
    states = state_table(
        dataset.records,
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        subject,
        [value],
        **options,
    )[value]
    return {
        str(dataset.areas.name_of(kode)): state for kode, state in states.items() if state != "not_reported"
    }


def test_the_three_named_programs_of_kota_kediri_are_where_the_sources_say():
    assert real_states("program_id", "kampung-senyum") == dict.fromkeys(
        ["Mrican", "Pocanan", "Ngletih"], "running_old"
    )
    assert real_states("program_id", "kampung-iva") == dict.fromkeys(["Campurejo", "Tamanan"], "running_old")
    assert real_dataset().records.at["P031", "confidence"] == "low"
    assert set(real_states("program_id", "akses-modal").values()) == {"wide"}
    assert len(real_states("program_id", "akses-modal", wide=True)) == 46


def test_the_rows_of_kota_kediri_add_up():
    conservation = conserve(real_dataset().records)
    found = {scope: getattr(conservation, scope) for scope in recount.SCOPES.values()}
    assert found == recount.scopes(recount.placements())
    assert (conservation.total, conservation.unmatched) == (sum(found.values()), 0)
