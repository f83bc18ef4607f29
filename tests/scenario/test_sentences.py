"""A scenario in links, sentences, tables and files: the same figures, and always the word scenario."""

from __future__ import annotations

import dataclasses
import io
import json
import re

import openpyxl
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.exports.scenario_tables import (
    about_scenario,
    curve_table,
    scenario_geojson,
    scenario_workbook,
    service_table,
    step_table,
)
from petaprogram.exports.spreadsheet import to_csv
from petaprogram.gaps.weights import PRESETS, Weights
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.scenario.definition import MAX_METRES, WEIGHTS, Scenario, clean_name
from petaprogram.scenario.exact import Exact
from petaprogram.scenario.link import first_scenario, read_link, write_link
from petaprogram.scenario.outcome import SERVICES, run_scenario
from petaprogram.scenario.sentences import (
    SERVICE,
    describe_better,
    describe_scenario,
    list_remarks,
    name_sites,
    say_amount,
    say_assumption,
    say_step,
)
from petaprogram.tables.dataset import read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

DATASET = real_dataset()
KODES = list(DATASET.areas.frame.index)
SENYUM = Scenario("program", "kampung-senyum", 3, "neighbours", name="Rencana 2027")
WORD = re.compile(r"\b[Ss](kenario|cenario)\b")
HOSTILE = "=1+1 <b>{{7*191}}</b>"

scenarios = st.builds(
    lambda subject, **options: Scenario(*subject, **options),
    st.one_of(
        st.tuples(st.just("pillar"), st.sampled_from(list(DATASET.pillars.index))),
        st.tuples(st.just("program"), st.sampled_from(list(DATASET.programs.index))),
    ),
    k=st.integers(0, 60),
    rule=st.one_of(st.sampled_from(["self", "neighbours"]), st.integers(0, MAX_METRES)),
    locked=st.lists(st.sampled_from(KODES), unique=True, max_size=3).map(tuple),
    excluded=st.lists(st.sampled_from(KODES), unique=True, max_size=3).map(tuple),
    weight=st.sampled_from(WEIGHTS),
    wide=st.booleans(),
    name=st.text(max_size=80).map(clean_name),
    weights=st.sampled_from([*PRESETS.values(), Weights(missing=0.25, years=1)]),
    better=st.booleans(),
)


@pytest.fixture(scope="module")
def outcome():
    return run_scenario(DATASET, SENYUM)


@pytest.fixture(scope="module", params=["areas", "area", "people"])
def weighed(request):
    """The same plan with a locked kelurahan, for each thing to maximise."""
    people = pd.Series(range(1000, 1000 + len(KODES)), index=KODES)
    wish = dataclasses.replace(SENYUM, rule=400, weight=request.param, locked=("35.71.03.1010",))
    return run_scenario(DATASET, wish, people)


# Links


@given(scenarios)
def test_a_link_opens_the_scenario_it_was_written_from(scenario):
    assert read_link(write_link(scenario), DATASET) == (scenario, ())


def test_a_link_without_parameters_opens_the_first_scenario():
    assert read_link({}, DATASET) == (first_scenario(DATASET), ())
    assert first_scenario(DATASET) == Scenario("program", "kampung-senyum", 3, "neighbours")


def test_a_whole_link_without_a_rule_is_an_old_one_and_keeps_its_figures():
    assert read_link({"untuk": ["pilar:living"], "lokasi": ["2"]}, DATASET)[0].rule == "self"
    assert read_link({"untuk": ["pilar:living"]}, DATASET)[0].rule == "neighbours"
    assert "aturan" in write_link(first_scenario(DATASET))


def test_what_a_link_asks_for_and_is_unknown_is_set_aside_and_named():
    scenario, unknown = read_link(
        {
            "untuk": ["pilar:nope"],
            "lokasi": ["-3"],
            "aturan": ["50001"],
            "kunci": ["35.71.01.1001", "99.99"],
            "maksimal": ["uang"],
            "luas": ["ya"],
        },
        DATASET,
    )
    assert scenario == dataclasses.replace(first_scenario(DATASET), locked=("35.71.01.1001",))
    assert unknown == (
        "untuk=pilar:nope", "aturan=50001", "lokasi=-3", "kunci=99.99", "maksimal=uang", "luas=ya",
    )  # fmt: skip


