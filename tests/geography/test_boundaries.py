"""The gate of the boundaries: what passes, what is refused and why, mending, and the last good copy."""

from __future__ import annotations

import copy
import json
import os
import socket
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.geography import boundaries, geojson
from petaprogram.geography.boundaries import check_boundaries, check_names, load_boundaries, read_boundaries
from petaprogram.geography.mending import mend_boundaries
from petaprogram.geography.passport import FIELDS, passport_path, read_passport
from petaprogram.messages.issues import BoundaryError, Issue, errors_only
from petaprogram.messages.rules import RULES
from tests.support.sample import four_areas

GEO = Path(__file__).parents[2] / "geo"
KEDIRI = GEO / "kelurahan.geojson"
SOURCE = GEO / "source" / "kelurahan_source.geojson"
HOSTILE = sorted((Path(__file__).parents[1] / "hostile" / "geojson").iterdir())
SAMPLE_FRAME = four_areas().frame

Json = dict[str, Any]


def sample_facts() -> Json:
    return {
        "city": {"kode": "99.01", "name": "Kota Contoh"},
        "source": {
            "name": "a",
            "url": "https://example.org/b",
            "edition": "Edisi 1",
            "licence": "MIT",
            "licence_notice": "c",
        },
        "date": "2026-11-24",
        "expected": {
            "metric_crs": 32749,
            "box": [111.9, -7.9, 112.1, -7.7],
            "kecamatan": {
                "99.01.01": {"name": "Melati", "count": 2},
                "99.01.02": {"name": "Kenanga", "count": 2},
            },
            "km2": 4.88,
            "km2_tolerance": 0.1,
            "max_change": 0.01,
            "gap_width_m": 11,
        },
        "caveat": {"id": "Indikatif.", "en": "Indicative."},
    }


