"""Numbers of a view, each checked by hand on the sample city, each with the rows behind it."""

from __future__ import annotations

import csv

import pytest

from petaprogram.measures.map_theme import make_map
from petaprogram.measures.map_view import make_choices, read_link
from petaprogram.measures.ministry import Dimension, MinistryFrame
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.presentation.key_figures import NAMES, Figures
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

FRAME = MinistryFrame((Dimension("output", "", "", 1), Dimension("impact", "", "", 1)), {}, "", "")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), four_areas())


def csv_rows(name):
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(dataset, frame=FRAME, **link):
    params = {name.replace("_", "-"): [value] for name, value in link.items()}
    view, unknown = read_link(params, make_choices(dataset))
    assert unknown == ()
    return Figures(dataset, view, make_map(dataset, view.theme), frame)


PILLARS, LIVING, SENYUM = (
    {"warnai": "jumlah-pilar"},
    {"warnai": "pilar", "tampil": "living"},
    {"program": "senyum"},
)


@pytest.mark.parametrize(
    ("name", "link", "value", "records"),
    [
        ("areas", PILLARS, 4, []),
        ("areas", {**PILLARS, "kecamatan": "99.01.02"}, 2, []),
        # Dahlia has a confirmed absence: known, and neither recorded nor blank.
        ("areas_recorded", LIVING, 2, ["P1", "P2", "P3"]),
        ("areas_blank", LIVING, 1, []),
        ("areas_recorded", SENYUM, 2, ["P1", "P2"]),
        ("areas_blank", {"warnai": "jumlah-program"}, 1, []),
        ("programs", PILLARS, 3, ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]),
        ("programs", LIVING, 2, ["P1", "P2", "P3", "P4"]),
        ("citywide", PILLARS, 1, ["P5"]),
        ("to_confirm", PILLARS, 2, ["P3", "P4"]),
        ("partners", PILLARS, 3, ["P1", "P3", "P6"]),
        ("named_partners", PILLARS, 3, ["P1", "P3", "P6"]),
        ("records", {**PILLARS, "status": "running"}, 4, ["P1", "P4", "P5", "P7"]),
        ("sources", LIVING, 2, ["P1", "P2", "P3", "P4"]),
        ("evidence", LIVING, 0.5, ["P1", "P2", "P3", "P4"]),
        ("index", LIVING, 3.3, []),
        ("index", PILLARS, 3.2, []),
        # Its one piece of evidence is an output.
        ("quick_wins", PILLARS, 0, []),
        ("cells", PILLARS, 1, []),
    ],
)
def test_each_number_is_what_the_sample_says(dataset, name, link, value, records):
    figure = figures(dataset, **link).get(name)
    assert figure.value == value
    assert sorted(figure.records.index) == records
    assert figure.words(INDONESIAN)
    assert figure.words(ENGLISH)
    assert "{" not in figure.words(INDONESIAN) + figure.words(ENGLISH)


def test_every_number_is_covered_by_the_sample():
    (message,) = test_each_number_is_what_the_sample_says.pytestmark
    assert {case[0] for case in message.args[1]} == set(NAMES) - {"quick_wins_index"}


def test_quick_wins_are_those_of_the_published_evidence_with_their_index():
    dataset = real_dataset()
    some = figures(dataset, **PILLARS)
    evidence = csv_rows("evidence_frame.csv")
    placements = {row["placement_id"] for row in evidence if row["dimension"] == "quick_win"}
    assert set(some.get("quick_wins").records.index) == placements
    values = {
        int(row["year"]): float(row["index"])
        for row in csv_rows("pillar_index.csv")
        if row["pillar_id"] == "quick_wins"
    }
    assert some.get("quick_wins_index").value == values[max(values)]
    assert some.get("quick_wins_index", 1999) is None


def test_a_number_names_the_kelurahan_that_it_counts(dataset):
    some = figures(dataset, **LIVING)
    assert some.names(some.get("areas_recorded").areas) == ["Melati", "Anggrek"]
    assert some.names(some.get("areas_blank").areas) == ["Mawar"]


def test_an_index_has_a_year_its_row_and_its_sources(dataset):
    some = figures(dataset, **PILLARS)
    figure = some.get("index")
    assert figure.words(INDONESIAN) == "indeks keseluruhan, 2023"
    assert figure.number(INDONESIAN) == "3,20"
    assert figure.index_rows["source_note"].tolist() == ["koran lain"]
    assert figure.source_ids == ()
    assert some.get("index", 2022) is None
    assert figures(dataset, **LIVING).get("index").source_ids == ("s1",)


def test_evidence_without_a_record_still_names_its_source(dataset):
    assert figures(dataset, **PILLARS).get("cells").source_ids == ("s1",)


def test_what_does_not_exist_is_none_and_never_zero(dataset):
    assert figures(dataset, frame=None, **PILLARS).get("cells") is None
    assert figures(dataset, status="ended", program="senyum").get("evidence") is None
    assert figures(dataset, warnai="pilar", tampil="economy").get("index") is None


def test_an_area_that_a_filter_hides_is_not_called_blank(dataset):
    hidden = figures(dataset, **LIVING, status="ended")
    assert hidden.names(hidden.blank) == ["Mawar"]


def test_numbers_are_written_as_the_language_does(dataset):
    share = figures(dataset, **LIVING).get("evidence")
    assert (share.number(INDONESIAN), share.words(INDONESIAN)) == (
        "50%",
        "dari 4 data berkepastian tinggi",
    )
    assert share.words(ENGLISH) == "of 4 records are of high confidence"
