"""Letters that nobody sees are found by what they are, named for a person to look up, and escaped."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.messages.field_checks import say_unseen
from petaprogram.messages.issues import make_issue
from petaprogram.messages.language import ENGLISH
from petaprogram.messages.letters import find_unseen, find_unseen_in, name_letter, visible

UNSEEN = {
    "\u200b": "ZERO WIDTH SPACE",
    "\u200c": "ZERO WIDTH NON-JOINER",
    "\u200d": "ZERO WIDTH JOINER",
    "\u200e": "LEFT-TO-RIGHT MARK",
    "\u200f": "RIGHT-TO-LEFT MARK",
    "\u202a": "LEFT-TO-RIGHT EMBEDDING",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
    "\u2060": "WORD JOINER",
    "\u2064": "INVISIBLE PLUS",
    "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u2069": "POP DIRECTIONAL ISOLATE",
    "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
    "\u00ad": "SOFT HYPHEN",
    "\u061c": "ARABIC LETTER MARK",
    "\U000e0041": "TAG LATIN CAPITAL LETTER A",
    "\ufe0f": "VARIATION SELECTOR-16",
    "\u3164": "HANGUL FILLER",
    "\u034f": "COMBINING GRAPHEME JOINER",
    "\u2028": "LINE SEPARATOR",
    "\x1b": "CONTROL",
    "\x85": "CONTROL",
    "\x9b": "CONTROL",
    "\r": "CONTROL",
    "\ue000": "PRIVATE USE",
    "\uffff": "UNASSIGNED",
    "\ud800": "SURROGATE",
}


@pytest.mark.parametrize(("letter", "name"), UNSEEN.items(), ids=[hex(ord(letter)) for letter in UNSEEN])
def test_each_letter_that_nobody_sees_is_found_named_and_shown_as_an_escape(letter: str, name: str) -> None:
    assert find_unseen(f"46{letter} dari") == letter
    assert name_letter(letter) == f"U+{ord(letter):04X} {name}"
    shown = visible(f"46{letter}")
    assert shown.startswith("46\\")
    assert shown.isascii()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kampung Iva 46",
        "dua\nbaris\tlagi",
        "Kâli – “Brantas” … ©",
        "e\u0301",
        "مرحبا",
        "評価",
        "a\u00a0b",
        "👍",
    ],
)
def test_what_can_be_seen_is_no_reason_to_refuse_a_text(text: str) -> None:
    assert find_unseen(text) is None


def test_every_control_and_format_letter_of_unicode_is_found() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    named = [letter for letter in letters if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert len(named) > 200
    assert [letter for letter in named if find_unseen(letter) != letter] == ["\t", "\n"]


@given(st.text())
def test_what_is_shown_has_one_line_and_nothing_unseen_and_is_otherwise_the_same(text: str) -> None:
    shown = visible(text)
    assert find_unseen(shown) is None
    assert len(shown.splitlines()) <= 1
    if find_unseen(text) is None and not {"\n", "\t"} & set(text):
        assert shown == text


def test_letters_that_are_kept_stay() -> None:
    assert visible("a\nb\x1b", keep="\n") == "a\nb\\x1b"


def test_a_document_is_searched_to_its_last_text_and_each_place_is_named() -> None:
    content = {"a": ["x", {"b": "\u200b"}], "c\u00ad": "\x07", "d": 3, "e": "good"}
    assert list(find_unseen_in(content)) == [
        ("a.2.b", "\u200b"),
        ("c\u00ad", "\u00ad"),
        ("c\u00ad", "\x07"),
    ]
    assert say_unseen(["a", "b"]) is None
    said = say_unseen(["a", "\u202e"])
    assert said is not None
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in said.say(ENGLISH)


def test_an_issue_quotes_data_on_one_line_with_nothing_unseen_in_it() -> None:
    issue = make_issue("unknown-program", "a\x1b[2J\nb.csv", 2, value="x\u202e\r\n\x9b")
    assert str(issue).startswith("a\\x1b[2J\\nb.csv, baris 2: program 'x\\u202e\\r\\n\\x9b' tidak ada")
