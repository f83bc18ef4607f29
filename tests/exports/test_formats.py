"""What can be taken away: each format has its name, its type, and a word of the command or a page."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from petaprogram.exports import formats
from petaprogram.exports.file_format import MIME, Format
from petaprogram.exports.formats import FORMATS
from petaprogram.messages.language import LANGUAGES
from tests.support.real import real_dataset

DATE = str(real_dataset().site.data_date)
SCENARIO = SimpleNamespace(scenario=SimpleNamespace(subject="living", k=5))
NAMES = {
    "PROFILE": ("35.71.02.1016", f"petaprogram-35.71-profil-35.71.02.1016-{DATE}-asesmen.pdf"),
    "ATLAS": (None, f"petaprogram-35.71-atlas-{DATE}-asesmen.pdf"),
    "SUMMARY": (None, f"petaprogram-35.71-ringkasan-{DATE}-asesmen.pdf"),
    "OFFLINE": (None, f"petaprogram-35.71-luring-{DATE}-asesmen.html"),
    "SLIDES": (None, f"petaprogram-35.71-paparan-{DATE}-asesmen.pptx"),
    "MAP_PNG": (None, f"petaprogram-35.71-peta-{DATE}-asesmen.png"),
    "MAP_SVG": (None, f"petaprogram-35.71-peta-{DATE}-asesmen.svg"),
    "WALL_MAP": (SimpleNamespace(paper="a3"), f"petaprogram-35.71-peta-a3-{DATE}-asesmen.pdf"),
    "TABLE_CSV": (None, f"petaprogram-35.71-{DATE}.csv"),
    "TABLE_XLSX": (None, f"petaprogram-35.71-{DATE}.xlsx"),
    "RANKING_CSV": (None, f"petaprogram-35.71-peringkat-{DATE}.csv"),
    "RANKING_XLSX": (None, f"petaprogram-35.71-peringkat-{DATE}.xlsx"),
    "SCENARIO_CSV": (SCENARIO, "skenario-35.71-living-5.csv"),
    "SCENARIO_XLSX": (SCENARIO, "skenario-35.71-living-5.xlsx"),
    "SCENARIO_GEOJSON": (SCENARIO, "skenario-35.71-living-5.geojson"),
    "DATA": (None, f"petaprogram-35.71-{DATE}.xlsx"),
    "REPORT_FORM": (None, f"petaprogram-35.71-laporan-{DATE}-asesmen.xlsx"),
    "BOUNDARIES": (Path("geo"), f"petaprogram-35.71-{DATE}-batas.geojson"),
}


def test_every_format_is_in_the_list_once() -> None:
    declared = {name: one for name, one in vars(formats).items() if isinstance(one, Format)}
    assert set(NAMES) == set(declared)
    assert len(FORMATS) == len(declared)
    assert all(one in FORMATS for one in declared.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_by_city_subject_day_and_snapshot(name: str) -> None:
    what, expected = NAMES[name]
    assert getattr(formats, name).name_file(real_dataset(), what, "asesmen") == expected


def test_a_file_of_today_names_no_snapshot() -> None:
    assert formats.ATLAS.name_file(real_dataset(), None) == f"petaprogram-35.71-atlas-{DATE}.pdf"


@pytest.mark.parametrize("form", FORMATS, ids=NAMES)
def test_a_format_has_a_type_and_a_button_in_both_languages(form: Format) -> None:
    assert form.mime == MIME[form.suffix]
    assert all(language.say(form.label) for language in LANGUAGES)


@pytest.mark.parametrize("form", [form for form in FORMATS if form.slow], ids=lambda form: form.command)
def test_a_page_can_run_the_command_of_a_slow_format_without_options(form: Format) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    form.add_options(parser)
    assert form.command
    assert vars(parser.parse_args([])) == {}


def test_a_visit_waits_for_nothing_that_only_makes_files() -> None:
    makers = "{'typst', 'pptx', 'matplotlib', 'openpyxl', 'xlsxwriter', 'fontTools', 'segno', 'scipy'}"
    code = f"import sys, petaprogram.exports.formats; print({makers} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
