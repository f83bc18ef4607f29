"""What the page about scenarios shows beside its maps: sentence, better plan, steps, curve, files."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from petaprogram.exports.table_formats import PLAN, SCENARIO_CSV, SCENARIO_GEOJSON, SCENARIO_XLSX
from petaprogram.gaps.link import GapsView, write_link
from petaprogram.maps.curve import curve_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.measures.population import make_population
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.objections import Objection, ScenarioError
from petaprogram.scenario.outcome import Outcome, find_start, run_scenario
from petaprogram.scenario.sentences import (
    UNIT_LABELS,
    describe_better,
    describe_scenario,
    list_remarks,
    name_sites,
    say_amount,
    say_step,
    say_subject,
    say_title,
)
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import literal, number_button, show
from petaprogram.web.parts.downloads import offer
from petaprogram.web.server.computed_once import computed_once
from petaprogram.web.skenario import scenario_controls
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


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
    label = language.counted("Lihat {count:f} data yang berjalan hari ini", len(running))
    number_button(label, lambda: running, "kalimat")


def show_better(dataset: Dataset, outcome: Outcome) -> None:
    """Say whether there is a better plan; a button takes it, and another goes back."""
    language, say = current(), current().say
    with st.container(key="s-lebih-baik", horizontal=True, vertical_alignment="center"):
        show(
            "skenario/better.html",
            text=describe_better(outcome, language),
            sites=name_sites(outcome, dataset, language) if outcome.more > 0 else "",
            more=outcome.more > 0,
        )
        if outcome.more > 0:
            label = say("Kembali ke rencana bertahap") if outcome.uses_better else say("Pakai rencana ini")
            st.button(
                label,
                key="s-pakai",
                on_click=scenario_controls.use_better,
                args=(not outcome.uses_better,),
            )


def show_way_to_ranking(dataset: Dataset, scenario: Scenario) -> None:
    """Offer the ranking of the same pillar or program, under the same weights, at the last must."""
    view = GapsView(
        section="peringkat",
        pillar=scenario.subject if scenario.kind == "pillar" else None,
        program=scenario.subject if scenario.kind == "program" else None,
        selected=scenario.locked[-1] if scenario.locked else None,
        weights=scenario.weights,
    )
    label = current().say("Prioritas kunjungan: {subject}", subject=say_subject(scenario, dataset))
    with st.container(key="s-peringkat"):
        addresses.link(literal(label), "kesenjangan", **write_link(view))


def show_steps(dataset: Dataset, outcome: Outcome) -> None:
    """List the steps of the plan."""
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
    )


def show_curve(outcome: Outcome) -> None:
    """Show what each further site would add."""
    language, weight, curve = current(), outcome.scenario.weight, outcome.curve
    # Beyond the last gain the curve is level: a few more show that it is.
    last = min(len(curve) - 1, int(curve.argmax()) + 2)
    shown = curve.iloc[: last + 1]
    # With the better plan, the curve stays that of the plan in steps.
    chosen = min(outcome.scenario.k, int(curve.argmax())) if outcome.uses_better else len(outcome.steps)
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
    for form in (PLAN, SCENARIO_XLSX, SCENARIO_CSV, SCENARIO_GEOJSON):
        offer(dataset, form, outcome)
