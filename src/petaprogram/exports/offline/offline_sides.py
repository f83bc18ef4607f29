"""What people read in the offline file, prepared for its templates: one side for each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from petaprogram.exports.html_templates import words_of
from petaprogram.exports.offline.offline_data import list_themes, theme_key
from petaprogram.exports.offline.offline_profiles import make_profiles, make_surroundings
from petaprogram.exports.offline.offline_ranking import make_ranking
from petaprogram.gaps.ranking import Ranking
from petaprogram.maps.index_chart import index_chart
from petaprogram.measures.filters import CONDITIONS
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.ministry import count_evidence, count_filled
from petaprogram.measures.presence import SCOPES, conserve
from petaprogram.measures.record_words import make_rows
from petaprogram.measures.source_words import list_sources, say_sources
from petaprogram.messages.language import SOURCE, Language
from petaprogram.messages.vocabulary import BASIS, SCOPE
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.ministry_tables import index_table, name_subjects
from petaprogram.presentation.photos import Photo
from petaprogram.presentation.scenes import Scene
from petaprogram.presentation.stage import step_table
from petaprogram.tables.columns import OVERALL
from petaprogram.tables.dataset import Dataset, mark_untranslated

Values = Mapping[str, object]
# So many sources stand under a number; the rest is one click away.
NOTES_SHOWN = 2
# What the filters ask for; of so few values each has a box to tick.
_ASKED, _FEW = ("statuses", "partners", "kecamatan"), 8
_LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def make_side(edition: Edition, scenes: Sequence[Scene], ranking: Ranking, language: Language) -> Values:
    """Prepare everything that the templates say in one language, with these steps of the presentation."""
    dataset, records = edition.dataset, edition.dataset.records
    pillars = _pillars(dataset)
    passport = edition.passport
    own = language.code == SOURCE
    first, last = make_choices(dataset).years
    return {
        **words_of(language),
        "lang": language.code,
        "name": _LANGUAGE_NAMES[language.code],
        "pillars": list(pillars.values()),
        "steps": [_step(scene, edition, pillars, language) for scene in scenes],
        "themes": _themes(dataset, language),
        "profiles": make_profiles(dataset, pillars, ranking, language),
        "around": make_surroundings(dataset, pillars, language),
        "ranking": make_ranking(dataset, ranking, language),
        "conditions": _conditions(dataset, language),
        "years": range(first, last + 1),
        "cards": make_rows(records, language),
        "programs": _programs(edition, pillars, language),
        "scopes": _scopes(records, language),
        "frame": _frame(edition, pillars, language),
        "index": _index(dataset, pillars, language),
        "sources": _sources(dataset, language),
        "sources_said": say_sources(dataset, language),
        "licence": dataset.site.licence_in(language),
        "caveat": passport.caveat_id if own else passport.caveat_en,
        "mended": passport.note_id if own else passport.note_en,
    }


def _pillars(dataset: Dataset) -> dict[str, Values]:
    """Give each pillar its name, its letter and its place, by which the style sheet knows its colour."""
    ordered = dataset.pillars.sort_values("order")
    return {
        str(pillar): {"name": row["name"], "letter": row["letter"], "place": place}
        for place, (pillar, row) in enumerate(ordered.iterrows())
    }


def _step(scene: Scene, edition: Edition, pillars: Mapping[str, Values], language: Language) -> Values:
    figure, dataset, what = scene.figure, edition.dataset, scene.step.show
    chart = index_chart(dataset, language) if what == "index" else None
    notes = footnotes(dataset, figure, language)
    return {
        "id": scene.step.id,
        "show": what,
        "chart": chart,
        "photo": _photo(edition.photos.of_step.get(scene.step.id), language),
        "table": step_table(edition, what, language) if what in {"partners", "quick_wins"} else None,
        "pillar": pillars.get(_pillar_of(scene, dataset)),
        "title": scene.title(language),
        "caption": scene.caption(language),
        "notes": scene.notes(language),
        "figure": figure and {"number": figure.number(language), "words": figure.words(language)},
        "footnotes": [note.line(language) for note in notes[:NOTES_SHOWN]],
        "more": max(0, len(notes) - NOTES_SHOWN),
        "heard": describe(scene.shown, dataset, language).text,
    }


def _photo(photo: Photo | None, language: Language) -> Values | None:
    if photo is None:
        return None
    return {
        "name": photo.picture.sha256,
        "alt": photo.alt_in(language),
        "caption": photo.caption_in(language),
        "credit": photo.credit_in(language),
    }


def _pillar_of(scene: Scene, dataset: Dataset) -> str:
    """Name the pillar that a step is about, by itself or by one of its programs; "" for several."""
    subject = str(scene.view.subject)
    if scene.view.kind == "program":
        return str(dataset.programs.at[subject, "pillar_id"])
    return subject if scene.view.kind == "pillar" else ""


def _themes(dataset: Dataset, language: Language) -> list[Values]:
    """Group what can be chosen: counts, pillars, and the programs of each pillar."""
    say = language.say
    words = {
        "pillars": say("Jumlah pilar"),
        "programs": say("Jumlah program"),
        "evidence": say("Kekuatan bukti"),
    }
    groups: dict[str, list[Values]] = {say("Semua program"): [], say("Pilar"): []}
    for theme in list_themes(dataset):
        subject = str(theme.subject)
        if theme.kind == "program":
            pillar = str(dataset.pillars.at[dataset.programs.at[subject, "pillar_id"], "name"])
            group, label = ": ".join([say("Program"), pillar]), dataset.programs.at[subject, "name"]
        elif theme.kind == "pillar":
            group, label = say("Pilar"), dataset.pillars.at[subject, "name"]
        else:
            group, label = say("Semua program"), words[theme.kind]
        groups.setdefault(group, []).append({"key": theme_key(theme), "label": label})
    return [{"label": label, "options": options} for label, options in groups.items()]


def _conditions(dataset: Dataset, language: Language) -> list[Values]:
    """List what can be asked for besides the theme, which has pillars and programs; long lists as such."""
    return [
        {
            "field": one.field,
            "label": language.say(one.label),
            "many": len(names := one.names(dataset, language)) > _FEW,
            "options": list(names.items()),
        }
        for one in CONDITIONS
        if one.field in _ASKED
    ]


def _programs(edition: Edition, pillars: Mapping[str, Values], language: Language) -> list[Values]:
    dataset = edition.dataset
    said = dataset.programs.assign(description=mark_untranslated(dataset.programs, "description", language))
    rows: list[Values] = []
    for program, row in _by_name(said, "name").iterrows():
        records = dataset.records[dataset.records["program_id"] == program]
        partners = records["partner_names"].explode().dropna()
        basis = BASIS[row["pillar_basis"]]
        rows.append(
            {
                "key": f"program.{program}",
                "name": row["name"],
                "description": row["description"] or "",
                "photo": _photo(edition.photos.of_program.get(str(program)), language),
                "pillar": pillars[row["pillar_id"]],
                "basis": language.say(basis),
                "areas": records.loc[records["scope"] == "kelurahan", "kode"].nunique(),
                "citywide": int((records["scope"] == "city").sum()),
                "partners": "; ".join(dict.fromkeys(partners)),
            }
        )
    return rows


def _scopes(records: pd.DataFrame, language: Language) -> list[Values]:
    counts = conserve(records)
    return [
        {"id": scope, "count": getattr(counts, scope), "word": language.say(SCOPE[scope])} for scope in SCOPES
    ]


def _frame(edition: Edition, pillars: Mapping[str, Values], language: Language) -> Values | None:
    ministry_frame = edition.ministry_frame
    if ministry_frame is None:
        return None
    counts = count_evidence(edition.dataset, ministry_frame)
    found = count_filled(counts, ministry_frame)
    return {
        "dimensions": [dimension.name_in(language) for dimension in ministry_frame.dimensions],
        "rows": [{"pillar": pillars[str(name)], "counts": list(row)} for name, row in counts.iterrows()],
        "filled": found.filled,
        "cells": found.cells,
        "share": language.percent(found.share),
        "note": ministry_frame.note_in(language),
    }


def _index(dataset: Dataset, pillars: Mapping[str, Values], language: Language) -> Values:
    """Lay the ministry's index out: subjects in rows, years in columns, None where nothing is on record."""
    table, names = index_table(dataset), name_subjects(dataset, language)
    longest = table.max().max()
    return {
        "years": list(table.columns),
        "rows": [
            {
                "name": names[str(name)],
                "pillar": pillars.get(str(name)),
                "whole": name == OVERALL,
                "cells": [
                    {"value": None if pd.isna(value) else value, "length": round(100 * value / longest, 1)}
                    for value in row
                ],
            }
            for name, row in table.iterrows()
        ],
    }


def _sources(dataset: Dataset, language: Language) -> list[Values]:
    records = dataset.records["source_id"].value_counts()
    by_title = _by_name(dataset.sources, "title").index
    return [
        {**asdict(one), "records": int(records.get(one.source_id, 0))}
        for one in list_sources(dataset, by_title, language)
    ]


def _by_name(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.sort_values(column, key=lambda names: names.str.casefold())
