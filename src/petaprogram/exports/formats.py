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

from petaprogram.exports.change_formats import CHANGES_CSV, CHANGES_XLSX
from petaprogram.exports.command_options import (
    add_audience,
    add_kode,
    add_map_options,
    read_kode,
    read_map_options,
    read_material,
)
from petaprogram.exports.file_format import Format, MapView, Material, Task
from petaprogram.exports.file_names import map_subject
from petaprogram.exports.table_formats import (
    LIST_CSV,
    LIST_XLSX,
    PLAN,
    RANKING_CSV,
    RANKING_XLSX,
    SCENARIO_CSV,
    SCENARIO_GEOJSON,
    SCENARIO_XLSX,
    TABLE_CSV,
    TABLE_XLSX,
    YEARS_PDF,
)
from petaprogram.files.regular_file import read_regular
from petaprogram.geography.geojson import MAX_BYTES
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

if TYPE_CHECKING:
    from petaprogram.exports.map_file import MapForm
    from petaprogram.exports.report_form import About


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

    return build_offline(material, task.language, task.progress, task.address)


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
    LIST_XLSX,
    LIST_CSV,
    RANKING_XLSX,
    RANKING_CSV,
    SCENARIO_XLSX,
    SCENARIO_CSV,
    SCENARIO_GEOJSON,
    PLAN,
    CHANGES_XLSX,
    CHANGES_CSV,
    YEARS_PDF,
    DATA,
    BOUNDARIES,
)