def test_a_link_is_written_in_the_words_of_all_links():
    wish = dataclasses.replace(SENYUM, rule=500, locked=("35.71.01.1001",), weight="area", wide=True)
    wish = dataclasses.replace(wish, weights=PRESETS["equity"], better=True)
    assert write_link(wish) == {
        "untuk": ["program:kampung-senyum"],
        "lokasi": ["3"],
        "aturan": ["500"],
        "kunci": ["35.71.01.1001"],
        "maksimal": ["luas"],
        "luas": ["1"],
        "skenario": ["Rencana 2027"],
        "bobot": ["equity"],
        "rencana": ["terbaik"],
    }


# Sentences


def test_the_steps_are_said_as_a_planner_would(outcome):
    said = [say_step(step, outcome, DATASET, INDONESIAN) for step in outcome.steps]
    assert said[1] == "Skenario, langkah 2: Bandar Kidul, menambah 6 kelurahan."
    assert say_step(outcome.steps[0], outcome, DATASET, ENGLISH) == (
        "Scenario, step 1: Singonegaran, adds 10 kelurahan."
    )


LIKE, EQUAL = "42 kelurahan lain", "peringkatnya juga ada yang sama"
TOP = "dipilih yang teratas dalam prioritas kunjungan"


@pytest.mark.parametrize(
    ("level", "rank", "reason"),
    [
        (0, 3, f"{LIKE} menambah sama banyak; {TOP} (peringkat 3)."),
        (
            2,
            3,
            f"{LIKE} menambah sama banyak; {TOP} (peringkat 3), dan karena {EQUAL}, yang kodenya terkecil.",
        ),
        (
            42,
            None,
            f"{LIKE} menambah sama banyak, semuanya tanpa peringkat; dipilih yang kodenya terkecil.",
        ),
    ],
)
def test_a_tie_is_said_with_what_broke_it(outcome, level, rank, reason):
    step = dataclasses.replace(outcome.steps[1], ties=42, level=level, rank=rank)
    assert say_step(step, outcome, DATASET, INDONESIAN) == (
        f"Skenario, langkah 2: Bandar Kidul, menambah 6 kelurahan. {reason}"
    )


def test_a_tie_broken_by_the_ranking_tells_its_weights():
    outcome = run_scenario(DATASET, dataclasses.replace(SENYUM, rule="self", k=1, weights=PRESETS["equity"]))
    (step,) = outcome.steps
    assert (step.ties, step.rank) == (42, 1)
    said = "Prioritas kunjungan dalam skenario ini dihitung dengan bobot Pemerataan."
    assert said in list_remarks(outcome, DATASET, INDONESIAN)


def test_the_better_plan_is_said_as_offered_and_as_used(outcome):
    offered = describe_better(outcome, INDONESIAN)
    assert offered == "Rencana yang lebih baik untuk skenario ini: 36 kelurahan (1 lebih banyak)."
    used = run_scenario(DATASET, dataclasses.replace(SENYUM, better=True))
    assert describe_better(used, INDONESIAN) == (
        "Rencana yang lebih baik dipakai dalam skenario ini: 36 kelurahan (1 lebih banyak)."
    )
    assert "15 sebelum dan 36 sesudah" in describe_scenario(used, DATASET, INDONESIAN)
    assert any("dipilih bersama-sama" in remark for remark in list_remarks(used, DATASET, INDONESIAN))


def test_the_sentence_and_the_exact_check_give_the_figures_of_the_outcome(outcome):
    assert describe_scenario(outcome, DATASET, INDONESIAN) == (
        "Skenario: Rencana 2027. 3 lokasi baru Kampung Senyum: terlayani 15 sebelum dan 35 sesudah skenario, "
        "dari 46 kelurahan."
    )
    assert name_sites(outcome, DATASET, INDONESIAN) == "Bandar Kidul, Banjaran, Tosaren"


BETTER = "rencana yang lebih baik untuk skenario ini"


