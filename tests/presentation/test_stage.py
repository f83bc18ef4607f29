"""The tables of steps: recounted from the published files."""

from __future__ import annotations

import csv

import pytest

from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.presentation.edition import make_edition
from petaprogram.presentation.stage import step_table
from petaprogram.settings import ROOT, read_settings
from tests.support.real import real_dataset


@pytest.fixture(scope="module")
def edition():
    settings = read_settings({})
    return make_edition(real_dataset(), settings.tables, settings.boundaries)


def rows_of(name):
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recount_partners(kinds):
    """Named partners of some kinds that a placement has, merged ones once; and the placements of all."""
    about = {row["partner"]: row for row in rows_of("partners.csv")}
    named, placements = set(), set()
    for row in rows_of("placements.csv"):
        for written in filter(None, row["partners"].split("; ")):
            name = written if written in about else written.rpartition(" (")[0]
            merged = about[name]["same_as"] or name
            if about[merged]["kind"] in kinds:
                placements.add(row["placement_id"])
                if about[merged]["unnamed"] != "yes":
                    named.add(merged)
    return named, placements


@pytest.mark.parametrize(
    ("row", "side", "kinds"),
    [
        (0, "Pemerintah", {"city", "province", "national", "security"}),
        (1, "Perguruan tinggi dan sekolah", {"university", "school"}),
        (2, "Dunia usaha", {"private", "bank"}),
        (3, "Masyarakat", {"community", "charity"}),
    ],
)
def test_who_takes_part_is_counted_by_what_they_are(edition, row, side, kinds):
    table = step_table(edition, "partners", INDONESIAN)
    named, placements = recount_partners(kinds)
    assert table.rows[row][:2] == [side, str(len(named))]
    assert set(table.behind[row][1].records.index) == placements
    for at, kode in enumerate(edition.dataset.areas.kecamatan.index, start=3):
        inside = {
            one["kode"]
            for one in rows_of("placements.csv")
            if one["placement_id"] in placements and len(one["kode"]) == 13 and one["kode"].startswith(kode)
        }
        assert table.rows[row][at] == str(len(inside))


def test_a_side_of_which_nobody_is_on_record_stays_in_the_table(edition):
    table = step_table(edition, "partners", ENGLISH)
    assert table.rows[-1] == ["Media", *[None] * (len(table.header) - 1)]


@pytest.mark.parametrize("show", ["partners", "quick_wins", "index", "frame"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_row_of_a_table_has_its_cells_and_what_is_behind_them(edition, show, language):
    table = step_table(edition, show, language)
    assert len(table.rows) == len(table.behind) > 0
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert {len(row) + 1 for row in table.behind} == {len(table.header)}
    assert len(table.details) in {0, len(table.rows)}


def test_the_partners_of_a_step_are_those_of_its_table(edition):
    (scene,) = [one for one in edition.walk.scenes if one.step.show == "partners"]
    table = step_table(edition, "partners", INDONESIAN)
    assert scene.figure.value == sum(int(row[1]) for row in table.rows if row[1])


def test_a_map_and_a_cover_have_no_table(edition):
    assert step_table(edition, "map", INDONESIAN) is None
    assert step_table(edition, "cover", INDONESIAN) is None
