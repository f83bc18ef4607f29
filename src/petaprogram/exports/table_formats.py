"""Files that are tables: of a map, of a list, of a ranking, of a scenario; a scenario is a page to print too.

As in `formats`, what makes a file is imported when one is made.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from petaprogram.exports.file_format import Format, ListView, TableView, Task
from petaprogram.exports.file_names import conditions_in_words, map_subject
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

if TYPE_CHECKING:
    from petaprogram.gaps.ranking import Ranking
    from petaprogram.scenario.outcome import Outcome


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


def _make_list_xlsx(task: Task, what: ListView) -> bytes:
    from petaprogram.exports.list_tables import list_workbook

    return list_workbook(task.dataset, what, task.link, task.language)


def _make_list_csv(task: Task, what: ListView) -> bytes:
    from petaprogram.exports.spreadsheet import to_csv

    return to_csv(what.make_table(), task.language)


LIST_XLSX: Format[ListView] = Format(
    message("Tabel (XLSX)"),
    "",
    "xlsx",
    _make_list_xlsx,
    name_subject=lambda _dataset, _language, what: (what.name, *what.filters),
)
LIST_CSV = replace(LIST_XLSX, label=message("Tabel (CSV)"), suffix="csv", make=_make_list_csv)


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


def _make_years_pdf(task: Task, pillar: str | None) -> bytes:
    from petaprogram.exports.pdf.survey import Survey
    from petaprogram.exports.pdf.year_page import make_years

    return make_years(Survey(task.dataset, task.language, task.day, task.address), pillar, task.link)


def _name_pillar(dataset: Dataset, _language: Language, pillar: str | None) -> Iterator[str]:
    if pillar is not None:
        yield str(dataset.pillars.at[pillar, "name"])


YEARS_PDF: Format[str | None] = Format(
    message("Peta menurut tahun (PDF)"),
    message("peta menurut tahun"),
    "pdf",
    _make_years_pdf,
    hint=message("Satu halaman A4: satu peta kecil untuk setiap tahun"),
    name_subject=_name_pillar,
)