@pytest.mark.parametrize(
    ("total", "bound", "said"),
    [
        (35, 35, "Tidak ada rencana yang lebih baik untuk skenario ini: 35 kelurahan sudah yang terbanyak."),
        (
            35,
            38,
            f"Belum ditemukan {BETTER} daripada rencana bertahap (35 kelurahan). {{unproven}}",
        ),
        (36, 38, "Rencana yang lebih baik untuk skenario ini: 36 kelurahan (1 lebih banyak). {unproven}"),
    ],
)
def test_the_exact_check_says_no_more_than_it_knows(outcome, total, bound, said):
    checked = dataclasses.replace(outcome, exact=Exact((KODES[0],), total, bound))
    unproven = "Waktu pemeriksaan habis sebelum terbukti; paling banyak 38 kelurahan dapat terlayani."
    assert describe_better(checked, INDONESIAN) == said.format(unproven=unproven)


def test_the_remarks_name_the_rule_the_start_and_what_is_not_counted():
    outcome = run_scenario(DATASET, Scenario("program", "kampung-iva", 50, 500))
    rule, start, ties, doubt, unused = list_remarks(outcome, DATASET, INDONESIAN)
    assert "kelurahan itu dan yang tepinya berjarak paling jauh 500 m. Itu anggapan, bukan" in rule
    assert start.startswith("Sebelum skenario ada 2 kelurahan dengan program berjalan; yang belum ada data")
    assert ties.endswith("dengan bobot Kebutuhan.")
    assert doubt.endswith("karena semua datanya berkepastian rendah: Tamanan.")
    assert unused.startswith(f"{50 - len(outcome.steps)} lokasi dalam skenario ini tidak diperlukan")


def test_the_remarks_say_whether_wide_records_count():
    wish = Scenario("pillar", "living", 1)
    left_out = list_remarks(run_scenario(DATASET, wish), DATASET, INDONESIAN)
    assert any(re.search(r"tidak menghitung \d+ data tingkat kota", remark) for remark in left_out)


def test_the_remarks_say_that_wide_records_count(tmp_path):
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    outcome = run_scenario(dataset, Scenario("program", "posko", 1, wide=True))
    said = " ".join(list_remarks(outcome, dataset, ENGLISH))
    assert "This scenario counts 1 city-wide or kecamatan-wide record" in said


def test_a_small_area_is_never_said_as_nothing():
    said = [say_amount(km2, "area", INDONESIAN) for km2 in (0, 0.004, 0.01, 1234.5)]
    assert said == ["0,00 km²", "4.000 m²", "0,01 km²", "1.234,50 km²"]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_sentence_says_that_it_is_of_a_scenario(weighed, language):
    sentences = [
        describe_scenario(weighed, DATASET, language),
        describe_better(weighed, language),
        *list_remarks(weighed, DATASET, language),
        *(say_step(step, weighed, DATASET, language) for step in weighed.steps),
    ]
    assert [sentence for sentence in sentences if not WORD.search(sentence)] == []


# Tables and files


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_row_of_every_table_says_that_it_is_of_a_scenario(weighed, language):
    tables = [
        service_table(weighed, DATASET, language),
        step_table(weighed, DATASET, language),
        curve_table(weighed, language),
    ]
    for table in tables:
        assert all(WORD.search(" ".join(map(str, row))) for row in table.itertuples(index=False))
        assert WORD.search(table.columns[0])
    assert WORD.search(to_csv(tables[0]).decode("utf-8-sig").splitlines()[0])


def test_the_tables_hold_the_figures_of_the_outcome(outcome):
    services = service_table(outcome, DATASET, INDONESIAN)
    assert list(services.columns) == [
        "Skenario", "Kode", "Kelurahan", "Kecamatan", "Sebelum skenario", "Sesudah skenario", "Langkah",
        "Anggapan",
    ]  # fmt: skip
    assert services["Kode"].tolist() == KODES
    assert services["Langkah"].dropna().to_dict() == {step.kode: step.step for step in outcome.steps}
    assert (services["Sesudah skenario"] != "belum terlayani").sum() == 35
    steps = step_table(outcome, DATASET, INDONESIAN)
    assert steps["Menambah (kelurahan)"].tolist() == [10, 6, 4]
    assert steps["Terlayani (kelurahan)"].tolist() == [25, 31, 35]
    assert [len(names.split(" | ")) for names in steps["Baru terlayani"]] == [10, 6, 4]
    curve = curve_table(outcome, INDONESIAN)
    assert curve["Terlayani (kelurahan)"].tolist()[:4] == [15, 25, 31, 35]
    assert curve["Menambah (kelurahan)"].tolist()[1:4] == [10, 6, 4]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_row_of_every_file_says_what_the_scenario_takes_for_granted(weighed, language):
    said = say_assumption(weighed.scenario, language)
    assert "400" in said
    tables = [
        service_table(weighed, DATASET, language),
        step_table(weighed, DATASET, language),
        curve_table(weighed, language),
    ]
    for table in tables:
        assert set(table.iloc[:, -1]) == {said}
    assert said in to_csv(tables[0]).decode("utf-8-sig")
    content = json.loads(scenario_geojson(weighed, DATASET, language))
    assert {feature["properties"]["assumption"] for feature in content["features"]} == {said}
    assert said in content["description"]
    assert said in about_scenario(weighed, DATASET, "", language).iloc[:, 1].tolist()


