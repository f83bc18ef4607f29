"""The classes of a map of one year: one scale, upper bounds lighter, nothing begun is no zero."""

from __future__ import annotations

import pandas as pd
import pytest

from petaprogram.maps.class_tables import YEAR_CLASSES
from petaprogram.maps.year_classes import classify_year
from petaprogram.messages.language import INDONESIAN


@pytest.mark.parametrize(
    ("begun", "bound", "expected"),
    [
        (0, 0, "not_begun"),
        (1, 1, "begun_bound"),
        (9, 9, "begun_bound"),
        (1, 0, "begun_1_2"),
        (2, 1, "begun_1_2"),
        (3, 0, "begun_3_5"),
        (5, 4, "begun_3_5"),
        (6, 5, "begun_6"),
    ],
)
def test_a_count_has_its_class_in_every_year(begun: int, bound: int, expected: str) -> None:
    made = classify_year(pd.Series([begun], ["a"]), pd.Series([bound], ["a"]))
    assert made.classes[made.by_area["a"]].id == expected
    assert [one.id for one in made.classes] == [name for name, _, _ in YEAR_CLASSES]


def test_where_nothing_had_begun_no_zero_is_said() -> None:
    words = classify_year(pd.Series([0, 2], ["a", "b"]), pd.Series([0, 2], ["a", "b"])).values_in_words(
        INDONESIAN
    )
    assert words.to_dict() == {"a": "belum ada data yang dimulai", "b": "2 data sudah dimulai"}


def test_more_upper_bounds_than_records_are_refused() -> None:
    with pytest.raises(ValueError, match="more upper bounds"):
        classify_year(pd.Series([1], ["a"]), pd.Series([2], ["a"]))
