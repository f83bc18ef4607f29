"""By a day, data tell what was certainly there; what nothing places in time is left out and counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from petaprogram.changes.record_changes import last_reports
from petaprogram.messages.issues import ChangesError
from petaprogram.messages.language import INDONESIAN
from petaprogram.store.version import Version
from tests.support.editions import dataset_of, editions, first_edition
from tests.support.real import real_dataset

DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2026, 12, 31))


def there(record, day):
    return len(Moment(dataset_of({"P1": record}), day=dt.date.fromisoformat(day)).tables["placements"]) == 1


@pytest.mark.parametrize(
    ("record", "last_without", "first_with"),
    [
        ({"source_id": "day"}, "2020-11-25", "2020-11-26"),
        ({"source_id": "month"}, "2022-05-30", "2022-05-31"),
        ({"source_id": "year"}, "2014-12-30", "2014-12-31"),
        ({"source_id": "day", "start_year": 2019}, "2019-12-30", "2019-12-31"),
        ({"source_id": "blank", "start_year": 2019, "status": "ended"}, "2019-12-30", "2019-12-31"),
        ({"source_id": "new", "note": "(sumber: month)"}, "2022-05-30", "2022-05-31"),
        # A year in which something is to begin, or never began, is no report.
        ({"source_id": "day", "start_year": 2019, "status": "planned"}, "2020-11-25", "2020-11-26"),
        ({"source_id": "day", "start_year": 2019, "status": "cancelled"}, "2020-11-25", "2020-11-26"),
        # What began in a later year than it was reported was there as a plan at least.
        ({"source_id": "day", "start_year": 2025}, "2020-11-25", "2020-11-26"),
    ],
)
def test_a_record_is_there_from_the_day_on_which_that_is_certain(record, last_without, first_with):
    assert not there(record, last_without)
    assert there(record, first_with)


@pytest.mark.parametrize(
    ("record", "count"),
    [
        ({"source_id": "blank"}, 1),
        ({"source_id": "blank", "status": "planned", "start_year": 2019}, 1),
        ({"source_id": "blank", "start_year": 2019}, 0),
        ({"source_id": "blank", "note": "(sumber: x; year)"}, 0),
    ],
)
def test_what_nothing_places_in_time_is_left_out_of_every_day_and_counted(record, count):
    moment = Moment(dataset_of({"P1": record}), day=dt.date(2030, 1, 1))
    assert len(moment.undated) == count
    assert len(moment.tables["placements"]) == 1 - count


@given(editions(), DAYS, DAYS)
def test_a_later_day_has_all_that_an_earlier_one_has_and_no_record_is_lost(records, one, other):
    dataset = dataset_of(records)
    early, late = (Moment(dataset, day=day) for day in sorted([one, other]))
    assert set(early.tables["placements"].index) <= set(late.tables["placements"].index)
    last = Moment(dataset, day=dt.date(9999, 12, 31))
    assert len(last.tables["placements"]) + len(last.undated) == len(records)


@given(editions(), DAYS)
def test_two_days_differ_by_what_was_reported_and_by_nothing_else(records, day):
    dataset = dataset_of(records)
    changes = compare(Moment(dataset, day=day), Moment(dataset, day=dt.date(2027, 1, 1)))
    assert set(changes.rows["kind"]) <= {"new", "confirmed", "sourced"}
    assert (
        changes.counts["new"]
        == len(records) - len(Moment(dataset, day=day).tables["placements"]) - changes.undated
    )
    assert changes.areas.frame["rank_before"].isna().all()
    assert not changes.areas.ranked


def test_the_last_report_of_a_moment_is_that_of_the_records():
    dataset = real_dataset()
    found = last_reports(Moment(dataset).links)["date"].reindex(dataset.records.index)
    expected = dataset.records["last_report"]
    assert found.notna().sum() > 200
    assert found[found.notna()].to_dict() == expected[expected.notna()].to_dict()


DATASET = dataset_of({"P1": {}})
EARLY, LATE = Moment(DATASET, day=dt.date(2020, 1, 1)), Moment(DATASET, day=dt.date(2021, 1, 1))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (EARLY, Moment(DATASET), "tanggal hanya dapat dibandingkan dengan tanggal"),
        (Moment(DATASET, "Asesmen"), LATE, "tanggal hanya dapat dibandingkan dengan tanggal"),
        (EARLY, Moment(dataset_of({}), day=dt.date(2021, 1, 1)), "tanggal hanya dapat dibandingkan"),
        (LATE, EARLY, "2021-01-01 tidak sebelum 2020-01-01"),
        (EARLY, EARLY, "2020-01-01 tidak sebelum 2020-01-01"),
        (first_edition, Moment(DATASET), "'Kota Kediri' dan 'Kota Petak' bukan kota yang sama"),
    ],
    ids=["day and today", "snapshot and day", "days of two editions", "backwards", "one day", "two cities"],
)
def test_what_cannot_be_compared_is_refused_in_words(before, after, said):
    # An edition that takes long to open is opened here, not where the tests are gathered.
    before = before if isinstance(before, Moment) else before()
    with pytest.raises(ChangesError) as refused:
        compare(before, after)
    assert said in refused.value.say(INDONESIAN)


def test_a_moment_says_what_it_is():
    dated = replace(DATASET, site=replace(DATASET.site, data_date=dt.date(2026, 11, 24)))
    assert Moment(dated).say(INDONESIAN) == "hari ini (data per 24 November 2026)"
    assert Moment(dated, "Uji").say(INDONESIAN) == "versi beku 'Uji' (data per 24 November 2026)"
    version = Version(12, dt.datetime(2026, 11, 3, 7, 20, tzinfo=dt.UTC))
    stored = Moment(dated, version=version)
    assert stored.say(INDONESIAN) == stored.say_data(INDONESIAN) == "versi 12 (3 Nov 2026 14.20 WIB)"
    assert stored.short(INDONESIAN) == "versi 12"
    assert [one.is_today for one in (Moment(dated), Moment(dated, "Uji"), stored, EARLY)] == [
        *(True, False, False, False)
    ]
    assert EARLY.say(INDONESIAN) == "keadaan per 1 Januari 2020 menurut data hari ini"
    assert [one.short(INDONESIAN) for one in (Moment(dated), Moment(dated, "Uji"), EARLY)] == [
        "hari ini",
        "Uji",
        "2020-01-01",
    ]
