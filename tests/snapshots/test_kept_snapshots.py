"""A snapshot that an earlier version made still opens, with the numbers that version showed.

`kept/made-by-VERSION.petaprogram.zip` was made by that version, and the JSON file beside it holds what that
version computed. Neither is ever made again: a difference is a broken promise to whoever kept a snapshot.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from petaprogram.maps.classes import classify
from petaprogram.measures.map_theme import all_pillar_states
from petaprogram.messages.language import LANGUAGES
from petaprogram.snapshots.snapshot import SUFFIX, Snapshot, open_snapshot

KEPT = sorted((Path(__file__).parent / "kept").glob(f"*{SUFFIX}"))


def manifest_of(snapshot: Snapshot):
    manifest = snapshot.manifest
    texts = ("name", "slug", "app_version", "city", "city_kode", "dataset_version", "fingerprint")
    days = {name: getattr(manifest, name).isoformat() for name in ("made", "data_date")}
    return {name: getattr(manifest, name) for name in texts} | days


def counts_of(snapshot: Snapshot):
    dataset = snapshot.edition.dataset
    tables = ("records", "programs", "pillars", "sources", "partners", "population", "confirmations")
    return {
        **{name: len(getattr(dataset, name)) for name in tables},
        "areas": len(dataset.areas.frame),
        "km2": round(float(dataset.areas.area_km2.sum()), 3),
        "scopes": dataset.records["scope"].value_counts().sort_index().to_dict(),
    }


def states_of(snapshot: Snapshot, *, wide: bool):
    # Versions before 0.2 did not tell how old a report is.
    states = all_pillar_states(snapshot.edition.dataset, wide=wide).map(lambda one: one.removesuffix("_old"))
    return {"pillars": " ".join(states.columns), **states.agg(" ".join, axis=1).to_dict()}


def name_then(class_id: str) -> str:
    """What a class was called before the age of a report was told, and what names no kelurahan."""
    return {"wide": "not_reported"}.get(class_id, class_id.removesuffix("_old"))


def scenes_of(snapshot: Snapshot):
    scenes = []
    for scene in snapshot.edition.walk.scenes:
        made, figure = classify(scene.shown), scene.figure
        said = {
            language.code: [
                scene.title(language),
                scene.caption(language),
                *scene.notes(language),
                figure.number(language),
            ]
            for language in LANGUAGES
        }
        areas = scene.shown.values.index
        by_area = {kode: name_then(made.classes[at].id) for kode, at in zip(areas, made.by_area, strict=True)}
        classes = {name_then(item.id): 0 for item in made.classes}
        classes |= {name: list(by_area.values()).count(name) for name in classes}
        doubtful = list(areas[scene.shown.doubtful])
        rows = {"records": list(figure.records.index), "areas": list(figure.areas)}
        scenes.append(
            {"id": scene.step.id, "said": said, "value": figure.value, "sources": list(figure.source_ids)}
            | {"classes": classes, "by_area": by_area, "doubtful": doubtful, **rows}
        )
    return scenes


PARTS = {
    "manifest": manifest_of,
    "counts": counts_of,
    "states": lambda snapshot: states_of(snapshot, wide=False),
    "states_wide": lambda snapshot: states_of(snapshot, wide=True),
    "scenes": scenes_of,
}


def without_measure(scenes, others):
    """Leave out the classes of what is a map of pillars now or was one then.

    Those counted what runs, and count what there are data on now; a step without a map opens with them.
    """
    return [
        {name: value for name, value in scene.items() if name not in {"classes", "by_area", "doubtful"}}
        if "pillars_0" in scene["classes"] or "pillars_0" in other["classes"]
        else scene
        for scene, other in zip(scenes, others, strict=True)
    ]


@pytest.fixture(scope="module", params=KEPT, ids=[path.name.removesuffix(SUFFIX) for path in KEPT])
def kept(request):
    path: Path = request.param
    expected = json.loads(path.with_name(path.name.replace(SUFFIX, ".json")).read_text("utf-8"))
    return open_snapshot(path), expected


def test_there_is_a_snapshot_of_the_first_version():
    assert "made-by-0.1.0.petaprogram.zip" in {path.name for path in KEPT}


@pytest.mark.parametrize("part", PARTS)
def test_a_kept_snapshot_opens_with_the_numbers_of_its_version(kept, part):
    snapshot, expected = kept
    found, kept_part = json.loads(json.dumps(PARTS[part](snapshot))), expected[part]
    if part == "scenes":
        found, kept_part = without_measure(found, kept_part), without_measure(kept_part, found)
    assert found == kept_part
