"""Every rule is written down where its file is described."""

from __future__ import annotations

import re

import pytest

from petaprogram.messages.issues import errors_only, group_rows, keep_first, make_issue
from petaprogram.messages.rules import RULES
from petaprogram.settings import ROOT


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_stands_in_the_contract_of_its_files(rule):
    folder = "geo" if rule.startswith(("boundary-", "context-")) else "data"
    sentence = re.sub(r"\{(\w+):[^}]*\}", r"{\1}", RULES[rule].sentence)
    line = f"| `{rule}` | {RULES[rule].severity} | {sentence} |"
    assert line in (ROOT / folder / "README.md").read_text("utf-8")


def test_an_issue_says_file_row_and_rule():
    issue = make_issue("unknown-kode", "placements.csv", 7, value="35.71.09", city="Kota Kediri")
    assert str(issue).startswith("placements.csv, baris 7: kode '35.71.09' tidak ada di Kota Kediri")
    assert str(issue).endswith("[unknown-kode]")
    assert errors_only([issue, make_issue("no-location", "placements.csv", 8)]) == (issue,)


def test_more_issues_than_anybody_mends_are_counted_and_errors_come_first():
    warnings = [make_issue("no-location", "a.csv", row) for row in range(5)]
    errors = [make_issue("broken-id", "b.csv", row, column="x", value="y") for row in range(3)]
    assert keep_first([*warnings, *errors], 8) == (*warnings, *errors)
    *kept, last = keep_first([*warnings, *errors], 4)
    assert kept == [*errors, warnings[0]]
    assert (last.rule, last.file, dict(last.values)) == ("more-problems", "a.csv", {"count": 4})
    assert last.severity == "error"


def test_warnings_are_no_error_however_many_they_are():
    warnings = [make_issue("no-location", "a.csv", row) for row in range(9)]
    assert errors_only(keep_first(warnings, 4)) == ()


def test_a_sentence_does_not_repeat_a_whole_book():
    issue = make_issue("unknown-source", "a.csv", 2, value="x" * 30_000)
    assert len(str(issue)) < 600


def test_one_cause_in_many_rows_is_said_once_with_all_rows():
    many = [make_issue("ragged-row", "a.csv", row, found=3, expected=4) for row in (9, 2, 3, 4, 7)]
    few = [make_issue("ragged-row", "a.csv", row, found=5, expected=4) for row in (5, 6)]
    other = make_issue("ragged-row", "b.csv", 2, found=3, expected=4)
    whole = make_issue("empty-file", "c.csv")
    said = group_rows([many[0], few[0], other, *many[1:], few[1], whole])
    assert said[1:] == (few[0], other, few[1], whole)
    assert (said[0].row, said[0].rows, said[0].place) == (2, (2, 3, 4, 7, 9), "2-4, 7, 9")
    assert str(said[0]).startswith("a.csv, baris 2-4, 7, 9 (5 baris): 3 sel, seharusnya 4;")


def test_values_that_only_illustrate_a_cause_do_not_part_it():
    issues = [make_issue("unknown-kode", "a.csv", row, value=str(row), city="K") for row in range(2, 12)]
    assert group_rows(issues) == tuple(issues)
    (one,) = group_rows(issues, {"unknown-kode": {"value"}})
    assert (one.place, dict(one.values)) == ("2-11", {"value": "2", "city": "K"})


def test_of_rows_without_end_the_first_runs_are_named():
    issues = [make_issue("no-location", "a.csv", row) for row in range(2, 100, 2)]
    (one,) = group_rows(issues)
    assert one.place == "2, 4, 6, 8, 10, 12, 14, 16, ..."
    assert "(49 baris)" in str(one)
