"""The index as lines: every number on record is written once, and no label covers another."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from petaprogram.maps.index_chart import index_chart, index_svg, keep_apart
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.presentation.ministry_tables import index_table, name_subjects
from tests.support.real import real_dataset


def test_every_index_on_record_stands_in_the_chart_once():
    dataset = real_dataset()
    chart = index_chart(dataset, INDONESIAN)
    said = [label.words for label in chart.labels]
    written = sorted(found for words in said for found in re.findall(r"\b\d,\d\d\b", words))
    table = index_table(dataset)
    assert written == sorted(INDONESIAN.number(value, 2) for value in table.stack().dropna())
    assert len(chart.spots) == len(written)
    for name in name_subjects(dataset, INDONESIAN).values():
        assert [words for words in said if words.endswith(name)], name
        assert name in chart.words


def test_a_higher_index_stands_higher_and_equal_ones_do_not_hide_each_other():
    chart = index_chart(real_dataset(), ENGLISH)
    places = [(spot.x, spot.y) for spot in chart.spots]
    assert len(set(places)) == len(places)
    overall = sorted(places)[:4]
    assert [y for _, y in overall].index(min(y for _, y in overall)) == 2


def test_the_svg_says_its_words_as_text():
    chart = index_chart(real_dataset(), INDONESIAN)
    document = index_svg(chart)
    for label in chart.labels:
        assert f">{label.words}</text>" in document


@given(st.lists(st.floats(0, 400), max_size=15).map(sorted), st.floats(1, 20))
def test_labels_keep_apart_in_their_order_and_within_the_picture(heights, gap):
    placed = keep_apart(heights, gap, 0, 400)
    assert len(placed) == len(heights)
    assert all(other - one >= gap - 0.2 for one, other in pairwise(placed))
    assert all(-0.1 <= one <= 400.1 for one in placed)
