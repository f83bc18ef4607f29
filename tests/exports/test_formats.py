"""What can be taken away: each format has its name, its type, and a word of the command or a page."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from petaprogram.exports import formats
from petaprogram.exports.file_format import MIME, Format, ListView, MapView, TableView
from petaprogram.exports.file_names import MAX_STEM, file_stem
from petaprogram.exports.formats import FORMATS
from petaprogram.exports.report_form import About
from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.weights import DEFAULT
from petaprogram.maps.classes import classify
from petaprogram.measures.filters import Filters
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.population import make_population
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.scenario.link import read_link
from tests.support.editions import first_edition
from tests.support.real import real_dataset

DATASET = real_dataset()
MONTH = f"{DATASET.site.data_date:%Y-%m}"
HOSTILE = json.loads((Path(__file__).parents[1] / "hostile" / "filenames.json").read_text("utf-8"))
SHOWN = make_map(DATASET, Theme("pillar", "environment", Filters(statuses=("running",))))
MAP = MapView(SHOWN, classify(SHOWN), None)
TABLE = TableView(pd.DataFrame(), MAP, "")
RANKING = rank_areas(measure_needs(DATASET, Target("pillar", "living"), make_population(DATASET)), DEFAULT)
SCENARIO = SimpleNamespace(scenario=read_link({"untuk": ["pilar:living"], "lokasi": ["5"]}, DATASET)[0])
LIST = ListView("daftar program", "", pd.DataFrame, filters=("mitra Bank Indonesia",))
CHANGES = compare(first_edition(), Moment(DATASET))
DAYS = compare(*(Moment(DATASET, day=dt.date(year, 1, 1)) for year in (2020, 2021)))
NAMES = {
    "PROFILE": ("35.71.02.1016", f"kediri-profil-pocanan-{MONTH}-asesmen.pdf"),
    "ATLAS": (None, f"kediri-atlas-{MONTH}-asesmen.pdf"),
    "SUMMARY": (None, f"kediri-ringkasan-{MONTH}-asesmen.pdf"),
    "OFFLINE": (None, f"kediri-versi-offline-{MONTH}-asesmen.html"),
    "SLIDES": (None, f"kediri-paparan-{MONTH}-asesmen.pptx"),
    "MAP_PNG": (MAP, f"kediri-smart-environment-status-tercatat-berjalan-{MONTH}-asesmen.png"),
    "MAP_SVG": (
        MAP._replace(selected="35.71.02.1016"),
        f"kediri-smart-environment-status-tercatat-berjalan-pocanan-{MONTH}-asesmen.svg",
    ),
    "WALL_MAP": (MAP, f"kediri-peta-dinding-smart-environment-status-tercatat-berjalan-{MONTH}-asesmen.pdf"),
    "TABLE_XLSX": (TABLE, f"kediri-smart-environment-status-tercatat-berjalan-{MONTH}-asesmen.xlsx"),
    "TABLE_CSV": (
        TABLE._replace(map=MAP._replace(only="running")),
        f"kediri-smart-environment-status-tercatat-berjalan-hanya-tercatat-berjalan-{MONTH}-asesmen.csv",
    ),
    "LIST_XLSX": (LIST, f"kediri-daftar-program-mitra-bank-indonesia-{MONTH}-asesmen.xlsx"),
    "LIST_CSV": (LIST, f"kediri-daftar-program-mitra-bank-indonesia-{MONTH}-asesmen.csv"),
    "RANKING_XLSX": (RANKING, f"kediri-peringkat-smart-living-{MONTH}-asesmen.xlsx"),
    "RANKING_CSV": (RANKING, f"kediri-peringkat-smart-living-{MONTH}-asesmen.csv"),
    "SCENARIO_XLSX": (SCENARIO, f"kediri-skenario-smart-living-5-lokasi-baru-{MONTH}-asesmen.xlsx"),
    "SCENARIO_CSV": (SCENARIO, f"kediri-skenario-smart-living-5-lokasi-baru-{MONTH}-asesmen.csv"),
    "SCENARIO_GEOJSON": (SCENARIO, f"kediri-skenario-smart-living-5-lokasi-baru-{MONTH}-asesmen.geojson"),
    "PLAN": (SCENARIO, f"kediri-skenario-smart-living-5-lokasi-baru-{MONTH}-asesmen.pdf"),
    "CHANGES_XLSX": (CHANGES, f"kediri-perubahan-sejak-asesmen-2026-{MONTH}-asesmen.xlsx"),
    "CHANGES_CSV": (DAYS, f"kediri-perubahan-sejak-2020-01-01-sampai-2021-01-01-{MONTH}-asesmen.csv"),
    "YEARS_PDF": ("living", f"kediri-peta-menurut-tahun-smart-living-{MONTH}-asesmen.pdf"),
    "DATA": (None, f"kediri-semua-data-{MONTH}-asesmen.xlsx"),
    "REPORT_FORM": (About(), f"kediri-laporan-{MONTH}-asesmen.xlsx"),
    "BOUNDARIES": (Path("geo"), f"kediri-batas-kelurahan-{MONTH}-asesmen.geojson"),
}


def test_every_format_is_in_the_list_once() -> None:
    declared = {name: one for name, one in vars(formats).items() if isinstance(one, Format)}
    assert set(NAMES) == set(declared)
    assert len(FORMATS) == len(declared)
    assert all(one in FORMATS for one in declared.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_by_city_subject_filters_month_and_snapshot(name: str) -> None:
    what, expected = NAMES[name]
    assert getattr(formats, name).name_file(DATASET, what, INDONESIAN, "asesmen") == expected


def test_a_file_of_today_names_no_snapshot() -> None:
    assert formats.ATLAS.name_file(DATASET, None, INDONESIAN) == f"kediri-atlas-{MONTH}.pdf"


def test_a_name_is_in_the_language_of_its_page() -> None:
    assert formats.SUMMARY.name_file(DATASET, None, ENGLISH) == f"kediri-summary-{MONTH}.pdf"


@pytest.mark.parametrize("text", [*HOSTILE, "CON", "nul", "LPT9", "", "\u0634\u0647\u0631", "\ud800"])
def test_no_text_gets_a_letter_into_a_name_that_a_disk_refuses(text: str) -> None:
    for parts in ((text, "", ""), ("", text, ""), ("", "", text), (text, text, text)):
        stem = file_stem(*parts)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem)
        assert len(stem) <= MAX_STEM
        assert not re.fullmatch(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", stem)


def test_two_long_subjects_that_begin_alike_have_different_names() -> None:
    one, other = (file_stem("Kediri", f"{'mitra Bank Indonesia, ' * 12}{end}", "2026-11") for end in "ab")
    assert one != other
    assert len(one) == len(other) <= MAX_STEM
    assert one.startswith("kediri-mitra-bank-indonesia-")
    assert one.endswith("-2026-11")


@pytest.mark.parametrize("form", FORMATS, ids=NAMES)
def test_a_format_has_a_type_and_a_button_in_both_languages(form: Format) -> None:
    assert form.mime == MIME[form.suffix]
    assert all(language.say(form.label) for language in LANGUAGES)


@pytest.mark.parametrize("form", [form for form in FORMATS if form.slow], ids=lambda form: form.command)
def test_a_page_can_run_the_command_of_a_slow_format_without_options(form: Format) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    form.add_options(parser)
    assert form.command
    # What a visitor saves is for everybody.
    assert vars(parser.parse_args([])) in ({}, {"audience": "public"})


def test_a_visit_waits_for_nothing_that_only_makes_files() -> None:
    makers = "{'typst', 'pptx', 'matplotlib', 'openpyxl', 'xlsxwriter', 'fontTools', 'segno', 'scipy'}"
    code = f"import sys, petaprogram.exports.formats; print({makers} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
