"""Printed maps: all that belongs on one is there, nothing is cut, and text is text whatever it holds."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from petaprogram.maps.classes import classify, classify_program_counts
from petaprogram.maps.font_files import FAMILY
from petaprogram.maps.palette import HATCH, is_light
from petaprogram.maps.paper.drawing import MM_PER_PIXEL, draw
from petaprogram.maps.paper.map_frame import fit_map_frame
from petaprogram.maps.paper.map_texts import Imprint, make_imprint, projection_of
from petaprogram.maps.paper.sheet import PAPERS, Sheet, make_sheet
from petaprogram.maps.paper.sheet_svg import print_svg
from petaprogram.maps.paper.strokes import Stroke, Words
from petaprogram.maps.paper.typeface import shorten, text_width, wrap
from petaprogram.measures.filters import Filters
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.support import recount
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

pytestmark = pytest.mark.export

DAY = dt.date(2026, 11, 25)
POCANAN = "35.71.02.1016"
PAYLOADS = json.loads((Path(__file__).parents[2] / "hostile" / "payloads.json").read_text("utf-8"))
MARKUP = ["#eval(1) *bold* $x$ @ref \\ _a_", "<b>&amp;</b>", "$\\frac{1}{2}$ 100%", "汉字 😀"]
HOSTILE = [*PAYLOADS.values(), *MARKUP]
SVG = "{http://www.w3.org/2000/svg}"
THEMES = [Theme("pillars"), Theme("programs"), Theme("program", "kampung-iva"), Theme("pillar", "living")]


def lay_out(
    dataset: Dataset,
    theme: Theme,
    language: Language = INDONESIAN,
    paper: str = "a4",
    selected: str | None = None,
) -> Sheet:
    shown = make_map(dataset, theme)
    classified = classify(shown)
    imprint = make_imprint(dataset, shown, classified, language, selected=selected, made_on=DAY)
    return make_sheet(dataset.areas, classified, imprint, PAPERS[paper])


def words_of(sheet: Sheet) -> list[Words]:
    return [message for message in sheet.marks if isinstance(message, Words)]


def said_on(sheet: Sheet) -> str:
    return " ".join(words.text for words in words_of(sheet))


def texts_in(svg: bytes) -> Iterator[str]:
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        yield "".join(element.itertext()).strip()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.kind)
@pytest.mark.parametrize(("selected", "language"), [(None, INDONESIAN), (POCANAN, ENGLISH)])
def test_nothing_on_a_sheet_is_cut_and_no_words_meet(
    paper: str, theme: Theme, selected: str | None, language: Language
) -> None:
    sheet = lay_out(real_dataset(), theme, language, paper, selected)
    page = shapely.box(0, 0, sheet.width, sheet.height)
    words = words_of(sheet)
    boxes = np.array([shapely.box(*one.box) for one in words])
    assert [
        one.text for one, box in zip(words, boxes, strict=True) if not page.buffer(-5).contains(box)
    ] == []
    # Ascenders and descenders of two lines of one name may share a hair's breadth.
    inner = shapely.buffer(boxes, -0.3)
    left, right = shapely.STRtree(inner).query(inner, predicate="intersects")
    close = [(words[one].text, words[two].text) for one, two in zip(left, right, strict=True) if one < two]
    assert close == []
    strokes = [message.geometry for message in sheet.marks if isinstance(message, Stroke)]
    assert shapely.covers(page.buffer(1e-6), strokes).all()


def test_a_sheet_has_all_that_belongs_on_a_map() -> None:
    sheet = lay_out(real_dataset(), Theme("program", "kampung-iva"))
    said = said_on(sheet)
    day = INDONESIAN.day(real_dataset().site.data_date)
    records, sources = len(recount.rows("placements")), len(recount.rows("sources"))
    for text in (
        "Kampung IVA – Kota Kediri, 2026",
        "Kampung IVA tercatat di 2 dari 46 kelurahan:",
        "Keterangan: Keadaan program",
        "berjalan",
        "belum ada data",
        "garis putus-putus: diragukan,",
        "batas kecamatan",
        "Skala 1 : 75.000",
        "2 km",
        "Proyeksi: UTM zona 49S, datum WGS 84 (EPSG:32749)",
        f"per {day}; {records} data dari {sources} sumber",
        "25 November 2026",
        "PetaProgram",
        "cahyadsn/wilayah_boundaries",
        "Kepmendagri 300.2.2-2138/2025",
        "bukan acuan hukum batas wilayah.",
        "KEC. MOJOROTO",
        "Pocanan",
    ):
        assert text.replace("\n", " ") in said
    # The counts of the legend, and the north arrow.
    assert {"2", "44", "U"} <= {words.text for words in words_of(sheet)}


def test_a_sheet_of_one_area_has_its_code_and_its_place_in_the_city() -> None:
    said = said_on(lay_out(real_dataset(), Theme("pillars"), selected=POCANAN))
    assert "Jumlah pilar yang ada datanya – Kelurahan Pocanan, Kota Kediri, 2026" in said
    assert f"kode {POCANAN}" in said
    assert "Pocanan: 2 pilar ada datanya." in said
    assert "Letak di Kota Kediri" in said


def test_every_word_of_a_sheet_is_in_its_language() -> None:
    said = said_on(lay_out(real_dataset(), Theme("program", "kampung-iva"), ENGLISH, selected=POCANAN))
    for text in (
        "Legend",
        "running",
        "no data yet",
        "Scale 1 : 10,000",
        "Projection: UTM zone 49S",
        "Data: as of",
    ):
        assert text in said
    for text in (
        "Keterangan",
        "berjalan",
        "tercatat",
        "Skala",
        "Proyeksi",
        "Batas",
        "batas",
        "Pembuat",
        "kode",
    ):
        assert text not in said


def test_the_filters_behind_a_map_stand_on_it() -> None:
    filters = Filters(pillars=("living",), statuses=("running",), kecamatan=("35.71.02",), years=(2015, 2020))
    said = said_on(lay_out(real_dataset(), Theme("programs", filters=filters)))
    assert "Filter: pilar Smart Living; status tercatat berjalan;" in said
    assert "kecamatan Kota" in said
    assert "tahun mulai 2015 sampai 2020" in said


def test_words_that_are_far_too_many_are_shortened_and_say_so() -> None:
    dataset = real_dataset()
    long = "Program " + "sangat panjang " * 200
    programs = dataset.programs.assign(
        name=dataset.programs["name"].mask(dataset.programs.index == "sakti", long)
    )
    sheet = lay_out(replace(dataset, programs=programs), Theme("program", "sakti"))
    page = shapely.box(0, 0, sheet.width, sheet.height).buffer(-5)
    assert all(page.contains(shapely.box(*words.box)) for words in words_of(sheet))
    assert sum(words.text.endswith("…") for words in words_of(sheet)) >= 2
    assert sheet.map_frame.height > 120


def test_an_svg_keeps_text_as_text_and_brings_its_letters_along() -> None:
    sheet = lay_out(real_dataset(), Theme("pillars"))
    svg = print_svg(sheet)
    assert sorted(texts_in(svg)) == sorted(words.text for words in words_of(sheet))
    assert svg.count(b"@font-face") == len({words.weight for words in words_of(sheet)})
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == sheet.title
    # Nothing is fetched from anywhere; the addresses that remain name vocabularies.
    assert re.findall(rb"(?:href|src)=.(?:https?:)?//|url\((?!#|data:)", svg) == []


def test_the_same_map_is_the_same_svg_also_when_several_are_written_at_once(tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    sheets = [lay_out(dataset, theme) for theme in THEMES[:2]]
    expected = [print_svg(sheet) for sheet in sheets]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(print_svg, sheets * 2)) == expected * 2


def test_hostile_words_are_printed_letter_by_letter(tmp_path: Path) -> None:
    sheet = lay_out(read_dataset(write_tables(tmp_path), four_areas()), Theme("pillars"))
    hostile = tuple(Words(text, 10, 10 + 5 * row, 8) for row, text in enumerate(HOSTILE))
    sheet = replace(sheet, marks=hostile, title="</title><script>1</script>", description="]]> & <!--")
    svg = print_svg(sheet)
    assert list(texts_in(svg)) == HOSTILE
    root = ET.fromstring(svg)
    assert root.find(f"{SVG}title").text == sheet.title
    assert root.find(f"{SVG}desc").text == sheet.description
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "a", "b"}


def test_a_hostile_name_of_a_program_is_printed_letter_by_letter() -> None:
    dataset, text = real_dataset(), "$\\frac{1}{0}$ <b>&amp;</b> {{ 7*7 }}"
    names = dataset.programs["name"].mask(dataset.programs.index == "sakti", text)
    sheet = lay_out(replace(dataset, programs=dataset.programs.assign(name=names)), Theme("program", "sakti"))
    assert f"{text} – Kota Kediri, 2026" in said_on(sheet)
    assert f"{text} – Kota Kediri, 2026" in texts_in(print_svg(sheet))


def test_the_hatch_lies_on_hatched_areas_only_and_spares_the_names() -> None:
    dataset = real_dataset()
    classified = classify(make_map(dataset, THEMES[2]))
    map_frame = fit_map_frame(dataset.areas.metric.total_bounds, 200, 160)
    drawing = draw(dataset.areas, classified, map_frame, size=7)
    hatched = shapely.union_all([shape.polygon for shape in drawing.shapes if shape.style.hatch])
    plain = shapely.union_all([shape.polygon for shape in drawing.shapes if not shape.style.hatch])
    names = shapely.union_all([shapely.box(*name.box) for name in drawing.names])
    assert not drawing.hatch.is_empty
    assert hatched.buffer(1e-6).contains(drawing.hatch)
    assert shapely.length(shapely.intersection(drawing.hatch, plain)) < 1e-3
    assert shapely.length(shapely.intersection(drawing.hatch, names)) < 1e-3
    # As long as lines of that spacing have to be, at the angle that the screen has.
    spacing = HATCH.spacing * MM_PER_PIXEL
    assert drawing.hatch.length == pytest.approx(hatched.difference(names).area / spacing, rel=0.02)
    (x, y), (other_x, other_y) = drawing.hatch.geoms[0].coords
    assert abs(math.degrees(math.atan2(other_x - x, other_y - y))) % 90 == pytest.approx(HATCH.angle)


def test_circles_have_the_radius_of_the_screen() -> None:
    areas = four_areas()
    counts = classify_program_counts(
        make_counts := (areas.frame["name"].str.len() * 0 + [1, 4, 9, 100]).astype(float)
    )
    assert list(make_counts) == [1, 4, 9, 100]
    map_frame = fit_map_frame(areas.metric.total_bounds, 100, 100)
    drawing = draw(areas, counts, map_frame, size=7, enlarged=2)
    assert {one.kode: one.radius for one in drawing.circles} == pytest.approx(
        (counts.radius * MM_PER_PIXEL * 2).to_dict()
    )
    # Large ones first.
    assert [one.value for one in drawing.circles] == [100, 9, 4, 1]


def test_classes_of_another_city_are_refused() -> None:
    areas = four_areas()
    map_frame = fit_map_frame(areas.metric.total_bounds, 100, 100)
    with pytest.raises(ValueError, match="other areas"):
        draw(areas, classify(make_map(real_dataset(), Theme("pillars"))), map_frame, size=7)


@pytest.mark.parametrize("theme", [Theme("pillars"), Theme("programs"), Theme("pillar", "living")])
def test_a_city_of_four_is_drawn_too(theme: Theme, tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    sheet = lay_out(dataset, theme)
    assert {words.text for words in words_of(sheet)} >= {"Melati", "Anggrek", "Dahlia", "Mawar"}
    assert print_svg(sheet)


def test_ink_is_read_on_every_colour() -> None:
    assert is_light("#FFFFFF")
    assert is_light("#D3EDB8")
    assert not is_light("#1F3A5F")
    assert not is_light("#1F3585")


def test_projections_are_named_in_words() -> None:
    assert projection_of(32749, INDONESIAN) == "UTM zona 49S, datum WGS 84 (EPSG:32749)"
    assert projection_of(23839, ENGLISH) == "DGN95 / Indonesia TM-3 zone 51.1, datum DGN95 (EPSG:23839)"


def test_lines_are_broken_at_words_and_only_there_if_words_fit() -> None:
    lines = wrap("Kampung Senyum tercatat di tiga kelurahan", 25, 9)
    assert " ".join(lines) == "Kampung Senyum tercatat di tiga kelurahan"
    assert all(text_width(line, 9) <= 25 for line in lines)
    pieces = wrap("x" * 100, 25, 9)
    assert "".join(pieces) == "x" * 100
    assert all(text_width(line, 9) <= 25 for line in pieces)
    assert shorten(("satu", "dua", "tiga"), 2) == ("satu", "d…")
    assert shorten(("satu",), 2) == ("satu",)


def test_the_typeface_is_the_one_that_is_measured() -> None:
    assert FAMILY == "Source Sans Pro"
    # An em of the widest letter, and no width where there is no text.
    assert 0.5 < text_width("m", 72 / 25.4 * 10) / 10 < 1.1
    assert text_width("", 9) == 0
    assert text_width("Kediri", 18) == pytest.approx(2 * text_width("Kediri", 9))
    assert text_width("Kediri", 9, "bold") > text_width("Kediri", 9)


def test_an_imprint_is_a_value() -> None:
    shown = make_map(real_dataset(), Theme("pillars"))
    made = [
        make_imprint(real_dataset(), shown, classify(shown), INDONESIAN, made_on=DAY).title for _ in range(2)
    ]
    assert made[0] == made[1]
    assert isinstance(make_imprint(real_dataset(), shown, classify(shown), ENGLISH, made_on=DAY), Imprint)
