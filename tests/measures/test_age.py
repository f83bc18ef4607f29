"""How old a claim is: a state goes together with its last report, and an old one is to be confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.exports.record_tables import record_table
from petaprogram.maps.classes import classify
from petaprogram.measures.area_tips import tip_rows
from petaprogram.measures.filters import CONDITIONS, Filters
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.presence import RECORDED, STATES, states_of
from petaprogram.measures.record_words import make_rows
from petaprogram.messages.language import INDONESIAN
from petaprogram.tables.site import Site
from tests.support import recount
from tests.support.real import real_dataset

BLANK = {"not_reported", "outside"}


@pytest.mark.parametrize(
    ("day", "years", "limit"),
    [
        (dt.date(2026, 11, 28), 3, dt.date(2023, 11, 28)),
        (dt.date(2024, 2, 29), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 4, dt.date(2020, 2, 28)),
    ],
)
def test_the_limit_is_some_years_before_the_day_of_the_data(day: dt.date, years: int, limit: dt.date) -> None:
    assert Site(day, None, "", "", confirm_after_years=years).confirm_before == limit


def test_every_record_of_kota_kediri_is_as_old_as_its_source() -> None:
    records = real_dataset().records
    old = {row["placement_id"] for row in recount.rows("placements") if recount.is_old(row)}
    assert set(records.index[records["old"]]) == old
    assert 0 < len(old) < len(records)


@pytest.mark.parametrize(
    ("day", "year", "bound", "new"),
    [
        (dt.date(2026, 11, 28), 2026, False, True),
        # It may have begun in January 2025, 22 months earlier.
        (dt.date(2026, 11, 28), 2025, False, False),
        (dt.date(2026, 12, 31), 2026, False, True),
        (dt.date(2026, 1, 1), 2025, False, False),
        (dt.date(2026, 11, 28), 2026, True, False),
        (dt.date(2026, 11, 28), None, False, False),
    ],
)
def test_new_is_what_certainly_began_less_than_a_year_ago(
    day: dt.date, year: int | None, bound: bool, new: bool
) -> None:
    assert Site(day, None, "", "").is_new(year, upper_bound=bound) is new


def test_a_new_record_says_so_in_lists_tables_and_tips_and_an_ended_one_does_not() -> None:
    dataset = real_dataset()
    records = dataset.records
    chosen = records.index[(records["scope"] == "kelurahan") & (records["status"] == "running")][0]
    ended = records.index[records["status"] == "ended"][0]
    placements = dataset.placements.copy()
    placements.loc[[chosen, ended], ["start_year", "start_is_upper_bound"]] = [
        dataset.site.data_date.year,
        None,
    ]
    changed = replace(dataset, placements=placements)

    assert set(changed.records.index[changed.records["new"]]) == {chosen}
    year = f"baru, sejak {dataset.site.data_date.year}"
    rows = {row["placement_id"]: row["since"] for row in make_rows(changed.records, INDONESIAN)}
    assert rows[chosen] == year
    assert [place for place, since in rows.items() if "baru" in str(since)] == [chosen]
    table = record_table(changed, changed.records, INDONESIAN)
    assert list(table.index[table["Mulai"] == year]) == [chosen]
    assert sum(second.startswith(year) for _, second in tip_rows(changed, INDONESIAN)) == 1


def test_a_newer_report_of_one_state_makes_it_new_and_a_cancelled_plan_has_ended() -> None:
    records = pd.DataFrame(
        {"status": ["running", "nominated", "cancelled", "ended"], "old": [True, True, False, True]}
    )
    assert states_of(records).tolist() == ["running_old", "planned_old", "ended", "ended_old"]
    order = list(STATES)
    assert order.index("running") < order.index("running_old") < order.index("planned")


def test_what_was_cancelled_says_so_with_its_own_word() -> None:
    records = real_dataset().records
    cancelled = records[records["status"] == "cancelled"]
    assert len(cancelled) == len(recount.placements(status="cancelled")) > 0
    for row in make_rows(cancelled, INDONESIAN):
        assert (row["status_word"], row["state"].removesuffix("_old")) == ("batal", "ended")


def test_words_of_a_state_name_the_year_of_the_report_that_makes_it() -> None:
    dataset = real_dataset()
    made = make_map(dataset, Theme("program", "kampung-senyum"))
    words = classify(made).values_in_words(INDONESIAN)
    mine = dataset.records[dataset.records["program_id"] == "kampung-senyum"]
    for _, record in mine.iterrows():
        year = record["last_report"][:4]
        expected = f"berjalan, perlu dikonfirmasi, laporan terakhir {year}"
        assert words[record["kode"]] == expected
    assert (words.drop(mine["kode"]) == "belum ada data").all()


@given(st.data())
def test_no_area_is_counted_twice_and_nothing_recorded_city_wide_is_called_blank(data: st.DataObject) -> None:
    dataset = real_dataset()
    program = data.draw(st.sampled_from(make_choices(dataset).programs))
    made = make_map(dataset, Theme("program", program))
    classified = classify(made)
    counts = {item.id: item.areas for item in classified.classes}
    assert sum(counts.values()) == len(dataset.areas.frame)
    scopes = set(made.records["scope"])
    if "city" in scopes:
        assert counts["not_reported"] == 0
        sentence = describe(made, dataset, INDONESIAN)
        assert "belum ada data" not in sentence.text
    if scopes == {"city"} and dataset.confirmations.empty:
        assert counts["wide"] == len(dataset.areas.frame)
        assert describe(made, dataset, INDONESIAN).text.endswith("tidak menunjuk kelurahan.")
    assert sum(counts[state] for state in RECORDED) == len(
        set(made.records.loc[made.records["scope"] == "kelurahan", "kode"])
    )


def one_click() -> list[tuple[str, Theme]]:
    """Everything that one click on the first view chooses."""
    dataset = real_dataset()
    choices = make_choices(dataset)
    clicks = [(f"program {one}", Theme("program", one)) for one in choices.programs]
    clicks += [(f"pillar {one}", Theme("pillar", one)) for one in choices.pillars]
    clicks += [(kind, Theme(kind)) for kind in ("pillars", "programs", "evidence")]
    for condition in CONDITIONS:
        for value in choices.options[condition.field]:
            filters = replace(Filters(), **{condition.field: (value,)})
            clicks.append((f"{condition.field} {value}", Theme("pillars", None, filters)))
    low, high = choices.years
    clicks += [
        (f"years {year}", Theme("pillars", None, Filters(years=(low, year)))) for year in range(low, high)
    ]
    return clicks


def test_after_any_single_click_the_map_is_never_empty_while_there_are_records() -> None:
    dataset = real_dataset()
    for name, theme in one_click():
        made = make_map(dataset, theme)
        located = made.records["scope"].isin(["kelurahan", "kecamatan", "city"]).any()
        told = {item.id for item in classify(made).classes if item.areas} - BLANK
        assert bool(told) or not located, name
