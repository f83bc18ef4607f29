"""What the page about scenarios shows: sentence, maps before and after, steps, check, curve, files."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from petaprogram.exports.formats import SCENARIO_CSV, SCENARIO_GEOJSON, SCENARIO_XLSX
from petaprogram.maps.classes import Classified
from petaprogram.maps.curve import curve_svg
from petaprogram.maps.legend import legend
from petaprogram.maps.service_classes import classify_services
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import svg_map
from petaprogram.measures.population import make_population
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.objections import Objection, ScenarioError
from petaprogram.scenario.outcome import Outcome, find_start, run_scenario
from petaprogram.scenario.sentences import (
    UNIT_LABELS,
    describe_exact,
    describe_scenario,
    list_remarks,
    say_amount,
    say_step,
    say_title,
)
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import number_button, show
from petaprogram.web.parts.downloads import offer
from petaprogram.web.server.computed_once import computed_once
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

_MAP_WIDTH = 460


@computed_once
def solve(dataset: Dataset, scenario: Scenario) -> Outcome | tuple[Objection, ...]:
    """Compute a scenario once; the reasons where it cannot be planned."""
    try:
        return run_scenario(dataset, scenario, make_population(dataset).people)
    except ScenarioError as error:
        return error.objections


def show_objections(scenario: Scenario, objections: tuple[Objection, ...]) -> None:
    """Say why there is nothing to show."""
    language = current()
    show(
        "skenario/refused.html",
        title=say_title(scenario, language),
        reasons=[one.say(language) for one in objections],
    )


def show_outcome_sentence(dataset: Dataset, outcome: Outcome) -> None:
    """Say what the scenario comes to, what it takes for granted, and on which records it stands."""
    language = current()
    show(
        "parts/sentence.html",
        head=describe_scenario(outcome, dataset, language),
        places="",
        remarks=list_remarks(outcome, dataset, language),
    )
    records = find_start(dataset, outcome.scenario).records
    running = records[records["status"] == "running"]
    with st.container(key="kalimat"):
        label = language.counted("Lihat {count:f} catatan yang berjalan hari ini", len(running))
        number_button(label, running, "skenario")


def show_maps(dataset: Dataset, outcome: Outcome) -> None:
    """Show the city before and after, side by side on one scale, and one legend for both."""
    language, areas = current(), dataset.areas
    before, after = (classify_services(outcome, after=when) for when in (False, True))
    numbers = {step.kode: step.step for step in outcome.steps}
    made = legend(after, language)
    counts = [item.areas for item in before.classes]
    show(
        "skenario/maps.html",
        before=_map(svg_uri(svg_map(areas, before, width=_MAP_WIDTH)), before),
        after=_map(svg_uri(svg_map(areas, after, width=_MAP_WIDTH, numbers=numbers)), after),
        rows=[
            {"swatch": row.swatch_uri, "label": row.label, "before": earlier, "after": row.areas}
            for row, earlier in zip(made.rows, counts, strict=True)
        ],
        doubtful=made.doubtful and {"swatch": made.doubtful.swatch_uri, "areas": made.doubtful.areas},
    )


def show_steps(dataset: Dataset, outcome: Outcome) -> None:
    """List the steps, and how the plan compares with the best there is."""
    language = current()
    show(
        "skenario/steps.html",
        steps=[
            {
                "step": step.step,
                "sentence": say_step(step, outcome, dataset, language),
                "address": addresses.address("profil", {"kode": step.kode}),
                "name": dataset.areas.name_of(step.kode),
                "areas": language.listing([dataset.areas.name_of(kode) for kode in step.areas], limit=60),
            }
            for step in outcome.steps
        ],
        exact=describe_exact(outcome, dataset, language),
        agrees=outcome.agrees,
    )


def show_curve(outcome: Outcome) -> None:
    """Show what each further site would add."""
    language, weight, curve = current(), outcome.scenario.weight, outcome.curve
    # Beyond the last gain the curve is level: a few more show that it is.
    last = min(len(curve) - 1, int(curve.argmax()) + 2)
    shown = curve.iloc[: last + 1]
    chosen = len(outcome.steps)
    text = language.say(
        "Dengan {most:f} lokasi baru skenario ini mencapai {amount}; "
        "lebih banyak lokasi tidak menambah lagi.",
        most=int(curve.argmax()),
        amount=say_amount(curve.max(), weight, language),
    )
    decimals = 2 if weight == "area" else 0
    show(
        "skenario/curve.html",
        text=text,
        unit=language.say(UNIT_LABELS[weight]),
        curve=svg_uri(curve_svg(list(shown), chosen, outcome.whole)),
        alt=language.say(
            "Kurva: {before} tanpa lokasi baru, {chosen} dengan {k:f}. {text}",
            before=say_amount(curve.iloc[0], weight, language),
            chosen=say_amount(curve.iloc[chosen], weight, language),
            k=chosen,
            text=text,
        ),
        rows=[
            {
                "sites": int(sites),
                "served": language.number(amount, decimals),
                "added": language.number(added, decimals) if pd.notna(added) else "",
                "chosen": sites == chosen,
            }
            for sites, amount, added in zip(shown.index, shown, shown.diff(), strict=True)
        ],
    )


def show_files(dataset: Dataset, outcome: Outcome) -> None:
    """Offer the scenario as files."""
    for form in (SCENARIO_XLSX, SCENARIO_CSV, SCENARIO_GEOJSON):
        offer(dataset, form, outcome)


def _map(uri: str, classified: Classified) -> Mapping[str, str]:
    say = current().say
    words = "; ".join(f"{say(item.label)}: {item.areas}" for item in classified.classes if item.areas)
    return {"uri": uri, "words": words}
