"""A few letters of the typeface as a style rule: those asked for and no others, the same every time."""

from __future__ import annotations

import base64
import io
import re

from fontTools.ttLib import TTFont

from petaprogram.maps.font_subset import font_face


def letters_of(rule: str) -> set[str]:
    (data,) = re.findall(r"url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\)", rule)
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_a_rule_holds_the_letters_asked_for_and_says_their_weight():
    rule = font_face("bold", "Kediri")
    assert letters_of(rule) == set("Kediri")
    assert 'font-family:"Source Sans Pro";font-weight:700;' in rule


def test_the_same_letters_make_the_same_rule_in_any_order():
    assert font_face("regular", "abc") == font_face("regular", "cabbac") != font_face("bold", "abc")


def test_letters_that_the_typeface_lacks_are_left_out():
    assert letters_of(font_face("regular", "a\u4e2d")) == {"a"}
