"""The slides: one for each step, its evidence on it, its talking points under it; texts stay texts."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE

from petaprogram.exports.file_format import Material
from petaprogram.exports.pdf.map_sheet import draw_png
from petaprogram.exports.slides import slide_deck, slide_pictures
from petaprogram.exports.slides.slide_chart import _workbook
from petaprogram.exports.slides.slide_deck import build_slides
from petaprogram.exports.slides.slide_pictures import ENLARGED
from petaprogram.exports.slides.slide_theme import FALLBACK
from petaprogram.maps.classes import classify
from petaprogram.maps.font_files import FAMILY
from petaprogram.maps.index_chart import subject_colours
from petaprogram.maps.legend import legend
from petaprogram.maps.palette import CIRCLE
from petaprogram.messages.language import ENGLISH, INDONESIAN, LANGUAGES
from petaprogram.presentation.edition import read_edition
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.ministry_tables import index_table
from petaprogram.presentation.stage import step_table
from petaprogram.settings import ROOT
from petaprogram.snapshots.snapshot import make_snapshot, open_snapshot
from tests.browser.files import HOSTILE, make_hostile_tables, make_hostile_walk
from tests.snapshots.test_snapshot import DAY, settings_in
from tests.support.photos import ENTRY, write_photos

BOUNDARIES = ROOT / "geo" / "kelurahan.geojson"
# One white pixel: what the picture shows is a matter of the printed maps.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415478da63f8ffff3f0005fe02fe0def46b8000000"
    "0049454e44ae426082"
)


class Drawer:
    """Stands in for the printed maps, and remembers what it was asked to draw."""

    def __init__(self):
        self.drawn = []

    def __call__(self, areas, classified, language, *, title, size_mm, points, dpi, smallest, enlarged):
        self.drawn.append((classified, language, title, size_mm))
        assert list(classified.by_area.index) == list(areas.frame.index)
        assert dpi >= 150
        assert points == ()
        assert smallest >= 12
        assert enlarged == ENLARGED
        return PIXEL


@pytest.fixture(autouse=True)
def draw(monkeypatch):
    drawer = Drawer()
    monkeypatch.setattr(slide_pictures, "draw_png", drawer)
    return drawer


@pytest.fixture(scope="module")
def edition():
    return read_edition(ROOT / "data", BOUNDARIES)


def build(edition, language=INDONESIAN, snapshot=None):
    return Presentation(io.BytesIO(build_slides(Material(edition, snapshot), language)))


def texts(slide):
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def pictures(slide):
    return [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_step_is_a_slide_with_title_number_caption_evidence_and_notes(edition, language):
    deck = build(edition, language)
    scenes = edition.walk.scenes
    assert len(deck.slides) == len(scenes)
    for slide, scene in zip(deck.slides, scenes, strict=True):
        assert slide.shapes.title.text_frame.text == scene.title(language)
        said = "\n".join(texts(slide))
        assert scene.caption(language) in said
        if figure := scene.figure:
            assert figure.number(language) in said
            assert figure.words(language) in said
        notes = slide.notes_slide.notes_text_frame.text
        for note in scene.notes(language):
            assert note in notes
        sources = [note.line(language) for note in footnotes(edition.dataset, scene.figure, language)]
        assert [line for line in sources if line not in notes] == []
        # As many as there is room for; how many are left to the notes is said.
        unsaid = [line for line in sources if line not in said]
        if unsaid:
            assert sources[0] in said
            more = "dan {count:f} sumber lain; daftarnya dalam catatan penyaji"
            assert language.counted(more, len(unsaid)) in said


def test_a_slide_draws_the_classes_of_its_step_and_its_legend_counts_them(edition, draw):
    deck = build(edition)
    maps = [scene for scene in edition.walk.scenes if scene.step.show == "map"]
    assert len(draw.drawn) == len(maps)
    pictured = [
        slide
        for slide in deck.slides
        if any(one.shape_type == MSO_SHAPE_TYPE.PICTURE for one in slide.shapes)
    ]
    for slide, scene, (classified, _, title, size) in zip(pictured, maps, draw.drawn, strict=True):
        made = classify(scene.shown)
        assert classified.by_area.equals(made.by_area)
        assert title == scene.title(INDONESIAN)
        (picture,) = pictures(slide)
        assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)
        assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 20
        said = list(texts(slide))
        for row in (one for one in legend(made, INDONESIAN).rows if one.areas):
            assert f"{row.label}: {row.areas}" in said


def longest_run(row):
    """How many marked pixels stand side by side at most."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def test_circles_are_as_large_in_the_picture_as_in_the_legend(edition):
    scene = next(one for one in edition.walk.scenes if one.view.kind == "programs")
    slide = build(edition).slides[edition.walk.scenes.index(scene)]
    widest = max(
        shape.width.inches
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and shape.auto_shape_type == MSO_SHAPE.OVAL
    )
    (picture,) = pictures(slide)
    size, dpi = (picture.width.inches * 25.4, picture.height.inches * 25.4), 192
    drawn = draw_png(
        edition.dataset.areas,
        classify(scene.shown),
        INDONESIAN,
        title="",
        size_mm=size,
        dpi=dpi,
        smallest=12,
        enlarged=ENLARGED,
    )
    pixels = np.asarray(Image.open(io.BytesIO(drawn)).convert("RGB")).astype(int)
    fill = np.array(list(bytes.fromhex(CIRCLE.fill.removeprefix("#"))))
    found = max(map(longest_run, np.abs(pixels - fill).sum(axis=2) < 60))
    # A white line lies half on the fill, and a white number of 12 points on its middle.
    assert found / dpi == pytest.approx(widest, abs=0.07)


