"""What reaches the browser: codes, numbers, our words and checked names; no more bytes than needed."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
import streamlit_folium
from branca import element

from petaprogram.geography.areas import Areas
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.geography.context import NO_CONTEXT, Context, ContextFeature
from petaprogram.maps import safe
from petaprogram.maps.class_tables import MAP_WORDS
from petaprogram.maps.classes import (
    Classified,
    classify,
    classify_pillar_counts,
    classify_program_counts,
    classify_states,
)
from petaprogram.maps.screen.folium_map import TileSetting, base_map, paint_layer
from petaprogram.maps.screen.map_script import (
    OUR_SCRIPTS,
    MapScript,
    areas_script,
    leaflet_file,
    map_script,
    static_file,
)
from petaprogram.maps.screen.paint_call import Details, map_words
from petaprogram.measures.area_tips import shown_points, shown_tips
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.issues import UnsafeMapValueError
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.settings import ROOT
from tests.support.context_files import FEATURES, areas_with_context
from tests.support.real import real_dataset
from tests.support.sample import four_areas

PAYLOADS: dict[str, str] = json.loads(
    (Path(__file__).parents[2] / "hostile" / "payloads.json").read_text("utf-8")
)
HOSTILE = [*PAYLOADS.values(), "{{7*191}}", "{% raw %}", "a\u2028b", "Poc\nanan", ""]
CITY = four_areas()
SCRIPT = map_script(CITY)
KODE = CITY.frame.index


@pytest.fixture(scope="module")
def kediri() -> Areas:
    return read_boundaries(ROOT / "geo" / "kelurahan.geojson")


def some_states(index: pd.Index) -> Classified:
    words = ["running", "planned", "ended", "confirmed_none", "not_reported"]
    return classify_states(pd.Series([words[number % 5] for number in range(len(index))], index=index))


def document(areas: Areas, made: MapScript, tiles: TileSetting | None = None) -> str:
    """The script that st_folium sends once."""
    base = base_map(areas, script=made, tiles=tiles)
    base.get_root().render()
    return streamlit_folium._get_map_string(base)


def painting(areas: Areas, made: MapScript, classified: Classified, selected: str | None = None) -> str:
    """The script that st_folium sends at every change."""
    base = base_map(areas, script=made)
    base.get_root().render()
    streamlit_folium._get_map_string(base)
    return streamlit_folium._get_feature_group_string(paint_layer(classified, selected), base)


def argument(script: str, function: str) -> dict[str, Any]:
    found = re.search(rf"PetaMap\.{function}\((?:map_div,)?(\{{.*\}})\);", script)
    assert found is not None
    return dict(json.loads(found[1]))


def content(areas: Areas) -> dict[str, Any]:
    text = areas_script(areas)
    assert text.isascii()
    return dict(json.loads(text.removeprefix("window.PETAPROGRAM=").removesuffix(";")))


# What is sent -------------------------------------------------------------------------------------


def test_the_base_document_is_the_same_for_every_rerun_and_visitor() -> None:
    first, second = document(CITY, SCRIPT), document(CITY, SCRIPT)
    assert first == second
    assert streamlit_folium.generate_js_hash(first, "peta") == streamlit_folium.generate_js_hash(
        second, "peta"
    )


def test_another_edition_of_the_boundaries_makes_another_document() -> None:
    other = replace(CITY, version="0123456789ab")
    hashes = {
        streamlit_folium.generate_js_hash(document(city, map_script(city)), "peta") for city in (CITY, other)
    }
    assert len(hashes) == 2
    with pytest.raises(ValueError, match="0123456789ab"):
        base_map(other, script=SCRIPT)


def test_the_base_document_holds_neither_names_nor_shapes(kediri: Areas) -> None:
    script = document(kediri, map_script(kediri))
    assert not any(name in script for name in kediri.frame["name"])
    assert "35.71.01" not in script
    assert argument(script, "build") == {
        "version": kediri.version + kediri.context.version,
        "frame": 1,
        "lang": "id",
        "words": {
            **MAP_WORDS,
            "lang": "id",
            "kinds": {
                "neighbour": "kecamatan sekitar",
                "river": "sungai",
                "landmark": "tempat penting",
                "points": "lokasi tercatat",
            },
            "credit": [
                "Batas indikatif",
                "Sungai Brantas menurut batas kecamatan",
                "Sekitar: cahyadsn/wilayah_boundaries; BIG RBI 1:25.000, UTS-GIS, Wikipedia",
            ],
        },
        "tiles": None,
    }


def test_other_surroundings_make_another_document_and_another_script(tmp_path: Path) -> None:
    around = areas_with_context(tmp_path)
    assert map_script(around).address != SCRIPT.address
    assert document(around, map_script(around)) != document(CITY, SCRIPT)


def test_the_script_holds_what_lies_around_in_the_order_in_which_it_is_drawn(tmp_path: Path) -> None:
    context = content(areas_with_context(tmp_path))["context"]
    kinds = [one["kind"] for one in context["features"]]
    assert kinds == ["neighbour", "water", "river", "road", "railway", "landmark"]
    assert set(context["looks"]) == {*kinds, "point", "focus"}
    by_kind = {one["kind"]: one for one in context["features"]}
    for kind in ("neighbour", "water", "river", "road", "railway"):
        drawn, written = shapely.geometry.shape(by_kind[kind]["shape"]), FEATURES[kind]["geometry"]
        assert drawn.equals(shapely.geometry.shape(written))
    assert by_kind["landmark"]["at"] == FEATURES["landmark"]["geometry"]["coordinates"][::-1]
    assert by_kind["landmark"]["kode"] == "99.01.02.1001"
    assert by_kind["water"]["names"] == {"id": "Telaga Biru", "en": "Blue Lake"}
    assert by_kind["railway"]["names"] == {}


def test_pointing_names_the_places_of_a_kelurahan(tmp_path: Path) -> None:
    places = {one["kode"]: one.get("places") for one in content(areas_with_context(tmp_path))["areas"]}
    assert places == dict.fromkeys(KODE) | {"99.01.02.1001": [{"id": "Balai Kota", "en": "City Hall"}]}


def test_the_credit_of_what_a_city_adds_and_how_it_is_drawn_stand_on_the_map(tmp_path: Path) -> None:
    around = areas_with_context(tmp_path)
    assert map_words(around, INDONESIAN)["credit"] == [
        "Batas indikatif",
        "Kali Jernih menurut batas",
        "Sekitar: Badan Informasi Geospasial (BIG), RBI 1:25.000",
    ]
    assert map_words(around, ENGLISH)["credit"][1] == "Kali Jernih as drawn"
    assert map_words(CITY, INDONESIAN)["credit"] == ["Batas indikatif"]


def test_points_and_what_pointing_says_are_sent_as_numbers() -> None:
    details = Details(
        [(-7.81, 112.0)],
        [(2, 0, 5, 7), (0,), (0, 1), (0,)],
        "/assets/map/records-0a.js",
        ahead="/assets/map/ahead-0a.js",
    )
    layer = paint_layer(STATES, None, INDONESIAN, details)
    (paint,) = layer._children.values()
    sent = json.loads(paint.argument)
    assert sent["points"] == [[-7.81, 112.0]]
    assert sent["records"] == {"at": "/assets/map/records-0a.js", "shown": [[2, 0, 5, 7], [0], [0, 1], [0]]}
    assert sent["ahead"] == "/assets/map/ahead-0a.js"
    (bare,) = paint_layer(STATES)._children.values()
    assert not {"points", "records", "ahead"} & set(json.loads(bare.argument))


def test_only_local_files_are_loaded() -> None:
    base = base_map(CITY, script=SCRIPT)
    html = base.get_root().render()
    assert re.findall(r'<script src="([^"]*)"', html) == [SCRIPT.address]
    assert "<link" not in html
    assert "//" not in html


def test_the_script_holds_leaflet_styles_areas_and_ours_and_asks_for_nothing_else() -> None:
    script = SCRIPT.content.decode()
    parts = [
        leaflet_file("leaflet.js"),
        safe.safe_json(leaflet_file("leaflet.css") + static_file("petamap.css")),
        areas_script(CITY),
        *map(static_file, OUR_SCRIPTS),
    ]
    places = [script.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert re.findall(r"url\((?!#)[^)]*\)|sourceMappingURL", script) == []


def test_the_painting_arrives_unmangled_and_names_every_area() -> None:
    counts = pd.Series([3, np.nan, 1, 6], index=KODE)
    classified = classify_program_counts(counts, pd.Series([False, False, True, False], index=KODE))
    sent = argument(painting(CITY, SCRIPT, classified, KODE[1]), "paint")
    assert sent["areas"] == {KODE[0]: [0, 3], KODE[1]: [2], KODE[2]: [3], KODE[3]: [0, 6]}
    assert sent["unit"] == ["program tercatat", "program tercatat"]
    assert sent["radius"] == {KODE[0]: 8.66, KODE[3]: 12.25}
    assert sent["selected"] == KODE[1]
    assert [item["word"] for item in sent["classes"]] == [item.label for item in classified.classes]
    assert [item["hatch"] for item in sent["classes"]] == [0, 0, 1, 0]


def test_equal_states_make_equal_paintings_and_a_selection_another() -> None:
    one, two = (painting(CITY, SCRIPT, some_states(KODE)) for _ in range(2))
    assert one == two
    assert painting(CITY, SCRIPT, some_states(KODE), KODE[0]) != one


def test_what_was_painted_before_is_not_compiled_again() -> None:
    painting(CITY, SCRIPT, some_states(KODE))
    before = element.Template.cache_info()
    painting(CITY, SCRIPT, some_states(KODE))
    after = element.Template.cache_info()
    assert after.misses == before.misses
    assert after.hits > before.hits
    assert after.maxsize is not None


def test_a_filter_change_sends_less_than_four_kilobytes(kediri: Areas) -> None:
    made = map_script(kediri)
    index = kediri.frame.index
    busiest = pd.Series(range(10, 10 + len(index)), index=index)
    for classified in (
        some_states(index),
        classify_pillar_counts(busiest % 7),
        classify_program_counts(busiest),
    ):
        assert len(painting(kediri, made, classified, index[0]).encode()) < 4000
    assert len(document(kediri, made).encode()) < 3000
    without = replace(kediri, context=NO_CONTEXT)
    assert len(areas_script(without)) < 80_000
    heavier = len(gzip.compress(areas_script(kediri).encode())) - len(
        gzip.compress(areas_script(without).encode())
    )
    assert 0 < heavier < 16_000


def test_what_pointing_says_makes_a_filter_change_little_heavier() -> None:
    dataset = real_dataset()
    shown = make_map(dataset, Theme("pillars"))
    tips = shown_tips(dataset, shown)
    details = Details(shown_points(dataset, shown, None), tips, "/assets/map/records-0123456789ab.js")
    told = [paint_layer(classify(shown), None, INDONESIAN, one) for one in (Details(), details)]
    bare, full = (len(next(iter(layer._children.values())).argument) for layer in told)
    assert full - bare < 1000
    assert full < 4000


# The static files ---------------------------------------------------------------------------------


def test_the_areas_file_holds_every_area_with_name_place_and_shape() -> None:
    data = content(CITY)
    assert data["version"] == CITY.version
    assert [(area["kode"], area["name"], area["kecamatan"]) for area in data["areas"]] == [
        (kode, row.name, row.kecamatan)
        for kode, row in zip(KODE, CITY.frame.itertuples(index=False), strict=True)
    ]
    assert [one["label"] for one in data["kecamatan"]] == ["KEC. MELATI", "KEC. KENANGA"]
    assert data["bounds"] == [[-7.8, 112.0], [-7.78, 112.03]]
    for area, shape in zip(data["areas"], CITY.frame.geometry, strict=True):
        assert shapely.geometry.shape(area["shape"]).equals(shape)
        lat, lon = area["at"]
        assert shape.contains(shapely.Point(lon, lat))


def test_each_corner_is_rounded_by_itself_so_shared_corners_stay_shared(kediri: Areas) -> None:
    data = content(kediri)
    corners = [shapely.get_coordinates(shapely.geometry.shape(area["shape"])) for area in data["areas"]]
    for rounded, shape in zip(corners, kediri.frame.geometry, strict=True):
        assert rounded.tolist() == np.round(shapely.get_coordinates(shape), 5).tolist()


def test_the_address_follows_the_content() -> None:
    assert hashlib.sha256(SCRIPT.content).hexdigest()[:12] in SCRIPT.address
    renamed = replace(CITY, frame=CITY.frame.assign(name=["Melati", "Anggrek", "Dahlia", "Mawar Dua"]))
    assert map_script(renamed).address != SCRIPT.address


@pytest.mark.parametrize("name", OUR_SCRIPTS)
def test_our_scripts_never_turn_text_into_markup_or_code(name: str) -> None:
    script = static_file(name)
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "bindPopup",
    ):
        assert sink not in script


# What is refused ----------------------------------------------------------------------------------


def with_class(classified: Classified, **changes: object) -> Classified:
    first, *rest = classified.classes
    return replace(classified, classes=(replace(first, **changes), *rest))


def with_style(classified: Classified, **changes: object) -> Classified:
    return with_class(classified, style=replace(classified.classes[0].style, **changes))


def with_index(classified: Classified, text: str) -> Classified:
    index = pd.Index([text, *KODE[1:]])
    return replace(classified, by_area=classified.by_area.set_axis(index))


def named(text: str, column: str) -> Areas:
    return replace(CITY, frame=CITY.frame.assign(**{column: [text, *CITY.frame[column].iloc[1:]]}))


def coded(text: str) -> Areas:
    return replace(CITY, frame=CITY.frame.set_axis(pd.Index([text, *KODE[1:]], name="kode")))


def amid(**changes: Any) -> Areas:
    """The sample city with one place in it."""
    place = ContextFeature(
        "landmark", shapely.Point(112.005, -7.795), {"id": "Pasar"}, {}, (), "a", None, "b", "c", "d.geojson"
    )
    return replace(CITY, context=Context((replace(place, **changes),)))


STATES = some_states(KODE)
CIRCLES = classify_program_counts(pd.Series([1.0, 2.0, 3.0, 4.0], index=KODE))
ENTRIES: dict[str, Callable[[str], object]] = {
    "name of a kelurahan": lambda text: areas_script(named(text, "name")),
    "name of a kecamatan": lambda text: areas_script(replace(CITY, frame=CITY.frame.assign(kecamatan=text))),
    "name of the city": lambda text: areas_script(replace(CITY, city=text)),
    "kode in the boundaries": lambda text: areas_script(coded(text)),
    "version": lambda text: map_script(replace(CITY, version=text)),
    "version of the document": lambda text: base_map(
        replace(CITY, version=text), script=replace(SCRIPT, version=text)
    ),
    "place of the script": lambda text: map_script(CITY, at=text),
    "address of the script": lambda text: base_map(CITY, script=replace(SCRIPT, address=text)),
    "address of tiles": lambda text: base_map(
        CITY, script=SCRIPT, tiles=TileSetting(f"https://a.id/{text}", "A")
    ),
    "credit of tiles": lambda text: base_map(
        CITY, script=SCRIPT, tiles=TileSetting("/{z}/{x}/{y}.png", text)
    ),
    "kode of a painted area": lambda text: paint_layer(with_index(STATES, text)),
    "kode of a circle": lambda text: paint_layer(
        replace(CIRCLES, radius=CIRCLES.radius.set_axis(pd.Index([text, *KODE[1:]])))
    ),
    "selected area": lambda text: paint_layer(STATES, text),
    "word of a class": lambda text: paint_layer(with_class(STATES, label=text)),
    "unit": lambda text: paint_layer(replace(STATES, unit=text)),
    "fill": lambda text: paint_layer(with_style(STATES, fill=text)),
    "line": lambda text: paint_layer(with_style(STATES, line=text)),
    "line width": lambda text: paint_layer(with_style(STATES, line_width=text)),
    "class": lambda text: paint_layer(
        replace(STATES, by_area=pd.Series([text, 0, 0, 0], index=KODE, dtype=object))
    ),
    "value": lambda text: paint_layer(
        replace(STATES, values=pd.Series([text, 0, 0, 0], index=KODE, dtype=object))
    ),
    "radius": lambda text: paint_layer(
        replace(CIRCLES, radius=pd.Series([text, 1, 1, 1], index=KODE, dtype=object))
    ),
    "point": lambda text: paint_layer(STATES, None, INDONESIAN, Details([(text, 112.0)])),
    "row of a record": lambda text: paint_layer(STATES, None, INDONESIAN, Details(tips=[(0, text)])),
    "address of the records": lambda text: paint_layer(
        STATES, None, INDONESIAN, Details(tips=[(0,)], address=text)
    ),
    "name of a place": lambda text: areas_script(amid(names={"id": text})),
    "credit of a place": lambda text: base_map(amid(credit=text), script=SCRIPT),
    "note of a place": lambda text: base_map(amid(notes={"id": text or "{"}), script=SCRIPT),
}


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
@pytest.mark.parametrize("entry", ENTRIES)
def test_text_that_is_not_what_it_should_be_never_enters(entry: str, text: str) -> None:
    if not text and entry in {"address of tiles", "place of the script"}:
        pytest.skip("the address is good without the hostile part")
    with pytest.raises(UnsafeMapValueError):
        ENTRIES[entry](text)


@pytest.mark.parametrize("kode", ["35", "35.71", "35.71.02", "35.71.02.1016"])
def test_codes_of_every_level_pass(kode: str) -> None:
    assert safe.safe_kode(kode) == kode


@pytest.mark.parametrize(
    "kode", ["35.71.02.1016\n", "35.71.2", "\u0663\u0665", "35.71.02.10167", 35.71, None]
)
def test_what_only_resembles_a_code_is_refused(kode: object) -> None:
    with pytest.raises(UnsafeMapValueError):
        safe.safe_kode(kode)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, None, "1"])
def test_only_finite_numbers_are_numbers(value: object) -> None:
    with pytest.raises(UnsafeMapValueError):
        safe.safe_number(value, "number")
    with pytest.raises(UnsafeMapValueError):
        safe.safe_int(value, "number")


@pytest.mark.parametrize("position", [-1, 9, 1.5])
def test_a_class_that_does_not_exist_is_refused(position: float) -> None:
    with pytest.raises(UnsafeMapValueError):
        paint_layer(replace(STATES, by_area=pd.Series(position, index=KODE)))


def test_a_shape_that_is_no_area_is_refused() -> None:
    lines = replace(CITY, frame=CITY.frame.set_geometry(CITY.frame.geometry))
    assert lines.kecamatan is not None
    assert lines.label_points is not None
    lines.frame.geometry = lines.frame.geometry.boundary
    with pytest.raises(UnsafeMapValueError, match="LineString"):
        areas_script(lines)


@pytest.mark.parametrize(
    "url",
    [
        "https://tile.example.id/{z}/{x}/{y}.png",
        "http://127.0.0.1:8080/{z}/{x}/{y}{r}.png?k=1",
        "/tiles/{z}/{x}/{y}",
    ],
)
def test_a_basemap_is_a_setting_of_the_document(url: str) -> None:
    credit = "\u00a9 OpenStreetMap contributors"
    script = document(CITY, SCRIPT, tiles=TileSetting(url, credit))
    assert argument(script, "build")["tiles"] == {"url": url, "credit": credit}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.id/{z}", "ftp://a.id/{z}", "https://a.id/{{z}}"]
)
def test_a_basemap_of_another_scheme_is_refused(url: str) -> None:
    with pytest.raises(UnsafeMapValueError):
        base_map(CITY, script=SCRIPT, tiles=TileSetting(url, "A"))


def test_a_template_mark_in_a_finished_document_is_refused() -> None:
    for mark in ("{{", "{%", "{#", "<"):
        with pytest.raises(UnsafeMapValueError):
            safe.refuse_template_syntax(f"a{mark}b")
    assert "<" not in safe.safe_json({"a": "<script>", "b": "\u2028"})
