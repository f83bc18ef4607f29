"""Classes, colours and words of the maps, and their legend."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.maps.class_tables import SELDOM, VOCABULARY
from petaprogram.maps.classes import (
    RADIUS_MAX,
    RADIUS_ONE,
    Classified,
    circle_radius,
    classify_pillar_counts,
    classify_program_counts,
    classify_states,
)
from petaprogram.maps.legend import circle_svg, legend, swatch_svg
from petaprogram.maps.palette import CIRCLE, Style
from petaprogram.maps.rank_classes import classify_ranks
from petaprogram.measures.presence import STATES
from petaprogram.messages.issues import UnsafeMapValueError
from petaprogram.messages.language import INDONESIAN
from petaprogram.messages.vocabulary import STATE

Classify = Callable[..., Classified]
KODE = [f"99.01.01.{1001 + number}" for number in range(8)]
STATE_LABELS = [STATE[state] for state in STATES]
PILLAR_LABELS = ["0", "1", "2", "3-4", "5-6", "belum ada data"]

states = st.sampled_from([*STATES, None])
pillars = st.one_of(st.integers(0, 6).map(float), st.just(np.nan))
programs = st.one_of(st.integers(0, 500).map(float), st.just(np.nan))
any_case = st.one_of(
    st.tuples(st.just(classify_states), st.lists(states, max_size=8)),
    st.tuples(st.just(classify_pillar_counts), st.lists(pillars, max_size=8)),
    st.tuples(st.just(classify_program_counts), st.lists(programs, max_size=8)),
)


def by_kode(values: list[object], dtype: object = None) -> pd.Series:
    return pd.Series(values, index=pd.Index(KODE[: len(values)], name="kode"), dtype=dtype)


def input_of(classify: Classify, values: list[object]) -> pd.Series:
    return by_kode(values, object if classify is classify_states else float)


def sizes(classified: Classified) -> dict[str, int]:
    return {item.id: item.areas for item in classified.classes}


def labels_of(classified: Classified) -> list[str]:
    return [classified.classes[position].label for position in classified.by_area]


@given(any_case, st.randoms())
def test_every_area_has_one_class_and_the_order_of_areas_does_not_matter(
    case: tuple[Classify, list[object]], random: object
) -> None:
    classify, values = case
    given_values = input_of(classify, values)
    classified = classify(given_values)
    assert classified.by_area.index.equals(given_values.index)
    assert sum(sizes(classified).values()) == len(values)
    assert classified.by_area.value_counts().to_dict() == {
        position: item.areas for position, item in enumerate(classified.classes) if item.areas
    }
    shuffled = given_values.sample(frac=1, random_state=random.randint(0, 9)) if len(values) else given_values
    again = classify(shuffled)
    assert sizes(again) == sizes(classified)
    assert again.by_area.reindex(given_values.index).equals(classified.by_area)
    assert (
        again.values_in_words(INDONESIAN)
        .reindex(given_values.index)
        .equals(classified.values_in_words(INDONESIAN))
    )


@given(any_case, st.data())
def test_areas_outside_the_filters_are_drawn_apart_and_say_so(
    case: tuple[Classify, list[object]], data: st.DataObject
) -> None:
    classify, values = case
    given_values = input_of(classify, values)
    mask = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    outside = by_kode(mask, bool)
    classified = classify(given_values, outside.iloc[::-1])
    assert ("outside" in sizes(classified)) is any(mask)
    assert sizes(classified).get("outside", 0) == sum(mask)
    assert [word == "di luar filter" for word in classified.values_in_words(INDONESIAN)] == mask
    if classified.radius is not None:
        assert classified.radius[outside].isna().all()
    plain = classify(given_values)
    assert classified.by_area[~outside].equals(plain.by_area[~outside])


def test_the_states_keep_their_order_and_their_words() -> None:
    classified = classify_states(by_kode([]))
    assert [item.id for item in classified.classes] == list(STATES)
    assert [item.label for item in classified.classes] == STATE_LABELS


def test_a_class_without_areas_stays_in_the_legend() -> None:
    classified = classify_states(by_kode(["running", "running"]))
    assert list(sizes(classified).values()) == [2] + [0] * (len(STATES) - 1)
    always = [STATE[state] for state in STATES if state not in SELDOM]
    assert [row.label for row in legend(classified, INDONESIAN).rows] == always


def test_a_missing_state_is_not_reported_and_never_none() -> None:
    assert labels_of(classify_states(by_kode([None, np.nan, "confirmed_none"]))) == [
        "belum ada data",
        "belum ada data",
        "dipastikan tidak ada",
    ]


def test_pillar_counts_fall_into_the_set_classes_with_zero_and_unknown_apart() -> None:
    classified = classify_pillar_counts(by_kode([0, 1, 2, 3, 4, 5, 6, np.nan]))
    assert labels_of(classified) == ["0", "1", "2", "3-4", "3-4", "5-6", "5-6", "belum ada data"]
    assert classified.values_in_words(INDONESIAN).tolist()[:2] == [
        "0 pilar ada datanya",
        "1 pilar ada datanya",
    ]
    assert classified.values_in_words(INDONESIAN).iloc[-1] == "belum ada data"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([2.0] * 8, [0, 0, 8, 0, 0, 0]),
        ([0.0] * 8, [8, 0, 0, 0, 0, 0]),
        ([np.nan] * 8, [0, 0, 0, 0, 0, 8]),
        ([5.0], [0, 0, 0, 0, 1, 0]),
        ([1.0, 6.0, 1.0, 6.0], [0, 2, 0, 0, 2, 0]),
        ([], [0, 0, 0, 0, 0, 0]),
    ],
    ids=["all equal", "all zero", "all unknown", "one area", "two classes", "no areas"],
)
def test_classes_do_not_follow_the_data(values: list[float], expected: list[int]) -> None:
    classified = classify_pillar_counts(by_kode(values, float))
    assert [item.label for item in classified.classes] == PILLAR_LABELS
    assert [item.areas for item in classified.classes] == expected


@pytest.mark.parametrize("classify", [classify_pillar_counts, classify_program_counts])
@pytest.mark.parametrize("value", [-1, 2.5, np.inf, "3", "x"])
def test_a_count_that_is_no_count_is_refused(classify: Classify, value: object) -> None:
    with pytest.raises(ValueError, match="count"):
        classify(by_kode([1, value], object if isinstance(value, str) else float))


def test_more_than_six_pillars_are_refused() -> None:
    with pytest.raises(ValueError, match="7"):
        classify_pillar_counts(by_kode([7.0]))


def test_an_unknown_state_an_area_twice_and_a_foreign_mask_are_refused() -> None:
    with pytest.raises(ValueError, match="stopped"):
        classify_states(by_kode(["running", "stopped"]))
    with pytest.raises(ValueError, match="twice"):
        classify_states(pd.Series(["running", "ended"], index=[KODE[0], KODE[0]]))
    with pytest.raises(ValueError, match="outside"):
        classify_states(by_kode(["running"]), pd.Series([True], index=["99.01.09.1001"]))


def test_the_area_of_a_circle_is_proportional_to_its_count() -> None:
    radius = circle_radius(by_kode([1, 4, 9, 0, np.nan], float))
    assert radius.tolist()[:3] == [RADIUS_ONE, 2 * RADIUS_ONE, 3 * RADIUS_ONE]
    assert radius.iloc[3:].isna().all()


def test_one_scale_serves_all_filters_until_a_circle_would_grow_too_large() -> None:
    few, many = by_kode([1, 2], float), by_kode([1, 20], float)
    assert circle_radius(few).iloc[0] == circle_radius(many).iloc[0] == RADIUS_ONE
    huge = circle_radius(by_kode([100, 400], float))
    assert huge.iloc[1] == RADIUS_MAX
    assert huge.iloc[0] == pytest.approx(RADIUS_MAX / 2)


def test_program_counts_are_circles_over_a_quiet_fill() -> None:
    classified = classify_program_counts(by_kode([3, np.nan, 1, 12, 12, 7, 2], float))
    assert labels_of(classified)[:2] == ["tercatat", "belum ada data"]
    assert classified.values_in_words(INDONESIAN).tolist()[:2] == ["3 program tercatat", "belum ada data"]
    described = legend(classified, INDONESIAN)
    assert [sample.value for sample in described.circles] == [1, 7, 12]
    assert described.circles[0].radius == RADIUS_ONE


def test_ranks_fall_into_the_set_bands_and_an_unranked_area_is_in_none() -> None:
    classified = classify_ranks(by_kode([1, 5, 6, 10, 11, 20, 21, np.nan], float))
    assert labels_of(classified) == [
        "peringkat 1-5",
        "peringkat 1-5",
        "peringkat 6-10",
        "peringkat 6-10",
        "peringkat 11-20",
        "peringkat 11-20",
        "peringkat 21 dan seterusnya",
        "tidak diperingkat",
    ]
    assert not any(item.style.hatch for item in classified.classes)


@pytest.mark.parametrize("rank", [0, -1, 1.5])
def test_a_rank_that_is_no_rank_is_refused(rank: float) -> None:
    with pytest.raises(ValueError, match=r"rank|count"):
        classify_ranks(by_kode([rank], float))


def test_a_legend_without_circles_has_no_sample() -> None:
    assert legend(classify_program_counts(by_kode([np.nan, np.nan], float)), INDONESIAN).circles == ()
    assert legend(classify_states(by_kode(["running"])), INDONESIAN).circles == ()


@given(any_case)
def test_hovering_says_a_word_of_the_vocabulary_or_a_number_with_its_unit(
    case: tuple[Classify, list[object]],
) -> None:
    classify, values = case
    classified = classify(input_of(classify, values))
    for words in classified.values_in_words(INDONESIAN):
        number, _, unit = words.partition(" ")
        assert words in VOCABULARY or (number.isdigit() and unit in VOCABULARY)


# Colours ------------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "deutan": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "tritan": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(colour: str, deficiency: str = "none") -> np.ndarray:
    """CIE L*a*b* of a colour, as somebody with a colour deficiency sees it."""
    channels = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    relative = TO_XYZ @ np.clip(DEFICIENCIES[deficiency] @ linear, 0, 1) / WHITE
    x, y, z = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def solid_fills(classified: Classified) -> list[str]:
    return [item.style.fill for item in classified.classes if not item.style.hatch]


@pytest.mark.parametrize("classify", [classify_states, classify_pillar_counts, classify_ranks])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_fills_stay_apart_for_every_kind_of_colour_vision(classify: Classify, deficiency: str) -> None:
    for one, other in combinations(solid_fills(classify(by_kode([]))), 2):
        assert np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)) > 9


def test_a_black_and_white_copy_keeps_the_order_of_the_fills() -> None:
    # What holds for the whole city is no step of this order.
    order = [item for item in classify_states(by_kode([])).classes if item.id != "wide"]
    from_running = [lab(item.style.fill)[0] for item in order if not item.style.hatch]
    from_zero = [lab(fill)[0] for fill in solid_fills(classify_pillar_counts(by_kode([], float)))]
    assert (np.diff(from_running) > 9).all()
    assert (np.diff(from_zero) < -6).all()
    from_first = [lab(fill)[0] for fill in solid_fills(classify_ranks(by_kode([], float)))[:-1]]
    assert (np.diff(from_first) > 9).all()


def test_only_not_reported_is_hatched_and_only_none_and_zero_have_a_firm_outline() -> None:
    for classified in (
        classify_states(by_kode([])),
        classify_pillar_counts(by_kode([], float)),
        classify_program_counts(by_kode([], float)),
    ):
        assert [item.id for item in classified.classes if item.style.hatch] == ["not_reported"]
        firm = [item.id for item in classified.classes if item.style.line_width > 1]
        assert firm in (["confirmed_none"], ["pillars_0"], ["programs_0"])


# Swatches -----------------------------------------------------------------------------------------


def test_swatches_are_svg_of_shapes_only() -> None:
    classified = classify_program_counts(by_kode([1, 5, np.nan], float), by_kode([False, False, False], bool))
    described = legend(classified, INDONESIAN)
    for swatch in [row.swatch for row in described.rows] + [sample.swatch for sample in described.circles]:
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(swatch).iter()}
        assert tags <= {"svg", "rect", "path", "circle"}
    assert described.rows[0].swatch_uri.startswith("data:image/svg+xml;base64,")


def test_the_hatch_is_only_in_the_swatch_of_not_reported() -> None:
    swatches = {row.id: row.swatch for row in legend(classify_states(by_kode([])), INDONESIAN).rows}
    assert [name for name, swatch in swatches.items() if "<path" in swatch] == ["not_reported"]


@pytest.mark.parametrize(
    "style",
    [
        Style('"/><script>', "#000000", 1.0),
        Style("#FFFFFF", "{{7*191}}", 1.0),
        Style("red", "#000000", 1.0),
        Style("#FFFFFF", "#000000", float("nan")),
        Style("#FFFFFF", "#000000", '1"/><script>'),
    ],
)
def test_a_swatch_is_drawn_from_colours_and_numbers_only(style: Style) -> None:
    with pytest.raises(UnsafeMapValueError):
        swatch_svg(style)
    with pytest.raises(UnsafeMapValueError):
        circle_svg(5.0, style)
    with pytest.raises(UnsafeMapValueError):
        circle_svg(float("inf"), CIRCLE)
