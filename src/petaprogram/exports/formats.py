"""Every file to take away, each declared once: the command `export` and the pages read the same `Format`.

What draws or sets a file is imported when one is made, or every visit would wait for it.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from petaprogram.exports.command_options import (
    add_kode,
    add_map_options,
    read_kode,
    read_map_options,
    read_material,
)
from petaprogram.exports.file_format import Format, MapView, Material, TableView, Task
from petaprogram.files.regular_file import read_regular
from petaprogram.geography.geojson import MAX_BYTES
from petaprogram.messages.language import message

if TYPE_CHECKING:
    from petaprogram.exports.map_file import MapForm
    from petaprogram.gaps.ranking import Ranking
    from petaprogram.scenario.outcome import Outcome


# Documents.


def _make_profile(task: Task, kode: str) -> bytes:
    from petaprogram.exports.pdf.profile_pages import make_profile
    from petaprogram.exports.pdf.survey import Survey

    return make_profile(Survey(task.dataset, task.language, task.day, task.address), kode)


PROFILE: Format[str] = Format(
    label="PDF",
    file_name="petaprogram-{city}-profil-{what}-{date}{snapshot}",
    suffix="pdf",
    make=_make_profile,
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
    file_name="petaprogram-{city}-atlas-{date}{snapshot}",
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
    file_name="petaprogram-{city}-ringkasan-{date}{snapshot}",
    suffix="pdf",
    make=_make_summary,
    slow=True,
    command="summary",
    help="ringkasan kota pada satu halaman (PDF, A4)",
)


# The presentation; only the command has its steps at hand.


def _make_offline(task: Task, material: Material) -> bytes:
    from petaprogram.exports.offline.offline_file import build_offline

    return build_offline(material, task.language, task.progress)


OFFLINE: Format[Any] = Format(
    label=message("Berkas luring (HTML)"),
    file_name="petaprogram-{city}-luring-{date}{snapshot}",
    suffix="html",
    make=_make_offline,
    slow=True,
    command="html",
    help="semuanya dalam satu berkas yang terbuka tanpa internet (HTML)",
    read_options=read_material,
)


def _make_slides(task: Task, material: Material) -> bytes:
    from petaprogram.exports.slides.slide_deck import build_slides

    return build_slides(material, task.language, task.progress)


SLIDES: Format[Any] = Format(
    label=message("Salindia (PPTX)"),
    file_name="petaprogram-{city}-paparan-{date}{snapshot}",
    suffix="pptx",
    make=_make_slides,
    slow=True,
    command="slides",
    help="paparan sebagai salindia (PPTX)",
    read_options=read_material,
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


MAP_PNG: Format[MapView] = Format(
    label=message("Peta (PNG)"),
    file_name="petaprogram-{city}-peta-{date}{snapshot}",
    suffix="png",
    make=partial(_make_map, form="png"),
    command="map",
    help="satu peta (PNG 300 dpi, SVG, atau PDF; A4 atau A3)",
    add_options=add_map_options,
    read_options=read_map_options,
)
MAP_SVG = replace(MAP_PNG, label=message("Peta (SVG)"), suffix="svg", make=partial(_make_map, form="svg"))
WALL_MAP = replace(
    MAP_PNG,
    label=message("Peta dinding A3 (PDF)"),
    file_name="petaprogram-{city}-peta-{what.paper}-{date}{snapshot}",
    suffix="pdf",
    make=partial(_make_map, form="pdf"),
)


# Tables.


def _make_table_csv(_task: Task, what: TableView) -> bytes:
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(what.table)


def _make_table_xlsx(task: Task, what: TableView) -> bytes:
    from petaprogram.exports.record_tables import about_table, workbook

    about = about_table(task.dataset, what.sentence, task.link, task.language)
    return workbook(what.table, what.records, about, task.language)


TABLE_CSV: Format[TableView] = Format("CSV", "petaprogram-{city}-{date}", "csv", _make_table_csv)
TABLE_XLSX: Format[TableView] = Format("XLSX", "petaprogram-{city}-{date}", "xlsx", _make_table_xlsx)


def _make_ranking_csv(task: Task, ranking: Ranking) -> bytes:
    from petaprogram.exports.ranking_tables import ranking_file
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(ranking_file(ranking, task.language))


def _make_ranking_xlsx(task: Task, ranking: Ranking) -> bytes:
    from petaprogram.exports.ranking_tables import ranking_workbook

    return ranking_workbook(ranking, task.dataset, task.link, task.language)


_RANKING = "petaprogram-{city}-peringkat-{date}"
RANKING_CSV: Format[Ranking] = Format("CSV", _RANKING, "csv", _make_ranking_csv)
RANKING_XLSX: Format[Ranking] = Format("XLSX", _RANKING, "xlsx", _make_ranking_xlsx)


def _make_scenario_csv(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import service_table
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(service_table(outcome, task.dataset, task.language))


def _make_scenario_xlsx(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import scenario_workbook

    return scenario_workbook(outcome, task.dataset, task.link, task.language)


def _make_scenario_geojson(task: Task, outcome: Outcome) -> bytes:
    from petaprogram.exports.scenario_tables import scenario_geojson

    return scenario_geojson(outcome, task.dataset, task.language).encode()


_SCENARIO = "skenario-{city}-{what.scenario.subject}-{what.scenario.k}"
SCENARIO_CSV: Format[Outcome] = Format("CSV", _SCENARIO, "csv", _make_scenario_csv)
SCENARIO_XLSX: Format[Outcome] = Format("XLSX", _SCENARIO, "xlsx", _make_scenario_xlsx)
SCENARIO_GEOJSON: Format[Outcome] = Format("GeoJSON", _SCENARIO, "geojson", _make_scenario_geojson)


# The data as they are.


def _make_data(task: Task, _what: None) -> bytes:
    from petaprogram.exports.record_tables import about_table, data_workbook

    title = task.language.say("Semua fakta yang diterbitkan")
    about = about_table(task.dataset, title, task.link, task.language)
    return data_workbook(task.dataset, about, task.language)


DATA: Format[None] = Format(
    label="XLSX",
    file_name="petaprogram-{city}-{date}",
    suffix="xlsx",
    make=_make_data,
    hint=message("Program, catatan, dan sumber"),
)
BOUNDARIES: Format[Path] = Format(
    label="GeoJSON",
    file_name="petaprogram-{city}-{date}-batas",
    suffix="geojson",
    make=lambda _task, path: read_regular(path, MAX_BYTES),
    hint=message("Batas kelurahan"),
)

# The command lists them in this order. Of several with one word the first is made where nothing else is said.
FORMATS: tuple[Format[Any], ...] = (
    PROFILE,
    ATLAS,
    SUMMARY,
    OFFLINE,
    SLIDES,
    MAP_PNG,
    MAP_SVG,
    WALL_MAP,
    TABLE_CSV,
    TABLE_XLSX,
    RANKING_CSV,
    RANKING_XLSX,
    SCENARIO_CSV,
    SCENARIO_XLSX,
    SCENARIO_GEOJSON,
    DATA,
    BOUNDARIES,
)
