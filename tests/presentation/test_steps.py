"""Steps as a person writes them: what is broken is named and left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.messages.letters import find_unseen
from petaprogram.presentation.steps import AUDIENCES, STEP_FIELDS, Show, Step, parse_steps, read_steps
from petaprogram.settings import ROOT
from tests.support.steps_file import write_steps

PUBLISHED = ROOT / "data" / "paparan.toml"
PAYLOADS = json.loads((Path(__file__).parents[1] / "hostile" / "payloads.json").read_text("utf-8"))
GOOD = {"id": "satu", "title": "Satu", "title_en": "One"}

texts = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n\t"), max_size=40
).filter(lambda text: find_unseen(text) is None)
steps = st.builds(
    Step,
    id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True),
    title=texts.filter(str.strip),
    title_en=texts,
    caption=texts,
    caption_en=texts,
    notes=st.lists(texts, max_size=3).map(tuple),
    notes_en=st.lists(texts, max_size=3).map(tuple),
    view=texts,
    show=st.sampled_from(get_args(Show)),
    audience=st.sampled_from(AUDIENCES),
    number=texts,
    year=st.none() | st.integers(1900, 2100),
)
walks = st.lists(steps, max_size=5, unique_by=lambda step: step.id)


def rules(issues):
    return [issue.rule for issue in issues]


def test_the_published_steps_break_no_rule_and_are_in_both_languages():
    found, issues = read_steps(PUBLISHED)
    assert issues == ()
    assert 6 <= sum(step.audience == "public" for step in found) <= 12
    for step in found:
        for language in (INDONESIAN, ENGLISH):
            assert step.title_in(language)
            assert step.caption_in(language)
            assert step.notes_in(language)
        assert step.title != step.title_en


@pytest.mark.parametrize(
    ("entry", "field", "rule"),
    [
        ("text", "step", "step-field"),
        ({}, "title", "step-field"),
        ({"title": " "}, "title", "step-field"),
        ({"title": 3}, "title", "step-field"),
        ({"title": "A\x1b"}, "title", "step-field"),
        ({**GOOD, "id": "A B"}, "id", "step-field"),
        ({**GOOD, "id": "x" * 41}, "id", "step-field"),
        ({**GOOD, "caption": ["a"]}, "caption", "step-field"),
        ({**GOOD, "notes": "a"}, "notes", "step-field"),
        ({**GOOD, "notes": [1]}, "notes", "step-field"),
        ({**GOOD, "show": "film"}, "show", "step-field"),
        ({**GOOD, "show": []}, "show", "step-field"),
        ({**GOOD, "audience": "semua"}, "audience", "step-field"),
        ({**GOOD, "audience": []}, "audience", "step-field"),
        ({**GOOD, "year": "2023"}, "year", "step-field"),
        ({**GOOD, "year": True}, "year", "step-field"),
    ],
)
def test_a_broken_step_is_left_out_and_named_and_the_others_stay(entry, field, rule):
    found, issues = parse_steps([GOOD, entry, {**GOOD, "id": "tiga"}])
    assert [step.id for step in found] == ["satu", "tiga"]
    (issue,) = [issue for issue in issues if issue.rule == rule]
    assert issue.severity == "error"
    assert f"isian '{field}'" in issue.message
    assert issue.message.startswith("langkah 2")


@pytest.mark.parametrize(
    "field", ["title", "title_en", "caption", "caption_en", "view", "number", "notes", "notes_en"]
)
def test_a_step_with_a_letter_that_nobody_sees_is_left_out_and_the_letter_is_named(field):
    text = "46\u202e kelurahan"
    found, issues = parse_steps([{**GOOD, field: [text] if field.startswith("notes") else text}])
    assert found == ()
    (issue,) = [issue for issue in issues if issue.rule == "step-field"]
    assert f"isian '{field}' memuat U+202E RIGHT-TO-LEFT OVERRIDE" in issue.message


def test_an_id_that_is_taken_leaves_the_second_step_out():
    found, issues = parse_steps([GOOD, {**GOOD, "title": "Lagi"}])
    assert [step.title for step in found] == ["Satu"]
    assert "langkah 2 (Lagi)" in issues[0].message


def test_the_length_of_a_walk_counts_what_everybody_sees():
    entries = [{**GOOD, "id": f"satu-{number}"} for number in range(12)]
    hidden = [{**GOOD, "id": f"dua-{number}", "audience": "internal"} for number in range(5)]
    assert "walk-length" not in rules(parse_steps([*entries, *hidden])[1])
    assert "walk-length" in rules(parse_steps([*entries[:5], *hidden])[1])


def test_what_can_be_shown_all_the_same_is_a_warning():
    entry = {"title": "Satu", "caption": "Dua", "warna": "merah"}
    found, issues = parse_steps([entry])
    assert found == (Step("langkah-1", "Satu", caption="Dua"),)
    assert rules(issues) == ["step-unknown-field", "step-translation", "step-translation", "walk-length"]
    assert {issue.severity for issue in issues} == {"warning"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"[[step", "walk-unreadable"),
        (b"\xff\xfe\x00", "walk-unreadable"),
        (b"x = " + b"{a = " * 15_000, "walk-unreadable"),
        (b"#" * (100 * 2**10 + 1), "too-large"),
        (b"", "walk-length"),
        (b"steps = 3", "walk-unknown-field"),
        (b"step = 3", "step-field"),
    ],
)
def test_a_file_that_holds_no_steps_says_why(tmp_path, content, rule):
    path = tmp_path / "paparan.toml"
    path.write_bytes(content)
    found, issues = read_steps(path)
    assert found == ()
    assert rule in rules(issues)


def test_a_file_that_is_not_there_is_no_error(tmp_path):
    found, issues = read_steps(tmp_path / "paparan.toml")
    assert found == ()
    assert [(issue.rule, issue.severity) for issue in issues] == [("walk-missing", "warning")]


@given(walks)
def test_steps_are_read_as_they_are_written(tmp_path_factory, walk):
    path = tmp_path_factory.mktemp("walk") / "paparan.toml"
    write_steps(path, walk)
    assert read_steps(path)[0] == tuple(walk)


@pytest.mark.parametrize("payload", PAYLOADS.values())
def test_a_payload_is_a_text_like_any_other(tmp_path, payload):
    path = tmp_path / "paparan.toml"
    step = Step("a", payload, payload, payload, payload, (payload,), (payload,))
    write_steps(path, [step])
    assert read_steps(path)[0] == (step,)


def test_every_field_stands_in_the_contract():
    contract = (ROOT / "data" / "README.md").read_text("utf-8")
    section = contract.partition("### paparan.toml")[2].partition("###")[0]
    assert [field for field in STEP_FIELDS if field not in section] == []
