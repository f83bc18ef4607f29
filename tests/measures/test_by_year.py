"""What had begun by a year: nothing lost, nothing shrinks, upper bounds apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from petaprogram.measures.by_year import in_place, years_of
from petaprogram.measures.year_words import say_known, say_year
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support import recount
from tests.support.real import real_dataset

DATASET = real_dataset()
YEARS = years_of(DATASET)
PILLARS = [None, *DATASET.pillars.index]
BEGAN = ("running", "ended")


def begun(year: int, pillar: str = "") -> list[recount.Row]:
    return [
        row
        for row in recount.placements(pillar=pillar)
        if row["status"] in BEGAN and row["start_year"] and int(row["start_year"]) <= year
    ]


def test_the_years_go_from_the_first_start_to_the_day_of_the_data() -> None:
    known = [int(row["start_year"]) for row in recount.placements() if row["start_year"]]
    assert (YEARS[0], YEARS[-1]) == (min(known), DATASET.site.data_date.year)
    assert list(YEARS) == list(range(YEARS[0], YEARS[-1] + 1))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("pillar", ["", "living"])
def test_each_kelurahan_is_counted_as_its_rows_are(year: int, pillar: str) -> None:
    state, rows = in_place(DATASET, year, pillar or None), begun(year, pillar)
    inside = [row for row in rows if row["kode"] in DATASET.areas.frame.index]
    bound = [row for row in inside if row["start_is_upper_bound"] == "yes"]
    for column, expected in (("begun", inside), ("bound", bound)):
        counted = state.frame[column]
        assert counted[counted > 0].to_dict() == Counter(row["kode"] for row in expected)
    assert state.elsewhere == len(rows) - len(inside)
    assert state.ended == sum(row["status"] == "ended" for row in rows)
    assert state.bounds == sum(row["start_is_upper_bound"] == "yes" for row in rows)


@pytest.mark.parametrize("pillar", PILLARS)
def test_what_began_stays_and_no_record_is_lost(pillar: str | None) -> None:
    states = [in_place(DATASET, year, pillar) for year in YEARS]
    assert {state.total for state in states} == {len(recount.placements(pillar=pillar or ""))}
    for earlier, later in pairwise(states):
        assert (later.frame >= earlier.frame).to_numpy().all()
        assert later.begun >= earlier.begun
        assert later.possible <= earlier.possible
    assert all((state.frame["bound"] <= state.frame["begun"]).all() for state in states)
    assert states[0].begun < states[-1].begun


def test_a_later_upper_bound_may_have_begun_and_is_not_said_to_be_later() -> None:
    state = in_place(DATASET, 2019)
    after = [
        row for row in recount.placements() if row["status"] in BEGAN and int(row["start_year"] or 0) > 2019
    ]
    bound = [row for row in after if row["start_is_upper_bound"] == "yes"]
    assert (state.possible, state.later) == (len(bound), len(after) - len(bound))


def test_plans_never_begin_and_records_without_a_year_are_counted_apart() -> None:
    state = in_place(DATASET, YEARS[-1])
    rows = recount.placements()
    assert state.never == sum(row["status"] not in BEGAN for row in rows) > 0
    assert state.undated == sum(row["status"] in BEGAN and not row["start_year"] for row in rows) > 0


def test_what_was_last_reported_earlier_is_not_said_to_run() -> None:
    year = YEARS[-1]
    reports = DATASET.records["last_report"]
    running = [row["placement_id"] for row in begun(year) if row["status"] == "running"]
    silent = [one for one in running if not str(reports[one]).startswith(str(year))]
    assert in_place(DATASET, year).silent == len(silent)
    assert 0 < len(silent) < len(running)


def test_the_sentences_name_every_number() -> None:
    state = in_place(DATASET, 2020)
    said = f"{say_year(DATASET, state, INDONESIAN)} {' '.join(say_known(state, INDONESIAN))}"
    assert said.startswith(f"Sampai 31 Desember 2020 tercatat sudah dimulai {state.begun} data: ")
    for name in ("inside", "elsewhere", "bounds", "silent", "ended", "possible", "later", "undated", "never"):
        assert f" {getattr(state, name)}" in said, name
    assert "By 31 December 2020" in say_year(DATASET, state, ENGLISH)
    last = say_year(DATASET, in_place(DATASET, YEARS[-1]), INDONESIAN)
    assert last.startswith(f"Sampai {INDONESIAN.day(DATASET.site.data_date)} ")


def test_an_unknown_pillar_is_refused() -> None:
    with pytest.raises(KeyError):
        in_place(DATASET, 2020, "sport")
