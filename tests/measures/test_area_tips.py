"""What pointing at a kelurahan says: its programs as the map shows them, and nothing else."""

from __future__ import annotations

import dataclasses

import pandas as pd

from petaprogram.measures.area_tips import PROGRAMS, shown_points, shown_tips, tip_rows
from petaprogram.measures.filters import Filters
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.grid import make_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas

MELATI, ANGGREK = "99.01.01.1001", "99.01.01.1002"


def named(dataset, theme):
    """The programs that pointing names, and how many it only counts, by kelurahan."""
    rows = tip_rows(dataset, INDONESIAN)
    tips = shown_tips(dataset, make_map(dataset, theme))
    return {
        kode: ([rows[place][0] for place in places], more)
        for kode, (more, *places) in zip(dataset.areas.frame.index, tips, strict=True)
    }


def test_pointing_names_every_program_of_a_kelurahan_or_counts_it():
    dataset = real_dataset()
    records = dataset.records[dataset.records["scope"] == "kelurahan"]
    for kode, (programs, more) in named(dataset, Theme("pillars")).items():
        known = set(records.loc[records["kode"] == kode, "program"])
        assert set(programs) <= known
        assert len(programs) == len(set(programs)) == min(PROGRAMS, len(known))
        assert len(programs) + more == len(known)


def test_pointing_names_only_what_the_map_is_about():
    dataset = real_dataset()
    about = named(dataset, Theme("program", "kampung-senyum"))
    name = dataset.programs.at["kampung-senyum", "name"]
    records = dataset.records[dataset.records["program_id"] == "kampung-senyum"]
    for kode, found in about.items():
        assert found == (([name], 0) if kode in set(records["kode"]) else ([], 0))


def test_pointing_names_only_what_passes_the_filters():
    dataset = real_dataset()
    theme = Theme("pillars", filters=Filters(statuses=("ended",)))
    ended = set(dataset.records.loc[dataset.records["status"] == "ended", "program"])
    assert {program for programs, _ in named(dataset, theme).values() for program in programs} <= ended


def test_a_record_of_the_whole_city_is_named_in_no_kelurahan():
    dataset = make_dataset(four_areas(), [("99.01", "a1", "running", "day", None)])
    assert set(map(len, shown_tips(dataset, make_map(dataset, Theme("pillars"))))) == {1}


def test_what_runs_is_named_first():
    dataset = make_dataset(
        four_areas(), [(MELATI, "a1", "ended", "day", None), (MELATI, "b1", "running", "day", None)]
    )
    ((programs, _), *_) = named(dataset, Theme("pillars")).values()
    assert programs == [dataset.programs.at[one, "name"] for one in ("b1", "a1")]


def test_the_second_line_says_since_when_and_with_whom():
    dataset = real_dataset()
    records = dataset.records[dataset.records["scope"] == "kelurahan"]
    said = tip_rows(dataset, INDONESIAN)
    assert len(said) == len(records)
    for (program, detail), record in zip(said, records.to_dict("records"), strict=True):
        assert program == record["program"]
        assert ("tahun mulai tidak disebut" in detail) == pd.isna(record["start_year"])
        first = str(record["partners"]).split(";")[0].strip()
        assert pd.isna(record["partners"]) or first in detail
    assert any("since" in detail for _, detail in tip_rows(dataset, ENGLISH))


def with_points(dataset, *places):
    records = dataset.placements.copy()
    records[["lon", "lat"]] = places
    return dataclasses.replace(dataset, placements=records)


def test_points_are_those_of_the_chosen_program_and_of_the_chosen_kelurahan():
    dataset = with_points(
        make_dataset(
            four_areas(),
            [
                (MELATI, "a1", "running", "day", None),
                (ANGGREK, "a1", "running", "day", None),
                (ANGGREK, "b1", "ended", "day", None),
                (ANGGREK, "b1", "running", "day", None),
            ],
        ),
        (112.001, -7.799),
        (112.002, -7.788),
        (112.003, -7.787),
        (float("nan"), float("nan")),
    )
    program, pillars = (make_map(dataset, theme) for theme in (Theme("program", "a1"), Theme("pillars")))
    assert shown_points(dataset, program, None) == ((-7.799, 112.001), (-7.788, 112.002))
    assert shown_points(dataset, pillars, None) == ()
    assert shown_points(dataset, pillars, ANGGREK) == ((-7.788, 112.002), (-7.787, 112.003))
    running = make_map(dataset, Theme("pillars", filters=Filters(statuses=("running",))))
    assert shown_points(dataset, running, ANGGREK) == ((-7.788, 112.002),)
