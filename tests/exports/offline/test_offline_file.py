"""The offline file: one document, the classes of the app in it, and texts that stay texts."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from petaprogram.exports.file_format import Material
from petaprogram.exports.offline.offline_data import list_themes, step_key, theme_key
from petaprogram.exports.offline.offline_file import build_offline
from petaprogram.maps.classes import classify
from petaprogram.maps.index_chart import index_chart
from petaprogram.maps.legend import swatch_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.measures.map_theme import make_map
from petaprogram.messages.issues import UnsafeMapValueError
from petaprogram.messages.language import ENGLISH, LANGUAGES
from petaprogram.presentation.edition import read_edition
from petaprogram.presentation.stage import step_table
from petaprogram.settings import ROOT
from petaprogram.snapshots.snapshot import make_snapshot, open_snapshot
from tests.browser.files import HOSTILE, make_hostile_tables, make_hostile_walk, make_small_tables
from tests.snapshots.test_snapshot import DAY, settings_in
from tests.support.once import made_once
from tests.support.photos import ENTRY, make_photo, write_photos

BOUNDARIES = ROOT / "geo" / "kelurahan.geojson"
MEGABYTES = 2.5


class Reader(HTMLParser):
    """Collects what a browser would load, run or follow, and every text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[tuple[str, str]] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in {"script", "style"}:
            self.inside.append((self._open, data))
        else:
            self.texts.append(data)

    def attributes(self, name: str) -> list[str]:
        return [str(attrs[name]) for _, attrs in self.elements if name in attrs]


@pytest.fixture(scope="module")
def edition():
    return read_edition(ROOT / "data", BOUNDARIES)


@pytest.fixture(scope="module")
def document(edition, tmp_path_factory) -> str:
    path = made_once(tmp_path_factory, "Paparan Kediri.html", lambda: build_offline(Material(edition)))
    return path.read_bytes().decode()


@pytest.fixture(scope="module")
def data(document):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', document, re.DOTALL)
    return json.loads(found)


def painted(data, key: str, language: str = "id") -> dict[str, str]:
    """The fill and the hatch of every kelurahan, as the script would paint it."""
    painting = data["paintings"][data["themes"][key]]
    classes = data["words"][language]["classes"][painting["said"]]["classes"]
    return {
        kode: (classes[cell[0]]["fill"], classes[cell[0]]["hatch"])
        for kode, cell in zip(data["kodes"], painting["cells"], strict=True)
    }


def expected(shown):
    made = classify(shown)
    styles = [item.style for item in made.classes]
    return {kode: (styles[place].fill, int(styles[place].hatch)) for kode, place in made.by_area.items()}


def test_it_is_smaller_than_two_and_a_half_megabytes(document):
    assert len(document.encode()) < MEGABYTES * 10**6


def test_every_kelurahan_has_the_class_of_the_app_in_every_theme(edition, data):
    for theme in list_themes(edition.dataset):
        key = theme_key(theme)
        assert painted(data, key) == expected(make_map(edition.dataset, theme)), key
        assert painted(data, key) == painted(data, key, "en")


def test_every_kelurahan_has_the_class_of_the_app_in_every_step(edition, data):
    for scene in edition.walk.scenes:
        assert painted(data, step_key(scene)) == expected(scene.shown)


def test_the_counts_of_a_legend_add_up_to_all_kelurahan(data):
    for painting in data["paintings"]:
        assert sum(painting["counts"]) == len(data["kodes"]) == 46


def test_a_line_of_a_legend_counts_the_class_that_it_names(edition, data):
    for theme in list_themes(edition.dataset):
        painting = data["paintings"][data["themes"][theme_key(theme)]]
        words = data["words"]["id"]["classes"][painting["said"]]
        made = classify(make_map(edition.dataset, theme))
        lines = zip(words["classes"], words["swatches"], painting["counts"], strict=True)
        assert [(one["word"], data["swatches"][swatch], count) for one, swatch, count in lines] == [
            (item.label, svg_uri(swatch_svg(item.style)), item.areas) for item in made.classes
        ], theme


