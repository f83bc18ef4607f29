"""Every message has its translation, and no text on a page stands outside the catalogues."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import date

import pytest
from tools.messages import CATALOGUES, KEYWORDS, extract, read

from petaprogram.messages.language import ENGLISH, INDONESIAN, language_of
from petaprogram.settings import ROOT

# Names that are the same in every language.
NAMES = {
    "PetaProgram",
    "sha",
    "CSV",
    "XLSX",
    "GeoJSON",
    "PDF",
    "PNG",
    "SVG",
    "PPTX",
    "HTML",
    "km²",
    "ID",
    "EN",
    "Esc",
}
# Arguments of Streamlit that people read.
READ = {"label", "help", "placeholder", "alt", "title", "text", "caption", "page_title"}
# Elements of Streamlit whose first argument people read.
WRITERS = (  # noqa: SIM905  (one word a line would be a page)
    "button caption checkbox code dialog download_button error expander header info link_button markdown "
    "multiselect number_input page_link pills popover progress radio segmented_control select_slider "
    "selectbox slider spinner subheader success text text_input title toggle warning write"
).split()
PAGES = [*(ROOT / "pages").glob("*.py"), *(ROOT / "src/petaprogram/web").rglob("*.py")]
TEMPLATES = [*(ROOT / "src/petaprogram").rglob("templates/*.html")]


def messages(catalogue):
    return {message.id: message for message in catalogue if message.id}


def fields(text: str) -> set[str]:
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_message_is_translated_and_none_is_unused(code):
    used, translated = messages(extract()), messages(read(CATALOGUES[code], code))
    assert sorted(map(str, set(used) - set(translated))) == [], "missing: python -m tools.messages"
    assert sorted(map(str, set(translated) - set(used))) == [], "unused: python -m tools.messages"
    empty = [
        key
        for key, message in translated.items()
        if not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]
    assert empty == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_translation_holds_the_values_of_its_message(code):
    for message in messages(read(CATALOGUES[code], code)).values():
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            assert fields(said) == fields(source), source


def literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value for part in node.values if isinstance(part, ast.Constant))


def read_by_people(call: ast.Call) -> Iterator[str]:
    if not isinstance(call.func, ast.Attribute):
        return
    if call.func.attr in WRITERS and call.args:
        yield from literals(call.args[0])
    for keyword in call.keywords:
        if keyword.arg in READ:
            yield from literals(keyword.value)


def is_text(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}²?", text)
    return bool(set(words) - NAMES)


@pytest.mark.parametrize(
    "path",
    [*(ROOT / "pages").glob("*.py"), *(ROOT / "src/petaprogram/web").rglob("*.py")],
    ids=lambda p: p.name,
)
def test_no_page_holds_a_text_of_its_own(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert [text for call in calls for text in read_by_people(call) if is_text(text)] == []


def hidden_messages(tree: ast.AST) -> Iterator[str]:
    """Find messages inside f-strings: their collector reads an f-string as one word and misses them."""
    for text in ast.walk(tree):
        if isinstance(text, ast.JoinedStr):
            for call in ast.walk(text):
                if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in KEYWORDS:
                    yield from (text for argument in call.args[:1] for text in literals(argument))


@pytest.mark.parametrize("folder", ["src", "pages"])
def test_no_message_hides_inside_another_text(folder):
    found = {
        f"{path.name}: {message}"
        for path in (ROOT / folder).rglob("*.py")
        for message in hidden_messages(ast.parse(path.read_text("utf-8")))
    }
    assert found == set()


def left_over(template: str) -> Iterator[str]:
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>", "", template, flags=re.DOTALL)
    yield from re.findall(r"\b(?:alt|aria-label|title|placeholder)=\"([^\"]*)\"", plain)
    yield re.sub(r"<[^>]*>|&\w+;", " ", plain)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_text_of_its_own(path):
    assert [text.strip() for text in left_over(path.read_text("utf-8")) if is_text(text)] == []


def test_the_searches_find_what_they_look_for():
    (call,) = [
        node
        for node in ast.walk(ast.parse('st.button("Kirim", help=f"Kirim {n}", key="kirim")'))
        if isinstance(node, ast.Call)
    ]
    assert [text for text in read_by_people(call) if is_text(text)] == ["Kirim", "Kirim "]
    found = list(left_over('<p title="Judul">{{ say("Teks") }} lagi {% if x %}</p>'))
    assert [text.strip() for text in found if is_text(text)] == ["Judul", "lagi"]


def test_numbers_and_dates_are_written_as_the_language_does():
    assert INDONESIAN.number(1234.5, 1) == "1.234,5"
    assert ENGLISH.number(1234.5, 1) == "1,234.5"
    assert [INDONESIAN.day(day) for day in (date(2020, 11, 26), "2020-08", "2020")] == [
        "26 November 2020",
        "Agustus 2020",
        "2020",
    ]
    assert ENGLISH.day("2020-08-01") == "1 August 2020"
    assert INDONESIAN.percent(0.943) == "94%"
    assert (
        INDONESIAN.say("luas {km2:.2f}, {n:f}, {year}", km2=67.149, n=1500, year=2020)
        == "luas 67,15, 1.500, 2020"
    )


def test_zero_has_no_sign_whichever_was_written_first():
    for decimals in (0, 3):
        assert [INDONESIAN.number(zero, decimals)[:1] for zero in (-0.0, 0, 0.0)] == ["0", "0", "0"]


def test_a_count_has_the_plural_of_the_language():
    said = [[one.counted("{count:f} data", n) for n in (0, 1, 2)] for one in (INDONESIAN, ENGLISH)]
    assert said == [["0 data", "1 data", "2 data"], ["0 records", "1 record", "2 records"]]


def test_a_value_is_never_taken_for_a_message():
    assert INDONESIAN.say("sumber: {title}", title="{0} {x:f} {{y}}") == "sumber: {0} {x:f} {{y}}"


def test_an_unknown_language_is_the_source_language():
    assert language_of("xx") == language_of(None) == INDONESIAN
    assert language_of("en") == ENGLISH