def test_nothing_on_a_slide_stands_outside_it(edition):
    deck = build(edition)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def slide_of(edition, deck, show):
    return deck.slides[[scene.step.show for scene in edition.walk.scenes].index(show)]


def test_the_index_is_a_chart_whose_numbers_can_be_edited(edition):
    slide = slide_of(edition, build(edition, ENGLISH), "index")
    (shape,) = [shape for shape in slide.shapes if shape.has_chart]
    chart = shape.chart
    assert chart.chart_type == XL_CHART_TYPE.LINE_MARKERS
    table = index_table(edition.dataset)
    lines = table[table.notna().sum(axis=1) > 1]
    assert list(chart.plots[0].categories) == ["2020", "2021", "2022", "2023"]
    assert [list(one.values) for one in chart.plots[0].series] == lines.to_numpy().tolist()
    colours = subject_colours(edition.dataset)
    drawn = [f"#{one.format.line.color.rgb}" for one in chart.plots[0].series]
    assert drawn == [colours[subject] for subject in lines.index]
    assert chart.plots[0].series[0].data_labels.show_value
    book = pd.read_excel(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), index_col=0, engine="openpyxl")
    assert book.T.to_numpy().tolist() == lines.to_numpy().tolist()
    assert list(book.columns) == [one.name for one in chart.plots[0].series] == ["Overall"]


def test_a_name_in_the_workbook_of_the_chart_is_no_formula_and_no_link(edition):
    names = ["=1+1", "https://example.org/"]
    made = _workbook(
        pd.DataFrame([[1.5, None], [2.0, 3.0]], index=names, columns=[2020, 2021]), edition.dataset
    )
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
    assert list(pd.read_excel(io.BytesIO(made), index_col=0, engine="openpyxl").columns) == names


def test_the_index_stands_under_its_chart_as_a_table(edition):
    slide = slide_of(edition, build(edition), "index")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1] == ["Keseluruhan", "2,87", "3,06", "3,31", "3,20"]
    assert len(cells) == 1 + len(index_table(edition.dataset))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_no_word_is_smaller_than_twelve_points_and_all_take_the_typeface_of_the_theme(edition, language):
    made = build_slides(Material(edition, audience="internal"), language)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {
            name: etree.fromstring(file.read(name))
            for name in file.namelist()
            if re.fullmatch(r"ppt/(slides/slide|charts/chart|theme/theme)\d+\.xml", name)
        }
    seen = 0
    for name, root in parts.items():
        runs = [one for one in root.iter("{*}r") if one.tag.endswith("main}r")]
        if "/slides/" in name:
            # A run without a size would take that of the layout, whatever it is.
            assert [run for run in runs if run.find("{*}rPr").get("sz") is None] == []
        if "/theme/" not in name:
            sizes = [int(one.get("sz")) for one in root.iter() if one.get("sz") and "ts" not in one.tag[-3:]]
            assert min(sizes) >= 1200
            seen += len(sizes)
            assert list(root.iter("{*}latin")) == []
    assert seen > 300
    fonts = [font for root in parts.values() for font in root.iter("{*}majorFont", "{*}minorFont")]
    assert len(fonts) == 4
    for font in fonts:
        assert [font.find(f"{{*}}{tag}").get("typeface") for tag in ("latin", "ea", "cs")] == [
            FAMILY,
            FALLBACK,
            FALLBACK,
        ]