def test_it_loads_nothing(document):
    reader = Reader(document)
    tags, names = (
        {tag for tag, _ in reader.elements},
        {name for _, attrs in reader.elements for name in attrs},
    )
    assert not tags & {"link", "iframe", "object", "embed", "base", "form", "video", "audio", "source"}
    assert [src for src in reader.attributes("src") if not src.startswith("data:image/svg+xml")] == []
    assert not names & {"srcset", "style", "background", "ping", "action", "formaction"}
    assert [name for name in names if name.startswith("on")] == []
    styles = "".join(text for kind, text in reader.inside if kind == "style")
    assert re.findall(r"url\((?!data:)|@import", styles) == []
    assert "sourceMappingURL" not in document


def test_it_brings_the_typeface_of_the_app_along(document):
    faces = re.findall(
        r'@font-face\{font-family:"Source Sans Pro";font-weight:(\d+);src:url\(data:font/woff;base64,(.*?)\)',
        document,
    )
    assert [weight for weight, _ in faces] == ["400", "700"]
    for _, data in faces:
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            assert {ord(letter) for letter in "AZaz09é–…→"} <= set(font.getBestCmap())


def test_every_link_leads_within_the_file_or_to_a_source(edition, document):
    sources = set(edition.dataset.sources["url"].dropna())
    for tag, attrs in Reader(document).elements:
        if tag == "a" and not str(attrs["href"]).startswith("#"):
            assert attrs["href"] in sources
            assert (attrs["target"], attrs["rel"]) == ("_blank", "noopener noreferrer")


def test_the_policy_allows_exactly_the_scripts_and_styles_that_are_there(document):
    reader = Reader(document)
    (policy,) = [attrs["content"] for tag, attrs in reader.elements if attrs.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == rules["font-src"] == "data:"
    for kind in ("script", "style"):
        run = [text for tag, text in reader.inside if tag == kind and not text.lstrip().startswith("{")]
        sums = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]
        assert rules[f"{kind}-src"].split() == [f"'sha256-{one}'" for one in sums]
    # It stands before everything that it speaks of.
    assert document.index("Content-Security-Policy") < document.index("<style>") < document.index("<script")


def test_it_holds_both_languages_and_opens_in_the_one_asked_for(edition, document, tmp_path):
    small = read_edition(make_small_tables(tmp_path / "data"), BOUNDARIES)
    english = build_offline(Material(small), ENGLISH).decode()
    for text, first in ((document, "id"), (english, "en")):
        sides = [attrs for _, attrs in Reader(text).elements if attrs.get("class") == "side"]
        assert {side["lang"] for side in sides} == {"id", "en"}
        assert [side["lang"] for side in sides if "hidden" not in side] == [first]
        assert text.startswith(f'<!doctype html>\n<html lang="{first}">')
    said = " ".join(Reader(document).texts)
    for scene in edition.walk.scenes:
        for language in LANGUAGES:
            assert scene.caption(language) in said


def test_it_names_sources_boundaries_licence_and_disclaimer(edition, document):
    said = " ".join(" ".join(Reader(document).texts).split())
    for title in edition.dataset.sources["title"]:
        assert " ".join(title.split()) in said
    assert "bukan acuan hukum batas wilayah" in said
    assert "no legal reference" in said
    assert " ".join(edition.passport.licence_notice.split()) in said
    assert "Vladimir Agafonkin" in said


def test_the_same_edition_makes_the_same_bytes(edition, document):
    assert build_offline(Material(edition)).decode() == document


def test_a_snapshot_says_its_name_and_its_day(tmp_path):
    settings = replace(settings_in(tmp_path), tables=make_small_tables(tmp_path / "data"))
    snapshot = open_snapshot(make_snapshot("Asesmen <2026>", settings, DAY))
    text = build_offline(Material(snapshot.edition, snapshot.manifest)).decode()
    said = " ".join(Reader(text).texts)
    assert "Versi beku 'Asesmen <2026>' per 25 November 2026" in said
    assert snapshot.manifest.fingerprint in said
    assert "Asesmen <2026>" not in text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = make_hostile_tables(tmp_path_factory.mktemp("hostile") / "data")
    make_hostile_walk(folder)
    return read_edition(folder, BOUNDARIES)


