"""Every file to take away, each declared once: the command `export` and the pages read the same `Format`.

What draws or sets a file is imported when one is made, or every visit would wait for it.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from petaprogram.exports.command_options import (
    add_audience,
    add_kode,
    add_map_options,
    read_kode,
    read_map_options,
    read_material,
)
from petaprogram.exports.file_format import Format, MapView, Material, TableView, Task
from petaprogram.exports.file_names import conditions_in_words, map_subject
from petaprogram.files.regular_file import read_regular
from petaprogram.geography.geojson import MAX_BYTES
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

if TYPE_CHECKING:
    from petaprogram.exports.map_file import MapForm
    from petaprogram.exports.report_form import About
    from petaprogram.gaps.ranking import Ranking
    from petaprogram.scenario.outcome import Outcome


# Documents.


def _make_profile(task: Task, kode: str) -> bytes:
    from petaprogram.exports.pdf.profile_pages import make_profile
    from petaprogram.exports.pdf.survey import Survey

    return make_profile(Survey(task.dataset, task.language, task.day, task.address), kode)


PROFILE: Format[str] = Format(
    label=message("Profil (PDF)"),
    file_name=message("profil"),
    suffix="pdf",
    make=_make_profile,
    name_subject=lambda dataset, _language, kode: (dataset.areas.name_of(kode),),
    command="profile",
    help="profil satu kelurahan (PDF, A4)",
    add_options=add_kode,
    read_options=read_kode,
)


def _make_atlas(task: Task, _what: None) -> bytes:
    from petaprogram.exports.pdf.atlas import make_atlas
    from petaprogram.exports.pdf.survey import Survey

    return make_atlas(Survey(task.dataset, task.language, task.day, task.address), task.progress)


ATLAS: Format[None] = Format(
    label=message("Atlas semua kelurahan (PDF)"),
    file_name=message("atlas"),
    suffix="pdf",
    make=_make_atlas,
    slow=True,
    command="atlas",
    help="profil semua kelurahan dalam satu berkas (PDF)",
)


def _make_summary(task: Task, _what: None) -> bytes:
    from petaprogram.exports.pdf.summary_pages import make_summary
    from petaprogram.exports.pdf.survey import Survey

    return make_summary(Survey(task.dataset, task.language, task.day))


SUMMARY: Format[None] = Format(
    label=message("Ringkasan kota (PDF)"),
    file_name=message("ringkasan"),
    suffix="pdf",
    make=_make_summary,
    slow=True,
    command="summary",
    help="ringkasan kota pada satu halaman (PDF, A4)",
)


def _make_report_form(task: Task, about: About) -> bytes:
    from petaprogram.exports.report_form import make_report_form

    return make_report_form(task.dataset, about, task.language)


REPORT_FORM: Format[About] = Format(
    label=message("Ada yang kurang atau keliru? Laporkan"),
    hint=message("Unduh formulir (XLSX) untuk pengelola data"),
    file_name=message("laporan"),
    suffix="xlsx",
    make=_make_report_form,
)


# The presentation; only the command has its steps at hand.


def _make_offline(task: Task, material: Material) -> bytes:
    from petaprogram.exports.offline.offline_file import build_offline

    return build_offline(material, task.language, task.progress)


OFFLINE: Format[Any] = Format(
    label=message("Versi offline (HTML)"),
    file_name=message("versi offline"),
    suffix="html",
    make=_make_offline,
    slow=True,
    command="html",
    help="semuanya dalam satu berkas yang terbuka tanpa internet (HTML)",
    add_options=add_audience,
    read_options=read_material,
)


def _make_slides(task: Task, material: Material) -> bytes:
    from petaprogram.exports.slides.slide_deck import build_slides

    return build_slides(material, task.language, task.progress)


SLIDES = replace(
    OFFLINE,
    label=message("Slide (PPTX)"),
    file_name=message("paparan"),
    suffix="pptx",
    make=_make_slides,
    command="slides",
    help="paparan sebagai slide (PPTX)",
)


# Maps.


def _make_map(task: Task, what: MapView, *, form: MapForm) -> bytes:
    from petaprogram.exports.map_file import make_map_file

    return make_map_file(
        task.dataset,
        what.shown,
        what.classified,
        task.language,
        selected=what.selected,
        paper=what.paper,
        form=form,
        day=task.day,
    )


def _name_map(dataset: Dataset, language: Language, what: MapView) -> Iterator[str]:
    yield from map_subject(dataset, what.shown, what.classified, language, what.only)
    if what.selected:
        yield dataset.areas.name_of(what.selected)


MAP_PNG: Format[MapView] = Format(
    label=message("Peta (PNG)"),
    file_name="",
    suffix="png",
    make=partial(_make_map, form="png"),
    name_subject=_name_map,
    command="map",
    help="satu peta (PNG 300 dpi, SVG, atau PDF; A4 atau A3)",
    add_options=add_map_options,
    read_options=read_map_options,
)
MAP_SVG = replace(MAP_PNG, label=message("Peta (SVG)"), suffix="svg", make=partial(_make_map, form="svg"))
WALL_MAP = replace(
    MAP_PNG,
    label=message("Peta dinding A3 (PDF)"),
    file_name=message("peta dinding"),
    suffix="pdf",
    make=partial(_make_map, form="pdf"),
)


# Tables.


def _make_table_csv(task: Task, what: TableView) -> bytes:
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(what.table, task.language)


def _make_table_xlsx(task: Task, what: TableView) -> bytes:
    from petaprogram.exports.record_tables import about_table, workbook

    shown, classified = what.map.shown, what.map.classified
    filters = conditions_in_words(task.dataset, shown, classified, task.language, what.map.only)
    about = about_table(task.dataset, what.sentence, task.link, task.language, filters)
    return workbook(task.dataset, what.table, shown.records, about, task.language)


def _name_table(dataset: Dataset, language: Language, what: TableView) -> Iterator[str]:
    return map_subject(dataset, what.map.shown, what.map.classified, language, what.map.only)


TABLE_XLSX: Format[TableView] = Format(
    message("Tabel (XLSX)"), "", "xlsx", _make_table_xlsx, name_subject=_name_table
)
TABLE_CSV = replace(TABLE_XLSX, label=message("Tabel (CSV)"), suffix="csv", make=_make_table_csv)


def _make_ranking_csv(task: Task, ranking: Ranking) -> bytes:
    from petaprogram.exports.ranking_tables import ranking_in_words
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(ranking_in_words(ranking, task.language), task.language)


def _make_ranking_xlsx(task: Task, ranking: Ranking) -> bytes:
    from petaprogram.exports.ranking_tables import ranking_workbook

    return ranking_workbook(ranking, task.dataset, task.link, task.language)


def _name_ranking(dataset: Dataset, language: Language, ranking: Ranking) -> Iterator[str]:
    from petaprogram.exports.ranking_tables import say_target

    yield say_target(ranking, dataset, language)


RANKING_XLSX: Format[Ranking] = Format(
    message("Peringkat (XLSX)"),
    message("peringkat"),
    "xlsx",
    _make_ranking_xlsx,
    name_subject=_name_ranking,
)
RANKING_CSV = replace(RANKING_XLSX, label=message("Peringkat (CSV)"), suffix="csv", make=_make_ranking_csv)


def _make_scenario_csv(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import service_table
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(service_table(outcome, task.dataset, task.language), task.language)


def _make_scenario_xlsx(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import scenario_workbook

    return scenario_workbook(outcome, task.dataset, task.link, task.language)


def _make_scenario_geojson(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import scenario_geojson

    return scenario_geojson(outcome, task.dataset, task.language).encode()


def _make_scenario_pdf(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.pdf.plan_pages import make_plan
    from petaprogram.exports.pdf.survey import Survey

    return make_plan(Survey(task.dataset, task.language, task.day, task.address), outcome, task.link)


def _name_scenario(dataset: Dataset, language: Language, outcome: Outcome) -> Iterator[str]:
    from petaprogram.scenario.sentences import say_subject

    yield say_subject(outcome.scenario, dataset)
    yield language.counted("{count:f} lokasi baru", outcome.scenario.k)


SCENARIO_XLSX: Format[Outcome] = Format(
    message("Skenario (XLSX)"),
    message("skenario"),
    "xlsx",
    _make_scenario_xlsx,
    name_subject=_name_scenario,
)
SCENARIO_CSV = replace(SCENARIO_XLSX, label=message("Skenario (CSV)"), suffix="csv", make=_make_scenario_csv)
SCENARIO_GEOJSON = replace(
    SCENARIO_XLSX, label=message("Skenario (GeoJSON)"), suffix="geojson", make=_make_scenario_geojson
)

PLAN = replace(
    SCENARIO_XLSX, label=message("Rencana satu halaman (PDF)"), suffix="pdf", make=_make_scenario_pdf
)


# The data as they are.


def _make_data(task: Task, _what: None) -> bytes:
    from petaprogram.exports.record_tables import about_table, data_workbook

    title = task.language.say("Semua fakta yang diterbitkan")
    about = about_table(task.dataset, title, task.link, task.language)
    return data_workbook(task.dataset, about, task.language)


DATA: Format[None] = Format(
    label=message("Buku kerja data (XLSX)"),
    file_name=message("semua data"),
    suffix="xlsx",
    make=_make_data,
    hint=message("Program, data, dan sumber"),
)
BOUNDARIES: Format[Path] = Format(
    label=message("Batas kelurahan (GeoJSON)"),
    file_name=message("batas kelurahan"),
    suffix="geojson",
    make=lambda _task, path: read_regular(path, MAX_BYTES),
)

# The command lists them in this order. Of several with one word the first is made where nothing else is said.
FORMATS: tuple[Format[Any], ...] = (
    PROFILE,
    ATLAS,
    SUMMARY,
    REPORT_FORM,
    OFFLINE,
    SLIDES,
    MAP_PNG,
    MAP_SVG,
    WALL_MAP,
    TABLE_XLSX,
    TABLE_CSV,
    RANKING_XLSX,
    RANKING_CSV,
    SCENARIO_XLSX,
    SCENARIO_CSV,
    SCENARIO_GEOJSON,
    PLAN,
    DATA,
    BOUNDARIES,
)