def test_pictures_charts_and_tables_say_what_they_show(edition):
    deck = build(edition)
    described = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_chart or shape.has_table
    ]
    assert len(described) >= len(deck.slides) - 1
    assert [words for words in described if not words] == []


def test_a_slide_is_wide_and_its_map_fills_the_left_of_it(edition):
    deck = build(edition)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    maps = [picture for slide in deck.slides for picture in pictures(slide)]
    assert len(maps) > 5
    assert min(one.height for one in maps) > 0.7 * deck.slide_height


def test_a_table_that_is_too_long_goes_on_in_the_notes(edition, monkeypatch):
    monkeypatch.setattr(slide_deck, "_STAGE", slide_deck._STAGE._replace(height=1.5))
    slide = slide_of(edition, build(edition), "partners")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    made = step_table(edition, "partners", INDONESIAN)
    shown = len(table.rows) - 1
    assert 0 < shown < len(made.rows)
    notes = slide.notes_slide.notes_text_frame.text
    for row in made.rows[shown:]:
        assert " | ".join(cell or "belum ada data" for cell in row) in notes


@pytest.mark.parametrize("show", ["partners", "quick_wins"])
def test_the_table_of_a_step_says_in_words_what_is_not_on_record(edition, show):
    deck = build(edition)
    at = [scene.step.show for scene in edition.walk.scenes].index(show)
    (table,) = [shape.table for shape in deck.slides[at].shapes if shape.has_table]
    made = step_table(edition, show, INDONESIAN)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == list(made.header)
    for row, words, detail in zip(rows[1:], made.rows, made.details, strict=True):
        assert row[0] == "\n".join(filter(None, (words[0], detail)))
        assert row[1:] == ["belum ada data" if one is None else one for one in words[1:]]


def test_internal_steps_are_slides_only_where_a_meeting_asks_for_them(edition):
    internal = [scene for scene in edition.walk.every if scene.step.audience == "internal"]
    public, meeting = (
        Presentation(io.BytesIO(build_slides(Material(edition, audience=audience))))
        for audience in ("public", "internal")
    )
    titles = [slide.shapes.title.text_frame.text for slide in meeting.slides]
    assert titles == [scene.title(INDONESIAN) for scene in edition.walk.every]
    marked = [slide for slide in meeting.slides if "Internal" in "\n".join(texts(slide)).splitlines()]
    assert len(marked) == len(internal) > 0
    for scene in internal:
        assert scene.title(INDONESIAN) not in [one.shapes.title.text_frame.text for one in public.slides]
    left_out = f"{len(internal)} langkah untuk rapat internal tidak disertakan."
    notes = [deck.slides[0].notes_slide.notes_text_frame.text for deck in (public, meeting)]
    assert [left_out in note for note in notes] == [True, False]


def test_every_slide_says_the_same_count_of_sources_as_the_step(edition):
    records, listed = edition.dataset.records, len(edition.dataset.sources)
    count = f"{records['source_id'].nunique()} sumber di balik data ini ({listed} terdaftar)"
    deck = build(edition)
    assert [number for number, slide in enumerate(deck.slides) if count not in "\n".join(texts(slide))] == []
    city = [scene.step.id for scene in edition.walk.scenes].index("kota")
    assert sum(count in text for text in texts(deck.slides[city])) == 2


def test_the_number_of_a_source_leads_to_its_page(edition):
    deck = build(edition)
    slide = deck.slides[[scene.step.id for scene in edition.walk.scenes].index("living")]
    links = [
        run.hyperlink.address
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]
    assert links == [edition.dataset.sources.at["bo83852", "url"]]


