"""Much beside nothing, and pillars that rest on little."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from petaprogram.gaps.overlap import describe_footing, describe_overlap, find_footing, list_overlaps
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.partner_names import UNNAMED
from petaprogram.tables.site import Site
from tests.support.grid import grid_areas, make_dataset
from tests.support.real import real_dataset

AREAS = grid_areas(3, 1)
LEFT, MIDDLE, RIGHT = AREAS.frame.sort_values("name").index


def running(kode, program, source="day", partners=None):
    return kode, program, "running", source, partners


def three_programs(kode):
    return [running(kode, program) for program in ("a1", "a2", "a3")]


def test_three_programs_of_a_pillar_beside_an_empty_neighbour_overlap():
    dataset = make_dataset(AREAS, [*three_programs(MIDDLE), running(LEFT, "a1")])
    (overlap,) = list_overlaps(dataset)
    assert (overlap.kode, overlap.pillar_id, overlap.programs) == (MIDDLE, "a", ("a1", "a2", "a3"))
    assert (overlap.empty, overlap.neighbours) == ((RIGHT,), 2)
    assert describe_overlap(overlap, dataset, INDONESIAN) == (
        "Desa 1: 3 program Pilar A (Program a1, Program a2, Program a3); belum ada di 1 dari 2 tetangga: "
        "Desa 2."
    )


def test_two_programs_or_repeated_ones_or_those_that_do_not_run_are_no_overlap():
    rows = [running(MIDDLE, "a1"), running(MIDDLE, "a1"), running(MIDDLE, "a2")]
    assert list_overlaps(make_dataset(AREAS, rows)) == ()
    assert list_overlaps(make_dataset(AREAS, [*rows, (MIDDLE, "a3", "ended", "day", None)])) == ()
    assert list_overlaps(make_dataset(AREAS, [*rows, running(MIDDLE, "b3")])) == ()


def test_neighbours_that_have_it_or_plan_it_are_not_empty():
    rows = [*three_programs(MIDDLE), running(LEFT, "a1"), (RIGHT, "a2", "planned", "day", None)]
    assert list_overlaps(make_dataset(AREAS, rows)) == ()


def test_wide_records_make_overlaps_only_when_asked_and_leave_no_neighbour_empty():
    dataset = make_dataset(AREAS, [*three_programs(MIDDLE), running("99.01", "a1")])
    assert len(list_overlaps(dataset)) == 1
    assert list_overlaps(dataset, wide=True) == ()


def footing(dataset, kode, **options):
    return {one.pillar_id: one for one in find_footing(dataset, **options) if one.kode == kode}


def test_one_partner_is_one_that_is_named_and_records_without_are_counted():
    dataset = make_dataset(
        AREAS,
        [
            running(LEFT, "a1", partners="Dinas X; Dinas X (2019)"),
            running(LEFT, "a2"),
            running(LEFT, "b1", partners="Dinas X; Bank Y"),
            running(LEFT, "c1", partners=f"perguruan tinggi {UNNAMED}"),
            running("99.01", "a3", partners="Bank Y"),
        ],
    )
    here = footing(dataset, LEFT)
    assert {pillar: one.one_partner for pillar, one in here.items()} == {"a": True, "b": False, "c": False}
    assert (here["a"].partners, here["a"].records, here["a"].unnamed) == (("Dinas X",), 2, 1)
    assert (here["c"].partners, here["c"].unnamed) == ((), 1)
    assert footing(dataset, "99.01")["a"].partners == ("Bank Y", "Dinas X")
    assert footing(dataset, LEFT, wide=True)["a"].one_partner is False
    assert describe_footing(here["a"], dataset, ENGLISH)[0] == (
        "Pilar A: only one partner is on record, Dinas X. 1 of its 2 records names no partner."
    )


def test_a_report_is_stale_only_where_it_is_older_than_two_years_for_certain():
    def stale(source, date, today=dt.date(2026, 11, 24)):
        dataset = make_dataset(AREAS, [running(LEFT, "a1", source)])
        dataset.sources.loc[source, "date"] = date
        return footing(replace(dataset, site=Site(today, None, "", "")), LEFT)["a"].stale

    assert stale("day", "2024-11-23")
    assert not stale("day", "2024-11-24")
    assert not stale("month", "2024-11")
    assert stale("month", "2024-10")
    assert not stale("year", "2024")
    assert stale("year", "2023")
    assert not stale("blank", None)
    assert not stale("day", "2026-03-01", dt.date(2028, 2, 29))
    assert stale("day", "2026-02-27", dt.date(2028, 2, 29))


def test_the_date_of_the_last_report_is_said_as_far_as_it_is_known():
    dataset = make_dataset(AREAS, [running(LEFT, "a1", "year"), running(LEFT, "b1", "blank")])
    here = footing(dataset, LEFT)
    assert here["b"].last_report is None
    assert describe_footing(here["b"], dataset, ENGLISH) == ()
    assert describe_footing(here["a"], dataset, INDONESIAN) == (
        "Pilar A: laporan terakhir 2014, lebih dari 2 tahun lalu.",
    )


def test_what_does_not_run_rests_on_nothing():
    assert find_footing(make_dataset(AREAS, [(LEFT, "a1", "ended", "day", None)])) == ()
    assert find_footing(make_dataset(AREAS)) == ()


def test_kampung_dalem_has_three_branding_programs_beside_an_empty_neighbour():
    dataset = real_dataset()
    found = {(dataset.areas.name_of(one.kode), one.pillar_id): one for one in list_overlaps(dataset)}
    overlap = found["Kampung Dalem", "branding"]
    assert overlap.programs == ("kampung-jamu", "kampung-kelir", "kampung-keren")
    assert [dataset.areas.name_of(kode) for kode in overlap.empty] == ["Kaliombo"]
