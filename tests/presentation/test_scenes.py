"""The presentation: numbers in it are computed, and a broken step never stops the show."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from petaprogram.measures.map_view import make_choices
from petaprogram.measures.ministry import read_frame
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.presentation.key_figures import NAMES
from petaprogram.presentation.scenes import make_scene, read_walk
from petaprogram.presentation.steps import Step
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import read_dataset
from tests.support import recount
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables
from tests.support.steps_file import write_steps

DATA = ROOT / "data"
PAYLOADS = json.loads((Path(__file__).parents[1] / "hostile" / "payloads.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def published():
    dataset = real_dataset()
    frame, _ = read_frame(DATA / "frame.toml", dataset)
    return read_walk(DATA / "paparan.toml", dataset, frame)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), four_areas())


def scene(dataset, **fields):
    return make_scene(Step("a", "Judul", **fields), 3, dataset, make_choices(dataset))


def test_the_published_walk_has_no_problem_and_a_number_on_every_step_but_the_cover(published):
    assert published.issues == ()
    assert 6 <= len(published.scenes) <= 12
    assert [one.step.show for one in published.every if one.figure is None] == ["cover"]


def test_the_published_walk_shows_the_city_a_story_of_every_pillar_and_what_comes_next(published):
    cover, city, *rest, last = published.scenes
    assert cover.step.show == "cover"
    assert (city.view.kind, last.view.kind, last.figure.name) == ("pillars", "programs", "to_confirm")
    assert last.view.filters.statuses == ("running",)
    dataset = real_dataset()
    pillars = dataset.pillars.sort_values("order").index
    stories = [one for one in rest if one.step.id in pillars]
    assert [one.step.id for one in stories] == list(pillars)
    for one in stories:
        of = one.view.subject
        assert (dataset.programs.at[of, "pillar_id"] if one.view.kind == "program" else of) == one.step.id
    assert [one.step.show for one in rest[-3:]] == ["partners", "quick_wins", "index"]


def test_gaps_and_empty_cells_are_for_internal_meetings(published):
    internal = [one for one in published.every if one.step.audience == "internal"]
    assert [one.figure.name for one in internal] == ["areas_blank", "cells"]
    assert "frame" not in {one.step.show for one in published.scenes}
    assert "areas_blank" not in {one.figure.name for one in published.scenes if one.figure}


def test_no_number_in_a_published_caption_is_typed(published):
    for one in published.scenes:
        for text in (one.step.title, one.step.title_en, one.step.caption, one.step.caption_en):
            # Years are facts of the sources; SMKN 3 is a name.
            typed = re.findall(r"\d+", re.sub(r"\{[^}]*\}|\b(19|20)\d\d\b|SMKN 3", "", text))
            assert typed == [], text


def test_every_placeholder_is_filled_in_both_languages(published):
    for one in published.scenes:
        for language in LANGUAGES:
            for text in (one.title(language), one.caption(language), *one.notes(language)):
                assert "{" not in text


def test_the_numbers_of_a_caption_are_those_of_the_view(published):
    by_id = {one.step.id: one for one in published.scenes}
    records = real_dataset().records
    said = by_id["kota"].caption(INDONESIAN)
    assert said.startswith(f"{len(records)} data tentang {records['program_id'].nunique()} program")
    behind, listed = records["source_id"].nunique(), len(real_dataset().sources)
    assert f"{behind} sumber di balik data ini ({listed} terdaftar)" in said
    assert behind < listed
    running = recount.kelurahan(recount.placements(status="running"))
    last = by_id["berikutnya"]
    assert set(last.figures.recorded) == running
    assert f"Program berjalan tercatat di {len(running)} dari 46 kelurahan," in last.caption(INDONESIAN)
    placed = recount.kelurahan(recount.placements(pillar="governance"))
    names = real_dataset().areas.frame.loc[sorted(placed), "name"]
    assert all(name in by_id["governance"].caption(ENGLISH) for name in names)


@pytest.mark.parametrize(
    ("fields", "rule", "named"),
    [
        ({"view": "program=nope"}, "step-view", "program=nope"),
        ({"view": "warnai=merah&kode=1"}, "step-view", "warnai=merah, kode=1"),
        ({"number": "orang"}, "step-number", "areas_recorded"),
        ({"number": "index", "year": 1999}, "step-number-blank", "index"),
        ({"number": "cells"}, "step-number-blank", "cells"),
        ({"caption": "Ada {orang} orang"}, "step-placeholder", "{orang}"),
        ({"notes": ("{index:1999}",)}, "step-placeholder", "{index:1999}"),
        ({"title_en": "{records:all}"}, "step-placeholder", "{records:all}"),
    ],
)
def test_what_a_step_gets_wrong_is_named_and_the_rest_is_shown(dataset, fields, rule, named):
    made = scene(dataset, **fields)
    assert [issue.rule for issue in made.issues] == [rule]
    assert made.issues[0].severity == "warning"
    assert named in made.issues[0].message
    assert made.issues[0].message.startswith("langkah 3 (Judul)")
    assert made.title(INDONESIAN) == "Judul"
    assert len(made.shown.values) == 4


def test_placeholders_are_filled_and_other_braces_stay(dataset):
    made = scene(
        dataset,
        view="warnai=pilar&tampil=living",
        caption="{areas_recorded} dari {areas_recorded:all}: {places}. {index:2022}; "
        "{{x}} {{records}} {0} {} {records",
    )
    assert made.caption(INDONESIAN) == "2 dari 4: Melati, Anggrek. 3,30; {{x}} {{records}} {0} {} {records"
    assert made.caption(ENGLISH).startswith("2 dari 4: Melati, Anggrek. 3.30;")
    assert made.issues == ()


def test_a_placeholder_may_be_of_another_program_or_pillar(dataset):
    made = scene(dataset, view="tampil=living", caption="{records:senyum}, {places:senyum}; {records:living}")
    records = dataset.records
    senyum, living = (records["program_id"] == "senyum").sum(), (records["pillar_id"] == "living").sum()
    assert made.caption(INDONESIAN) == f"{senyum}, Melati, Anggrek; {living}"
    assert made.issues == ()
    (issue,) = scene(dataset, caption="{records:tidak-ada}").issues
    assert (issue.rule, "{records:tidak-ada}" in issue.message) == ("step-placeholder", True)


def test_a_list_of_no_kelurahan_is_said_in_words(dataset):
    made = scene(
        dataset,
        view="warnai=jumlah-pilar&luas=1",
        caption="Belum ada data: {blank_places}.",
        number="areas",
    )
    assert made.figures.blank.empty
    assert made.caption(INDONESIAN) == "Belum ada data: tidak satu kelurahan pun."
    assert made.caption(ENGLISH) == "Belum ada data: no kelurahan."
    nowhere = scene(dataset, view="program=senyum&status=ended", notes=("Tercatat di {places}.",))
    assert nowhere.notes(INDONESIAN) == ("Tercatat di tidak satu kelurahan pun.",)
    assert made.issues == nowhere.issues == ()


@pytest.mark.parametrize("view", ["", "warnai=jumlah-pilar&luas=1", "program=senyum&status=ended"])
@pytest.mark.parametrize("name", [*NAMES, *(f"{name}:all" for name in NAMES), "places", "blank_places"])
def test_every_placeholder_is_filled_or_named(dataset, name, view):
    made = scene(dataset, view=view, caption=f"{{{name}}}")
    unfilled = [made.caption(language) == f"{{{name}}}" for language in LANGUAGES]
    named = [issue.rule for issue in made.issues] == ["step-placeholder"]
    assert unfilled == [named] * len(LANGUAGES)
    assert all(made.caption(language) for language in LANGUAGES)


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), "{__class__}", "{places.__class__}", "{programs!r}"])
def test_a_payload_in_a_text_stays_as_it_is(dataset, payload):
    made = scene(dataset, caption=payload, notes=(payload,))
    assert made.caption(INDONESIAN) == payload
    assert made.notes(ENGLISH) == (payload,)


@pytest.mark.parametrize(
    "text",
    [
        "warnai=pilar&tampil=living",
        "?warnai=pilar&tampil=living",
        "http://127.0.0.1:8501/?bahasa=en&warnai=pilar&tampil=living",
    ],
)
def test_a_view_may_be_copied_as_a_whole_link(dataset, text):
    made = scene(dataset, view=text)
    assert (made.view.kind, made.view.subject, made.issues) == ("pillar", "living", ())


def test_the_walk_of_a_file_goes_on_past_broken_steps(tmp_path, dataset):
    path = tmp_path / "paparan.toml"
    path.write_text('[[step]]\ntitle = ""\n[[step]]\ntitle = "Dua"\nview = "program=nope"\n', "utf-8")
    walk = read_walk(path, dataset)
    assert [one.step.title for one in walk.scenes] == ["Dua"]
    assert {"step-field", "step-view", "walk-length"} <= {issue.rule for issue in walk.issues}
    assert all(str(issue).startswith("paparan.toml: ") for issue in walk.issues)


def test_a_step_without_a_link_shows_the_first_view(dataset):
    assert scene(dataset).view == make_choices(dataset).first


def test_internal_steps_are_shown_only_to_an_internal_meeting(tmp_path, dataset):
    path = tmp_path / "paparan.toml"
    write_steps(path, [Step("a", "A"), Step("b", "B", audience="internal"), Step("c", "C")])
    walk = read_walk(path, dataset)
    assert [one.step.id for one in walk.scenes] == ["a", "c"]
    assert [one.step.id for one in walk.shown_to("internal")] == ["a", "b", "c"]
    assert (walk.left_out("public"), walk.left_out("internal")) == (1, 0)