def test_a_snapshot_is_named_on_every_slide(tmp_path):
    snapshot = open_snapshot(make_snapshot("Asesmen 2026", settings_in(tmp_path), DAY))
    for slide in build(snapshot.edition, snapshot=snapshot.manifest).slides:
        assert "Versi beku 'Asesmen 2026' per 25 November 2026" in "\n".join(texts(slide))


def test_an_edition_without_steps_makes_one_slide_that_says_so(tmp_path):
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (tables / "paparan.toml").unlink()
    (slide,) = build(read_edition(tables, BOUNDARIES)).slides
    assert "Belum ada langkah paparan" in slide.shapes.title.text_frame.text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = make_hostile_tables(tmp_path_factory.mktemp("hostile") / "data")
    make_hostile_walk(folder)
    return read_edition(folder, BOUNDARIES)


def test_payloads_stand_on_slides_and_in_notes_letter_by_letter(hostile):
    for slide, payload in zip(build(hostile).slides, HOSTILE, strict=True):
        assert slide.shapes.title.text_frame.text == payload
        # Its title and its caption.
        assert sum(payload in text for text in texts(slide)) >= 2
        assert payload in slide.notes_slide.notes_text_frame.text


def test_a_payload_adds_no_part_and_no_address_to_the_file(hostile, edition):
    def parts(of):
        with zipfile.ZipFile(io.BytesIO(build_slides(Material(of)))) as file:
            names = [re.sub(r"\d+", "", name) for name in file.namelist()]
            relations = b"".join(file.read(name) for name in file.namelist() if name.endswith(".rels"))
        return set(names), set(re.findall(rb'Target="([^"]*)" TargetMode="External"', relations))

    names, addresses = parts(hostile)
    assert names <= parts(edition)[0]
    urls = {str(url).encode() for url in hostile.dataset.sources["url"].dropna()}
    assert {address.replace(b"&amp;", b"&") for address in addresses} <= urls


@pytest.mark.parametrize("which", ["edition", "hostile"])
def test_every_part_of_the_file_is_sound_and_leads_to_parts_that_are_there(which, request):
    made = build_slides(Material(request.getfixturevalue(which)))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert len(names) == len(set(names))
        parts = {
            name: etree.fromstring(file.read(name)) for name in names if name.endswith((".xml", ".rels"))
        }
    types = parts["[Content_Types].xml"]
    typed = {one.get("PartName", "").lstrip("/") for one in types} - {""}
    extensions = {one.get("Extension") for one in types}
    assert typed <= set(names)
    assert [name for name in names if name not in typed and name.rpartition(".")[2] not in extensions] == []
    for name, root in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for one in root:
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder.as_posix(), one.get("Target")))
                    assert target.lstrip("/") in names
        elif re.match(r"ppt/slides/slide", name):
            ids = [one.get("id") for one in root.iter("{*}cNvPr")]
            assert len(ids) == len(set(ids))
            # Everything that the slide points to is among its relations.
            rels = parts[f"ppt/slides/_rels/{Path(name).name}.rels"]
            used = {
                value
                for one in root.iter()
                for key, value in one.attrib.items()
                if "officeDocument/2006/relationships}" in key
            }
            assert used <= {one.get("Id") for one in rels}


@pytest.mark.parametrize("step", ["sampul", "living", "kolaborasi"])
def test_a_photo_stands_on_its_slide_with_whose_it_is(tmp_path, step):
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    write_photos(tables, {name: value for name, value in ENTRY.items() if name != "program"} | {"step": step})
    made = read_edition(tables, BOUNDARIES)
    deck = build(made, ENGLISH)
    slide = deck.slides[[scene.step.id for scene in made.walk.scenes].index(step)]
    (shape,) = [one for one in pictures(slide) if one.image.content_type == "image/jpeg"]
    assert shape.image.blob == made.photos.of_step[step].picture.jpeg
    assert shape.width / shape.height == pytest.approx(320 / 200, rel=0.01)
    assert shape._element.nvPicPr.cNvPr.get("descr") == "Residents of Mrican"
    said = "\n".join(texts(slide))
    assert "Photo: Dinas Kominfo, CC BY 4.0. Source: BANGSAONLINE" in said
    for one in slide.shapes:
        assert one.top + one.height <= deck.slide_height
        assert one.left + one.width <= deck.slide_width