def test_payloads_stand_in_it_letter_by_letter_and_add_no_element(hostile, document, tmp_path_factory):
    path = made_once(tmp_path_factory, "hostile.html", lambda: build_offline(Material(hostile)))
    text = path.read_bytes().decode()
    reader, other = Reader(text), Reader(document)
    said = " ".join(" ".join(reader.texts).split())
    for payload in HOSTILE:
        assert " ".join(payload.split()) in said
    # The same scripts and styles, letter by letter, but for the data.
    data = '{"areas"'
    assert [one for one in reader.inside if not one[1].startswith(data)] == [
        one for one in other.inside if not one[1].startswith(data)
    ]
    assert {tag for tag, _ in reader.elements} <= {tag for tag, _ in other.elements}
    assert [name for _, attrs in reader.elements for name in attrs if name.startswith("on")] == []
    assert json.loads(next(one for kind, one in reader.inside if one.startswith(data)))["kodes"]


def test_a_colour_of_a_pillar_cannot_reach_the_style_sheet_as_anything_else(edition):
    pillars = edition.dataset.pillars.assign(color="red}body{display:none")
    with pytest.raises(UnsafeMapValueError):
        build_offline(Material(replace(edition, dataset=replace(edition.dataset, pillars=pillars))))


def test_an_edition_without_steps_and_frame_still_makes_a_file(tmp_path):
    tables = make_small_tables(tmp_path / "data")
    for name in ("paparan.toml", "frame.toml", "evidence_frame.csv"):
        (tables / name).unlink()
    edition = read_edition(tables, BOUNDARIES)
    text = build_offline(Material(edition)).decode()
    assert "Belum ada langkah paparan." in text
    assert 'class="frame"' not in text


def test_internal_steps_are_in_the_file_only_where_a_meeting_asks_for_them(edition, document):
    internal = [scene for scene in edition.walk.every if scene.step.audience == "internal"]
    assert len(internal) > 0
    meeting = build_offline(Material(edition, audience="internal")).decode()
    for scene in internal:
        assert [scene.title(ENGLISH) in text for text in (document, meeting)] == [False, True]
        assert [f'"{scene.step.id}"' in text for text in (document, meeting)] == [False, True]


def test_a_step_of_a_program_bears_the_mark_of_its_pillar(edition, document):
    letters = edition.dataset.pillars["letter"]
    for scene in edition.walk.scenes:
        if scene.step.id in letters.index:
            (head,) = re.findall(rf'<h2 id="step-en-{scene.step.id}">(.*?)</h2>', document)
            assert f"<b>{letters[scene.step.id]}</b>" in head


def test_the_chart_and_the_tables_of_steps_stand_in_the_file_as_text(edition, document):
    chart = index_chart(edition.dataset, ENGLISH)
    for label in chart.labels:
        assert f">{label.words}</text>" in document
    for show in ("partners", "quick_wins"):
        for row in step_table(edition, show, ENGLISH).rows:
            assert f'<tr><th scope="row">{row[0]}<' in document


def test_photos_are_in_it_once_with_whose_they_are_and_those_of_internal_steps_are_not(tmp_path):
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    of_step = {name: value for name, value in ENTRY.items() if name != "program"}
    write_photos(
        tables,
        ENTRY,
        of_step | {"step": "living", "file": "b.jpg", "credit": "Puskesmas <b>"},
        of_step | {"step": "celah", "file": "c.jpg"},
        pictures={
            name: make_photo(width) for name, width in (("balai.jpg", 90), ("b.jpg", 80), ("c.jpg", 70))
        },
    )
    made = read_edition(tables, ROOT / "geo" / "kelurahan.geojson")
    page = build_offline(Material(made)).decode()
    photos = made.photos
    for photo, count in (
        (photos.of_program["kampung-senyum"], 1),
        (photos.of_step["living"], 1),
        (photos.of_step["celah"], 0),
    ):
        assert page.count(base64.b64encode(photo.picture.jpeg).decode()) == count
        # One place for each language.
        assert page.count(f'class="photo-{photo.picture.sha256}"') == 2 * count
    assert "Foto: Puskesmas &lt;b&gt;, CC BY 4.0. Sumber: BANGSAONLINE" in page
    assert "Photo: Puskesmas &lt;b&gt;, CC BY 4.0. Source: BANGSAONLINE" in page
