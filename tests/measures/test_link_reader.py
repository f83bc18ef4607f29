"""Parameters of a link: what is known is taken, the rest is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from petaprogram.measures.link_reader import LinkReader, parameters_of

LINK = {"warna": ["biru", "x", "merah", "biru"], "luas": ["1"], "asing": ["y", "y"], "tahun": ["dua", "2020"]}
COLOURS = ("merah", "biru")


def year(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def test_known_values_are_taken_in_the_order_of_the_link_each_once():
    link = LinkReader(LINK)
    assert link.many("warna", COLOURS) == ("biru", "merah")
    assert link.one("warna", COLOURS) == "biru"
    assert link.one("tidak-ada", COLOURS) is None
    assert link.unknown == ("warna=x",)


def test_a_value_may_be_a_word_a_switch_or_anything_that_can_be_read():
    link = LinkReader(LINK)
    assert link.parsed("tahun", year) == 2020
    assert LinkReader({"n": ["0"]}).parsed("n", year) == 0
    assert link.word("warna", {"merah": 1, "biru": 2}) == 2
    assert link.flag("luas")
    assert not link.flag("warna")


def test_unknown_values_are_named_in_the_order_in_which_they_were_asked_for():
    link = LinkReader(LINK)
    link.parsed("tahun", year)
    link.many("warna", COLOURS)
    assert link.unknown == ("tahun=dua", "warna=x")


def test_what_is_left_over_is_everything_not_taken_in_the_order_of_the_link():
    link = LinkReader(LINK)
    link.parsed("tahun", year)
    link.many("warna", COLOURS)
    assert link.left_over == ("warna=x", "luas=1", "asing=y", "asing=y", "tahun=dua")


def test_where_a_parameter_stands_once_a_second_known_value_is_set_aside_too():
    link = LinkReader(LINK, single=True)
    assert link.one("warna", COLOURS) == "biru"
    assert link.unknown == ("warna=x", "warna=merah")


def test_an_old_value_and_its_new_one_are_one():
    link = LinkReader({"warna": ["abang", "merah", "ijo"]})
    assert link.many("warna", COLOURS, {"abang": "merah", "ijo": "hijau"}) == ("merah",)
    assert link.unknown == ("warna=ijo",)


@given(
    st.dictionaries(st.text(max_size=3), st.lists(st.sampled_from(["a", "b", "c"]), max_size=4), max_size=4)
)
def test_every_value_is_taken_or_left_over(params):
    link = LinkReader(params)
    taken = [f"{name}={value}" for name in params for value in link.many(name, ("a", "b"))]
    assert set(taken).isdisjoint(link.left_over)
    assert {*taken, *link.left_over} == {f"{name}={value}" for name in params for value in params[name]}
    assert set(link.unknown) == set(link.left_over)


def test_parameters_are_taken_out_of_a_whole_link_or_of_its_end():
    whole = "http://127.0.0.1:8501/peta?warnai=pilar&kode=a%20b&kode="
    assert parameters_of(whole) == parameters_of("?warnai=pilar&kode=a%20b&kode=")
    assert parameters_of(whole) == {"warnai": ["pilar"], "kode": ["a b", ""]}
