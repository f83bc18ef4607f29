"""A map as PNG: its size, what it says of itself, and that any letter can be drawn."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from petaprogram.exports.pdf.map_sheet import draw_png, print_png
from petaprogram.maps.classes import classify
from petaprogram.maps.paper.sheet import PAPERS, Sheet
from petaprogram.maps.paper.strokes import Stroke, Words
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN
from petaprogram.tables.dataset import read_dataset
from tests.maps.paper.test_sheet import HOSTILE, THEMES, lay_out
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables


def read_png(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def with_words(sheet: Sheet, *texts: str) -> Sheet:
    ground = next(message for message in sheet.marks if isinstance(message, Stroke))
    return replace(sheet, marks=(ground, *(Words(text, 10, 10 + 9 * n, 12) for n, text in enumerate(texts))))


def ink(sheet: Sheet) -> np.ndarray:
    """Where something stands: dark pixels of each line of `with_words`."""
    image = np.asarray(read_png(print_png(sheet, dpi=72)).convert("L"))
    return image < 160


def test_a_png_has_300_dots_an_inch_and_says_what_it_is() -> None:
    image = read_png(print_png(lay_out(real_dataset(), Theme("pillars"))))
    assert image.size == (int(297 / 25.4 * 300), int(210 / 25.4 * 300))
    assert round(image.info["dpi"][0]) == 300
    assert image.info["Title"] == "Jumlah pilar yang ada datanya – Kota Kediri, 2026"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_png_is_opaque_and_white_to_its_edges(paper: str) -> None:
    image = np.asarray(read_png(print_png(lay_out(real_dataset(), Theme("pillars"), paper=paper), dpi=100)))
    edges = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    assert (edges == 255).all()


def test_a_picture_of_a_map_has_the_size_that_was_asked_for() -> None:
    dataset = real_dataset()
    classified = classify(make_map(dataset, Theme("pillars")))
    png = draw_png(
        dataset.areas, classified, INDONESIAN, title="Peta", size_mm=(7.7 * 25.4, 4.95 * 25.4), dpi=200
    )
    assert read_png(png).size == (1540, 990)


def test_the_same_map_is_the_same_file_also_when_several_are_drawn_at_once(tmp_path: Path) -> None:
    dataset = read_dataset(write_tables(tmp_path), four_areas())
    sheets = [lay_out(dataset, theme) for theme in THEMES[:2]]
    expected = [print_png(sheet, dpi=40) for sheet in sheets]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda sheet: print_png(sheet, dpi=40), sheets * 2)) == expected * 2


def test_hostile_words_are_drawn_and_said_letter_by_letter(tmp_path: Path) -> None:
    sheet = lay_out(read_dataset(write_tables(tmp_path), four_areas()), Theme("pillars"))
    for text in HOSTILE:
        png = print_png(replace(with_words(sheet, text), title=text, description=text), dpi=40)
        assert read_png(png).info["Title"] == text
    one = replace(sheet, title="a\x00b\ud800c", description="]]> & <!--")
    assert read_png(print_png(one, dpi=40)).info["Title"] == "abc"


def test_letters_of_every_script_leave_ink() -> None:
    texts = ("Kediri", "Ngaglik é ñ ọ̀", "Ω Ж", "ꦏꦼꦝꦶꦫꦶ", "汉字", "😀", "\ue000")
    lines = ink(with_words(lay_out(real_dataset(), Theme("pillars")), *texts))
    unit = 72 / 25.4
    drawn = [lines[int((6 + 9 * n) * unit) : int((11 + 9 * n) * unit)].sum() for n in range(len(texts) + 1)]
    assert all(drawn[: len(texts)])
    assert drawn[-1] == 0


def test_a_line_with_letters_of_other_fonts_is_one_line_as_wide_as_measured() -> None:
    for text in ("汉字 😀 Kediri", "\ue000 privat", "ꦏꦼꦝꦶꦫꦶ Jawa Timur", "Kediri"):
        sheet = with_words(lay_out(real_dataset(), Theme("pillars")), text)
        rows, columns = np.nonzero(ink(sheet))
        left, top, right, bottom = (round(edge * 72 / 25.4) for edge in sheet.marks[1].box)
        assert rows.min() >= top - 2
        assert rows.max() <= bottom + 2
        assert left - 1 <= columns.min()
        assert columns.max() == pytest.approx(right, abs=4)