def write_source(folder: Path, frame: gpd.GeoDataFrame = SAMPLE_FRAME, facts: Json | None = None) -> Path:
    """Write areas as received and the facts about them; return the path of the areas."""
    source = folder / "source.geojson"
    source.write_text(geojson.format_features(frame, 9), encoding="utf-8")
    source.with_suffix(".facts.json").write_text(json.dumps(facts or sample_facts()), encoding="utf-8")
    return source


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the boundary file of the sample city, with its passport beside it."""
    path = tmp_path / "city.geojson"
    mend_boundaries(write_source(tmp_path), path)
    return path


@pytest.fixture(scope="module")
def kediri_json() -> Json:
    return json.loads(KEDIRI.read_text(encoding="utf-8"))


def rules(issues: tuple[Issue, ...]) -> set[str]:
    return {issue.rule for issue in issues}


# The shipped file.


def test_the_shipped_boundaries_pass_without_a_warning() -> None:
    assert check_boundaries(KEDIRI) == ()


def test_the_shipped_file_is_rfc_7946_with_one_feature_a_line(kediri_json: Json) -> None:
    lines = KEDIRI.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 46 + 2
    assert kediri_json.keys() == {"type", "features"}
    kodes = [feature["properties"]["kode"] for feature in kediri_json["features"]]
    assert kodes == sorted(kodes)
    assert all(list(f["properties"]) == ["kode", "name", "kecamatan"] for f in kediri_json["features"])
    for area in read_boundaries(KEDIRI).frame.geometry:
        assert all(part.exterior.is_ccw for part in shapely.get_parts(area))
        assert (shapely.get_coordinates(area).round(7) == shapely.get_coordinates(area)).all()


def test_the_shipped_passport_says_where_the_boundaries_come_from() -> None:
    passport = read_passport(passport_path(KEDIRI))
    assert passport.licence_notice == (GEO / "LICENSE-boundaries.txt").read_text(encoding="utf-8")
    assert passport.source_sha256 == sha256(SOURCE.read_bytes()).hexdigest()
    assert (passport.city_kode, passport.city, passport.metric_crs) == ("35.71", "Kota Kediri", 32749)
    assert len(passport.source_m2) == len(passport.m2) == 46
    assert "63,40" in passport.caveat_id
    assert "63.40" in passport.caveat_en


def test_no_area_of_kediri_changed_by_more_than_half_a_percent() -> None:
    passport = read_passport(passport_path(KEDIRI))
    changes = [abs(passport.m2[kode] / source - 1) for kode, source in passport.source_m2.items()]
    assert max(changes) < 0.005
    assert sum(passport.m2.values()) / 1e6 == pytest.approx(67.195, abs=0.001)


# Mending.


def test_mending_the_source_again_gives_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    made = [tmp_path / "one" / KEDIRI.name, tmp_path / "two" / KEDIRI.name]
    for out in made:
        mend_boundaries(SOURCE, out)
    assert made[0].read_bytes() == made[1].read_bytes() == KEDIRI.read_bytes()
    passports = [passport_path(out).read_bytes() for out in (*made, KEDIRI)]
    assert passports[0] == passports[1] == passports[2]
    assert sorted(path.name for path in made[0].parent.iterdir()) == [
        "kelurahan.geojson",
        "kelurahan.passport.json",
    ]


def test_mending_what_is_mended_changes_nothing_on_the_ground(tmp_path: Path) -> None:
    source = write_source(tmp_path)
    first, received, written = mend_boundaries(source, tmp_path / "out.geojson")
    assert received == written == 20
    assert "0 tumpang tindih" in first.note_id
    assert "0 gaps" in first.note_en
    again = read_boundaries(tmp_path / "out.geojson").frame
    assert again.geometry.geom_equals(SAMPLE_FRAME.geometry).all()


def _wavy(step: float) -> gpd.GeoDataFrame:
    """The sample city with many positions on every border, moved by where they are: neighbours share them."""
    wave = 0.000002
    shapes = shapely.segmentize(SAMPLE_FRAME.geometry.to_numpy(), step)
    moved = shapely.transform(shapes, lambda places: places + wave * np.sin(places[:, ::-1] * 1e5))
    return SAMPLE_FRAME.set_geometry(gpd.GeoSeries(moved, SAMPLE_FRAME.index, crs=4326))


def test_simplifying_keeps_borders_shared_and_says_how_many_positions_are_left(tmp_path: Path) -> None:
    source, out = write_source(tmp_path, _wavy(0.0001)), tmp_path / "out.geojson"
    mended = mend_boundaries(source, out, simplify=5)
    assert mended.received > 4 * 400
    assert mended.written < 200
    assert check_boundaries(out) == ()
    # Every part of a border is still the border of both neighbours.
    read = read_boundaries(out)
    assert dict(read.neighbours) == dict(four_areas().neighbours)
    assert shapely.coverage_is_valid(read.frame.geometry.to_numpy())
    assert read.frame.to_crs(32749).area.sum() == pytest.approx(
        SAMPLE_FRAME.to_crs(32749).area.sum(), rel=1e-3
    )
    assert f"disederhanakan 5 m: dari 1.610 menjadi {mended.written} titik" in mended.passport.note_id
    assert f"simplified by 5 m: from 1,610 to {mended.written} positions" in mended.passport.note_en


def test_simplified_so_much_that_areas_change_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(SOURCE, tmp_path / "out.geojson", simplify=500)
    assert rules(refused.value.issues) == {"boundary-simplified"}
    assert "karena disederhanakan 500 m" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_more_positions_than_a_browser_draws_fast_are_a_warning_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.geojson"
    mend_boundaries(write_source(tmp_path, _wavy(0.0001)), out)
    assert check_boundaries(out) == ()
    monkeypatch.setattr(boundaries, "MANY_POSITIONS", 1600)
    (issue,) = check_boundaries(out)
    assert (issue.rule, issue.severity, issue.row) == ("boundary-many-positions", "warning", None)
    assert "1.610 titik" in issue.message
    assert "petaprogram mend --simplify" in issue.message
    assert len(read_boundaries(out).frame) == 4


def test_an_area_that_mending_erases_is_refused_and_nothing_is_replaced(tmp_path: Path, city: Path) -> None:
    before = city.read_bytes(), passport_path(city).read_bytes()
    frame = SAMPLE_FRAME.copy()
    frame.loc["99.01.02.1002", "geometry"] = frame.geometry["99.01.02.1001"].buffer(-0.001)
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(write_source(tmp_path, frame), city)
    assert "boundary-area-changed" in rules(refused.value.issues)
    assert (city.read_bytes(), passport_path(city).read_bytes()) == before


def test_a_source_with_an_invalid_polygon_is_refused_by_feature_number(tmp_path: Path) -> None:
    frame = SAMPLE_FRAME.copy()
    frame.loc["99.01.02.1001", "geometry"] = shapely.Polygon(
        [(112.01, -7.8), (112.02, -7.79), (112.02, -7.8), (112.01, -7.79)]
    )
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(write_source(tmp_path, frame), tmp_path / "out.geojson")
    assert [(issue.rule, issue.row) for issue in refused.value.issues] == [("boundary-polygon-invalid", 3)]


def test_facts_are_checked_before_anything_is_measured(tmp_path: Path) -> None:
    facts = sample_facts()
    del facts["source"]["licence"]
    facts["expected"]["metric_crs"] = 4326
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(write_source(tmp_path, facts=facts), tmp_path / "out.geojson")
    assert rules(refused.value.issues) == {"boundary-passport-field"}
    assert "source.licence" in str(refused.value)
    assert "expected.metric_crs" in str(refused.value)


# Every rule is broken by a file that breaks it, and says at which feature.


def _set(column: str, value: object, row: int = 1) -> Callable[[Json], None]:
    def change(content: Json) -> None:
        content["features"][row - 1]["properties"][column] = value

    return change


def _ring(change: Callable[[list[Any]], object], row: int = 1) -> Callable[[Json], None]:
    def apply(content: Json) -> None:
        change(content["features"][row - 1]["geometry"]["coordinates"][0])

    return apply


def _shift(row: int, positions: slice, east: float) -> Callable[[Json], None]:
    def move(ring: list[Any]) -> None:
        ring[positions] = [[x + east, y] for x, y in ring[positions]]
        ring[-1] = ring[0]

    return _ring(move, row)


def _geometry(kind: str) -> Callable[[Json], None]:
    def change(content: Json) -> None:
        content["features"][0]["geometry"] = {"type": kind, "coordinates": [112.005, -7.795]}

    return change


# The squares of the sample start at their south-west corner and run south-east, north-east, north-west.
def _teeth(start: list[float], end: list[float]) -> list[list[float]]:
    """Two thousand teeth between two positions, each as long as an area is wide."""
    steps = np.linspace(start, end, 4001)[1:-1]
    inwards = np.array([start[1] - end[1], end[0] - start[0]]) * 0.9
    steps[1::2] += inwards
    return [[float(x), float(y)] for x, y in steps]


BROKEN: list[tuple[str, int | None, Callable[[Json], object]]] = [
    ("boundary-feature", 2, lambda content: content["features"].__setitem__(1, 7)),
    ("boundary-property", 1, _set("kode", 35.71)),
    ("boundary-property", 3, _set("name", None, 3)),
    ("boundary-unseen-letter", 1, _set("name", "Me\u202elati")),
    ("boundary-unseen-letter", 2, _set("kecamatan", "Melati\u202e", 2)),
    ("boundary-unseen-letter", 3, _set("kode", "99.01.02.1001\u200f", 3)),
    ("boundary-not-polygon", 1, _geometry("Point")),
    ("boundary-not-polygon", 1, lambda content: content["features"][0].update(geometry=None)),
    ("boundary-bad-position", 1, _ring(lambda ring: ring.__setitem__(1, ["112.01", -7.8]))),
    ("boundary-bad-position", 1, _ring(lambda ring: ring.__setitem__(1, [True, -7.8]))),
    ("boundary-bad-position", 1, _ring(lambda ring: ring.__setitem__(1, [112.0]))),
    ("boundary-bad-number", 1, _ring(lambda ring: ring.__setitem__(1, [10**400, -7.8]))),
    ("boundary-ring-short", 1, _ring(lambda ring: ring.__delitem__(slice(2, None)))),
    ("boundary-ring-open", 1, _ring(lambda ring: ring.pop())),
    ("boundary-axes-swapped", 2, _ring(lambda ring: [position.reverse() for position in ring], 2)),
    ("boundary-not-degrees", 1, _ring(lambda ring: ring.__setitem__(1, [611360.3, 9137679.1]))),
    ("boundary-not-degrees", 1, _ring(lambda ring: ring.__setitem__(1, [12468833.0, -870000.0]))),
    ("boundary-outside-box", 4, _shift(4, slice(None), 1.0)),
    ("boundary-polygon-invalid", 1, _ring(lambda ring: ring.__setitem__(slice(1, 3), [ring[2], ring[1]]))),
    ("boundary-jagged", 1, _ring(lambda ring: ring.__setitem__(slice(1, 1), _teeth(ring[0], ring[1])))),
    ("boundary-code-form", 1, _set("kode", "9901011001")),
    ("boundary-code-city", 1, _set("kode", "99.02.01.1001")),
    ("boundary-code-duplicate", 2, _set("kode", "99.01.01.1001", 2)),
    ("boundary-code-unknown", 1, _set("kode", "99.01.01.1009")),
    ("boundary-code-missing", None, lambda content: content["features"].pop()),
    (
        "boundary-columns",
        None,
        lambda content: [one["properties"].pop("name") for one in content["features"]],
    ),
    ("boundary-kecamatan-unknown", 1, _set("kode", "99.01.03.1001")),
    ("boundary-kecamatan-name", 3, _set("kecamatan", "Melati", 3)),
    ("boundary-name-form", 1, _set("name", "{{7*7}}")),
    ("boundary-name-form", 2, _set("kecamatan", "<b>Melati", 2)),
    ("boundary-name-duplicate", 2, _set("name", "melati", 2)),
    ("boundary-overlap", 1, _shift(1, slice(1, 3), 0.00005)),
    ("boundary-gap", 1, _shift(1, slice(1, 3), -0.00005)),
    ("boundary-area-changed", 4, _shift(4, slice(1, 3), 0.0005)),
    ("boundary-total", None, _shift(4, slice(1, 3), 0.005)),
    ("boundary-checksum", None, _set("name", "Teratai")),
]


@pytest.mark.parametrize(("rule", "row", "change"), BROKEN, ids=[f"{rule}-{row}" for rule, row, _ in BROKEN])
def test_a_file_that_breaks_a_rule_says_which_and_where(
    city: Path, rule: str, row: int | None, change: Callable[[Json], object]
) -> None:
    content = json.loads(city.read_text(encoding="utf-8"))
    for feature in content["features"]:  # a known start, whatever order the file has been written in
        square = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = square.bounds
        corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        feature["geometry"] = {"type": "Polygon", "coordinates": [corners]}
    change(content)
    city.write_text(json.dumps(content), encoding="utf-8")
    issues = check_boundaries(city)
    assert (rule, row) in {(issue.rule, issue.row) for issue in issues}
    with pytest.raises(BoundaryError) as refused:
        read_boundaries(city)
    assert refused.value.issues == issues


BROKEN_FILES: list[tuple[str, bytes]] = [
    ("boundary-not-text", b'{"type":"FeatureCollection","x":"\xff"}'),
    ("boundary-not-json", b"<OGRVRTDataSource/>"),
    ("boundary-not-json", b""),
    ("boundary-duplicate-key", b'{"type":"FeatureCollection","type":"x","features":[]}'),
    ("boundary-bad-number", b'{"type":"FeatureCollection","features":[NaN]}'),
    ("boundary-bad-number", b'{"type":"FeatureCollection","features":[' + b"1" * 5000 + b"]}"),
    ("boundary-too-deep", b"[" * 100_000),
    ("boundary-not-featurecollection", b"[]"),
    ("boundary-not-featurecollection", b'{"type":"gdal_streamed_alg","command_line":"gdal"}'),
    ("boundary-not-featurecollection", b'{"type":"FeatureCollection","features":{}}'),
    ("boundary-empty", b'{"type":"FeatureCollection","features":[]}'),
    ("boundary-too-many", b'{"type":"FeatureCollection","features":[' + b"{}," * 10_000 + b"{}]}"),
    ("boundary-too-many", b'{"type":"FeatureCollection","features":[' + b"1," * 10_000 + b"1]}"),
    ("boundary-too-many", b"[" + b"[]," * 600_000 + b"[]]"),
]


@pytest.mark.parametrize(("rule", "data"), BROKEN_FILES)
def test_a_file_that_is_no_map_is_refused_as_a_whole(city: Path, rule: str, data: bytes) -> None:
    city.write_bytes(data)
    assert rules(check_boundaries(city)) == {rule}


def test_a_missing_unreadable_or_huge_file_is_refused(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = passport_path(city)
    assert "boundary-file-missing" in rules(check_boundaries(city.with_name("none.geojson"), own))
    assert "boundary-file-unreadable" in rules(check_boundaries(city.parent, own))
    monkeypatch.setattr(geojson, "MAX_BYTES", 1500)
    assert "boundary-file-too-large" in rules(check_boundaries(city, KEDIRI))


def test_a_crs_and_heights_are_warnings_and_change_nothing(city: Path) -> None:
    content = json.loads(city.read_text(encoding="utf-8"))
    content["crs"] = {"type": "name", "properties": {"name": "EPSG:3857"}}
    _ring(lambda ring: [position.append(12.5) for position in ring[:2]])(content)
    other = city.with_name("candidate.geojson")
    other.write_text(json.dumps(content), encoding="utf-8")
    expected = {"boundary-crs-ignored", "boundary-height-dropped", "boundary-passport-borrowed"}
    assert rules(check_boundaries(other, passport_path(city))) == expected
    read = read_boundaries(other, passport_path(city)).frame
    assert not read.geometry.has_z.any()
    assert read.geometry.geom_equals(SAMPLE_FRAME.geometry).all()


# One cause is one sentence.


def _written(folder: Path, content: Json) -> Path:
    path = folder / "candidate.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _told(path: Path, own: Path = KEDIRI) -> list[tuple[str, str]]:
    """What is wrong with a candidate: rule and rows, without the remark on its passport."""
    issues = check_boundaries(path, passport_path(own))
    return [(one.rule, one.place) for one in issues if one.rule != "boundary-passport-borrowed"]


def _say(path: Path, own: Path = KEDIRI) -> str:
    return "\n".join(map(str, check_boundaries(path, passport_path(own))))


def test_columns_of_another_publisher_are_one_sentence_with_the_new_names(
    tmp_path: Path, kediri_json: Json
) -> None:
    content = copy.deepcopy(kediri_json)
    for feature in content["features"]:
        old = feature["properties"]
        feature["properties"] = {"KDEPUM": old["kode"], "WADMKD": old["name"], "WADMKC": old["kecamatan"]}
    path = _written(tmp_path, content)
    assert _told(path) == [("boundary-columns", "")]
    assert "KDEPUM → kode, WADMKD → name, WADMKC → kecamatan" in _say(path)


def test_the_columns_of_a_file_that_splits_its_codes_are_named(tmp_path: Path, kediri_json: Json) -> None:
    content = copy.deepcopy(kediri_json)
    for feature in content["features"]:
        feature["properties"] = {"kd_propinsi": "35", "kd_kabupaten": "71"}
    (issue,) = (
        one
        for one in check_boundaries(_written(tmp_path, content), passport_path(KEDIRI))
        if one.severity == "error"
    )
    assert "kolom yang ada: kd_propinsi, kd_kabupaten. Setiap wilayah perlu kolom kode" in issue.message


@pytest.mark.parametrize(
    ("change", "rule", "said"),
    [
        (lambda kode: kode.replace(".", ""), "boundary-code-form", "titiknya hilang; tulis 35.71.01.1001"),
        (lambda kode: f"357101{kode[-3:]:0>4}", "boundary-code-form", "tampaknya kode BPS"),
        (lambda kode: int(kode.replace(".", "")), "boundary-property", "Isi sebagai teks, bukan angka"),
    ],
)
def test_codes_written_in_one_wrong_way_are_one_sentence(
    tmp_path: Path, kediri_json: Json, change: Callable[[str], object], rule: str, said: str
) -> None:
    content = copy.deepcopy(kediri_json)
    for feature in content["features"]:
        feature["properties"]["kode"] = change(feature["properties"]["kode"])
    path = _written(tmp_path, content)
    assert _told(path) == [(rule, "1-46")]
    assert said in _say(path)


def test_codes_of_another_numbering_are_one_sentence_beside_those_that_are_missing(
    tmp_path: Path, kediri_json: Json
) -> None:
    content = copy.deepcopy(kediri_json)
    for feature in content["features"]:
        feature["properties"]["kode"] = feature["properties"]["kode"].replace(".10", ".20")
    assert _told(_written(tmp_path, content)) == [("boundary-count", ""), ("boundary-code-unknown", "1-46")]


def test_a_file_of_the_whole_province_is_one_sentence(tmp_path: Path, kediri_json: Json) -> None:
    content = copy.deepcopy(kediri_json)
    for count, kode in ((40, "35.06.01"), (2, "35.72.01")):
        for number in range(count):
            other = copy.deepcopy(content["features"][number])
            other["properties"]["kode"] = f"{kode}.{2001 + number}"
            content["features"].append(other)
    path = _written(tmp_path, content)
    assert _told(path) == [("boundary-other-cities", "")]
    text = _say(path)
    assert "42 wilayah berkode kota atau kabupaten lain (35.06: 40, 35.72: 2)" in text


def test_in_a_file_of_another_city_the_missing_areas_are_not_told_too(city: Path) -> None:
    assert _told(city) == [("boundary-other-cities", "")]


def test_up_to_three_missing_areas_are_named_and_more_are_one_sentence(
    tmp_path: Path, kediri_json: Json
) -> None:
    content = copy.deepcopy(kediri_json)
    del content["features"][:3]
    assert _told(_written(tmp_path, content)) == [("boundary-code-missing", "")] * 3
    del content["features"][0]
    path = _written(tmp_path, content)
    assert _told(path) == [("boundary-count", "")]
    assert "Ada 42 kelurahan dari 46; tidak ada: 35.71.01.1001, " in _say(path)


def test_a_source_with_areas_of_other_cities_is_named_before_it_is_mended(tmp_path: Path) -> None:
    frame = SAMPLE_FRAME.rename(index={"99.01.02.1002": "99.02.02.1002"})
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(write_source(tmp_path, frame), tmp_path / "out.geojson")
    assert [(one.rule, one.file, one.row) for one in refused.value.issues] == [
        ("boundary-code-city", "source.geojson", 4)
    ]


def test_facts_that_count_other_kelurahan_are_named_by_their_own_file(tmp_path: Path) -> None:
    facts = sample_facts()
    facts["expected"]["kecamatan"]["99.01.01"]["count"] = 3
    with pytest.raises(BoundaryError) as refused:
        mend_boundaries(write_source(tmp_path, facts=facts), tmp_path / "out.geojson")
    (issue,) = refused.value.issues
    assert (issue.file, dict(issue.values)["field"]) == ("source.facts.json", "expected.kecamatan")
    assert "99.01.01: 2 (3)" in issue.message


@pytest.mark.parametrize(
    ("crs", "start", "said"),
    [
        (None, (610014.5, 9135112.7), "tampaknya meter dalam UTM"),
        (None, (144622.6, 634950.6), "tampaknya meter dalam TM-3"),
        (None, (12468833.0, -870000.0), "EPSG:3857"),
        (None, (1e9, 1e9), "salah ekspor"),
        ("urn:ogc:def:crs:EPSG::23836", (144622.6, 634950.6), "'crs' di berkas ini menyebut EPSG:23836;"),
        ("EPSG:32749", (610014.5, 9135112.7), "'crs' di berkas ini menyebut EPSG:32749;"),
        ("Peta kota", (10.0, 635.0), "'crs' di berkas ini menyebut Peta kota;"),
        # What is stated is no help where the coordinates contradict it.
        ("urn:ogc:def:crs:OGC:1.3:CRS84", (610014.5, 9135112.7), "tampaknya meter dalam UTM"),
    ],
)
def test_coordinates_in_metres_are_one_sentence_and_what_the_file_states_comes_first(
    tmp_path: Path, kediri_json: Json, crs: str | None, start: tuple[float, float], said: str
) -> None:
    content = copy.deepcopy(kediri_json)
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    for number, feature in enumerate(content["features"]):
        x, y = start[0] + number, start[1] + number
        ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y]]
        feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    path = _written(tmp_path, content)
    # Nobody is told to remove 'crs' while it is needed to convert.
    assert _told(path) == [("boundary-not-degrees", "1-46")]
    assert said in _say(path)


@pytest.mark.parametrize(
    ("crs", "said"),
    [({"properties": {"name": "EPSG:3857"}}, "(EPSG:3857)"), ({"type": "link"}, "(tanpa nama)")],
)
def test_a_crs_beside_degrees_is_quoted(city: Path, crs: Json, said: str) -> None:
    content = json.loads(city.read_text(encoding="utf-8")) | {"crs": crs}
    issues = check_boundaries(_written(city.parent, content), passport_path(city))
    (message,) = (issue.message for issue in issues if issue.rule == "boundary-crs-ignored")
    assert said in message


def test_letters_without_width_and_other_blanks_are_left_out_and_told_once(city: Path) -> None:
    content = json.loads(city.read_text(encoding="utf-8"))
    plain = {one["properties"]["kode"]: one["properties"]["name"] for one in content["features"]}
    _set("name", content["features"][0]["properties"]["name"] + "\u00a0")(content)
    for row in (2, 3):
        _set("kode", "\ufeff" + content["features"][row - 1]["properties"]["kode"], row)(content)
    other = city.with_name("candidate.geojson")
    other.write_text(json.dumps(content), encoding="utf-8")
    issues = check_boundaries(other, passport_path(city))
    assert [(one.rule, one.row, dict(one.values).get("count")) for one in issues] == [
        ("boundary-passport-borrowed", None, None),
        ("boundary-cleaned", 2, 2),
    ]
    assert "U+FEFF ZERO WIDTH NO-BREAK SPACE di kolom 'kode'" in issues[1].message
    assert read_boundaries(other, passport_path(city)).frame["name"].to_dict() == plain


def test_a_candidate_without_its_own_passport_is_checked_with_that_of_the_city() -> None:
    issues = check_boundaries(SOURCE, passport_path(KEDIRI))
    assert rules(issues) == {"boundary-passport-borrowed", "boundary-overlap", "boundary-gap"}
    assert len({issue.row for issue in issues if issue.rule == "boundary-overlap"}) == 43
    assert sum(issue.rule == "boundary-gap" for issue in issues) == 91


@pytest.mark.parametrize("field", FIELDS)
def test_a_passport_without_one_of_its_fields_is_refused_by_the_name_of_the_field(
    city: Path, field: str
) -> None:
    passport = json.loads(passport_path(city).read_text(encoding="utf-8"))
    *parents, last = FIELDS[field][0].split(".")
    holder = passport
    for parent in parents:
        holder = holder[parent]
    for wrong in (None, [], {}, -1, "", {"99": 1}):
        holder[last] = wrong
        passport_path(city).write_text(json.dumps(passport), encoding="utf-8")
        with pytest.raises(BoundaryError, match=FIELDS[field][0]):
            read_passport(passport_path(city))
    del holder[last]
    passport_path(city).write_text(json.dumps(passport), encoding="utf-8")
    assert "boundary-passport-field" in rules(check_boundaries(city))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org", "example.org", "a b"],
)
def test_the_link_of_a_passport_is_http_or_https(city: Path, address: str) -> None:
    passport = json.loads(passport_path(city).read_text(encoding="utf-8"))
    passport["source"]["url"] = address
    passport_path(city).write_text(json.dumps(passport), encoding="utf-8")
    with pytest.raises(BoundaryError) as refused:
        read_passport(passport_path(city))
    assert [issue.message for issue in refused.value.issues] == [
        "Isian 'source.url' dalam paspor batas bukan alamat http:// atau https://. Perbaiki isian itu."
    ]


@pytest.mark.parametrize(
    "address", ["city.name", "source.name", "source.url", "source.licence_notice", "caveat.en"]
)
def test_a_letter_that_nobody_sees_is_named_in_a_text_of_a_passport(city: Path, address: str) -> None:
    passport = json.loads(passport_path(city).read_text(encoding="utf-8"))
    part, field = address.split(".")
    passport[part][field] += "\u202e"
    passport_path(city).write_text(json.dumps(passport), encoding="utf-8")
    (issue,) = check_boundaries(city)
    assert issue.rule == "boundary-passport-field"
    assert f"Isian '{address}' dalam paspor batas memuat U+202E RIGHT-TO-LEFT OVERRIDE" in issue.message


def test_a_passport_whose_areas_do_not_add_up_is_refused(city: Path) -> None:
    passport = json.loads(passport_path(city).read_text(encoding="utf-8"))
    del passport["areas"]["99.01.02.1002"]
    passport_path(city).write_text(json.dumps(passport), encoding="utf-8")
    with pytest.raises(BoundaryError, match=r"expected\.kecamatan"):
        read_passport(passport_path(city))


def test_a_file_without_a_passport_is_refused(city: Path) -> None:
    passport_path(city).unlink()
    assert rules(check_boundaries(city)) == {"boundary-passport-missing"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"99.01.02.1001": "Mawar", "99.01.02.1002": "Dahlia"}, {3: "moved", 4: "moved"}),
        ({"99.01.02.1001": "Teratai"}, {3: "changed"}),
        # The name of a kecamatan is not another kelurahan's.
        ({"99.01.02.1001": "Kenanga"}, {3: "changed"}),
        ({"99.01.02.1001": "DAHLIA"}, {}),
    ],
)
def test_names_of_a_candidate_are_compared_with_those_in_use(
    city: Path, names: dict[str, str], expected: dict[int, str]
) -> None:
    rule = {"moved": "boundary-name-moved", "changed": "boundary-name-changed"}
    content = json.loads(city.read_text(encoding="utf-8"))
    rows = {one["properties"]["kode"]: row for row, one in enumerate(content["features"], 1)}
    for kode, name in names.items():
        content["features"][rows[kode] - 1]["properties"]["name"] = name
    candidate = city.with_name("candidate.geojson")
    candidate.write_text(json.dumps(content), encoding="utf-8")
    issues = check_boundaries(candidate, passport_path(city), read_boundaries(city))
    told = {issue.row: issue.rule for issue in issues if issue.rule in rule.values()}
    assert told == {row: rule[how] for row, how in expected.items()}
    assert not errors_only(issues)


def test_a_kecamatan_whose_name_changed_is_told_once() -> None:
    frame = SAMPLE_FRAME.reset_index().assign(kecamatan="Mangga")
    frame.index += 1
    issues = list(check_names(frame, four_areas(), "new.geojson"))
    assert [(issue.rule, issue.row) for issue in issues] == [
        ("boundary-name-changed", 1),
        ("boundary-name-changed", 3),
    ]


def test_the_order_of_features_does_not_matter(tmp_path: Path, kediri_json: Json) -> None:
    turned = copy.deepcopy(kediri_json)
    turned["features"].reverse()
    path = tmp_path / "turned.geojson"
    path.write_text(json.dumps(turned), encoding="utf-8")
    read = read_boundaries(path, passport_path(KEDIRI)).frame
    assert read.equals(read_boundaries(KEDIRI).frame)


def test_every_rule_about_boundaries_is_tried_here() -> None:
    tried = {rule for rule, *_ in BROKEN} | {rule for rule, _ in BROKEN_FILES}
    text = Path(__file__).read_text(encoding="utf-8")
    # What stays in use while the app runs belongs to test_reloading.
    known = {rule for rule in RULES if rule.startswith("boundary-")} - {"boundary-kept"}
    assert tried <= known
    assert not {rule for rule in known if f'"{rule}"' not in text}


# Hostile files.


@pytest.mark.parametrize("path", HOSTILE, ids=[path.name for path in HOSTILE])
@pytest.mark.parametrize("read", [read_boundaries, lambda path, _: read_boundaries(path)])
def test_a_hostile_file_is_refused_with_readable_reasons_and_without_network(
    path: Path, read: Callable[[Path, Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("GDAL or the network was asked")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(gpd, "read_file", forbidden)
    with pytest.raises(BoundaryError) as refused:
        read(path, passport_path(KEDIRI))
    assert errors_only(refused.value.issues)
    for issue in refused.value.issues:
        assert issue.rule in RULES
        assert len(issue.message) < 300
        assert not set(issue.message) & set("<>`$\\")


LIKELY_CAUSE = {
    "antimeridian.geojson": "boundary-code-city",
    "bowtie.geojson": "boundary-polygon-invalid",
    "dup_keys_json.geojson": "boundary-duplicate-key",
    "geometrycollection.geojson": "boundary-not-polygon",
    "hole_outside.geojson": "boundary-polygon-invalid",
    "huge_coords.geojson": "boundary-not-degrees",
    "latlng_swapped.geojson": "boundary-axes-swapped",
    "legacy_crs_3857.geojson": "boundary-not-degrees",
    "nan_coords.geojson": "boundary-bad-number",
    "nested_gc_deep.geojson": "boundary-too-deep",
    "point_in_polygon_layer.geojson": "boundary-not-polygon",
    "polygon_3d_m.geojson": "boundary-height-dropped",
    "two_point_ring.geojson": "boundary-ring-short",
    "utm48s_no_crs.geojson": "boundary-not-degrees",
    "vrt_reads_etc_passwd.geojson": "boundary-not-json",
    "xss_props.geojson": "boundary-columns",
}


@pytest.mark.parametrize("name", LIKELY_CAUSE)
def test_a_hostile_file_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    path = next(path for path in HOSTILE if path.name == name)
    assert LIKELY_CAUSE[name] in rules(check_boundaries(path, passport_path(KEDIRI)))


def test_coordinates_in_metres_name_their_likely_system() -> None:
    by_name = {path.name: str(check_boundaries(path, passport_path(KEDIRI))) for path in HOSTILE}
    assert "UTM" in by_name["utm48s_no_crs.geojson"]
    assert "EPSG:3857" in by_name["legacy_crs_3857.geojson"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "kode", "name"]),
            inner | st.sampled_from(["FeatureCollection", "Feature", "Polygon", "MultiPolygon"]),
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON, JSON)
def test_no_json_whatsoever_makes_the_gate_stumble(any_json: object, inner: object, deep: object) -> None:
    feature = {"type": "Feature", "properties": inner, "geometry": {"type": "Polygon", "coordinates": deep}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.geojson"
        for content in (any_json, {"type": "FeatureCollection", "features": [feature, any_json]}):
            path.write_text(json.dumps(content), encoding="utf-8")
            assert errors_only(check_boundaries(path, passport_path(KEDIRI)))
            assert errors_only(check_boundaries(KEDIRI, path))


# The last good copy.


def test_a_good_file_is_kept_once(city: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    areas, issues = load_boundaries(city, state)
    assert issues == ()
    assert areas.frame.index.equals(SAMPLE_FRAME.index)
    kept = {path: path.stat().st_mtime_ns for path in state.rglob("*.json")}
    assert len(list(state.iterdir())) == 1
    load_boundaries(city, state)
    assert {path: path.stat().st_mtime_ns for path in state.rglob("*.json")} == kept


def test_a_broken_file_is_answered_with_the_last_good_copy_and_the_reasons(
    city: Path, tmp_path: Path
) -> None:
    good, _ = load_boundaries(city, tmp_path / "state")
    city.write_text("{}", encoding="utf-8")
    areas, issues = load_boundaries(city, tmp_path / "state")
    assert areas.frame.equals(good.frame)
    assert areas.version == good.version
    assert [issue.rule for issue in issues] == ["boundary-not-featurecollection", "boundary-copy-used"]
    assert "Edisi 1" in issues[1].message


def test_a_missing_file_or_passport_is_answered_with_the_copy_too(city: Path, tmp_path: Path) -> None:
    load_boundaries(city, tmp_path / "state")
    passport_path(city).unlink()
    assert "boundary-passport-missing" in rules(load_boundaries(city, tmp_path / "state")[1])
    city.unlink()
    assert "boundary-file-missing" in rules(load_boundaries(city, tmp_path / "state")[1])


def test_a_new_edition_replaces_the_copy(city: Path, tmp_path: Path) -> None:
    load_boundaries(city, tmp_path / "state")
    facts = sample_facts()
    facts["source"]["edition"] = "Edisi 2"
    mend_boundaries(write_source(tmp_path, facts=facts), city)
    load_boundaries(city, tmp_path / "state")
    assert len(list((tmp_path / "state").iterdir())) == 1
    city.unlink()
    assert "Edisi 2" in load_boundaries(city, tmp_path / "state")[1][-1].message


def test_a_copy_has_to_pass_the_gate_as_well(city: Path, tmp_path: Path) -> None:
    load_boundaries(city, tmp_path / "state")
    kept = next((tmp_path / "state").rglob("*.geojson"))
    kept.write_text(kept.read_text(encoding="utf-8").replace("Dahlia", "Teratai"), encoding="utf-8")
    city.write_text("[]", encoding="utf-8")
    with pytest.raises(BoundaryError) as refused:
        load_boundaries(city, tmp_path / "state")
    assert rules(refused.value.issues) == {"boundary-not-featurecollection", "boundary-checksum"}


def test_a_damaged_copy_is_written_again_from_a_good_file(city: Path, tmp_path: Path) -> None:
    load_boundaries(city, tmp_path / "state")
    kept = next((tmp_path / "state").rglob("*.geojson"))
    kept.write_bytes(b"")
    assert load_boundaries(city, tmp_path / "state")[1] == ()
    assert kept.read_bytes() == city.read_bytes()


def test_without_a_file_and_a_copy_every_reason_is_raised(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as refused:
        load_boundaries(tmp_path / "none.geojson", tmp_path / "state")
    assert rules(refused.value.issues) == {"boundary-file-missing", "boundary-passport-missing"}


def test_a_state_folder_that_cannot_be_written_is_only_a_warning(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    issues = load_boundaries(city, tmp_path / "file" / "state")[1]
    assert [(issue.rule, issue.severity) for issue in issues] == [("boundary-copy-not-kept", "warning")]

    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(boundaries, "draft_folder", read_only)
    areas, issues = load_boundaries(city, tmp_path / "state")
    assert rules(issues) == {"boundary-copy-not-kept"}
    assert len(areas.frame) == 4
