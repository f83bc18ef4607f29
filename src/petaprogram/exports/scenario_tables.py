"""A scenario to take away: tables, a workbook and GeoJSON, each saying in every row that it is a scenario."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from petaprogram.exports.record_tables import about_table
from petaprogram.exports.spreadsheet import LIST_SIGN, to_xlsx
from petaprogram.gaps.weights import say_weights
from petaprogram.geography.geojson import format_features
from petaprogram.geography.mending import DECIMALS
from petaprogram.messages.language import Language
from petaprogram.scenario.outcome import Outcome
from petaprogram.scenario.sentences import (
    SERVICE,
    UNIT_LABELS,
    WEIGHT_LABELS,
    describe_better,
    describe_scenario,
    list_remarks,
    name_sites,
    say_assumption,
    say_rule,
    say_step,
    say_subject,
    say_title,
)
from petaprogram.tables.dataset import Dataset


def service_table(outcome: Outcome, dataset: Dataset, language: Language) -> pd.DataFrame:
    """List every kelurahan with what the scenario does to it.

    Returns
    -------
    DataFrame
        Index kode, all kelurahan: scenario, code, name, kecamatan, service before and after in words, and the
        step that gives it a new site (missing where none does). Columns in words too.
    """
    say, areas = language.say, dataset.areas.frame
    words = {service: say(message) for service, message in SERVICE.items()}
    return pd.DataFrame(
        {
            say("Skenario"): say_title(outcome.scenario, language),
            say("Kode"): areas.index,
            say("Kelurahan"): areas["name"],
            say("Kecamatan"): areas["kecamatan"],
            say("Sebelum skenario"): outcome.services(after=False).map(words),
            say("Sesudah skenario"): outcome.services(after=True).map(words),
            say("Langkah"): outcome.step,
            say("Anggapan"): say_assumption(outcome.scenario, language),
        },
        index=areas.index,
    )


def step_table(outcome: Outcome, dataset: Dataset, language: Language) -> pd.DataFrame:
    """List the steps of the plan, one row each: what it adds, the kelurahan newly served, its sentence."""
    say, name = language.say, dataset.areas.frame["name"]
    unit = say(UNIT_LABELS[outcome.scenario.weight])
    steps = outcome.steps
    return pd.DataFrame(
        {
            say("Skenario"): say_title(outcome.scenario, language),
            say("Langkah"): [step.step for step in steps],
            say("Kode"): [step.kode for step in steps],
            say("Kelurahan"): [name[step.kode] for step in steps],
            say("Kecamatan"): [dataset.areas.frame.at[step.kode, "kecamatan"] for step in steps],
            say("Menambah ({unit})", unit=unit): [step.newly for step in steps],
            say("Terlayani ({unit})", unit=unit): [step.total for step in steps],
            say("Baru terlayani"): [LIST_SIGN.join(name[list(step.areas)]) for step in steps],
            say("Penjelasan"): [say_step(step, outcome, dataset, language) for step in steps],
            say("Anggapan"): say_assumption(outcome.scenario, language),
        }
    )


def curve_table(outcome: Outcome, language: Language) -> pd.DataFrame:
    """List what is served with 0, 1, 2 ... new sites (see `Outcome.curve`), and what each one adds."""
    say = language.say
    unit = say(UNIT_LABELS[outcome.scenario.weight])
    return pd.DataFrame(
        {
            say("Skenario"): say_title(outcome.scenario, language),
            say("Lokasi baru"): outcome.curve.index,
            say("Terlayani ({unit})", unit=unit): outcome.curve,
            say("Menambah ({unit})", unit=unit): outcome.curve.diff().round(6).convert_dtypes(),
            say("Anggapan"): say_assumption(outcome.scenario, language),
        }
    )


def about_scenario(outcome: Outcome, dataset: Dataset, link: str, language: Language) -> pd.DataFrame:
    """Say what was wished, what came out and what was taken for granted; then what every download says."""
    say, scenario = language.say, outcome.scenario

    def names(codes: tuple[str, ...]) -> str:
        return LIST_SIGN.join(f"{kode} {dataset.areas.name_of(kode)}" for kode in sorted(set(codes))) or "-"

    rows = [
        (say("Skenario"), say_title(scenario, language)),
        (say("Yang direncanakan"), say_subject(scenario, dataset)),
        (say("Lokasi baru"), language.number(scenario.k)),
        (say("Sebuah lokasi melayani"), say_rule(scenario.rule, language)),
        (say("Yang dimaksimalkan"), say(WEIGHT_LABELS[scenario.weight])),
        (say("Wajib masuk"), names(scenario.locked)),
        (say("Jangan dimasukkan"), names(scenario.excluded)),
        (say("Bobot prioritas kunjungan"), say_weights(scenario.weights, language)),
        (say("Rencana yang lebih baik"), describe_better(outcome, language)),
        *(
            [(say("Lokasi rencana yang lebih baik"), name_sites(outcome, dataset, language))]
            if outcome.more > 0
            else []
        ),
        *((say("Perlu diketahui"), remark) for remark in list_remarks(outcome, dataset, language)),
    ]
    about = about_table(dataset, describe_scenario(outcome, dataset, language), link, language)
    return pd.concat([pd.DataFrame(rows, columns=about.columns), about], ignore_index=True)


def scenario_workbook(outcome: Outcome, dataset: Dataset, link: str, language: Language) -> bytes:
    """Put the tables of a scenario into one XLSX file."""
    say = language.say
    return to_xlsx(
        {
            say("Skenario"): service_table(outcome, dataset, language),
            say("Langkah skenario"): step_table(outcome, dataset, language),
            say("Kurva skenario"): curve_table(outcome, language),
            say("Tentang skenario"): about_scenario(outcome, dataset, link, language),
        }
    )


def scenario_geojson(outcome: Outcome, dataset: Dataset, language: Language) -> str:
    """Write every kelurahan with its service as GeoJSON (RFC 7946, EPSG:4326).

    The properties are `kode`, `name`, `served_before`, `served_after`, `new_site` (true or false), `step` (a
    number or null), `scenario`, which holds only that word, and `assumption`, since a layer outlives the name
    of its file. The name that a visitor gave the scenario stands beside the features, not in them.
    """
    properties = {
        "name": dataset.areas.frame["name"],
        "served_before": outcome.before,
        "served_after": outcome.after,
        "new_site": outcome.step.notna(),
        "step": outcome.step.astype(object).where(outcome.step.notna(), None),
        "scenario": language.say("skenario"),
        "assumption": say_assumption(outcome.scenario, language),
    }
    frame = gpd.GeoDataFrame(properties, geometry=dataset.areas.frame.geometry)
    members = {
        "name": say_title(outcome.scenario, language),
        "description": " ".join(
            [
                describe_scenario(outcome, dataset, language),
                *list_remarks(outcome, dataset, language),
                language.say("Batas kelurahan bersifat indikatif; bukan acuan hukum batas wilayah."),
            ]
        ),
    }
    return format_features(frame, DECIMALS, list(properties), members)
