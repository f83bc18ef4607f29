"""The plan of a scenario on one page: both maps, the steps, and what it takes for granted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from petaprogram.exports.pdf.pictures import make_picture
from petaprogram.exports.pdf.profile_pages import profile_words
from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.exports.qr_code import qr_content
from petaprogram.maps.classes import Classified
from petaprogram.maps.legend import legend, say_counts
from petaprogram.maps.paper.drawing import FRAME_WIDTH, draw
from petaprogram.maps.paper.map_frame import MapFrame
from petaprogram.maps.paper.sheet import map_frame_of
from petaprogram.maps.paper.strokes import SCALE_HEIGHT, map_marks, scale_marks
from petaprogram.maps.service_classes import classify_services
from petaprogram.scenario.outcome import Outcome
from petaprogram.scenario.sentences import (
    WEIGHT_LABELS,
    describe_better,
    describe_scenario,
    list_remarks,
    name_sites,
    say_rule,
    say_step,
    say_subject,
    say_title,
)

# Two maps beside each other, in mm; names in points.
MAP_WIDTH, MAP_HEIGHT, NAME_SIZE = 88.0, 78.0, 6.0
SCALE_WIDTH = 60.0
# The circle that has the number of a step, in pixels of the screen.
STEP_RADIUS = 8.0


def make_plan(survey: Survey, outcome: Outcome, link: str = "") -> bytes:
    """Set the plan of a scenario as PDF; `link` opens it in the app, "" where nothing does."""
    content = plan_content(survey, outcome, link)
    return typeset(
        "planpage.typ",
        {"plan": content, "words": plan_words(survey)},
        title=content["title"],
        subject=content["sentence"],
        language=survey.language,
        day=survey.day,
    )


def plan_words(survey: Survey) -> dict[str, str]:
    """Say the words of the page."""
    say = survey.language.say
    return {
        **profile_words(survey),
        "before": say("Sebelum skenario"),
        "after": say("Sesudah skenario"),
        "steps": say("Langkah skenario"),
        "better": say("Rencana yang lebih baik"),
        "remarks": say("Perlu diketahui"),
        "live": say("Skenario ini di PetaProgram"),
        "no_steps": say("Skenario ini tidak memerlukan lokasi baru."),
    }


def plan_content(survey: Survey, outcome: Outcome, link: str) -> Content:
    """Gather what the page shows."""
    dataset, language = survey.dataset, survey.language
    say, scenario = language.say, outcome.scenario
    before, after = (classify_services(outcome, after=when) for when in (False, True))
    made = legend(after, language)

    def names(codes: tuple[str, ...]) -> str:
        return language.listing([dataset.areas.name_of(kode) for kode in sorted(set(codes))], limit=60)

    wish = [
        (say("Sebuah lokasi melayani"), say_rule(scenario.rule, language)),
        (say("Yang dimaksimalkan"), say(WEIGHT_LABELS[scenario.weight])),
        (say("Wajib masuk"), names(scenario.locked)),
        (say("Jangan dimasukkan"), names(scenario.excluded)),
    ]
    return {
        "title": say_title(scenario, language),
        "overline": say(
            "{city}: rencana lokasi baru {subject}",
            city=dataset.areas.city,
            subject=say_subject(scenario, dataset),
        ),
        "heading": say_title(scenario, language),
        "kode": dataset.areas.city_kode,
        "sentence": describe_scenario(outcome, dataset, language),
        "wish": [{"name": name, "value": value} for name, value in wish if value],
        "qr": qr_content(link) if link else None,
        "before": _picture(survey, before, outcome.running),
        "after": _picture(survey, _numbered(after, outcome), outcome.running | outcome.step.notna()),
        "legend_title": made.title,
        "legend": [
            {
                "swatch": row.swatch,
                "label": row.label,
                "before": language.number(was.areas),
                "after": language.number(row.areas),
            }
            for row, was in zip(made.rows, before.classes, strict=True)
            if row.areas or was.areas
        ],
        "scale": make_picture(
            scale_marks(_frame(survey), language, 0.0, 0.0, SCALE_WIDTH, 0.9),
            width=SCALE_WIDTH,
            height=0.9 * SCALE_HEIGHT,
            alt=say("Skala 1 : {scale:f}; utara di atas", scale=_frame(survey).scale),
        ),
        "steps": [
            {
                "number": language.number(step.step),
                "sentence": say_step(step, outcome, dataset, language),
                # A site that serves nothing but its own kelurahan is named by the sentence already.
                "areas": names(step.areas) if set(step.areas) != {step.kode} else "",
            }
            for step in outcome.steps
        ],
        "better": " ".join(
            filter(
                None,
                (
                    describe_better(outcome, language),
                    say("Lokasinya: {sites}.", sites=name_sites(outcome, dataset, language))
                    if outcome.more > 0 and not outcome.uses_better
                    else "",
                ),
            )
        ),
        "remarks": list(list_remarks(outcome, dataset, language)),
    }


def _frame(survey: Survey) -> MapFrame:
    return map_frame_of(survey.dataset.areas, None, MAP_WIDTH, MAP_HEIGHT)


def _numbered(classified: Classified, outcome: Outcome) -> Classified:
    """Put the number of its step into a circle on each new site."""
    step = outcome.step
    radius = pd.Series(np.where(step.notna(), STEP_RADIUS, np.nan), index=step.index)
    return replace(classified, radius=radius, values=step)


def _picture(survey: Survey, classified: Classified, named: pd.Series) -> Content:
    """Draw the whole city; the areas that are `named` (index kode, boolean) have their name or a letter."""
    areas, edge = survey.dataset.areas, FRAME_WIDTH / 2
    drawing = draw(
        areas,
        classified,
        _frame(survey),
        size=NAME_SIZE,
        optional=named.index[~named],
        language=survey.language,
    )
    return {
        "picture": make_picture(
            map_marks(drawing, edge, edge),
            width=MAP_WIDTH + 2 * edge,
            height=MAP_HEIGHT + 2 * edge,
            alt=say_counts(classified, survey.language),
        ),
        "keys": [
            {"key": name.lines[0], "name": areas.name_of(name.kode)} for name in drawing.names if name.is_key
        ],
    }
