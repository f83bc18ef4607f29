"""The command that plans new sites."""

from __future__ import annotations

import argparse
import json

import pandas as pd

from petaprogram.cli.data import Commands, load_dataset
from petaprogram.cli.options import add_format, add_language
from petaprogram.cli.terminal import WRONG_CALL, print_data, print_line
from petaprogram.exports.scenario_options import add_scenario_options, make_scenario
from petaprogram.exports.spreadsheet import csv_text
from petaprogram.messages.language import Language, language_of
from petaprogram.scenario.objections import ScenarioError
from petaprogram.scenario.outcome import Outcome, run_scenario
from petaprogram.scenario.sentences import describe_better, describe_scenario, say_assumption, say_step
from petaprogram.settings import Settings
from petaprogram.tables.dataset import Dataset


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    scenario = commands.add_parser("scenario", help="skenario: kelurahan mana yang berikutnya")
    add_scenario_options(scenario)
    add_language(scenario)
    add_format(scenario)
    scenario.set_defaults(run=_scenario)


def _scenario(arguments: argparse.Namespace, settings: Settings) -> int:
    dataset = load_dataset(settings)
    language = language_of(arguments.lang)
    try:
        outcome = run_scenario(dataset, make_scenario(arguments))
    except ScenarioError as error:
        for objection in error.objections:
            print_line(f"petaprogram: {objection.say(language)}", error=True)
        return WRONG_CALL
    if not outcome.exact.proven:
        print_line(f"petaprogram: {describe_better(outcome, language)}", error=True)
    if arguments.format == "json":
        print_data(json.dumps(scenario_json(outcome, language), ensure_ascii=False, indent=2) + "\n")
    else:
        print_data(csv_text(_as_table(outcome, dataset, language)))
    return 0


def scenario_json(outcome: Outcome, language: Language) -> dict[str, object]:
    """The figures of a scenario, amounts in the unit of its weight."""
    return {
        "assumption": say_assumption(outcome.scenario, language),
        "served_before": outcome.served_before,
        "greedy": [
            {"step": step.step, "kode": step.kode, "newly": step.newly, "total": step.total}
            for step in outcome.steps
        ],
        "exact": {"total": outcome.exact.total, "kode": list(outcome.exact.kode)},
    }


def _as_table(outcome: Outcome, dataset: Dataset, language: Language) -> pd.DataFrame:
    """One row for the state before, each step and each site of the exact solution, with its sentence."""
    exact = outcome.exact
    rows = [
        ("before", 0, None, None, outcome.served_before, describe_scenario(outcome, dataset, language)),
        *(
            (
                "greedy",
                step.step,
                step.kode,
                step.newly,
                step.total,
                say_step(step, outcome, dataset, language),
            )
            for step in outcome.steps
        ),
        *(
            ("exact", None, kode, None, exact.total, describe_better(outcome, language))
            for kode in exact.kode
        ),
    ]
    table = pd.DataFrame(rows, columns=["part", "step", "kode", "newly", "total", "sentence"], dtype=object)
    table.insert(0, "scenario", language.say("skenario"))
    table["assumption"] = say_assumption(outcome.scenario, language)
    areas = dataset.areas.frame
    table.insert(4, "name", table["kode"].map(areas["name"]))
    table.insert(5, "kecamatan", table["kode"].map(areas["kecamatan"]))
    return table