def test_what_a_site_adds_is_the_same_in_the_curve_as_in_the_steps(weighed):
    curve = curve_table(weighed, INDONESIAN).iloc[:, 3]
    assert curve.tolist()[1 : len(weighed.steps) + 1] == [step.newly for step in weighed.steps]


def test_the_services_have_words_and_change_only_where_the_plan_reaches(outcome):
    assert set(SERVICE) == set(SERVICES)
    before, after = outcome.services(after=False), outcome.services(after=True)
    changed = set(before.index[before != after])
    reached = {kode for step in outcome.steps for kode in step.areas}
    assert reached <= changed
    assert changed - reached <= {step.kode for step in outcome.steps}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_workbook_holds_four_sheets_of_the_scenario_and_runs_nothing(weighed, language):
    hostile = dataclasses.replace(weighed, scenario=dataclasses.replace(weighed.scenario, name=HOSTILE))
    book = openpyxl.load_workbook(io.BytesIO(scenario_workbook(hostile, DATASET, "/skenario", language)))
    assert len(book.sheetnames) == 4
    assert all(WORD.search(title.lower()) for title in book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).endswith(HOSTILE) for cell in cells)


def test_the_sheet_about_the_scenario_repeats_the_whole_wish():
    wish = Scenario("program", "kampung-iva", 2, 300, ("35.71.01.1001",), ("35.71.03.1010",), "area")
    about = about_scenario(run_scenario(DATASET, wish), DATASET, "/skenario?x", INDONESIAN)
    said = dict(about.to_numpy().tolist())
    assert said["Yang direncanakan"] == "Kampung IVA"
    assert said["Wajib masuk"] == "35.71.01.1001 Bandar Lor"
    assert said["Jangan dimasukkan"] == "35.71.03.1010 Ngletih"
    assert said["Yang dimaksimalkan"] == "luas"
    assert said["Tautan tampilan"] == "/skenario?x"
    assert said["Penting"].startswith("Batas kelurahan bersifat indikatif")


def no_constant(text):
    raise AssertionError(text)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_geojson_is_rfc_7946_and_says_what_each_kelurahan_gets(weighed, language):
    content = json.loads(scenario_geojson(weighed, DATASET, language), parse_constant=no_constant)
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    assert WORD.search(content["name"])
    assert WORD.search(content["description"])
    frame = DATASET.areas.frame
    steps = {step.kode: step.step for step in weighed.steps}
    for feature, (kode, row) in zip(content["features"], frame.iterrows(), strict=True):
        assert feature["properties"] == {
            "kode": kode,
            "name": row["name"],
            "served_before": bool(weighed.before[kode]),
            "served_after": bool(weighed.after[kode]),
            "new_site": kode in steps,
            "step": steps.get(kode),
            "scenario": {"id": "skenario", "en": "scenario"}[language.code],
            "assumption": say_assumption(weighed.scenario, language),
        }
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert shape.normalize().equals_exact(row.geometry.normalize(), 1e-7)
        assert all(part.exterior.is_ccw for part in getattr(shape, "geoms", [shape]))


def test_the_name_that_a_visitor_gave_stays_out_of_the_features(outcome):
    named = dataclasses.replace(outcome, scenario=dataclasses.replace(SENYUM, name=HOSTILE))
    content = json.loads(scenario_geojson(named, DATASET, INDONESIAN))
    assert HOSTILE in content["name"]
    assert "191" not in json.dumps([feature["properties"] for feature in content["features"]])
