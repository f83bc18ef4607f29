"""What the script of the offline file knows: geometry, one painting for each theme, and what numbers open.

Every theme that can be chosen there was classified here, by the same code as the map of the app; only what a
theme shows under filters is computed in the browser (`offline_facts`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from petaprogram.exports.offline.offline_facts import every_class, make_facts, script_words
from petaprogram.exports.offline.offline_search import list_names
from petaprogram.maps.classes import Classified, classify
from petaprogram.maps.legend import Legend, legend, swatch_svg
from petaprogram.maps.screen.map_script import areas_content
from petaprogram.maps.screen.paint_call import Details, map_words, painting
from petaprogram.maps.svg import svg_uri
from petaprogram.measures.area_tips import PROGRAMS, shown_points, shown_tips, tip_rows
from petaprogram.measures.filters import CONDITIONS, Filters
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import ThematicMap, Theme, make_map
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.presence import SCOPES
from petaprogram.messages.language import INDONESIAN, LANGUAGES, Language
from petaprogram.presentation.edition import Edition, Progress
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.scenes import Scene
from petaprogram.tables.dataset import Dataset


class _Pool:
    """Values that many themes share, each kept once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def add(self, value: object) -> int:
        """Return the place of a value."""
        place = self._places.setdefault(json.dumps(value), len(self.values))
        if place == len(self.values):
            self.values.append(value)
        return place


def theme_key(theme: Theme) -> str:
    """Name a theme without filters, as the addresses of the file do: pillars, program.kampung-senyum."""
    return f"{theme.kind}.{theme.subject}" if theme.subject else theme.kind


def step_key(scene: Scene) -> str:
    """Name what a step shows, filters and all."""
    return f"step.{scene.step.id}"


def list_themes(dataset: Dataset) -> list[Theme]:
    """List what can be chosen: counts and evidence, then each pillar, then each program."""
    choices = make_choices(dataset)
    return [
        Theme("pillars"),
        Theme("programs"),
        Theme("evidence"),
        *(Theme("pillar", pillar) for pillar in choices.pillars),
        *(Theme("program", program) for program in choices.programs),
    ]


def offline_data(edition: Edition, scenes: Sequence[Scene], progress: Progress) -> dict[str, object]:
    """Give everything that `offline.js` reads; texts in it are set as text, never as markup."""
    dataset = edition.dataset
    paintings, swatches, said = _Pool(), _Pool(), _Pool()
    themes: dict[str, int] = {}
    sentences: dict[str, dict[str, str]] = {language.code: {} for language in LANGUAGES}
    planned = list(_plan(dataset, scenes))
    for done, (key, what) in enumerate(planned):
        progress(done, len(planned))
        shown = make_map(dataset, what) if isinstance(what, Theme) else what.shown
        classified = classify(shown)
        themes[key] = paintings.add(_paint(dataset, shown, classified, said, swatches))
        for language in LANGUAGES:
            sentences[language.code][key] = describe(shown, dataset, language).text
    filtered = {theme: said.add(_say_classes(made, swatches)) for theme, made in every_class(dataset)}
    progress(len(planned), len(planned))
    records = dataset.records
    return {
        "areas": areas_content(dataset.areas),
        "kodes": list(dataset.areas.frame.index),
        "first": theme_key(make_choices(dataset).first.theme),
        "steps": [scene.step.id for scene in scenes],
        "views": {
            step_key(scene): [theme_key(scene.view.theme), _filters(scene.view.filters)] for scene in scenes
        },
        "themes": themes,
        "paintings": paintings.values,
        "words": {
            language.code: {
                "map": map_words(dataset.areas, language),
                "script": script_words(dataset, language),
                "classes": [one[place] for one in said.values],
            }
            for place, language in enumerate(LANGUAGES)
        },
        "tips": {language.code: tip_rows(dataset, language) for language in LANGUAGES},
        "tipsNamed": PROGRAMS,
        "facts": make_facts(dataset),
        "filtered": filtered,
        "names": list_names(dataset),
        "swatches": swatches.values,
        "sentences": sentences,
        "figures": {scene.step.id: _opens(scene) for scene in scenes if scene.figure},
        "lines": {
            language.code: {scene.step.id: _lines(scene, dataset, language) for scene in scenes}
            for language in LANGUAGES
        },
        "records": list(records.index),
        "scopes": {scope: list(records.index[records["scope"] == scope]) for scope in SCOPES},
    }


def _filters(filters: Filters) -> dict[str, object]:
    """Write filters as the script has them."""
    return {**{one.field: filters.wanted(one) for one in CONDITIONS}, "years": filters.years}


def _plan(dataset: Dataset, scenes: Sequence[Scene]) -> Iterator[tuple[str, Theme | Scene]]:
    """Name everything that is classified."""
    for theme in list_themes(dataset):
        yield theme_key(theme), theme
    for scene in scenes:
        yield step_key(scene), scene


def _paint(
    dataset: Dataset, shown: ThematicMap, classified: Classified, said: _Pool, swatches: _Pool
) -> dict[str, object]:
    """Split a painting into its words, which themes share, and its numbers."""
    circles = legend(classified, INDONESIAN).circles
    details = Details(points=shown_points(dataset, shown, None), tips=shown_tips(dataset, shown))
    drawn = painting(classified, None, INDONESIAN, details)
    places = {str(kode): place for place, kode in enumerate(classified.by_area.index)}
    doubtful: Any = drawn["doubtful"]
    tips: Any = drawn["records"]
    return {
        "tips": tips["shown"],
        "points": drawn.get("points"),
        "said": said.add(_say_classes(classified, swatches)),
        "cells": list(drawn["areas"].values()),  # type: ignore[attr-defined]
        "radius": drawn["radius"],
        "told": drawn["told"],
        "reports": [[places[kode], year] for kode, year in classified.reports.items()],
        "doubtful": doubtful and doubtful["areas"],
        # Of every class: the script leaves out the lines of those that no kelurahan is of.
        "counts": [item.areas for item in classified.classes],
        "circles": [[circle.value, swatches.add(circle.swatch_uri)] for circle in circles],
    }


def _say_classes(classified: Classified, swatches: _Pool) -> list[dict[str, object]]:
    return [_words(classified, legend(classified, language), language, swatches) for language in LANGUAGES]


def _words(classified: Classified, made: Legend, language: Language, swatches: _Pool) -> dict[str, object]:
    drawn = painting(classified, None, language)
    doubtful: Any = drawn["doubtful"]
    if doubtful and made.doubtful:
        doubtful = {name: doubtful[name] for name in ("word", "line", "width")} | {
            "label": language.say("garis putus-putus: diragukan, semua datanya berkepastian rendah"),
            "swatch": swatches.add(made.doubtful.swatch_uri),
        }
    return {
        "title": made.title,
        "classes": drawn["classes"],
        "unit": drawn["unit"],
        "report": drawn["report"],
        "circle": drawn["circle"],
        "swatches": [swatches.add(svg_uri(swatch_svg(item.style))) for item in classified.classes],
        "doubtful": doubtful,
    }


def _opens(scene: Scene) -> dict[str, list[str]]:
    """What a click on the number of a step opens: records, or the kelurahan it counts."""
    figure = scene.figure
    return {"records": list(figure.records.index), "kodes": list(figure.areas)} if figure else {}


def _lines(scene: Scene, dataset: Dataset, language: Language) -> list[str]:
    """What stands above the records, and alone where a number rests on no record: its sources."""
    if scene.figure is None or len(scene.figure.records):
        return []
    return [note.line(language) for note in footnotes(dataset, scene.figure, language)]
