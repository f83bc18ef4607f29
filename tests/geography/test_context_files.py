"""What is drawn around a city: read with suspicion, left out as a whole file, never in the way of a map."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from petaprogram.geography.boundaries import load_boundaries, read_boundaries
from petaprogram.geography.context_files import MAX_PACKED, read_context
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.settings import ROOT
from tests.support.context_files import FEATURES, HEAD, at, feature, read_sample, write_context
from tests.support.real import real_dataset

HOSTILE = sorted((ROOT / "tests" / "hostile" / "geojson").iterdir())
PAYLOADS = json.loads((ROOT / "tests" / "hostile" / "payloads.json").read_text("utf-8"))


def rules(folder: Path) -> set[str]:
    context = read_sample(folder)
    assert context.features == ()
    assert context.version == ""
    return {issue.rule for issue in context.issues}


def test_every_kind_is_read_with_name_source_licence_and_credit(tmp_path):
    write_context(tmp_path)
    context = read_sample(tmp_path)
    assert context.issues == ()
    assert [one.kind for one in context.features] == list(FEATURES)
    assert context.kinds == ["neighbour", "water", "river", "road", "railway", "landmark"]
    assert {(one.source, one.licence, one.credit) for one in context.features} == {tuple(HEAD.values())}
    (lake,) = context.of("water")
    assert (lake.name_in(INDONESIAN), lake.name_in(ENGLISH)) == ("Telaga Biru", "Blue Lake")
    (railway,) = context.of("railway")
    assert (railway.name_in(INDONESIAN), railway.geometry.geom_type) == ("", "MultiLineString")
    (river,) = context.of("river")
    assert (river.note_in(INDONESIAN), river.note_in(ENGLISH)) == ("menurut batas", "as drawn")
    (hall,) = context.of("landmark")
    assert hall.also == ("Pendopo",)


def test_a_feature_may_say_itself_what_the_head_says_for_all(tmp_path):
    own = feature("landmark", "Point", at(1, 1), name="Pasar", source="Dinas Pasar", credit="Dinas Pasar")
    write_context(tmp_path, features=[own, FEATURES["landmark"]])
    assert [one.credit for one in read_sample(tmp_path).features] == ["Dinas Pasar", HEAD["credit"]]


def test_heights_are_dropped(tmp_path):
    line = feature("road", "LineString", [[*at(0, 0), 10], [*at(1, 1), 12]])
    write_context(tmp_path, features=[line])
    (road,) = read_sample(tmp_path).features
    assert not road.geometry.has_z


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("context-kind", {"features": [feature("theatre", "Point", at(1, 1), name="A")]}),
        ("context-geometry", {"features": [feature("road", "Polygon", [[at(0, 0)] * 4])]}),
        ("context-geometry", {"features": [{**FEATURES["road"], "geometry": None}]}),
        ("context-line-short", {"features": [feature("road", "LineString", [at(0, 0)])]}),
        ("context-unreadable", {"features": [feature("road", "LineString", [[112.0, "x"], at(1, 1)])]}),
        ("context-unreadable", {"features": [feature("road", "LineString", [[-7.8, 112.0], at(1, 1)])]}),
        ("context-unreadable", {"features": ["x"]}),
        ("context-far", {"features": [feature("landmark", "Point", [106.8, -6.2], name="Monas")]}),
        (
            "context-shape",
            {"features": [feature("water", "Polygon", [[at(0, 0), at(1, 1), at(1, 0), at(0, 1), at(0, 0)]])]},
        ),
        ("context-name-form", {"features": [feature("landmark", "Point", at(1, 1), name="{{ 7 * 7 }}")]}),
        (
            "context-name-form",
            {"features": [feature("landmark", "Point", at(1, 1), name="A", also=["<b>"])]},
        ),
        ("context-field", {"features": [feature("landmark", "Point", at(1, 1))]}),
        ("context-field", {"features": [feature("landmark", "Point", at(1, 1), name="A", also="B")]}),
        ("context-field", {"source": ""}),
        ("context-field", {"licence": None}),
        ("context-field", {"licence": "x" * 1000}),
        ("context-field", {"credit": "<b>BIG</b>"}),
        ("context-field", {"note": "{{ 7 }}"}),
        ("context-field", {"source": "a\u200bb"}),
        ("context-field", {"source_url": "javascript:alert(1)"}),
        ("context-not-featurecollection", {"features": []}),
    ],
)
def test_a_file_that_breaks_a_rule_is_left_out_and_named(tmp_path, rule, parts):
    write_context(tmp_path, **parts)
    assert rules(tmp_path) == {rule}
    issue = read_sample(tmp_path).issues[0]
    assert issue.severity == "error"
    assert issue.at(INDONESIAN).startswith("sekitar.geojson")
    assert issue.at(ENGLISH) != issue.at(INDONESIAN)


def test_the_other_files_are_drawn_without_the_broken_one(tmp_path):
    write_context(tmp_path, "a.geojson", features=[FEATURES["road"]])
    write_context(tmp_path, "b.geojson", licence="")
    write_context(tmp_path, "c.geojson", features=[FEATURES["water"]])
    context = read_sample(tmp_path)
    assert [one.kind for one in context.features] == ["road", "water"]
    assert {issue.file for issue in context.issues} == {"b.geojson"}


def test_a_file_of_another_name_is_named_and_not_read(tmp_path):
    write_context(tmp_path, "Jalan Utama.geojson")
    assert rules(tmp_path) == {"context-file-name"}


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_no_hostile_file_is_drawn_or_stops_the_reading(tmp_path, path):
    (tmp_path / "context").mkdir()
    shutil.copy(path, tmp_path / "context" / "a.geojson")
    assert rules(tmp_path)


@pytest.mark.parametrize("payload", PAYLOADS.values())
@pytest.mark.parametrize("field", ["name", "name_en", "note", "credit"])
def test_no_text_that_means_something_to_a_browser_or_a_template_reaches_a_map(tmp_path, field, payload):
    write_context(
        tmp_path, features=[feature("landmark", "Point", at(1, 1), **{"name": "A", field: payload})]
    )
    assert rules(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_what_is_no_file_is_named_without_waiting(tmp_path):
    (tmp_path / "context").mkdir()
    os.mkfifo(tmp_path / "context" / "a.geojson")
    (tmp_path / "context" / "b.geojson").mkdir()
    context = read_sample(tmp_path)
    assert {issue.file for issue in context.issues} == {"a.geojson", "b.geojson"}


def test_what_would_weigh_too_much_in_the_browser_is_left_out(tmp_path):
    places = np.random.default_rng(1).uniform(0, 1, (19_000, 2))
    heavy = feature("road", "LineString", [at(*place) for place in places])
    write_context(tmp_path, "a.geojson", features=[FEATURES["road"]])
    write_context(tmp_path, "b.geojson", features=[heavy])
    write_context(tmp_path, "c.geojson", features=[FEATURES["water"]])
    context = read_sample(tmp_path)
    assert [one.kind for one in context.features] == ["road", "water"]
    assert [(issue.file, issue.rule) for issue in context.issues] == [("b.geojson", "context-too-large")]


def test_more_positions_than_can_be_checked_fast_are_refused_before_they_are(tmp_path):
    # The same few places again and again weigh nothing once they are packed.
    teeth = [at(0, 0), *([at(1, 0), at(1, 1)] * 15_000), at(0, 0)]
    write_context(tmp_path, features=[feature("water", "Polygon", [teeth])])
    assert rules(tmp_path) == {"context-too-many"}


def test_boundaries_are_read_whatever_lies_beside_them(tmp_path):
    for name in ("kelurahan.geojson", "kelurahan.passport.json"):
        shutil.copy(ROOT / "geo" / name, tmp_path)
    without = read_boundaries(tmp_path / "kelurahan.geojson")
    assert without.context.features == ()
    (tmp_path / "context").write_text("no folder")
    assert read_boundaries(tmp_path / "kelurahan.geojson").context.issues == ()
    (tmp_path / "context").unlink()
    write_context(tmp_path, credit="")
    areas, refused = load_boundaries(tmp_path / "kelurahan.geojson", tmp_path / "state")
    assert refused == ()
    assert {issue.rule for issue in areas.context.issues} == {"context-field"}


def test_the_published_files_are_drawn_and_light():
    context = real_dataset().areas.context
    assert context.issues == ()
    assert {"neighbour", "river", "landmark"} == set(context.kinds)
    files = sorted((ROOT / "geo" / "context").iterdir())
    assert len(gzip.compress(b"".join(path.read_bytes() for path in files))) < MAX_PACKED / 2


def test_published_places_stand_where_their_sources_say():
    areas = real_dataset().areas
    places = {one.name_in(INDONESIAN): one.geometry for one in areas.context.of("landmark")}
    located = areas.locate([one.x for one in places.values()], [one.y for one in places.values()])
    names = located.map(areas.frame["name"])
    found = dict(zip(places, names, strict=True))
    assert found["Balai Kota Kediri"] == "Pocanan"
    assert found["RSUD Gambiran"] == "Pakunden"
    assert found["Kelenteng Tjoe Hwie Kiong"] == "Pakelan"
    outside = {name for name, area in found.items() if not isinstance(area, str)}
    assert outside == {"Bandar Udara Dhoho", "Monumen Simpang Lima Gumul"}


def test_the_published_brantas_divides_mojoroto_from_kota():
    areas = real_dataset().areas
    (river,) = areas.context.of("river")
    mojoroto, kota = (areas.kecamatan.geometry[kode] for kode in ("35.71.01", "35.71.02"))
    border = mojoroto.intersection(kota)
    assert river.geometry.hausdorff_distance(border) < 0.0005


def test_a_copy_of_the_boundaries_keeps_the_context_of_the_file(tmp_path):
    city = tmp_path / "geo"
    shutil.copytree(ROOT / "geo", city)
    path = city / "kelurahan.geojson"
    before, _ = load_boundaries(path, tmp_path / "state")
    path.write_text("{}")
    after, issues = load_boundaries(path, tmp_path / "state")
    assert "boundary-copy-used" in {issue.rule for issue in issues}
    assert after.context.version == before.context.version
    assert read_context(path, before.frame.total_bounds).version == before.context.version
