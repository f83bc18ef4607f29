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
from petaprogram.messages.letters import find_unseen, find_unseen_in, name_letter, tidy, visible

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
def test_each_letter_that_nobody_sees_is_found_named_and_shown_by_its_number(letter: str, name: str) -> None:
    assert find_unseen(f"46{letter} dari") == letter
    assert name_letter(letter) == f"U+{ord(letter):04X} {name}"
    assert visible(f"46{letter}") == f"46[U+{ord(letter):04X}]"


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
    assert visible("a\nb\x1b", keep="\n") == "a\nb[U+001B]"


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
    assert str(issue).startswith(
        "a[U+001B][2J[U+000A]b.csv, baris 2: program 'x[U+202E][U+000D][U+000A][U+009B]' tidak ada"
    )


@given(st.text())
def test_a_text_that_was_tidied_reads_as_it_looked_and_is_not_changed_again(text: str) -> None:
    once, _ = tidy(text)
    assert tidy(once) == (once, None)
    # Only what has no width goes, and what turns the direction of writing stays to be refused.
    gone = {letter for letter in unicodedata.normalize("NFC", text).strip() if letter not in once}
    assert all(unicodedata.category(letter) in {"Cf", "Zs"} or letter.isspace() for letter in gone)
    assert not gone & set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("letter", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_a_letter_without_width_is_left_out_and_told(letter: str) -> None:
    assert tidy(f"Me{letter}lati") == ("Melati", letter)
    assert find_unseen(tidy(f"Me{letter}lati")[0]) is None


@pytest.mark.parametrize("letter", ["\u202e", "\u200f", "\u2067", "\x1b", "\u2028", "\ue000"])
def test_a_letter_that_changes_how_a_text_looks_stays_to_be_refused(letter: str) -> None:
    assert tidy(f"a{letter}b") == (f"a{letter}b", None)
    assert find_unseen(tidy(f"a{letter}b")[0]) == letter


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2007", "\u3000"])
def test_every_blank_is_read_as_a_plain_one(blank: str) -> None:
    assert tidy(f"{blank}Bandar{blank}Lor{blank}") == ("Bandar Lor", None)
